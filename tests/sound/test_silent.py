"""The output that makes no sound: what it is told, and the time that it keeps."""

import pytest

from voiceguide.core.frames import RATE
from voiceguide.sound.clock import Clock, SystemClock
from voiceguide.sound.protocol import AHEAD, LEAD_IN
from voiceguide.sound.silent import SilentOutput


def session(output: SilentOutput, minutes: int) -> None:
    """Open it and write for so long, as much as there is room for each time."""
    output.open()
    left = minutes * 60 * RATE
    while left:
        frames = min(left, output.room())
        output.write(bytes(2 * frames))
        left -= frames
        output.wait(1.0)


def test_a_sink_receives_what_is_written_in_order_and_nothing_else(clock: Clock):
    received: list[bytes] = []
    output = SilentOutput(clock, received.append)
    output.open()
    output.write(b"\1\0")
    clock.sleep(3)
    output.write(b"\2\0\3\0")

    assert received == [b"\1\0", b"\2\0\3\0"]


def test_a_session_lasts_as_long_by_the_clock_as_it_sounds(clock: Clock):
    output = SilentOutput(clock)
    began = clock.now()
    session(output, minutes=20)

    assert clock.now() - began == pytest.approx(20 * 60 + (LEAD_IN - AHEAD) / RATE, abs=0.1)


def test_a_frame_is_heard_exactly_when_its_turn_comes(clock: Clock):
    output = SilentOutput(clock)
    began = clock.now()
    session(output, minutes=1)

    assert output.heard_at(RATE) == pytest.approx(began + LEAD_IN / RATE + 1)


def test_waiting_is_short_enough_to_keep_ahead_and_never_longer_than_asked(clock: Clock):
    output = SilentOutput(clock)
    output.open()
    began = clock.now()
    output.wait(10)
    first = clock.now() - began
    output.wait(0.001)

    assert 0 < first < AHEAD / RATE
    assert clock.now() - began - first == pytest.approx(0.001)


def test_it_plays_by_the_machines_own_clock():
    output = SilentOutput(SystemClock())
    output.open()
    output.write(bytes(2 * 240))
    while output.heard() < 240:
        output.wait(0.05)

    assert output.heard_at(239) <= output.now()
