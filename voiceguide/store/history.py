"""The history of sessions: one SQLite file that never leaves this machine."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from threading import Lock

from voiceguide.core.record import LEAST_PAIN, MOST_PAIN, Record
from voiceguide.store.database import Migration, open_database, transaction
from voiceguide.store.files import StoreError
from voiceguide.store.rows import Row, done_of, record_of, session_row, stage_row

NAME = "history.db"

_PAIN = f"INTEGER CHECK ({{0}} BETWEEN {LEAST_PAIN} AND {MOST_PAIN})"

MIGRATIONS: Sequence[Migration] = (
    (
        f"""
        CREATE TABLE sessions (
            id TEXT NOT NULL PRIMARY KEY,
            routine TEXT NOT NULL,
            title TEXT NOT NULL,
            started TEXT NOT NULL,
            seconds REAL NOT NULL,
            ended TEXT CHECK (ended IN ('done', 'stopped', 'interrupted', 'failed')),
            pain_before {_PAIN.format("pain_before")},
            pain_after {_PAIN.format("pain_after")},
            note TEXT NOT NULL,
            plan TEXT NOT NULL,
            more TEXT NOT NULL
        )
        """,
        "CREATE INDEX sessions_by_time ON sessions (started)",
        """
        CREATE TABLE stages (
            session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            stage INTEGER NOT NULL,
            point TEXT,
            side TEXT,
            hold INTEGER NOT NULL,
            held REAL NOT NULL,
            changed INTEGER,
            pauses INTEGER NOT NULL,
            paused REAL NOT NULL,
            skipped INTEGER NOT NULL,
            PRIMARY KEY (session, place)
        ) WITHOUT ROWID
        """,
    ),
)
"""By version, from the first; what stands here is in people's files and never changes."""

_SESSION = "id, routine, title, started, seconds, ended, pain_before, pain_after, note, plan, more"
_STAGE = "stage, point, side, hold, held, changed, pauses, paused, skipped"
_PROBES = (f"SELECT {_SESSION} FROM sessions LIMIT 1", f"SELECT session, place, {_STAGE} FROM stages LIMIT 1")  # noqa: S608 - constant names

# What a record does not know leaves what is kept.
_KEEP_SESSION = f"""
    INSERT INTO sessions ({_SESSION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        seconds = excluded.seconds,
        ended = excluded.ended,
        pain_before = coalesce(excluded.pain_before, pain_before),
        pain_after = coalesce(excluded.pain_after, pain_after),
        note = CASE excluded.note WHEN '' THEN note ELSE excluded.note END,
        plan = excluded.plan,
        more = excluded.more
"""  # noqa: S608 - constant names
_KEEP_STAGE = f"REPLACE INTO stages (session, place, {_STAGE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - constant names


