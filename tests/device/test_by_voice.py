"""The program is spoken to through a real sound server, by a voice that it was not trained on."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from talker import Talker
from terminal import Terminal, missing
from virtual_speaker import VirtualSpeaker

pytestmark = pytest.mark.device

PATIENCE = 120.0
POINT = """\
title: A point
summary: For speaking.
steps:
  - {point: CV6, hold: 60, rest: 3, prepare: 0}
"""
ANSWERED = "version = 1\n[safety]\nanswered = 2026-01-01\n"


class Told:
    """What the program tells of itself."""

    def __init__(self, events: Path) -> None:
        self._events = events

    @property
    def events(self) -> list[dict[str, Any]]:
        lines = self._events.read_text("utf-8").splitlines(keepends=True) if self._events.exists() else []
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def event(self, name: str, which: int = 1) -> dict[str, Any]:
        """The event of this name, once it has come so many times."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = [event for event in self.events if event["event"] == name]
            if len(found) >= which:
                return found[which - 1]
            time.sleep(0.02)
        raise AssertionError(f"{name} never came: {self.events}")


class Program(Told):
    """The program under way, and what it says."""

    def __init__(self, process: "subprocess.Popen[str]", keyboard: int, events: Path) -> None:
        super().__init__(events)
        self.process = process
        self._keyboard = keyboard
        self.lines: list[str] = []
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self._changed:
                self.lines.append(line.rstrip())
                self._changed.notify_all()

    def hears(self, words: str, which: int = 1) -> None:
        """Return when these words have been heard so many times."""
        with self._changed:
            assert self._changed.wait_for(
                lambda: sum(words in line for line in self.lines) >= which, PATIENCE
            ), (words, self.lines)

    def press(self, key: str) -> None:
        os.write(self._keyboard, key.encode())

    def wait(self) -> int:
        code = self.process.wait(PATIENCE)
        self._reader.join()
        return code

    def close(self) -> None:
        """Once the process has ended."""
        self._reader.join()
        assert self.process.stdout
        self.process.stdout.close()


