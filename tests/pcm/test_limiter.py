import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from voiceguide.core.frames import RATE, frames
from voiceguide.pcm.clip import Signal
from voiceguide.pcm.limiter import CEILING_DB, limited, true_peak
from voiceguide.pcm.loudness import decibels, gain

CEILING = gain(CEILING_DB)

wild = arrays.arrays(np.float32, st.integers(1, 2_000), elements=st.floats(-8, 8, width=32))


def sine(pitch: float, level: float = 0, phase: float = 0, length: int = RATE) -> Signal:
    turns = pitch * np.arange(length) / RATE
    return (np.sin(2 * np.pi * turns + phase) * gain(level)).astype(np.float32)


def test_the_true_peak_of_a_tone_is_found_between_its_samples():
    signal = sine(RATE / 4, phase=np.pi / 4) * np.hanning(RATE).astype(np.float32)

    assert decibels(float(np.abs(signal).max())) == pytest.approx(-3.01, abs=0.01)
    assert decibels(true_peak(signal)) == pytest.approx(0, abs=0.01)


@settings(max_examples=40, deadline=None)
@given(wild)
def test_the_true_peak_is_never_under_a_sample(signal: Signal):
    assert true_peak(signal) >= np.abs(signal).max()


@settings(max_examples=40, deadline=None)
@given(wild)
def test_whatever_comes_in_nothing_goes_over_the_ceiling(signal: Signal):
    assert true_peak(limited(signal)) <= CEILING


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.floats(0, 30), st.floats(-12, -0.1))
def test_loud_noise_stays_under_any_ceiling(seed: int, level: float, ceiling: float):
    noise = np.random.default_rng(seed).standard_normal(RATE // 2) * gain(level)

    result = limited(noise.astype(np.float32), ceiling)

    assert decibels(true_peak(result)) <= ceiling


@settings(max_examples=40, deadline=None)
@given(wild)
def test_what_is_under_the_ceiling_is_left_sample_for_sample(signal: Signal):
    quiet = signal * np.float32(0.99 * CEILING / max(1.0, true_peak(signal)))

    np.testing.assert_array_equal(limited(quiet), quiet)


@settings(max_examples=40, deadline=None)
@given(wild)
def test_limiting_never_raises_or_turns_a_sample(signal: Signal):
    result = limited(signal)

    assert np.all(np.abs(result) <= np.abs(signal))
    assert np.all(result * signal >= 0)


def test_sound_far_from_a_peak_keeps_its_level():
    signal = sine(300, level=-20)
    signal[RATE // 2 : RATE // 2 + 80] = sine(300, level=6, length=80)

    result = limited(signal)

    away = frames(0.02)
    np.testing.assert_allclose(result[: RATE // 2 - away], signal[: RATE // 2 - away], rtol=0.01)
    np.testing.assert_allclose(result[RATE // 2 + 80 + away :], signal[RATE // 2 + 80 + away :], rtol=0.01)


def test_the_gain_is_already_down_before_a_peak_arrives():
    signal = np.full(RATE // 4, 0.1, np.float32) * np.hanning(RATE // 4).astype(np.float32)
    signal[3_000:3_010] = 1.6

    applied = limited(signal)[2_700:2_999] / signal[2_700:2_999]

    assert np.abs(np.diff(applied)).max() < 0.01
    assert applied[-1] == pytest.approx(CEILING / 1.6, rel=0.3)


def test_a_steady_tone_is_turned_down_without_distortion():
    signal = sine(1_000, level=4) * np.hanning(RATE).astype(np.float32)

    spectrum = np.abs(np.fft.rfft(limited(signal) * np.hanning(RATE)))

    assert spectrum[2_000:].max() < 0.001 * spectrum[1_000]
