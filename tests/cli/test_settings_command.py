"""`settings`: what is in force and where it comes from."""

import argparse
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from running import Answer

from voiceguide.cli.folders import settings_store
from voiceguide.cli.settings import show_settings, tell_settings
from voiceguide.store.keys import KEYS
from voiceguide.store.settings_file import SettingsStore

FILE = """\
talk = "brief"
bed = "loud"
avoid = ["skin", "numb-feet:left", "osteoporosis", "rheumatoid", "belly"]
rate = 0.85
[holds]
GB30 = "20s"
[safety]
answered = 2025-03-31
"""


def settings(folder: Path, *, as_json: bool = False) -> Answer:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = tell_settings(argparse.Namespace(json=as_json), SettingsStore(folder))
    return Answer(code, out.getvalue(), err.getvalue())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "settings.toml").write_text(FILE)
    return tmp_path


def rows(told: Answer) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in told.out.splitlines() if line[:1].strip()}


def test_without_a_file_every_setting_has_its_default(tmp_path: Path):
    told = settings(tmp_path)
    lines = rows(told)

    assert (told.code, told.err) == (0, "")
    assert lines["talk"] == ["default", "full"]
    assert lines["voice"] == ["default", "auto"]
    assert lines["captions"] == ["default", "yes"]
    assert lines["volume"] == ["default", "0"]
    assert lines["holds.every"] == ["default", "not", "set"]
    assert lines["avoid"] == ["default", "nothing"]
    assert set(KEYS) <= set(lines)
    assert f"Kept in {tmp_path / 'settings.toml'}, which is written with the first change." in told.out


def test_each_value_names_the_line_that_it_comes_from(folder: Path):
    lines = rows(settings(folder))

    assert lines["talk"] == ["settings.toml:1", "brief"]
    assert lines["rate"] == ["settings.toml:4", "0.85"]
    assert lines["holds.GB30"] == ["settings.toml:6", "20s"]
    assert lines["safety.answered"] == ["settings.toml:8", "2025-03-31"]
    assert lines["bed"] == ["default", "breath"]


def test_what_is_wrong_is_told_beside_what_holds(folder: Path):
    told = settings(folder)

    assert told.code == 0
    assert told.err == 'settings.toml:2:1: "loud" is not known, write breath or none\n'


def test_long_lists_go_on_below_and_no_line_is_too_long(folder: Path):
    told = settings(folder)
    listed = [line for line in told.out.splitlines() if not line.startswith("Kept in")]

    assert max(map(len, listed)) <= 80
    assert "skin, numb-feet:left, osteoporosis," in told.out
    assert f"{'':40}rheumatoid, belly" in listed


def test_json_has_names_values_origins_and_faults(folder: Path):
    told = json.loads(settings(folder, as_json=True).out)
    by_name = {row["name"]: row for row in told["settings"]}

    assert told["file"] == str(folder / "settings.toml")
    assert by_name["talk"] == {"name": "talk", "value": "brief", "origin": "settings.toml:1"}
    assert by_name["avoid"]["value"] == ["skin", "numb-feet:left", "osteoporosis", "rheumatoid", "belly"]
    assert by_name["safety.answered"]["value"] == "2025-03-31"
    assert by_name["holds.every"]["value"] is None
    assert told["faults"] == [
        {"line": 2, "column": 1, "name": "bed", "message": '"loud" is not known, write breath or none'}
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00\xff\x13" * 50, "this is not UTF-8, save the file as UTF-8"),
        (b'talk = "bri', "a text is not closed"),
        (b"SQLite format 3\x00", "a key stands here without a value"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_left_as_it_is(tmp_path: Path, content: bytes, sentence: str):
    (tmp_path / "settings.toml").write_bytes(content)
    told = settings(tmp_path)

    assert told.code == 0
    assert rows(told)["talk"] == ["default", "full"]
    assert sentence in told.err
    assert told.err.count("\n") == 1
    assert (tmp_path / "settings.toml").read_bytes() == content


def test_a_file_a_version_ahead_gives_what_is_understood(tmp_path: Path):
    (tmp_path / "settings.toml").write_text('version = 2\ntalk = "brief"\nmood = "calm"\n')
    told = settings(tmp_path)

    assert rows(told)["talk"] == ["settings.toml:2", "brief"]
    assert told.err == (
        "settings.toml:1:1: this file is of version 2, and this program understands version 1, "
        "what it understands holds, please update the program\n"
    )


def test_a_hold_may_be_named_by_its_standard_code(home: Path):
    file = home / "settings.toml"
    file.write_text('[holds]\nBL23 = "25s"\n')
    out = io.StringIO()
    try:
        with redirect_stdout(out):
            show_settings(argparse.Namespace(json=False))
    finally:
        file.unlink()

    assert "holds.B23           settings.toml:2     25s" in out.getvalue()


def test_a_usual_hold_is_changed_under_the_code_that_the_file_has(home: Path):
    file = home / "settings.toml"
    file.write_text('[holds]\nBL53 = "45s"\n')
    try:
        settings_store().save({"holds.B48": 50})
        text = file.read_text()
    finally:
        file.unlink()

    assert text == '[holds]\nBL53 = "50s"\n'
