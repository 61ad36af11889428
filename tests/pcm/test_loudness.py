import math

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.core.frames import RATE
from voiceguide.pcm.clip import Signal
from voiceguide.pcm.loudness import clip_loudness, decibels, gain, loudness


def sine(pitch: float, seconds: float = 4, level: float = -20) -> Signal:
    time = np.arange(round(seconds * RATE)) / RATE
    return (np.sin(2 * np.pi * pitch * time) * gain(level)).astype(np.float32)


def noise(seed: int, seconds: float = 4, tilt: float = 0.0) -> Signal:
    """Noise whose spectrum falls by `tilt` powers of the frequency."""
    length = round(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(length))
    spectrum[1:] *= np.arange(1, len(spectrum)) ** -tilt
    signal = np.fft.irfft(spectrum, length)
    return (signal / np.abs(signal).max() * 0.5).astype(np.float32)


def speech(seed: int, seconds: float = 10) -> Signal:
    """Noise in syllables and sentences, with pauses that the gates must leave out."""
    signal = noise(seed, seconds, tilt=0.7)
    time = np.arange(len(signal)) / RATE
    syllables = np.square(np.sin(2 * np.pi * 1.7 * time))
    sentences = np.sin(2 * np.pi * 0.2 * time) > 0
    return (signal * syllables * sentences).astype(np.float32)


def second_opinion(signal: Signal) -> float:
    return float(pyloudnorm.Meter(RATE).integrated_loudness(signal.astype(np.float64)))


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.5, 1.0]))
def test_noise_of_any_colour_is_measured_as_others_measure_it(seed: int, tilt: float):
    signal = noise(seed, tilt=tilt)

    assert loudness(signal) == pytest.approx(second_opinion(signal), abs=0.1)


@pytest.mark.parametrize("pitch", [60, 100, 250, 440, 1000, 2000, 4000, 8000, 11_000])
def test_tones_of_every_pitch_are_measured_as_others_measure_them(pitch: float):
    signal = sine(pitch)

    assert loudness(signal) == pytest.approx(second_opinion(signal), abs=0.1)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_speech_with_pauses_is_measured_as_others_measure_it(seed: int):
    signal = speech(seed)

    assert loudness(signal) == pytest.approx(second_opinion(signal), abs=0.1)


def test_a_full_tone_of_997_hertz_measures_3_lufs_below_full_scale():
    assert loudness(sine(997, level=0)) == pytest.approx(-3.01, abs=0.05)


def test_half_the_amplitude_is_6_db_softer():
    signal = speech(3)

    assert loudness(signal) - loudness(signal / np.float32(2)) == pytest.approx(6.02, abs=0.01)


def test_silence_around_a_sound_is_gated_out():
    signal = sine(1000, seconds=20)
    alone = loudness(signal)

    amid_silence = loudness(np.pad(signal, 10 * RATE))

    assert amid_silence == pytest.approx(alone, abs=0.1)


def test_silence_and_less_than_a_block_have_no_loudness():
    assert loudness(np.zeros(RATE, np.float32)) == -math.inf
    assert loudness(sine(1000, seconds=0.39)) == -math.inf
    assert clip_loudness(np.zeros(100, np.float32)) == -math.inf
    assert clip_loudness(np.zeros(0, np.float32)) == -math.inf


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.02, 3.5))
def test_a_clip_is_as_loud_as_its_endless_repetition(seed: int, seconds: float):
    clip = noise(seed, seconds, tilt=0.5)

    endless = np.tile(clip, math.ceil(12 * RATE / len(clip)))

    assert clip_loudness(clip) == pytest.approx(loudness(endless), abs=0.1)


def test_a_long_clip_is_measured_once_through():
    signal = speech(5)

    assert clip_loudness(signal) == pytest.approx(loudness(signal), abs=0.01)


@given(st.floats(-120, 40))
def test_decibels_are_the_inverse_of_gain(level: float):
    assert decibels(gain(level)) == pytest.approx(level, abs=1e-9)


def test_nothing_has_a_level_below_all_others():
    assert decibels(0.0) == -math.inf
