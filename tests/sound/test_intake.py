"""The account of what a device took, with devices that call early, late, and not at all."""

from collections.abc import Callable

import pytest

from voiceguide.core.frames import RATE
from voiceguide.sound.intake import Intake
from voiceguide.sound.protocol import AHEAD, LEAD_IN

LATENCY = 0.07
BLOCK = 2_400
LEAD_BLOCKS = LEAD_IN // BLOCK
OPENED = 50.0

Lateness = Callable[[int], float]


def numbered(first: int, frames: int) -> bytes:
    """Frames that each carry their number."""
    return b"".join((first + frame).to_bytes(2, "little") for frame in range(frames))


def call(intake: Intake, blocks: range, late: Lateness = lambda _: 0.0) -> bytes:
    """Take blocks at a steady pace, each as late as asked for."""
    return b"".join(intake.take(BLOCK, OPENED + block * BLOCK / RATE + late(block)) for block in blocks)


def woken() -> Intake:
    """An intake whose lead-in is over."""
    intake = Intake(OPENED, LATENCY)
    call(intake, range(LEAD_BLOCKS))
    return intake


def test_the_lead_in_is_silence_and_comes_first():
    intake = Intake(OPENED, LATENCY)
    intake.write(numbered(1, 2_400))
    pcm = call(intake, range(LEAD_BLOCKS + 1))

    assert pcm == bytes(2 * LEAD_IN) + numbered(1, 2_400)


def test_a_lead_in_may_end_within_a_call():
    intake = Intake(OPENED, LATENCY)
    intake.write(numbered(1, 1_000))
    intake.take(LEAD_IN - 100, OPENED)
    pcm = intake.take(600, OPENED)

    assert pcm == bytes(2 * 100) + numbered(1, 500)


def test_what_is_missing_is_silence_and_the_rest_follows_in_order():
    intake = woken()
    intake.write(numbered(1, 1_000))
    first = call(intake, range(LEAD_BLOCKS, LEAD_BLOCKS + 2))
    intake.write(numbered(1_001, 1_000))
    second = call(intake, range(LEAD_BLOCKS + 2, LEAD_BLOCKS + 3))

    assert first == numbered(1, 1_000) + bytes(2 * 3_800)
    assert second == numbered(1_001, 1_000) + bytes(2 * 1_400)


def test_silence_for_missing_frames_delays_what_follows_and_counts_for_nothing():
    intake = woken()
    intake.write(bytes(2 * 1_000))
    call(intake, range(LEAD_BLOCKS, LEAD_BLOCKS + 2))
    intake.write(bytes(2 * 1_000))
    call(intake, range(LEAD_BLOCKS + 2, LEAD_BLOCKS + 3))
    begin = OPENED + LEAD_IN / RATE + LATENCY

    assert intake.heard_at(999) == pytest.approx(begin + 999 / RATE)
    assert intake.heard_at(1_000) == pytest.approx(begin + 2 * BLOCK / RATE)
    assert intake.heard(begin + 2 * BLOCK / RATE - 0.001) == 1_000
    assert intake.heard(begin + 2 * BLOCK / RATE + 0.01001) == 1_240


def test_calls_that_come_late_by_turns_leave_the_times_steady():
    intake = woken()
    times = []
    for block in range(LEAD_BLOCKS, LEAD_BLOCKS + 300):
        intake.write(bytes(2 * BLOCK))
        call(intake, range(block, block + 1), late=lambda block: block % 20 / 1_000)
        frame = (block - LEAD_BLOCKS) * BLOCK
        times.append(intake.heard_at(frame) - frame / RATE)

    assert max(times) - min(times) < 0.001


def test_a_burst_of_calls_at_the_start_does_not_mislead():
    intake = Intake(OPENED, LATENCY)
    for _ in range(3):
        intake.take(BLOCK, OPENED)
    for block in range(1, 20):
        intake.write(bytes(2 * BLOCK))
        intake.take(BLOCK, OPENED + block * BLOCK / RATE)

    assert intake.heard_at(0) == pytest.approx(OPENED + (LEAD_IN - 2 * BLOCK) / RATE + LATENCY)


def test_a_device_whose_own_clock_runs_slow_is_followed():
    intake = woken()
    slow = 1.0003
    for block in range(LEAD_BLOCKS, 2_000):
        intake.write(bytes(2 * BLOCK))
        intake.take(BLOCK, OPENED + slow * block * BLOCK / RATE)
    last = (2_000 - LEAD_BLOCKS) * BLOCK - 1
    truth = OPENED + slow * 2_000 * BLOCK / RATE + LATENCY

    assert intake.heard_at(last) == pytest.approx(truth, abs=0.003)


def test_a_device_that_fell_asleep_keeps_past_times_and_delays_those_to_come():
    intake = woken()
    intake.write(bytes(2 * BLOCK))
    call(intake, range(LEAD_BLOCKS, LEAD_BLOCKS + 1))
    before = intake.heard_at(2_399)
    intake.write(bytes(2 * BLOCK))
    call(intake, range(LEAD_BLOCKS + 1, LEAD_BLOCKS + 2), late=lambda _: 5.0)

    assert intake.heard_at(2_399) == before
    assert intake.heard_at(2_400) == pytest.approx(before + 1 / RATE + 5.0)


def test_no_more_is_heard_than_the_device_took():
    intake = woken()
    intake.write(bytes(2 * BLOCK))

    assert intake.heard(OPENED + 3_600) == 0


def test_the_count_of_heard_frames_does_not_go_back_when_the_pace_is_seen_more_clearly():
    intake = woken()
    intake.write(bytes(2 * BLOCK))
    call(intake, range(LEAD_BLOCKS, LEAD_BLOCKS + 1))
    moment = intake.heard_at(1_200)
    first = intake.heard(moment)
    again = intake.heard(moment - 0.02)

    assert first == again == 1_200


def test_a_device_that_wants_more_at_a_time_is_given_it():
    intake = Intake(OPENED, LATENCY)
    usual = intake.room()
    intake.take(4_800, OPENED)

    assert (usual, intake.room()) == (AHEAD, 4_800)


def test_starving_is_counted_from_the_last_call():
    intake = Intake(OPENED, LATENCY)
    before = intake.starved(OPENED + 0.25)
    intake.take(BLOCK, OPENED + 0.5)

    assert (before, intake.starved(OPENED + 2.5)) == (0.25, 2.0)


def test_a_long_session_of_gaps_forgets_only_the_oldest():
    intake = woken()
    for block in range(LEAD_BLOCKS, LEAD_BLOCKS + 1_000):
        intake.write(bytes(2 * 100))
        call(intake, range(block, block + 1))

    assert intake.heard_at(99_900) == pytest.approx(OPENED + (LEAD_BLOCKS + 999) * BLOCK / RATE + LATENCY)
    assert intake.heard(OPENED + 3_600) == 100_000
