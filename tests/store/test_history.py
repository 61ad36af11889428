"""The history: what is kept of sessions, and what becomes of files that are not as they should be."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import Run, plan_of
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.core.record import Done, Ending, Planned, Record, Recorder, planned
from voiceguide.store.files import StoreError
from voiceguide.store.history import MIGRATIONS, History

Killed = Callable[[str, Path], Iterator[int]]
Full = Callable[[Path], AbstractContextManager[None]]

SESSION = Record(
    "one",
    "hip",
    "2025-03-31T18:05:00Z",
    title="Hip session",
    seconds=61.5,
    ended=Ending.DONE,
    pain_before=6,
    pain_after=0,
    note="wärmer\nals sonst",
    plan=(Planned(0, None, None, 60), Planned(1, "GB30", "left", 30)),
    stages=(
        Done(0, None, None, 60, 60.0),
        Done(1, "GB30", "left", 30, 12.4, changed=45, pauses=2, paused=7.5, skipped=True),
    ),
    more={"voice": "Ann", "scale": "7/10"},
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    opened = History(tmp_path)
    yield opened
    opened.close()


def numbered(number: int, **more: object) -> Record:
    return replace(SESSION, id=str(number), started=f"2025-03-{number:02}T10:00:00Z", **more)


def keep_many(history: History) -> None:
    for number in range(200):
        history.keep(numbered(number))


def reopened(folder: Path) -> tuple[tuple[Record, ...], str | None]:
    with closing(History(folder)) as history:
        return history.sessions(), history.trouble


def test_a_session_is_found_again_exactly_by_another_program(history: History, tmp_path: Path):
    history.keep(SESSION)

    assert history.session("one") == SESSION
    assert reopened(tmp_path) == ((SESSION,), None)


def test_a_new_history_is_empty_and_no_trouble(history: History):
    assert history.trouble is None
    assert history.sessions() == ()
    assert history.session("one") is None


def test_a_real_session_is_kept_as_it_goes(history: History):
    plan = plan_of("hip")
    recorder = Recorder(Record("real", "hip", "2025-03-31T18:05:00Z", plan=planned(plan)))
    history.keep(recorder.record)
    rows = []
    for event in Run.of(plan).play_to_end().events:
        if recorder.take(event):
            history.keep(recorder.record)
            kept = history.session("real")
            assert kept
            rows.append(len(kept.stages))

    assert history.session("real") == recorder.record
    assert rows == sorted(rows)
    assert rows[-1] == len(planned(plan))


def test_the_newest_sessions_come_first_and_a_limit_holds(history: History):
    for number in (2, 9, 5):
        history.keep(numbered(number))

    assert [record.id for record in history.sessions()] == ["9", "5", "2"]
    assert [record.id for record in history.sessions(2)] == ["9", "5"]
    assert history.sessions(0) == ()


def test_pain_and_note_told_afterwards_outlive_a_late_writing(history: History):
    running = replace(SESSION, ended=None, pain_before=None, pain_after=None, note="")
    history.keep(running)

    assert history.annotate("one", 7, 3, "better")
    history.keep(replace(running, ended=Ending.DONE))

    assert history.session("one") == replace(
        running, ended=Ending.DONE, pain_before=7, pain_after=3, note="better"
    )


def test_pain_and_note_can_be_taken_back(history: History):
    history.keep(SESSION)
    history.annotate("one", None, None, "")

    assert history.session("one") == replace(SESSION, pain_before=None, pain_after=None, note="")


def test_nobody_is_annotated_who_is_not_there(history: History):
    assert not history.annotate("two", 1, 1, "")


@pytest.mark.parametrize("pain", [-1, 11])
def test_pain_out_of_range_is_refused_and_nothing_changes(history: History, pain: int):
    history.keep(SESSION)

    with pytest.raises(StoreError, match="from 0 to 10"):
        history.annotate("one", pain, 0, "")
    with pytest.raises(StoreError, match="from 0 to 10"):
        history.keep(replace(SESSION, pain_after=pain))
    assert history.session("one") == SESSION


def test_only_sessions_done_to_the_end_count_as_finished(history: History):
    history.keep(numbered(1))
    history.keep(numbered(2, ended=Ending.STOPPED))
    history.keep(numbered(3, ended=None))
    history.keep(numbered(4, routine="back"))

    assert (history.finished("hip"), history.finished("back"), history.finished()) == (1, 1, 2)


def test_one_session_is_deleted_with_its_stages(history: History, file: Path):
    history.keep(numbered(1))
    history.keep(numbered(2))

    assert history.delete("1")
    assert not history.delete("1")
    assert history.sessions() == (numbered(2),)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT DISTINCT session FROM stages").fetchall() == [("2",)]


@pytest.mark.parametrize("forget", [lambda history: history.delete("one"), History.delete_all])
def test_of_what_is_deleted_nothing_stays_on_the_disk(
    history: History, tmp_path: Path, forget: Callable[[History], object]
):
    history.keep(replace(SESSION, note="a very private note"))
    forget(history)
    contents = [path.read_bytes() for path in tmp_path.iterdir()]

    assert history.sessions() == ()
    assert not any(b"private" in content for content in contents)


def test_deleting_all_tells_how_many_there_were(history: History):
    history.keep(numbered(1))
    history.keep(numbered(2))

    assert history.delete_all() == 2
    assert history.delete_all() == 0


def test_the_file_and_its_journal_are_for_their_owner_only(history: History, tmp_path: Path):
    history.keep(SESSION)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("history.db*")}

    assert set(modes) == {"history.db", "history.db-wal", "history.db-shm"}
    assert sys.platform == "win32" or set(modes.values()) == {0o600}


# Files that are not as they should be


def foreign(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE sessions (cookies TEXT)")
        connection.commit()


def marked_by_another(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA application_id = 7")
        connection.execute("PRAGMA user_version = 1")


def random_bytes(file: Path) -> None:
    file.write_bytes(bytes(range(256)) * 40)


def text(file: Path) -> None:
    file.write_text("no database")


def ours(file: Path, sessions: int = 40) -> None:
    with closing(History(file.parent)) as history:
        for number in range(sessions):
            history.keep(replace(SESSION, id=str(number)))


def truncated(file: Path) -> None:
    ours(file)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def cut_to_its_head(file: Path) -> None:
    ours(file)
    file.write_bytes(file.read_bytes()[:50])


def overwritten_inside(file: Path) -> None:
    ours(file)
    content = bytearray(file.read_bytes())
    content[4096:12288] = b"\xaa" * 8192
    file.write_bytes(content)


def with_an_index_that_tells_otherwise(file: Path) -> None:
    ours(file)
    with closing(sqlite3.connect(file)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'sessions_by_time'"
        (page,) = connection.execute(query).fetchone()
    content = bytearray(file.read_bytes())
    index = slice(4096 * (page - 1), 4096 * page)
    content[index] = content[index].replace(b"2025-03-31", b"2025-04-31")
    file.write_bytes(content)


def without_a_table(file: Path) -> None:
    ours(file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE stages")


DAMAGED = "history.db is damaged, so it was kept as history.db.broken-1 and a new history begins."
FOREIGN = DAMAGED.replace("is damaged", "is not a history of voiceguide")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (foreign, FOREIGN),
        (marked_by_another, FOREIGN),
        (random_bytes, FOREIGN),
        (text, FOREIGN),
        (truncated, DAMAGED),
        (cut_to_its_head, DAMAGED),
        (overwritten_inside, DAMAGED),
        (with_an_index_that_tells_otherwise, DAMAGED),
        (without_a_table, DAMAGED),
    ],
)
def test_a_file_that_cannot_be_used_is_kept_aside_whole_and_a_new_one_begins(
    tmp_path: Path, file: Path, spoil: Callable[[Path], None], sentence: str
):
    spoil(file)
    content = file.read_bytes()
    with closing(History(tmp_path)) as history:
        history.keep(SESSION)
        trouble = history.trouble

    assert trouble == sentence
    assert (tmp_path / "history.db.broken-1").read_bytes() == content
    assert reopened(tmp_path) == ((SESSION,), None)


@pytest.mark.parametrize("damage", ["started = 'lately'", "plan = '[['", "more = '[]'", "started = x'ff'"])
def test_a_session_that_makes_no_sense_is_left_out_and_the_others_stay(
    tmp_path: Path, file: Path, damage: str
):
    ours(file, sessions=3)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"UPDATE sessions SET {damage} WHERE id = '1'")  # noqa: S608 - our own words
        connection.commit()
    with closing(History(tmp_path)) as history:
        assert {record.id for record in history.sessions()} == {"0", "2"}
        assert history.session("1") is None
        assert history.trouble == "A session in the history is damaged and is left out."


def test_the_journal_of_a_damaged_file_goes_aside_with_it(tmp_path: Path, file: Path):
    running = tmp_path / "running"
    with closing(History(running)) as history:
        history.keep(SESSION)
        journal = (running / "history.db-wal").read_bytes()
    text(file)
    (tmp_path / "history.db-wal").write_bytes(journal)
    sessions, trouble = reopened(tmp_path)

    assert journal
    assert (tmp_path / "history.db.broken-1-wal").read_bytes() == journal
    assert (sessions, trouble) == ((), FOREIGN)


def test_a_second_damaged_file_gets_the_next_number(tmp_path: Path, file: Path):
    for _ in range(2):
        text(file)
        History(tmp_path).close()

    assert {path.name for path in tmp_path.glob("*broken*")} == {"history.db.broken-1", "history.db.broken-2"}


def test_an_empty_file_is_a_new_history(tmp_path: Path, file: Path):
    file.touch()

    assert reopened(tmp_path) == ((), None)


NEXT = (*MIGRATIONS, ("ALTER TABLE sessions ADD COLUMN mood TEXT", "UPDATE sessions SET mood = 'calm'"))


def test_a_history_a_version_back_is_brought_up_with_all_its_sessions(tmp_path: Path, file: Path):
    ours(file, sessions=3)
    with closing(History(tmp_path, NEXT)) as history:
        assert len(history.sessions()) == 3
        assert history.trouble is None

    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT DISTINCT mood FROM sessions").fetchall() == [("calm",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)


def test_a_history_that_cannot_be_brought_up_is_kept_aside_as_it_was(tmp_path: Path, file: Path):
    ours(file, sessions=3)
    steps = (
        "ALTER TABLE sessions ADD COLUMN mood TEXT",
        "CREATE UNIQUE INDEX one_each ON sessions (routine)",
    )
    with closing(History(tmp_path, (*MIGRATIONS, steps))) as history:
        assert history.trouble == DAMAGED

    (tmp_path / "history.db.broken-1").replace(file)
    sessions, trouble = reopened(tmp_path)

    assert len(sessions) == 3
    assert trouble is None


def test_a_history_a_version_ahead_is_not_touched_and_another_file_serves_meanwhile(
    tmp_path: Path, file: Path
):
    with closing(History(tmp_path, NEXT)) as ahead:
        ahead.keep(SESSION)
    content = file.read_bytes()
    with closing(History(tmp_path)) as history:
        history.keep(numbered(2))
        trouble = history.trouble

    assert trouble == (
        "history.db was written by a newer voiceguide and is left as it is; "
        "until you update, sessions are kept in history-v1.db."
    )
    assert file.read_bytes() == content
    assert reopened(tmp_path)[0] == (numbered(2),)
    with closing(History(tmp_path, NEXT)) as ahead:
        assert ahead.sessions() == (SESSION,)


def test_where_no_file_can_be_the_session_goes_on_and_is_forgotten(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with closing(History(tmp_path / "file")) as history:
        history.keep(SESSION)

        assert history.sessions() == (SESSION,)
        assert history.trouble
        assert "so this session will be forgotten" in history.trouble


@pytest.fixture
def locked(tmp_path: Path, file: Path) -> Path:
    """A folder with three sessions in which nothing can be made, as the lock's name is taken."""
    ours(file, sessions=3)
    (tmp_path / ".history.db.lock").unlink()
    (tmp_path / ".history.db.lock").mkdir()
    return tmp_path