@contextmanager
def running(speaker: VirtualSpeaker, home: Path, *arguments: str) -> Iterator[Program]:
    """The program at a terminal."""
    events = home / "events.jsonl"
    environment = {**speaker.environment, "VOICEGUIDE_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    keyboard, terminal = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "voiceguide", *arguments, "--events", str(events)],
        env=environment,
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    program = Program(process, keyboard, events)
    try:
        yield program
    finally:
        process.kill()
        process.wait()
        program.close()
        os.close(keyboard)
        os.close(terminal)


def test_a_session_is_lengthened_paused_gone_on_with_and_ended_by_voice(
    speaker: VirtualSpeaker, fresh_home: Path, tmp_path: Path
):
    routine = tmp_path / "point.yaml"
    routine.write_text(POINT, "utf-8")
    options = ("play", str(routine), "--listen", "--lead", "0", "--talk", "minimal", "--count", "tones")
    with (
        Talker(speaker, tmp_path, "bf_emma") as talker,
        running(speaker, fresh_home, *options) as program,
    ):
        program.event("session_started")
        program.press("n")
        program.event("hold_started")
        time.sleep(4)
        talker.say("longer")
        program.event("hold_changed")
        time.sleep(2)
        talker.say("pause")
        program.hears("Let go.")
        time.sleep(2)
        talker.say("go on")
        program.event("resumed")
        time.sleep(2)
        talker.say("enough")
        program.event("hold_ended")
        assert program.wait() == 0

        heard = [event for event in program.events if event["event"] == "command_heard"]
        by_voice = [event["command"] for event in heard if event["by"] == "voice"]
        assert by_voice == ["longer", "pause", "resume", "enough"]
        assert program.event("hold_changed")["hold"] == 75
        assert program.event("session_ended")["reason"] == "done"


def test_from_greeting_to_farewell_without_a_key(speaker: VirtualSpeaker, fresh_home: Path, tmp_path: Path):
    (fresh_home / "settings.toml").write_text(ANSWERED, "utf-8")
    (fresh_home / "data" / "routines").mkdir(parents=True)
    (fresh_home / "data" / "routines" / "hip.yaml").write_text(HIP, "utf-8")
    options = ("--hands-free", "--lead", "60s", "--talk", "minimal", "--count", "tones")
    with Talker(speaker, tmp_path) as talker, running(speaker, fresh_home, *options) as program:
        for words, pause, answer in _DIALOGUE:
            program.hears(words)
            time.sleep(pause)
            talker.say(answer)
        program.event("hold_started")
        for says, event in _IN_A_HOLD:
            time.sleep(3)
            talker.say(says)
            program.event(event)
        program.hears("Skip it, go on, or stop?")
        time.sleep(2.5)
        talker.say("go on")
        program.hears("Or say skip.", 2)
        time.sleep(2)
        talker.say("three")

        assert program.wait() == 0
        by_voice = [event["command"] for event in program.events if event["event"] == "command_heard"]
        assert by_voice == ["ready", "longer", "pause", "resume", "repeat", "ouch", "resume"]
        assert {event["by"] for event in program.events if event["event"] == "command_heard"} == {"voice"}
        assert program.event("hold_started")["hold"] == 28
        assert program.event("hold_changed")["hold"] == 43
        assert program.event("session_ended")["reason"] == "done"
        [kept] = history(fresh_home)
        assert (kept["pain_before"], kept["pain_after"]) == (3, 3)


def history(home: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "voiceguide", "history", "--json"],
        env={**os.environ, "VOICEGUIDE_HOME": str(home)},
        capture_output=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


HIP = """\
title: Hip session
summary: A short one of one's own, in front of the bundled one.
steps:
  - {point: CV6, hold: 40, rest: 3, prepare: 0}
  - {point: LR3, sides: right, hold: 10, rest: 3, prepare: 0}
"""
_DIALOGUE: Sequence[tuple[str, float, str]] = (
    ("Hip or back?", 1.8, "hip"),
    ("Anything new or worse", 3.0, "no"),
    ("Or shorter, or longer?", 2.5, "shorter"),
    ("Or say skip.", 2.0, "three"),
    ("when you say ready", 3.0, "ready"),
)
_IN_A_HOLD: Sequence[tuple[str, str]] = (
    ("longer", "hold_changed"),
    ("pause", "paused"),
    ("go on", "resumed"),
    ("say again", "repeated"),
    ("ouch", "hold_ended"),
)


@pytest.mark.parametrize("trouble", ["missing", "unplugged", "muted"])
def test_without_a_microphone_the_keys_go_on_and_time_is_untouched(
    speaker: VirtualSpeaker, fresh_home: Path, tmp_path: Path, trouble: str
):
    routine = tmp_path / "point.yaml"
    routine.write_text(POINT.replace("hold: 60", "hold: 8"), "utf-8")
    unplug: Callable[[], None] = lambda: speaker.unplug("room")  # noqa: E731 - said once, used twice
    options = ("play", str(routine), "--listen", "--lead", "0", "--talk", "minimal")
    # A room in which nothing at all is heard counts as a muted microphone.
    room = Talker(speaker, tmp_path) if trouble == "unplugged" else nullcontext()
    if trouble == "missing":
        unplug()
    with room, running(speaker, fresh_home, *options) as program:
        program.event("session_started")
        program.press("n")
        program.event("hold_started")
        if trouble == "unplugged":
            unplug()
        assert program.wait() == 0
        told = [line for line in program.lines if "icrophone" in line]
        begun, ended = program.event("hold_started"), program.event("hold_ended")

        assert len(told) == 1
        assert "keys" in told[0]
        assert abs(ended["at"] - begun["at"] - 8) < 0.001
        assert abs(ended["t"] - begun["t"] - 8) < 0.5


@pytest.mark.skipif(missing() is not None, reason=str(missing()))
def test_on_the_screen_it_listens_and_says_so(speaker: VirtualSpeaker, fresh_home: Path, tmp_path: Path):
    routine, events = tmp_path / "point.yaml", tmp_path / "events.jsonl"
    routine.write_text(POINT, "utf-8")
    options = ("--no-ask", "--listen", "--lead", "0", "--talk", "minimal", "--count", "tones")
    command = (sys.executable, "-m", "voiceguide", str(routine), *options, "--events", str(events))
    terminal = Terminal("voice", (80, 24), {**speaker.environment, "VOICEGUIDE_HOME": str(fresh_home)})
    with Talker(speaker, tmp_path) as talker, terminal:
        terminal.run(command)
        terminal.wait_for("A point")
        terminal.press("Enter")
        told = Told(events)
        told.event("session_started")
        terminal.press("n")
        told.event("hold_started")
        terminal.wait_for("listening")
        time.sleep(3)
        talker.say("longer")

        assert told.event("hold_changed")["by"] == "voice"

        time.sleep(2)
        talker.say("pause")
        terminal.wait_for("space resume")

        assert told.event("paused")["by"] == "voice"
