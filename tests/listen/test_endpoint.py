"""The endpoint detector: one utterance for each stretch of speech, whatever the room does."""

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.listen.endpoint import HANGOVER, LONGEST, RECENT, Endpointer
from voiceguide.listen.utterance import RATE, Utterance

Pcm = npt.NDArray[np.int16]
Made = tuple[Callable[..., Pcm], Callable[..., Pcm]]


def cut(*sounds: Pcm, block: int = 480) -> list[Utterance]:
    sound = np.concatenate(sounds)
    endpointer = Endpointer()
    return [one for at in range(0, len(sound), block) for one in endpointer.feed(sound[at : at + block])]


def test_a_word_in_a_quiet_room_is_one_utterance(made: Made):
    quiet, word = made

    (utterance,) = cut(quiet(0.5), word(0.5), quiet(0.6))

    assert utterance.began / RATE == pytest.approx(0.5, abs=0.05)
    assert utterance.ended / RATE == pytest.approx(1.0, abs=0.07)


def test_it_is_told_within_a_third_of_a_second_after_the_word(made: Made):
    quiet, word = made
    endpointer = Endpointer()
    endpointer.feed(np.concatenate([quiet(0.5), word(0.5)]))

    blocks = 0
    while not endpointer.feed(quiet(0.03)):
        blocks += 1

    assert blocks * 0.03 < HANGOVER + 0.08


def test_it_knows_how_quiet_it_was_before(made: Made):
    quiet, word = made

    first, second, third = cut(
        quiet(0.5), word(0.5), quiet(0.45), word(0.4), quiet(1.5), word(0.4), quiet(0.6)
    )

    assert first.quiet == math.inf
    assert second.quiet == pytest.approx(0.45, abs=0.06)
    assert third.quiet == pytest.approx(1.5, abs=0.06)


def test_it_knows_how_much_was_said_of_late(made: Made):
    quiet, word = made

    first, second, last = cut(
        *(quiet(0.5), word(0.5), quiet(1.0), word(0.4), quiet(0.6)),
        *(word(LONGEST + 0.5), quiet(0.6), word(0.4), quiet(0.6)),
    )

    assert first.talked == 0
    assert second.talked == pytest.approx(0.5, abs=0.1)
    assert last.talked == pytest.approx(0.5 + 0.4 + LONGEST + 0.5, abs=0.3)


def test_what_was_said_long_ago_is_forgotten(made: Made):
    quiet, word = made

    *_, last = cut(quiet(0.5), word(1.5), quiet(RECENT), word(0.4), quiet(0.6))

    assert last.talked == 0


def test_what_was_said_before_the_ear_opened_is_forgotten(made: Made):
    quiet, word = made
    endpointer = Endpointer()
    endpointer.feed(np.concatenate([quiet(0.5), word(1.5), quiet(1.0)]))
    endpointer.reset()

    [last] = endpointer.feed(np.concatenate([quiet(0.5), word(0.4), quiet(0.6)]))

    assert last.talked == 0


def test_talk_that_is_too_long_is_no_quiet(made: Made):
    quiet, word = made

    (last,) = cut(quiet(0.5), word(LONGEST + 0.5), quiet(0.5), word(0.5), quiet(0.6))

    assert last.quiet == pytest.approx(0.5, abs=0.06)


def test_the_silence_inside_a_word_does_not_end_it(made: Made):
    quiet, word = made

    assert len(cut(quiet(0.5), word(0.2), quiet(0.15), word(0.2), quiet(0.6))) == 1


def test_two_words_with_a_pause_between_are_two_utterances(made: Made):
    quiet, word = made

    assert len(cut(quiet(0.5), word(0.4), quiet(0.6), word(0.4), quiet(0.6))) == 2


def test_what_goes_on_for_too_long_is_no_utterance(made: Made):
    quiet, word = made

    assert not cut(quiet(0.5), word(LONGEST + 0.3), quiet(0.6))


def test_a_knock_is_no_utterance(made: Made):
    quiet, word = made

    assert not cut(quiet(0.5), word(0.04), quiet(0.6))


@pytest.mark.parametrize("level", [1, 30, 300, 2000])
def test_steady_noise_is_no_utterance(made: Made, level: float):
    quiet, _ = made

    assert not cut(quiet(5, level))


def test_a_bed_that_swells_with_the_breath_is_no_utterance():
    time = np.arange(40 * RATE) / RATE
    swell = np.maximum(0, np.sin(2 * np.pi * time / 10)) ** 2
    bed = np.random.default_rng(1).normal(0, 200, len(time)) * swell

    assert not cut(np.asarray(bed + np.random.default_rng(2).normal(0, 3, len(time)), np.int16))


def test_a_word_over_steady_noise_is_found(made: Made):
    quiet, word = made
    sound = np.concatenate([quiet(1.0, 0), word(0.5), quiet(0.6, 0)])

    assert len(cut(np.asarray(sound + np.random.default_rng(4).normal(0, 900, len(sound)), np.int16))) == 1


def test_after_a_reset_what_was_being_said_is_forgotten(made: Made):
    quiet, word = made
    endpointer = Endpointer()
    endpointer.feed(np.concatenate([quiet(0.5), word(0.5)]))

    endpointer.reset()

    assert not endpointer.feed(quiet(0.6))


@settings(max_examples=15, deadline=None)
@given(block=st.integers(1, 5000))
def test_the_length_of_the_blocks_changes_nothing(block: int, made_once: Pcm):
    told = [(one.began, one.ended, one.samples.tobytes()) for one in cut(made_once, block=block)]

    assert told == [(one.began, one.ended, one.samples.tobytes()) for one in cut(made_once)]


@pytest.fixture(scope="module")
def made_once() -> Pcm:
    room = np.random.default_rng(5)
    time = np.arange(int(0.4 * RATE)) / RATE
    vowel = 5000 * np.sign(np.sin(2 * np.pi * 150 * time))
    silence = np.zeros(RATE // 2)
    sound = np.concatenate([silence, vowel, silence, vowel, silence])
    return np.asarray(sound + room.normal(0, 20, len(sound)), np.int16)
