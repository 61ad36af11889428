"""`history`: the table, the lists for programs, deleting; and whatever may be wrong with the file."""

import argparse
import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest
from disks import full, small_disk
from month import month
from running import Answer

from voiceguide.cli.history import show_history, table, tell_history
from voiceguide.cli.streams import mend_streams
from voiceguide.core.errors import VoiceguideError
from voiceguide.core.record import Ending, Record
from voiceguide.store.history import MIGRATIONS, History

KEPT = month()
KEYS = ["id", "routine", "started", "seconds", "ended", "pain_before", "pain_after", "note", "stages"]


class MisusedError(Exception):
    """What argparse would tell."""


def misused(words: str) -> None:
    raise MisusedError(words)


def given(**options: object) -> argparse.Namespace:
    usual = {"json": False, "csv": False, "delete": None, "delete_all": False, "yes": False}
    return argparse.Namespace(**{**usual, "misused": misused, **options})


def history(folder: Path, **options: object) -> Answer:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = tell_history(given(**options), folder)
    return Answer(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a month of sessions."""
    folder = tmp_path_factory.mktemp("sound")
    keep(folder, *KEPT)
    return (folder / "history.db").read_bytes()


@pytest.fixture
def folder(tmp_path: Path, sound: bytes) -> Path:
    (tmp_path / "history.db").write_bytes(sound)
    return tmp_path


def keep(folder: Path, *records: Record) -> None:
    with closing(History(folder)) as opened:
        for record in records:
            opened.keep(record)


def test_before_the_first_session_it_says_so_and_makes_no_file(tmp_path: Path):
    told = history(tmp_path)

    assert told.out == (
        "No session has been kept yet. What you do is written down from now on, on this machine only.\n"
    )
    assert (told.code, told.err) == (0, "")
    assert json.loads(history(tmp_path, json=True).out) == []
    assert history(tmp_path, csv=True).out.startswith("id,routine,started,")
    assert list(tmp_path.iterdir()) == []


def test_json_has_the_keys_that_scripts_rely_on(folder: Path):
    rows = json.loads(history(folder, json=True).out)

    assert [row["id"] for row in rows] == [record.id for record in KEPT]
    assert all(list(row) == KEYS for row in rows)
    assert {row["ended"] for row in rows} == {"done", "stopped", "interrupted"}
    assert all(list(stage) == ["point", "side", "hold", "held"] for row in rows for stage in row["stages"])


def test_csv_is_one_line_for_each_session_and_holds_no_formula(folder: Path):
    rows = list(csv.DictReader(io.StringIO(history(folder, csv=True).out)))

    assert [row["id"] for row in rows] == [record.id for record in KEPT]
    assert rows[6]["note"] == "'=1+1 is not a formula, nor is Übelkeit"
    assert rows[6]["GB30 left"] == "60.0"


def test_the_table_tells_what_matters_on_lines_that_fit(folder: Path):
    lines = history(folder).out.splitlines()

    assert max(map(len, lines)) <= 80
    assert lines[0].split() == ["When", "Session", "Min", "Ended", "Pain", "Held", "ID"]
    assert lines[1].split()[2:] == ["Hip", "session", "15", "done", "3", "->", "0", "100%", "0000001d"]
    assert lines[5].split()[2:] == [
        *("Hip", "session", "8", "interrupted"),
        *("2", "->", "-", "46%", "00000018"),
    ]
    assert lines[8].strip() == "=1+1 is not a formula, nor is Übelkeit"
    assert lines[-2:] == [
        "25 sessions, 357 minutes.",
        "Pain is what you noted, before -> after; it proves nothing.",
    ]


@pytest.mark.parametrize("note", ["word " * 100, "漢字" * 100, "x" * 200])
def test_a_long_note_is_cut_and_never_wraps(note: str):
    [_, _, line, *_] = table([replace(KEPT[0], note=note)])
    cells = len(line) + sum(character in "漢字" for character in line)

    assert 70 < cells <= 80
    assert line.endswith("...")


def test_what_drives_a_terminal_is_shown_escaped():
    shown = "\n".join(table([replace(KEPT[0], note="red \x1b[31m", title="\x1b[2J")]))

    assert "\x1b" not in shown
    assert r"red \x1b[31m" in shown


def test_letters_that_the_terminal_does_not_know_are_written_out(folder: Path):
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n")
    for options in ({}, {"csv": True}, {"json": True}):
        with redirect_stdout(terminal):
            mend_streams()
            tell_history(given(**options), folder)
    terminal.seek(0)
    out = terminal.read()

    assert out.count(r"nor is \xdcbelkeit") == 2
    assert out.count(r"nor is \u00dcbelkeit") == 1


def test_a_session_without_numbers_leaves_their_columns_empty():
    bare = Record("one", "hip", "2025-03-31T18:05:00Z")
    lines = list(table([bare]))

    assert lines[1].split()[2:] == ["hip", "0", "interrupted", "one"]
    assert lines[-1] == "1 session, 0 minutes."


def test_one_session_is_deleted_by_its_name(folder: Path):
    told = history(folder, delete="0000001c")

    assert (told.code, told.out) == (0, "Session 0000001c is deleted for good.\n")
    assert "0000001c" not in history(folder).out


@pytest.mark.parametrize("kept", [True, False])
def test_a_session_that_is_not_there_is_a_fault(tmp_path: Path, kept: bool):
    keep(tmp_path, *KEPT[:kept])

    with pytest.raises(VoiceguideError) as refused:
        history(tmp_path, delete="\x1bnone")
    assert str(refused.value) == (
        r'There is no session "\x1bnone"; the last column of "voiceguide history" names those there are.'
    )


def test_a_session_without_a_name_is_not_there(folder: Path):
    with pytest.raises(VoiceguideError, match="There is no session"):
        history(folder, delete="")


def test_all_are_deleted_only_when_it_is_said_twice(folder: Path):
    with pytest.raises(MisusedError, match="to delete all sessions for good, add --yes"):
        show_history(given(delete_all=True))
    told = history(folder, delete_all=True, yes=True)

    assert told.out == "25 sessions deleted for good.\n"
    assert json.loads(history(folder, json=True).out) == []


def foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE cookies (crumbs TEXT)")
        connection.commit()


DAMAGED = "history.db is damaged, so it was kept as history.db.broken-1 and a new history begins.\n"
FOREIGN = DAMAGED.replace("is damaged", "is not a history of voiceguide")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:9000]), DAMAGED),
        (lambda file: file.write_bytes(bytes(range(256)) * 40), FOREIGN),
        (foreign, FOREIGN),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_kept_aside(
    folder: Path, spoil: Callable[[Path], object], sentence: str
):
    spoil(folder / "history.db")
    content = (folder / "history.db").read_bytes()
    told = history(folder, json=True)

    assert (told.code, json.loads(told.out), told.err) == (0, [], sentence)
    assert (folder / "history.db.broken-1").read_bytes() == content
    assert history(folder, json=True).err == ""


def test_a_history_a_version_ahead_is_left_as_it_is(folder: Path):
    History(folder, (*MIGRATIONS, ("ALTER TABLE sessions ADD COLUMN mood TEXT",))).close()
    content = (folder / "history.db").read_bytes()
    told = history(folder)

    assert told.code == 0
    assert told.err == (
        "history.db was written by a newer voiceguide and is left as it is; "
        "until you update, sessions are kept in history-v1.db.\n"
    )
    assert (folder / "history.db").read_bytes() == content


def test_while_another_program_writes_everything_is_listed(folder: Path):
    with closing(History(folder)) as other:
        other.keep(replace(KEPT[0], id="new", ended=None))
        rows = json.loads(history(folder, json=True).out)

    assert len(rows) == len(KEPT) + 1
    assert next(row for row in rows if row["id"] == "new")["ended"] == Ending.INTERRUPTED


def test_on_a_full_disk_everything_is_still_listed(tmp_path: Path, sound: bytes):
    with small_disk(tmp_path / "disk") as disk:
        (disk / "history.db").write_bytes(sound)
        with full(disk):
            told = history(disk, json=True)

    assert told.code == 0
    assert len(json.loads(told.out)) == len(KEPT)


@pytest.fixture
def locked(folder: Path) -> Path:
    """Nothing can be made beside the file, as the lock's name is taken by a folder."""
    (folder / ".history.db.lock").mkdir()
    return folder


def test_where_nothing_can_be_written_what_is_kept_is_still_listed(locked: Path):
    content = (locked / "history.db").read_bytes()
    told = history(locked, json=True)

    assert len(json.loads(told.out)) == len(KEPT)
    assert "cannot be kept" in told.err
    assert (locked / "history.db").read_bytes() == content


@pytest.mark.parametrize("options", [{"delete": "0000001c"}, {"delete_all": True, "yes": True}])
def test_where_nothing_can_be_written_nobody_is_told_that_something_is_gone(
    locked: Path, options: dict[str, object]
):
    with pytest.raises(VoiceguideError, match=r"Nothing was deleted, as .* cannot be written"):
        history(locked, **options)


def test_a_session_that_makes_no_sense_is_told_and_the_others_are_listed(folder: Path):
    with closing(sqlite3.connect(folder / "history.db")) as connection:
        connection.execute("UPDATE sessions SET started = 'lately' WHERE id = '0000001c'")
        connection.commit()
    told = history(folder, json=True)

    assert len(json.loads(told.out)) == len(KEPT) - 1
    assert told.err == "A session in the history is damaged and is left out.\n"
