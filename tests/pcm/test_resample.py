import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.core.frames import RATE
from voiceguide.pcm.clip import Signal
from voiceguide.pcm.resample import resampled

RATES = [8_000, 11_025, 16_000, 22_050, 44_100, 48_000]


def sine(pitch: float, rate: int, length: int) -> Signal:
    return np.sin(2 * np.pi * pitch * np.arange(length) / rate).astype(np.float32)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("pitch", [50.0, 440.0, 1_234.5, 3_600.0])
def test_a_tone_keeps_level_pitch_and_place(rate: int, pitch: float):
    result = resampled(sine(pitch, rate, rate), rate)

    inside = slice(600, RATE - 600)
    np.testing.assert_allclose(result[inside], sine(pitch, RATE, RATE)[inside], atol=1e-3)


@pytest.mark.parametrize("pitch", [10_000.0, 11_000.0])
def test_the_highest_tones_of_a_wider_band_are_kept(pitch: float):
    result = resampled(sine(pitch, 48_000, 48_000), 48_000)

    np.testing.assert_allclose(result[600:-600], sine(pitch, RATE, RATE)[600:-600], atol=1e-3)


@pytest.mark.parametrize("pitch", [12_500.0, 15_000.0, 21_000.0])
def test_tones_too_high_for_the_new_rate_vanish_instead_of_folding_down(pitch: float):
    result = resampled(sine(pitch, 48_000, 48_000), 48_000)

    assert np.abs(result[600:-600]).max() < 1e-3


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3_000), st.sampled_from(RATES), st.sampled_from([*RATES, RATE]))
def test_the_length_follows_the_rates(length: int, rate_from: int, rate_to: int):
    result = resampled(np.ones(length, np.float32), rate_from, rate_to)

    assert len(result) == round(length * rate_to / rate_from)


@pytest.mark.parametrize("rate", RATES)
def test_a_constant_stays_constant_up_to_its_edges(rate: int):
    result = resampled(np.full(rate // 10, 0.5, np.float32), rate)

    np.testing.assert_allclose(result, 0.5, atol=1e-3)


@pytest.mark.parametrize("rate", RATES)
def test_nothing_rings_around_a_sound_between_silences(rate: int):
    burst = sine(500, rate, rate // 5) * np.hanning(rate // 5).astype(np.float32)

    result = resampled(np.pad(burst, rate // 2), rate)

    assert np.abs(result[: RATE // 2 - 100]).max() < 1e-4
    assert np.abs(result[-RATE // 2 + 100 :]).max() < 1e-4


def test_sound_at_the_right_rate_is_returned_as_it_is():
    signal = sine(440, RATE, 100)

    assert resampled(signal, RATE) is signal


@pytest.mark.parametrize("rate", RATES)
def test_there_and_back_is_the_same_sound(rate: int):
    signal = sine(440, rate, rate // 2) * np.hanning(rate // 2).astype(np.float32)

    result = resampled(resampled(signal, rate), RATE, rate)

    np.testing.assert_allclose(result, signal, atol=1e-4)
