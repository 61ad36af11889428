"""The mixer: the same samples in blocks of any size, and no click at any change."""

import math
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.core.cue import Tone
from voiceguide.core.facts import BedChange, Hush, Part, Sound, SoundFact, VolumeChange
from voiceguide.core.frames import FADE, RATE
from voiceguide.pcm.clip import Clip
from voiceguide.pcm.limiter import true_peak
from voiceguide.pcm.loudness import decibels
from voiceguide.pcm.mixer import Mixer
from voiceguide.pcm.tones import tone

LENGTH = 2 * RATE
PITCH = 200
LOUD = 0.3

Samples = npt.NDArray[np.int16]


@cache
def hum(_text: str = "hum") -> Clip:
    """Two seconds at one pitch, which begin and end at zero."""
    wave = LOUD * np.sin(2 * np.pi * PITCH * np.arange(LENGTH) / RATE)
    return Clip(np.rint(wave * 32768).astype(np.int16))


@cache
def blast(_text: str) -> Clip:
    """Half a second at the ceiling that clips are mastered to."""
    wave = 0.79 * np.sin(2 * np.pi * PITCH * np.arange(RATE // 2) / RATE)
    return Clip(np.rint(wave * 32768).astype(np.int16))


def mixed(facts: Iterable[SoundFact], edges: Sequence[int] = (), length: int = LENGTH) -> Samples:
    """The mix of these facts in blocks between these edges."""
    mixer, left = Mixer(hum), sorted(facts, key=lambda fact: fact.frame)
    pieces = []
    bounds = [0, *sorted(edge for edge in edges if 0 < edge < length), length]
    for start, end in pairwise(bounds):
        inside = tuple(fact for fact in left if start <= fact.frame < end)
        pieces.append(mixer.mix(Part(start, end - start, inside, ())))
    return np.frombuffer(b"".join(pieces), "<i2")


def steepest(samples: Samples) -> int:
    return int(np.abs(np.diff(samples.astype(int), prepend=0, append=0)).max())


STEEPEST_HUM = math.ceil(LOUD * 32768 * 2 * math.pi * PITCH / RATE) + 2
FADING = math.ceil(LOUD * 32768 / FADE) + 1
"""What a fade of 30 ms adds to the steps of the hum."""

frame = st.integers(0, LENGTH - 1)
facts = st.lists(
    st.one_of(
        st.builds(
            Sound, frame, st.sampled_from(["hum", Tone.START, Tone.ATTENTION]), st.sampled_from([0.0, -3.0])
        ),
        st.builds(Hush, frame),
        st.builds(BedChange, frame, st.booleans(), st.sampled_from([0, 500]), st.sampled_from([FADE, RATE])),
        st.builds(VolumeChange, frame, st.sampled_from([-40.0, -3.0, 0.0, 6.0])),
    ),
    max_size=8,
    unique_by=lambda fact: fact.frame,
)


@given(facts, st.lists(frame, max_size=6, unique=True))
def test_blocks_of_any_size_give_the_same_samples(told: list[SoundFact], edges: list[int]):
    assert np.array_equal(mixed(told, edges), mixed(told))


def test_without_facts_there_is_silence():
    assert not mixed([]).any()


def test_a_sound_stands_on_its_frame_unchanged():
    heard = mixed([Sound(1000, "hum")], length=LENGTH + 2000)

    assert np.array_equal(heard[1000 : 1000 + LENGTH], hum().samples)
    assert not heard[:1000].any()
    assert not heard[1000 + LENGTH :].any()


def test_a_tone_begins_with_its_first_sample():
    heard = mixed([Sound(1000, Tone.START)])

    assert np.array_equal(heard[1000:15_400], tone(Tone.START).samples)
    assert np.flatnonzero(heard)[0] == 1000


def test_a_softer_sound_is_softer_by_that_much():
    heard = mixed([Sound(0, "hum", -3.0)])

    assert decibels(float(np.abs(heard).max()) / np.abs(hum().samples).max()) == pytest.approx(-3, abs=0.01)


@pytest.mark.parametrize("at", [10_000, 10_030, 10_090])
def test_a_hush_fades_over_thirty_milliseconds_without_a_step(at: int):
    heard = mixed([Sound(0, "hum"), Hush(at)])

    assert np.array_equal(heard[:at], hum().samples[:at])
    assert not heard[at + FADE :].any()
    assert heard[at + FADE // 2 : at + FADE - 10].any()
    assert steepest(heard) <= STEEPEST_HUM + FADING


def test_what_begins_after_a_hush_is_not_faded():
    heard = mixed([Sound(0, "hum"), Hush(10_000), Sound(10_000 + FADE, Tone.RELEASE)])

    assert np.array_equal(heard[10_000 + FADE : 27_520], tone(Tone.RELEASE).samples[: 27_520 - 10_000 - FADE])


@pytest.mark.parametrize("volume", [-40.0, -20.0, -3.0, 3.0, 6.0])
@pytest.mark.parametrize("at", [10_000, 10_030, 10_090])
def test_a_change_of_volume_in_mid_word_has_no_click(volume: float, at: int):
    heard = mixed([Sound(0, "hum"), VolumeChange(at, volume)])
    loudest = max(1.0, 10 ** (volume / 20))

    assert np.array_equal(heard[:at], hum().samples[:at])
    assert steepest(heard) <= (STEEPEST_HUM + FADING) * loudest
    assert decibels(np.abs(heard[at + FADE :]).max() / (LOUD * 32768)) == pytest.approx(volume, abs=0.15)


def test_two_changes_of_volume_within_a_fade_have_no_click():
    heard = mixed([Sound(0, "hum"), VolumeChange(10_000, -3.0), VolumeChange(10_200, 0.0)])

    assert steepest(heard) <= STEEPEST_HUM + 2 * FADING


def test_words_at_the_ceiling_stay_under_it_when_made_louder():
    mixer = Mixer(blast)
    told = (VolumeChange(0, 6.0), Sound(0, "loud"))
    heard = np.frombuffer(mixer.mix(Part(0, RATE // 2, told, ())), "<i2")
    signal = heard.astype(np.float32) / 32768

    assert decibels(true_peak(signal)) <= -1.95
    assert decibels(true_peak(signal)) >= -2.2


def test_the_bed_comes_in_and_goes_over_a_second():
    heard = mixed([BedChange(0, on=True), BedChange(3 * RATE, on=False)], length=5 * RATE).astype(float)
    tenths = [float(np.sqrt(np.mean(piece**2))) for piece in np.split(heard, 50)]

    assert tenths[0] < tenths[4] < tenths[9]
    assert tenths[31] > tenths[38] > 0
    assert tenths[41] == 0
    assert steepest(heard.astype(np.int16)) < 400


def test_a_bed_that_goes_in_the_middle_of_coming_takes_no_longer_than_it_has_to():
    heard = mixed([BedChange(0, on=True), BedChange(RATE // 4, on=False)])

    assert not heard[RATE // 2 + 10 :].any()
    assert heard[RATE // 2 - 2400 : RATE // 2].any()


def test_turning_the_bed_on_and_off_never_makes_its_changes_steeper():
    changes = [BedChange(step * RATE // 4, on=step % 2 == 0) for step in range(7)]
    heard = mixed([*changes, BedChange(7 * RATE // 4, on=True)], length=3 * RATE)
    late = float(np.sqrt(np.mean(heard[int(1.95 * RATE) : int(2.05 * RATE)].astype(float) ** 2)))
    full = float(np.sqrt(np.mean(heard[int(2.85 * RATE) :].astype(float) ** 2)))

    assert late < 0.75 * full


def test_a_bed_in_another_rhythm_is_faded_over():
    same = mixed([BedChange(0, on=True)], length=4 * RATE)
    shifted = mixed([BedChange(0, on=True), BedChange(2 * RATE, on=True, breath=12_345)], length=4 * RATE)

    assert np.array_equal(shifted[: 2 * RATE], same[: 2 * RATE])
    assert np.abs(shifted[2 * RATE : 2 * RATE + 40].astype(int) - same[2 * RATE : 2 * RATE + 40]).max() <= 2
    assert not np.array_equal(shifted[3 * RATE :], same[3 * RATE :])


def test_volume_moves_the_bed_too():
    plain = mixed([BedChange(0, on=True)])
    softer = mixed([BedChange(0, on=True), VolumeChange(0, -20.0)])
    ratio = np.abs(softer[RATE:].astype(float)).sum() / np.abs(plain[RATE:].astype(float)).sum()

    assert decibels(ratio) == pytest.approx(-20, abs=0.5)


def test_a_sound_alone_is_the_same_as_in_the_mix():
    mixer = Mixer(hum)
    sound = Sound(0, "hum")

    assert mixer.whole(sound) == mixer.mix(Part(0, LENGTH, (sound,), ()))
