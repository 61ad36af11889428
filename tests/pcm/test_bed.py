import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.core.frames import RATE
from voiceguide.pcm.bed import BREATH, breath_bed
from voiceguide.pcm.clip import Signal
from voiceguide.pcm.limiter import true_peak
from voiceguide.pcm.loudness import decibels, loudness

positions = st.integers(-3 * BREATH, 100 * BREATH)


def brightness(sound: Signal) -> float:
    """The centre of the spectrum, in hertz."""
    power = np.square(np.abs(np.fft.rfft(sound)))
    return float(np.sum(power * np.fft.rfftfreq(len(sound), 1 / RATE)) / power.sum())


def second(number: float) -> Signal:
    return breath_bed(round(number * RATE), RATE)


def level(sound: Signal) -> float:
    return decibels(float(np.sqrt(np.mean(np.square(sound)))))


@settings(max_examples=30, deadline=None)
@given(positions, st.lists(st.integers(0, 5_000), max_size=6))
def test_blocks_of_any_size_join_to_the_same_sound(position: int, sizes: list[int]):
    starts = position + np.cumsum([0, *sizes])

    joined = [breath_bed(int(start), size) for start, size in zip(starts, sizes, strict=False)]

    whole = breath_bed(position, sum(sizes))
    np.testing.assert_array_equal(np.concatenate([*joined, whole[:0]]), whole)


@settings(max_examples=30, deadline=None)
@given(positions)
def test_every_breath_is_like_the_last_also_before_the_first(position: int):
    np.testing.assert_array_equal(breath_bed(position, 500), breath_bed(position + BREATH, 500))


def test_a_breath_lasts_ten_seconds():
    assert BREATH == 10 * RATE


def test_whole_breaths_measure_45_lufs_below_full_scale():
    assert loudness(breath_bed(0, 3 * BREATH)) == pytest.approx(-45, abs=0.1)


def test_the_bed_is_far_from_the_ceiling():
    assert true_peak(breath_bed(0, 2 * BREATH)) < 0.05


def test_no_step_from_sample_to_sample_clicks():
    bed = breath_bed(-BREATH // 2, 2 * BREATH + 1)

    steps = np.diff(bed).reshape(-1, RATE // 20)

    usual = np.sqrt(np.mean(np.square(steps), axis=1))
    assert np.all(np.abs(steps).max(axis=1) < 6 * usual)
    assert np.abs(steps).max() < 0.012


def test_the_seam_between_breaths_is_as_smooth_as_the_rest():
    seam = np.diff(breath_bed(-3, 6))
    nearby = np.abs(np.diff(breath_bed(-RATE // 2, RATE)))

    assert np.abs(seam).max() <= nearby.max()


def test_the_in_breath_rises_and_brightens():
    early, late = second(0.2), second(2.8)

    assert level(late) > level(early) + 6
    assert brightness(late) > 1.5 * brightness(early)


def test_the_out_breath_sinks_and_darkens():
    early, late = second(4.5), second(8.8)

    assert level(late) < level(early) - 6
    assert brightness(late) < brightness(early)


def test_the_out_breath_begins_darker_than_the_in_breath_ended():
    assert brightness(second(4.5)) < 0.7 * brightness(second(2.8))


def test_the_bed_never_falls_silent():
    quietest = min(level(second(number)) for number in range(10))

    assert quietest > -60


def test_no_frames_are_no_sound():
    assert breath_bed(7, 0).shape == (0,)


def test_what_is_handed_out_may_be_changed_without_changing_the_bed():
    first = breath_bed(0, 10)
    kept = first.copy()

    first *= 0

    np.testing.assert_array_equal(breath_bed(0, 10), kept)
