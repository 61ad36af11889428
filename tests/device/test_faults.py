"""Loudspeakers and servers that go away while a hold is counted, and come back."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from guided import Events, Guided, guided
from virtual_speaker import VirtualSpeaker

pytestmark = pytest.mark.device

HOLD = "title: One\nsummary: A hold.\nsteps:\n  - {point: LR3, sides: left, hold: 15, rest: 0, prepare: 0}\n"


def in_the_hold(session: Guided) -> None:
    session.go_to_the_hold()
    time.sleep(3)


def to_the_end(session: Guided) -> Events:
    assert (session.end(), session.complaints) == (0, "")
    return session.events()


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
    surroundings: dict[str, str],
    tmp_path: Path,
    lose: Callable[[VirtualSpeaker], None],
    bring_back: Callable[[VirtualSpeaker], None],
):
    with guided(tmp_path, surroundings, routine=HOLD) as session:
        in_the_hold(session)
        lose(speaker)
        stopped = time.perf_counter()
        lost = session.wait_for("device_lost", 5)
        noticed = time.perf_counter()
        time.sleep(2)
        bring_back(speaker)
        events = to_the_end(session)

    names = [event["event"] for event in events]
    assert noticed - stopped < 3
    assert names[names.index("hold_started") :] == [
        *("hold_started", "device_lost", "paused"),
        *("device_back", "resumed", "hold_ended", "session_ended"),
    ]
    by = {event["event"]: event for event in events}
    assert {by[name]["by"] for name in ("device_lost", "paused", "device_back", "resumed")} == {"device"}
    assert by["hold_ended"]["at"] - by["hold_started"]["at"] == pytest.approx(15, abs=1e-3)
    assert by["resumed"]["at"] <= lost["at"]


def test_another_default_loudspeaker_is_not_a_loss(
    speaker: VirtualSpeaker, surroundings: dict[str, str], tmp_path: Path
):
    with guided(tmp_path, surroundings, routine=HOLD) as session:
        in_the_hold(session)
        speaker.pactl("set-default-sink", "room")
        events = to_the_end(session)

    assert "device_lost" not in {event["event"] for event in events}
    assert events[-1]["reason"] == "done"


@pytest.mark.parametrize(("seconds", "counts_as_loss"), [(1, False), (5, True)])
def test_a_program_that_was_stopped_goes_on_and_says_so_only_after_a_while(
    surroundings: dict[str, str],
    tmp_path: Path,
    seconds: float,
    counts_as_loss: bool,
):
    with guided(tmp_path, surroundings, routine=HOLD) as session:
        in_the_hold(session)
        session.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        session.process.send_signal(signal.SIGCONT)
        continued = time.perf_counter()
        if counts_as_loss:
            session.wait_for("device_lost", 5)
            assert time.perf_counter() - continued < 2
        events = to_the_end(session)

    names = [event["event"] for event in events]
    assert ("device_lost" in names) is counts_as_loss
    assert ("resumed" in names) is counts_as_loss
    by = {event["event"]: event for event in events}
    assert by["hold_ended"]["at"] - by["hold_started"]["at"] == pytest.approx(15, abs=1e-3)
    assert events[-1]["reason"] == "done"
