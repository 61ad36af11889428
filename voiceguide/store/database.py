"""Opens an SQLite file that is sound, ours and of a known version; any other is kept aside."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from voiceguide.core.advice import reason
from voiceguide.store.files import StoreError, keep_aside
from voiceguide.store.lock import locked

APPLICATION = 0x766F6963
"""Says in the file's head that it is ours."""

Migration = Sequence[str]
"""Statements that bring a database from one version to the next."""

_PATIENCE = 5.0
"""Seconds to wait while another program writes."""

_SAYS_NOTHING_OF_THE_FILE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_INTERRUPT,
}
_HEAD = b"SQLite format 3\0"
_JOURNAL = slice(18, 20)
_VERSION = slice(60, 64)
_APPLICATION = slice(68, 72)


class Opened(NamedTuple):
    connection: sqlite3.Connection
    trouble: str | None
    """What kept the usual file from being used, as one plain sentence."""
    lasting: bool = True
    """Whether what is written stays after the program's end."""


class _ForeignError(Exception):
    """The database belongs to another program."""


class _NewerError(Exception):
    """The database is of a version ahead."""


def open_database(path: Path, migrations: Sequence[Migration], probes: Sequence[str]) -> Opened:
    """A database of the version `len(migrations)`.

    If there is no other way it is in memory, with what the file holds as far as that can be read.

    Args:
        path: its file; the folder is made.
        migrations: by version, from the first.
        probes: queries that work on every sound database of the last version.
    """
    try:
        with locked(path):
            return _open_locked(path, migrations, probes)
    except (OSError, sqlite3.Error) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
    except StoreError:
        why = "another voiceguide is using it"
    return Opened(
        _copied(path, migrations, probes) or _new(migrations),
        f"The history cannot be kept in {path.parent} ({why}), so this session will be forgotten; "
        "make room or mend the folder's permissions.",
        lasting=False,
    )


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All changes of a block, or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        # A full disk has ended the transaction already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _open_locked(path: Path, migrations: Sequence[Migration], probes: Sequence[str]) -> Opened:
    trouble = None
    try:
        _look_at_head(path, len(migrations))
        return Opened(_usable(path, migrations, probes), None)
    except _NewerError:
        other = path.with_name(f"{path.stem}-v{len(migrations)}{path.suffix}")
        opened = _open_locked(other, migrations, probes)
        newer = (
            f"{path.name} was written by a newer voiceguide and is left as it is; "
            f"until you update, sessions are kept in {other.name}."
        )
        return Opened(opened.connection, f"{newer} {opened.trouble}" if opened.trouble else newer)
    except _ForeignError:
        trouble = _set_aside(path, "is not a history of voiceguide")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _SAYS_NOTHING_OF_THE_FILE:
            raise
        trouble = _set_aside(path, "is damaged")
    return Opened(_usable(path, migrations, probes), trouble)


def _new(migrations: Sequence[Migration]) -> sqlite3.Connection:
    connection = _connected(":memory:")
    _migrate(connection, migrations)
    return connection


def _copied(path: Path, migrations: Sequence[Migration], probes: Sequence[str]) -> sqlite3.Connection | None:
    """What a sound file of ours holds, in memory; the file is only read."""
    connection = _connected(":memory:")
    try:
        content = bytearray(path.read_bytes())
        # In memory there is no journal, so the file must not say that it keeps one.
        content[_JOURNAL] = b"\x01\x01"
        connection.deserialize(bytes(content))
        _recognise(connection, len(migrations))
        _migrate(connection, migrations)
        for probe in probes:
            connection.execute(probe).fetchall()
    except (OSError, sqlite3.Error, UnicodeDecodeError, _ForeignError, _NewerError):
        connection.close()
        return None
    return connection


def _look_at_head(path: Path, version: int) -> None:
    """Tell what must not even be opened, as opening may write."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return
    if head and not head.startswith(_HEAD):
        raise _ForeignError
    if int.from_bytes(head[_APPLICATION]) == APPLICATION and int.from_bytes(head[_VERSION]) > version:
        raise _NewerError


def _set_aside(path: Path, what: str) -> str:
    """Rename the file, and its journal with it, which would otherwise be played into the next file."""
    aside = keep_aside(path, "broken")
    for ending in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).replace(aside.with_name(aside.name + ending))
    return f"{path.name} {what}, so it was kept as {aside.name} and a new history begins."


def _usable(path: Path, migrations: Sequence[Migration], probes: Sequence[str]) -> sqlite3.Connection:
    if not path.exists():
        # Its journal is given the same permissions.
        path.touch(mode=0o600)
    connection = _connected(path)
    try:
        _recognise(connection, len(migrations))
        connection.execute("PRAGMA journal_mode = WAL")
        # After a power cut the last moments may be missing, but the file is whole.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")
        _migrate(connection, migrations)
        for probe in probes:
            connection.execute(probe).fetchall()
    except BaseException:
        connection.close()
        raise
    with suppress(OSError):
        path.chmod(0o600)
    return connection


def _connected(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.text_factory = _text
    return connection


def _text(content: bytes) -> str:
    """A damaged letter is no reason to lose a session."""
    return content.decode(errors="replace")


def _recognise(connection: sqlite3.Connection, version: int) -> None:
    """Refuse what is damaged, another program's, or newer."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (written,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION and (tables or application or written):
        raise _ForeignError
    if written > version:
        raise _NewerError
    # The quick check would not compare the index with its table.
    verdicts = connection.execute("PRAGMA integrity_check(1)").fetchall()
    if verdicts != [("ok",)]:
        raise sqlite3.DatabaseError(str(verdicts))


def _migrate(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    """Bring the tables to the last version, each step wholly or not at all."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number, statements in enumerate(migrations[version:], version + 1):
        with transaction(connection):
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
