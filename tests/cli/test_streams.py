"""Standard output that is closed, full, read by nobody, hung up, or without some letters."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from voiceguide.core.record import Ending
from voiceguide.store.history import History

PROGRAM = (sys.executable, "-m", "voiceguide")
QUIET = ("--voice", "silent", "--output", "none", "--lead", "0", "--no-ask", "--no-listen")
AT_A_TERMINAL = """
import os, sys
os.login_tty(0)
os.execv(sys.executable, [sys.executable, "-m", "voiceguide", *sys.argv[1:]])
"""
CAPTIONS = """
from voiceguide.cli.terminal import LiveLine
line = LiveLine(live=True)
line.caption("Step one.")
line.show("settle")
line.caption("Step two.")
line.clear()
"""
SCREEN = """
import sys
from voiceguide.cli.screen import own_terminal
with own_terminal():
    sys.__stderr__.write("drawn")
"""
LETTERS = "Über die Hüfte 漢字 \U0001f600"

posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes and connects streams")


def at(home: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "VOICEGUIDE_HOME": str(home), **more}


def through_a_shell(home: Path, line: str, arguments: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
    """`line` has the program as "$@"."""
    shell = ("sh", "-c", line, "sh")
    return subprocess.run(
        [*shell, *PROGRAM, *arguments], env=at(home), check=False, capture_output=True, timeout=60
    )


@posix
@pytest.mark.parametrize("line", ['"$@" >&-', '"$@" 2>&-', '"$@" <&- >&- 2>&-'])
def test_a_closed_stream_keeps_nothing_from_being_done(tmp_path: Path, line: str):
    options = ("-o", str(tmp_path / "feet.wav"), "--voice", "silent", "--lead", "0")
    done = through_a_shell(tmp_path, line, ["export", "feet-sitting", *options])

    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "feet.wav").read_bytes()[:4] == b"RIFF"


@posix
@pytest.mark.parametrize("arguments", [("list",), ("--help",), ("list", "--json")])
def test_whoever_reads_no_further_ends_it_quietly(tmp_path: Path, arguments: Sequence[str]):
    code = tmp_path / "code"
    done = through_a_shell(tmp_path, f'{{ "$@"; echo $? > {code}; }} | true', arguments)

    assert (code.read_text().strip(), done.stderr) == ("0", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a file that is always full")
def test_a_full_disk_is_one_sentence_and_exit_1(tmp_path: Path):
    done = through_a_shell(tmp_path, '"$@" > /dev/full', ["list"])

    assert done.returncode == 1
    assert done.stderr == b"The system says: no space left on device. Mend that, and try again.\n"


@pytest.fixture
def lettered(tmp_path: Path) -> Path:
    """A home with a session whose title has letters of many kinds."""
    folder = tmp_path / "data" / "routines"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(
        f"title: {LETTERS}\nsummary: My own.\nsteps:\n  - point: CV6\n", "utf-8"
    )
    return tmp_path


@pytest.mark.parametrize("arguments", [("list",), ("show", "mine"), ("show", "mine", "--timeline")])
def test_a_letter_that_the_terminal_does_not_know_is_written_out(lettered: Path, arguments: Sequence[str]):
    voice = ("--voice", "silent") if "--timeline" in arguments else ()
    done = subprocess.run(
        [*PROGRAM, *arguments, *voice],
        env=at(lettered, PYTHONIOENCODING="ascii"),
        check=False,
        capture_output=True,
        timeout=60,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"\xdcber die H\xfcfte \u6f22\u5b57 \U0001f600" in done.stdout


def test_json_is_json_whatever_letters_the_pipe_knows(lettered: Path):
    done = subprocess.run(
        [*PROGRAM, "list", "--json"],
        env=at(lettered, PYTHONIOENCODING="ascii"),
        check=True,
        capture_output=True,
        timeout=60,
    )

    assert LETTERS in {row["title"] for row in json.loads(done.stdout)}


@posix
def test_a_terminal_that_is_closed_ends_the_session_as_interrupted(tmp_path: Path):
    events = tmp_path / "events.jsonl"
    master, slave = os.openpty()
    playing = subprocess.Popen(
        [sys.executable, "-c", AT_A_TERMINAL, "play", "hip", *QUIET, "--events", str(events)],
        env=at(tmp_path, TERM="xterm"),
        stdin=slave,
    )
    os.close(slave)
    shown = b""
    while b"Hip session" not in shown:
        shown += os.read(master, 4096)
    os.close(master)
    code = playing.wait(60)
    with closing(History(tmp_path / "state")) as history:
        [record] = history.sessions()

    last = json.loads(events.read_text("utf-8").splitlines()[-1])
    assert (last["event"], last["reason"]) == ("session_ended", "interrupted")
    assert record.ended is Ending.INTERRUPTED
    assert code == 129


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a file that is always full")
def test_captions_that_cannot_be_shown_are_told_once_and_it_goes_on():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", CAPTIONS], check=False, stdout=full, stderr=subprocess.PIPE, timeout=60
        )

    assert done.returncode == 0
    assert done.stderr == b"What is said can no longer be shown (no space left on device); it goes on.\n"


@posix
@pytest.mark.parametrize("line", ['"$@" 2>&-', '"$@" 2> "$HOME/errors"'])
def test_the_screen_is_drawn_on_the_terminal_wherever_errors_go(tmp_path: Path, line: str):
    done = subprocess.run(
        ["sh", "-c", line, "sh", sys.executable, "-c", SCREEN],
        env={**os.environ, "HOME": str(tmp_path)},
        check=False,
        capture_output=True,
        timeout=60,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, b"drawn", b"")
