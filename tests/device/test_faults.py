"""Loudspeakers and servers that go away while a hold is counted, and come back."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from virtual_speaker import VirtualSpeaker

pytestmark = pytest.mark.device

ROUTINE = "title: One\nsummary: For faults.\nsteps:\n  - {point: LR3, sides: left, hold: 15s, rest: 0s}\n"
Events = list[dict[str, Any]]


class Playing:
    """A session under way, followed through its event file."""

    def __init__(self, process: subprocess.Popen[str], path: Path) -> None:
        self.process = process
        self._path = path

    def events(self) -> Events:
        lines = self._path.read_text("utf-8").splitlines() if self._path.exists() else []
        return [json.loads(line) for line in lines]

    def wait_for(self, name: str, seconds: float = 60) -> dict[str, Any]:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = [event for event in self.events() if event["event"] == name]
            if found:
                return found[-1]
            time.sleep(0.02)
        raise AssertionError(f"no {name}: {self.events()}")

    def to_the_end(self) -> Events:
        _, told = self.process.communicate(timeout=120)
        assert (self.process.returncode, told) == (0, "")
        return self.events()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keeps the speech from one test to the next."""
    return tmp_path_factory.mktemp("home")


@contextmanager
def playing(speaker: VirtualSpeaker, folder: Path, home: Path) -> Iterator[Playing]:
    routine, events = folder / "one.yaml", folder / "events.jsonl"
    routine.write_text(ROUTINE, "utf-8")
    command = [sys.executable, "-m", "voiceguide", "play", str(routine), "--talk", "minimal", "--lead", "0"]
    process = subprocess.Popen(
        [*command, "--events", str(events)],
        env={**os.environ, **speaker.environment, "VOICEGUIDE_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Playing(process, events)
    finally:
        process.kill()
        process.communicate()


def in_the_hold(session: Playing) -> None:
    session.wait_for("hold_started")
    time.sleep(3)


def unplug_both(speaker: VirtualSpeaker) -> None:
    speaker.unplug("room")
    speaker.unplug("speaker")


def plug_both(speaker: VirtualSpeaker) -> None:
    speaker.plug("speaker")
    speaker.plug("room")


@pytest.mark.parametrize(
    ("lose", "bring_back"),
    [
        pytest.param(unplug_both, plug_both, id="unplugged"),
        pytest.param(VirtualSpeaker.kill, VirtualSpeaker.start, id="server killed"),
        pytest.param(VirtualSpeaker.suspend, VirtualSpeaker.wake, id="asleep"),
    ],
)
def test_a_lost_loudspeaker_keeps_the_place_and_the_hold_goes_on_when_it_is_back(
    speaker: VirtualSpeaker,
    tmp_path: Path,
    home: Path,
    lose: Callable[[VirtualSpeaker], None],
    bring_back: Callable[[VirtualSpeaker], None],
):
    with playing(speaker, tmp_path, home) as session:
        in_the_hold(session)
        lose(speaker)
        stopped = time.perf_counter()
        lost = session.wait_for("device_lost", 5)
        noticed = time.perf_counter()
        time.sleep(2)
        bring_back(speaker)
        events = session.to_the_end()

    # On a machine with much else to do the first words may be waited for.
    names = [event["event"] for event in events if event["event"] != "waiting"]
    assert noticed - stopped < 3
    assert names == [
        *("session_started", "stage_started", "hold_started", "device_lost", "paused"),
        *("device_back", "resumed", "hold_ended", "session_ended"),
    ]
    by = {event["event"]: event for event in events}
    assert {by[name]["by"] for name in ("device_lost", "paused", "device_back", "resumed")} == {"device"}
    assert by["hold_ended"]["at"] - by["hold_started"]["at"] == pytest.approx(15, abs=1e-3)
    assert by["resumed"]["at"] <= lost["at"]


def test_another_default_loudspeaker_is_not_a_loss(speaker: VirtualSpeaker, tmp_path: Path, home: Path):
    with playing(speaker, tmp_path, home) as session:
        in_the_hold(session)
        speaker.pactl("set-default-sink", "room")
        events = session.to_the_end()

    assert "device_lost" not in {event["event"] for event in events}
    assert events[-1]["reason"] == "done"


@pytest.mark.parametrize(("seconds", "counts_as_loss"), [(1, False), (5, True)])
def test_a_program_that_was_stopped_goes_on_and_says_so_only_after_a_while(
    speaker: VirtualSpeaker, tmp_path: Path, home: Path, seconds: float, counts_as_loss: bool
):
    with playing(speaker, tmp_path, home) as session:
        in_the_hold(session)
        session.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        session.process.send_signal(signal.SIGCONT)
        continued = time.perf_counter()
        if counts_as_loss:
            session.wait_for("device_lost", 5)
            assert time.perf_counter() - continued < 2
        events = session.to_the_end()

    names = [event["event"] for event in events]
    assert ("device_lost" in names) is counts_as_loss
    assert ("resumed" in names) is counts_as_loss
    by = {event["event"]: event for event in events}
    assert by["hold_ended"]["at"] - by["hold_started"]["at"] == pytest.approx(15, abs=1e-3)
    assert events[-1]["reason"] == "done"