def test_where_nothing_can_be_written_what_was_kept_is_still_known(locked: Path, file: Path):
    content = file.read_bytes()
    with closing(History(locked)) as history:
        history.keep(replace(SESSION, id="new"))

        assert not history.lasting
        assert {record.id for record in history.sessions()} == {"0", "1", "2", "new"}
    assert file.read_bytes() == content


@pytest.mark.parametrize("spoil", [foreign, random_bytes, text, Path.touch])
def test_where_nothing_can_be_written_a_file_that_cannot_be_used_is_left_alone(
    locked: Path, file: Path, spoil: Callable[[Path], None]
):
    file.unlink()
    spoil(file)
    content = file.read_bytes()
    with closing(History(locked)) as history:
        assert history.sessions() == ()
        assert "so this session will be forgotten" in (history.trouble or "")
    assert file.read_bytes() == content


@pytest.mark.parametrize("forget", [lambda history: history.delete("1"), History.delete_all])
def test_where_nothing_can_be_written_nothing_is_deleted(locked: Path, forget: Callable[[History], object]):
    with closing(History(locked)) as history:
        with pytest.raises(StoreError, match="Nothing was deleted"):
            forget(history)

        assert len(history.sessions()) == 3


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history with some sessions."""
    file = tmp_path_factory.mktemp("sound") / "history.db"
    ours(file, sessions=5)
    return file


@settings(max_examples=30)
@given(st.binary(max_size=300), st.integers(0, 20_000), st.booleans())
def test_random_damage_ends_in_a_history_that_works(
    tmp_path_factory: pytest.TempPathFactory, sound: Path, damage: bytes, at: int, cut: bool
):
    folder = tmp_path_factory.mktemp("damaged")
    content = sound.read_bytes()
    rest = b"" if cut else content[at + len(damage) :]
    (folder / "history.db").write_bytes(content[:at] + damage + rest)
    with closing(History(folder)) as history:
        history.keep(replace(SESSION, id="after"))
        trouble = history.trouble

    assert "after" in {record.id for record in reopened(folder)[0]}
    assert bool(trouble) == (folder / "history.db.broken-1").exists() or "newer" in (trouble or "")


KEEPER = """
import sys
from pathlib import Path
from voiceguide.core.record import Done, Record
from voiceguide.store.history import History
history = History(Path(sys.argv[1]))
assert history.trouble in (None, sys.argv[3]), history.trouble
for number in range(30):
    name = f"{sys.argv[2]}{number}"
    history.keep(Record(name, "hip", "2025-03-31T18:05:00Z", stages=(Done(0, "GB30", "left", 30, 30.0),)))
