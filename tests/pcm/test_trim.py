import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.core.frames import FADE, ONSET, frames
from voiceguide.pcm.clip import Signal
from voiceguide.pcm.trim import WINDOW, onset, trimmed

TONE = np.sin(2 * np.pi * 440 * np.arange(12_000) / 24_000).astype(np.float32)


def quiet(length: int) -> Signal:
    return np.zeros(length, np.float32)


def in_16_bits(signal: Signal) -> Signal:
    return (np.rint(signal * 32768) / 32768).astype(np.float32)


@st.composite
def sounds(draw: st.DrawFn) -> Signal:
    """Stretches of noise at any level, so that onsets and ends are sharp, faint, early and late."""
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    stretch = st.tuples(st.integers(1, 3_000), st.floats(-90, 0))
    stretches = draw(st.lists(stretch, min_size=1, max_size=6))
    parts = [generator.standard_normal(length) * 0.2 * 10 ** (level / 20) for length, level in stretches]
    return np.concatenate(parts).astype(np.float32)


def test_the_onset_is_where_the_first_window_reaches_the_sound():
    signal = np.concatenate([quiet(5_000), np.ones(5_000, np.float32)])

    assert onset(signal) == 5_000 - WINDOW + 1


def test_a_breath_50_db_below_the_word_is_not_its_onset():
    signal = np.concatenate([TONE * 10 ** (-50 / 20), TONE])

    assert 12_000 - WINDOW < onset(signal) <= 12_000


def test_a_consonant_30_db_below_the_vowel_is_the_onset():
    signal = np.concatenate([quiet(3_000), TONE * 10 ** (-30 / 20), TONE])

    assert 3_000 - WINDOW < onset(signal) <= 3_000


def test_the_onset_does_not_depend_on_the_level():
    signal = np.concatenate([quiet(777), TONE])

    assert onset(signal * np.float32(0.01)) == onset(signal)


def test_samples_of_16_bits_have_the_same_onset_as_floats():
    samples = np.concatenate([quiet(777), TONE * 20_000]).astype(np.int16)

    assert onset(samples) == onset(samples.astype(np.float32) / 32768)


@settings(max_examples=50, deadline=None)
@given(sounds())
def test_a_trimmed_sound_has_its_onset_at_5_ms_also_in_16_bits(signal: Signal):
    result = trimmed(signal / np.abs(signal).max())

    assert (onset(result), onset(in_16_bits(result))) == (ONSET, ONSET)


@settings(max_examples=50, deadline=None)
@given(sounds())
def test_every_silence_before_a_sound_is_trimmed_to_the_same_result(signal: Signal):
    signal = signal / np.abs(signal).max()

    early = trimmed(signal)
    late = trimmed(np.concatenate([quiet(4_321), signal]))

    np.testing.assert_array_equal(early, late)


def test_a_sound_that_begins_at_once_is_led_in_by_silence():
    sound = np.roll(TONE, 15)

    result = trimmed(sound)

    led_in = ONSET + WINDOW - 1
    assert not result[:led_in].any()
    np.testing.assert_allclose(result[led_in:-WINDOW], sound[: len(sound) - WINDOW], atol=2e-5)


def test_what_sounds_before_the_onset_is_faded_in():
    murmur = np.full(1_000, 0.002, np.float32)

    result = trimmed(np.concatenate([murmur, TONE]))

    assert abs(result[0]) < 0.0001
    assert np.all(np.diff(result[:ONSET]) >= 0)


def test_long_silence_at_the_end_is_cut_to_30_ms():
    result = trimmed(np.concatenate([TONE, quiet(30_000)]))

    assert len(result) < ONSET + WINDOW + len(TONE) + WINDOW + FADE


def test_the_dying_end_of_a_word_is_kept_down_to_50_db():
    dying = TONE * np.exp(-np.arange(len(TONE)) / frames(0.05)).astype(np.float32)

    result = trimmed(np.concatenate([dying, quiet(12_000)]))

    sixty_db = frames(0.05) * np.log(10) * 2.5
    assert len(result) == pytest.approx(ONSET + WINDOW + sixty_db + FADE, abs=200)


@pytest.mark.parametrize("silence", [0, 1, 5_000])
def test_a_sound_that_breaks_off_still_ends_softly(silence: int):
    result = trimmed(np.concatenate([TONE[:6_010], quiet(silence)]))

    assert len(result) == pytest.approx(ONSET + WINDOW + 6_010, abs=5)
    assert np.abs(result[-3:]).max() < 0.002


def test_silence_stays_silence():
    result = trimmed(quiet(2_000))

    assert not result.any()


@pytest.mark.parametrize("length", [1, 2, WINDOW - 1, WINDOW, WINDOW + 1])
def test_even_the_shortest_sound_has_an_onset(length: int):
    result = trimmed(np.full(length, 0.5, np.float32))

    assert onset(result) == ONSET
