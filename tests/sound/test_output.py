"""The promises of every output: the silent one with a clock moved by hand, the real one on a real server."""

from itertools import pairwise

import pytest

from voiceguide.core.errors import SoundError
from voiceguide.core.frames import RATE
from voiceguide.sound.protocol import AHEAD, LEAD_IN, Output

TURNS = 1_000
"""Waits after which an output that has not played a moment's sound never will."""


def play(output: Output, frames: int) -> list[int]:
    """Write silence as it is taken, and tell the room that there was each time."""
    rooms = []
    left = frames
    for _ in range(TURNS):
        room = output.room()
        rooms.append(room)
        output.write(bytes(2 * min(room, left)))
        left -= min(room, left)
        if left == 0:
            return rooms
        output.wait(0.2)
    pytest.fail("the output stopped taking frames")


def heard_until(output: Output, frames: int) -> list[int]:
    """Every count of heard frames until it reaches this."""
    counts = [output.heard()]
    for _ in range(TURNS):
        if counts[-1] >= frames:
            return counts
        output.wait(0.02)
        counts.append(output.heard())
    pytest.fail("the output stopped playing")


def test_an_output_that_was_never_opened_takes_nothing(output: Output):
    assert (output.room(), output.heard(), output.starved()) == (0, 0, 0.0)
    with pytest.raises(SoundError, match="Open it"):
        output.write(bytes(2))


def test_an_opened_output_has_room_for_all_that_may_be_ahead(output: Output):
    output.open()

    assert output.room() == AHEAD


def test_what_is_written_takes_room(output: Output):
    output.open()
    output.write(bytes(2 * 1_000))

    assert output.room() == AHEAD - 1_000


def test_there_is_never_room_for_more_than_may_be_ahead(output: Output):
    output.open()
    rooms = play(output, RATE // 2)

    assert max(rooms) == AHEAD
    assert min(rooms) >= 0


def test_all_that_is_written_is_heard_and_no_more(output: Output):
    output.open()
    play(output, 5_000)
    counts = heard_until(output, 5_000)
    output.wait(0.02)

    assert counts == sorted(counts)
    assert output.heard() == 5_000


def test_no_frame_is_heard_before_the_lead_in(output: Output):
    output.open()
    opened = output.now()
    output.write(bytes(2))

    assert output.heard() == 0
    assert output.heard_at(0) >= opened + LEAD_IN / RATE - AHEAD / RATE


def test_frames_are_heard_one_after_the_other_at_the_rate(output: Output):
    output.open()
    play(output, 5_000)
    heard_until(output, 5_000)
    times = [output.heard_at(frame) for frame in range(0, 5_000, 100)]

    assert all(later - earlier == pytest.approx(100 / RATE) for earlier, later in pairwise(times))
    assert times[-1] < output.now()


def test_a_frame_that_is_not_heard_yet_has_its_time_ahead(output: Output):
    output.open()
    play(output, 5_000)

    assert output.heard_at(4_999) > output.now()
    assert output.heard_at(9_999) - output.heard_at(4_999) == pytest.approx(5_000 / RATE)


def test_after_running_dry_the_next_frame_is_heard_late_but_is_heard(output: Output):
    output.open()
    play(output, 3_000)
    heard_until(output, 3_000)
    for _ in range(3):
        output.wait(0.2)
    dry = output.now()
    play(output, 2_000)
    heard_until(output, 5_000)

    assert output.heard_at(2_999) < dry < output.heard_at(3_001)
    assert output.heard_at(4_999) - output.heard_at(3_000) == pytest.approx(1_999 / RATE)
    assert output.heard() == 5_000


def test_an_output_that_takes_frames_does_not_starve(output: Output):
    output.open()
    play(output, 5_000)

    assert 0 <= output.starved() < 1


def test_closing_keeps_the_count_of_what_was_heard(output: Output):
    output.open()
    play(output, 5_000)
    heard_until(output, 1)
    output.close()
    heard = output.heard()
    output.wait(0.2)

    assert 1 <= heard <= 5_000
    assert (output.heard(), output.room(), output.starved()) == (heard, 0, 0.0)


def test_a_closed_output_can_be_closed_again_and_takes_nothing(output: Output):
    output.open()
    output.close()
    output.close()

    with pytest.raises(SoundError, match="Open it"):
        output.write(bytes(2))


def test_an_output_opened_again_counts_from_its_first_frame(output: Output):
    output.open()
    play(output, 3_000)
    heard_until(output, 3_000)
    output.close()
    output.open()
    counts = [output.heard()]
    play(output, 2_000)
    counts += heard_until(output, 2_000)

    assert counts[0] == 0
    assert counts[-1] == 2_000
