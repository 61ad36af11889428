from itertools import combinations, pairwise

import numpy as np
import pytest

from voiceguide.core.cue import TONE_FRAMES, Tone
from voiceguide.core.frames import RATE
from voiceguide.pcm.clip import Signal
from voiceguide.pcm.limiter import true_peak
from voiceguide.pcm.loudness import clip_loudness, decibels
from voiceguide.pcm.tones import tone

every_tone = pytest.mark.parametrize("which", Tone)


def pitch(sound: Signal) -> float:
    """The strongest frequency, in hertz."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 4 * RATE))
    return float(np.argmax(spectrum)) / 4


def contour(which: Tone) -> tuple[float, float]:
    sound = tone(which).signal
    half = len(sound) // 2
    return pitch(sound[: RATE * 15 // 100]), pitch(sound[half:])


@every_tone
def test_a_tone_sounds_as_long_as_the_score_expects(which: Tone):
    assert tone(which).frames == TONE_FRAMES[which]


@every_tone
def test_a_tone_begins_on_its_first_sample_even_at_the_lowest_volume(which: Tone):
    first = tone(which).samples[0]

    assert round(first * 0.01) != 0


@every_tone
def test_the_first_sample_is_too_soft_to_click(which: Tone):
    samples = np.abs(tone(which).samples.astype(int))

    assert samples[0] < 0.0125 * samples.max()


@every_tone
def test_a_tone_ends_in_silence(which: Tone):
    samples = np.abs(tone(which).samples.astype(int))

    assert samples[-1] == 0
    assert samples[-240:].max() < 0.005 * samples.max()


@pytest.mark.parametrize(
    ("which", "loudness"),
    [(Tone.START, -20), (Tone.HALFWAY, -23), (Tone.RELEASE, -20), (Tone.ATTENTION, -24)],
)
def test_each_tone_has_its_loudness(which: Tone, loudness: float):
    assert clip_loudness(tone(which).signal) == pytest.approx(loudness, abs=0.1)


@every_tone
def test_no_tone_overloads(which: Tone):
    assert decibels(true_peak(tone(which).signal)) <= -2


def test_press_rises_by_a_fifth():
    first, second = contour(Tone.START)

    assert second / first == pytest.approx(1.5, rel=0.02)


def test_let_go_falls_by_a_fifth_and_lies_lower():
    first, second = contour(Tone.RELEASE)

    assert first / second == pytest.approx(1.5, rel=0.02)
    assert first < contour(Tone.START)[0]


def test_halfway_is_one_note_between_the_others():
    first, second = contour(Tone.HALFWAY)

    assert first == pytest.approx(second, rel=0.02)
    assert contour(Tone.RELEASE)[0] < first < contour(Tone.START)[0]


def test_attention_is_two_quick_taps_above_all_others():
    sound = np.abs(tone(Tone.ATTENTION).signal)
    levels = sound[:7_200].reshape(-1, 480).max(axis=1)
    taps = sum(later > 1.5 * earlier for earlier, later in pairwise(levels))

    assert taps + (levels[0] > 0.1) == 2
    assert contour(Tone.ATTENTION)[0] > 1.5 * contour(Tone.START)[1]


@pytest.mark.parametrize(("one", "other"), list(combinations(Tone, 2)))
def test_any_two_tones_differ_in_pitch_by_more_than_a_whole_tone(one: Tone, other: Tone):
    ratios = [a / b for a, b in zip(contour(one), contour(other), strict=True)]

    assert max(max(ratio, 1 / ratio) for ratio in ratios) > 1.13


def test_a_tone_is_made_once():
    assert tone(Tone.START) is tone(Tone.START)