class History:
    """All sessions of one person; for any thread, and for several programs at once."""

    def __init__(self, folder: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        """Open `history.db` in a folder; where that cannot be, `trouble` says what was done instead."""
        self._connection, self.trouble, self._lasting = open_database(folder / NAME, migrations, _PROBES)
        self._file = folder / NAME
        self._lock = Lock()

    @property
    def lasting(self) -> bool:
        """Whether what is kept is still there when the program has ended."""
        return self._lasting

    def keep(self, record: Record) -> None:
        """Write a session down, or what has become of it: at its begin, as it goes, at its end.

        Raises:
            StoreError: it cannot be written; what was kept before is untouched.
        """
        _check_pain(record.pain_before)
        _check_pain(record.pain_after)
        rows = [stage_row(record.id, place, done) for place, done in enumerate(record.stages)]
        with self._writing() as connection:
            connection.execute(_KEEP_SESSION, session_row(record))
            connection.executemany(_KEEP_STAGE, rows)
            connection.execute("DELETE FROM stages WHERE session = ? AND place >= ?", (record.id, len(rows)))

    def annotate(self, name: str, pain_before: int | None, pain_after: int | None, note: str) -> bool:
        """Replace pain, from 0 to 10, and the note of a session; False if there is no such session.

        Raises:
            StoreError: a number is out of range, or it cannot be written.
        """
        _check_pain(pain_before)
        _check_pain(pain_after)
        with self._writing() as connection:
            changed = connection.execute(
                "UPDATE sessions SET pain_before = ?, pain_after = ?, note = ? WHERE id = ?",
                (pain_before, pain_after, note, name),
            )
            return changed.rowcount > 0

    def sessions(self, limit: int | None = None) -> tuple[Record, ...]:
        """The latest sessions, the newest first; all of them without a limit.

        Raises:
            StoreError: the file cannot be read.
        """
        most = -1 if limit is None else limit
        latest = "FROM sessions ORDER BY started DESC, rowid DESC LIMIT ?"
        with self._reading() as connection:
            stages = _stages(connection, f"SELECT id {latest}", most)
            rows = connection.execute(f"SELECT {_SESSION} {latest}", (most,)).fetchall()
            return tuple(filter(None, (self._record(row, stages) for row in rows)))

    def session(self, name: str) -> Record | None:
        """One session by its id.

        Raises:
            StoreError: the file cannot be read.
        """
        with self._reading() as connection:
            query = f"SELECT {_SESSION} FROM sessions WHERE id = ?"  # noqa: S608 - constant names
            row = connection.execute(query, (name,)).fetchone()
            return None if row is None else self._record(row, _stages(connection, "?", name))

    def finished(self, routine: str | None = None) -> int:
        """How often a routine, or any, was done to its end.

        Raises:
            StoreError: the file cannot be read.
        """
        with self._reading() as connection:
            query = "SELECT count(*) FROM sessions WHERE ended = 'done' AND routine = coalesce(?, routine)"
            (times,) = connection.execute(query, (routine,)).fetchone()
            return int(times)

    def delete(self, name: str) -> bool:
        """Forget one session, for good; False if there is no such session.

        Raises:
            StoreError: the file cannot be written.
        """
        with self._deleting() as connection:
            gone = connection.execute("DELETE FROM sessions WHERE id = ?", (name,)).rowcount
        self._wipe()
        return gone > 0

    def delete_all(self) -> int:
        """Forget all sessions, for good; tell how many there were.

        Raises:
            StoreError: the file cannot be written.
        """
        with self._deleting() as connection:
            gone = connection.execute("DELETE FROM sessions").rowcount
        self._wipe()
        return gone

    def _wipe(self) -> None:
        """Leave nothing of what was deleted in the journal; in the file it is overwritten already."""
        with self._lock, _translated("written"):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """May be called twice."""
        with self._lock:
            self._connection.close()

    def _record(self, row: Sequence[object], stages: Mapping[object, Sequence[Row]]) -> Record | None:
        """A session as it was kept; one that makes no sense any more is left out, and the others stay."""
        try:
            return record_of(row, [done_of(one) for one in stages.get(row[0], ())])
        except (ValueError, RecursionError):
            self.trouble = self.trouble or "A session in the history is damaged and is left out."
            return None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _translated("read"):
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _translated("written"), transaction(self._connection):
            yield self._connection

    @contextmanager
    def _deleting(self) -> Iterator[sqlite3.Connection]:
        """Nobody is told that something is gone while it still stands in the file."""
        if not self._lasting:
            raise StoreError(
                f"Nothing was deleted, as {self._file} cannot be written; make room, mend its permissions, "
                "or close another voiceguide."
            )
        with self._writing() as connection:
            yield connection


@contextmanager
def _translated(done: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"The history cannot be {done} ({error}); make room on the disk, or close another voiceguide."
        ) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"The history cannot be {done} ({error}); start voiceguide again, which begins a new one."
        ) from error


def _check_pain(pain: int | None) -> None:
    if pain is not None and not LEAST_PAIN <= pain <= MOST_PAIN:
        raise StoreError(f"Pain is a whole number from {LEAST_PAIN} to {MOST_PAIN}.")


def _stages(connection: sqlite3.Connection, sessions: str, given: object) -> Mapping[object, Sequence[Row]]:
    """The rows of what was done in each of some sessions, which a query or a placeholder names."""
    query = f"SELECT session, {_STAGE} FROM stages WHERE session IN ({sessions}) ORDER BY session, place"  # noqa: S608 - constant names
    rows = connection.execute(query, (given,)).fetchall()
    return {session: [known for _, *known in own] for session, own in groupby(rows, itemgetter(0))}