"""


@pytest.mark.parametrize("spoil", [Path.touch, text])
def test_two_programs_at_once_lose_no_session_of_each_other(
    tmp_path: Path, file: Path, spoil: Callable[[Path], None]
):
    spoil(file)
    both = [
        subprocess.Popen([sys.executable, "-c", KEEPER, str(tmp_path), name, FOREIGN]) for name in ("a", "b")
    ]
    codes = [program.wait() for program in both]
    sessions, trouble = reopened(tmp_path)

    assert codes == [0, 0]
    assert trouble is None
    assert {record.id for record in sessions} == {f"{name}{number}" for name in "ab" for number in range(30)}
    assert len(list(tmp_path.glob("*broken*"))) <= 1


def test_killed_at_any_instant_the_history_is_whole(killed: Killed, tmp_path: Path):
    for finished in killed("history", tmp_path):
        sessions, trouble = reopened(tmp_path)
        found = sum(len(record.stages) for record in sessions)

        assert trouble is None
        assert found in (finished, finished + 1)
        assert all(record.seconds == 30 * len(record.stages) for record in sessions)


def test_on_a_full_disk_what_was_kept_stays_and_one_sentence_tells(small_disk: Path, full: Full):
    with closing(History(small_disk)) as history:
        history.keep(SESSION)
        with full(small_disk), pytest.raises(StoreError) as refused:
            keep_many(history)
        kept = history.sessions()
        history.keep(numbered(7))

    assert str(refused.value) == (
        "The history cannot be written (database or disk is full); "
        "make room on the disk, or close another voiceguide."
    )
    assert SESSION in kept
    assert {record.id for record in reopened(small_disk)[0]} == {"7", *(record.id for record in kept)}
