import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.core.errors import VoiceError
from voiceguide.core.frames import ONSET, RATE
from voiceguide.pcm.clip import Signal
from voiceguide.pcm.limiter import true_peak
from voiceguide.pcm.loudness import clip_loudness, decibels
from voiceguide.pcm.master import LOUDNESS, mastered
from voiceguide.pcm.trim import onset


def speech(seed: int, seconds: float, level: float = 0.0) -> Signal:
    """A buzz of changing pitch in syllables, with hiss between, and silence on both sides."""
    generator = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE)) / RATE
    pitch = 180 + 40 * np.sin(2 * np.pi * 0.7 * time + generator.uniform(0, 6))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    buzz = sum(np.cos(k * phase) / k for k in range(1, generator.integers(3, 20)))
    syllables = np.square(np.sin(2 * np.pi * 1.9 * time + generator.uniform(0, 3)))
    voiced = buzz * syllables + generator.standard_normal(len(time)) * 0.05 * (1 - syllables)
    sound = np.pad(
        voiced / np.abs(voiced).max(), (generator.integers(0, 9_000), generator.integers(0, 9_000))
    )
    return (sound * 10 ** (level / 20)).astype(np.float32)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.25, 5), st.floats(-60, 20))
def test_every_clip_has_one_loudness_one_ceiling_and_its_onset_at_5_ms(
    seed: int, seconds: float, level: float
):
    result = mastered(speech(seed, seconds, level))

    assert clip_loudness(result.signal) == pytest.approx(LOUDNESS, abs=0.2)
    assert decibels(true_peak(result.signal)) <= -2
    assert onset(result.samples) == ONSET


def test_sharp_speech_is_brought_to_the_same_loudness_through_the_limiter():
    sharp = speech(4, 2)
    crest = decibels(true_peak(sharp)) - clip_loudness(sharp)

    result = mastered(sharp)

    assert LOUDNESS + crest > 0
    assert clip_loudness(result.signal) == pytest.approx(LOUDNESS, abs=0.2)
    assert decibels(true_peak(result.signal)) == pytest.approx(-2, abs=0.02)


def test_two_levels_of_the_same_speech_become_the_same_clip():
    sound = speech(4, 2)

    loud, soft = mastered(sound), mastered(sound / np.float32(64))

    np.testing.assert_array_equal(loud.samples, soft.samples)


def test_silence_around_the_words_changes_nothing_that_is_heard():
    sound = speech(4, 2)

    bare, padded = mastered(sound), mastered(np.pad(sound, RATE))

    np.testing.assert_allclose(bare.samples, padded.samples, rtol=1e-3, atol=2)


def test_where_the_ceiling_forbids_the_loudness_the_ceiling_holds():
    clicks = np.zeros(2 * RATE, np.float32)
    clicks[::4_000] = 1

    result = mastered(clicks)

    assert decibels(true_peak(result.signal)) <= -2
    assert clip_loudness(result.signal) < LOUDNESS - 1


def test_a_clip_begins_and_ends_at_rest():
    samples = mastered(speech(8, 1.5)).samples.astype(int)

    assert abs(samples[0]) < 33
    assert abs(samples[-1]) < 33


def test_a_clip_cannot_be_changed():
    result = mastered(speech(1, 1))

    assert result.samples.dtype == np.int16
    with pytest.raises(ValueError, match="read-only"):
        result.samples[0] = 1


@pytest.mark.parametrize(
    "signal",
    [
        np.zeros(0, np.float32),
        np.zeros(RATE, np.float32),
        np.full(RATE, 1e-6, np.float32),
        np.array([0.1, np.nan, 0.1], np.float32),
        np.array([0.1, np.inf, 0.1], np.float32),
    ],
    ids=["empty", "silent", "faint", "not a number", "infinite"],
)
def test_a_voice_that_gives_no_sound_is_told_of(signal: Signal):
    with pytest.raises(VoiceError, match="gave no sound"):
        mastered(signal)
