"""What the system refuses is one sentence and exit 1, wherever it is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from voiceguide.cli.doctor import check_folders
from voiceguide.cli.folders import Folders

TOO_LONG = "n" * 300
"""For the name of a file, on every system."""


def voiceguide(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "voiceguide", *arguments],
        env={**os.environ, "VOICEGUIDE_HOME": str(home)},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "feet-sitting", "-o", f"{TOO_LONG}.wav"),
        ("export", "feet-sitting", "-o", f"{TOO_LONG}/feet.wav"),
        ("export", "--all", TOO_LONG),
        ("play", "feet-sitting", "--events", TOO_LONG, "--output", "none"),
    ],
)
def test_a_name_that_is_too_long_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...]):
    done = voiceguide(tmp_path, *arguments, "--voice", "silent", "--lead", "0")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(".\n")


@pytest.mark.parametrize(
    "arguments", [("list",), ("show", "hip"), ("history",), ("settings",), ("teach", "--list")]
)
def test_a_home_that_cannot_be_looked_at_is_told_in_plain_sentences(
    tmp_path: Path, arguments: tuple[str, ...]
):
    done = voiceguide(tmp_path / TOO_LONG, *arguments)

    assert "Traceback" not in done.stderr
    assert all(" cannot be " in line for line in done.stderr.splitlines())
    assert done.stderr


def test_doctor_looks_at_every_folder_that_is_written(tmp_path: Path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("in the way", "utf-8")
    places = Folders(
        data=tmp_path / "data",
        cache=in_the_way,
        settings=tmp_path / TOO_LONG,
        taken=in_the_way / "taken",
        state=in_the_way / "state",
    )

    assert {finding.part: finding.well for finding in check_folders(places)} == {
        "settings": False,
        "own files": True,
        "history": False,
        "taken along": False,
        "cache": False,
    }
