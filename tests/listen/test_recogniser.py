"""The recogniser with its real networks and the shipped head, spoken to by the natural voice."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from voiceguide.core.command import State
from voiceguide.core.phrases import PHRASES, phrases_in
from voiceguide.listen.features import Networks
from voiceguide.listen.recogniser import Heard, OwnRecogniser, Recognition
from voiceguide.listen.utterance import RATE

Pcm = npt.NDArray[np.int16]
Speak = Callable[[str], Pcm]


@pytest.fixture
def recogniser(networks: Networks) -> OwnRecogniser:
    return OwnRecogniser(networks)


def listen(recogniser: OwnRecogniser, sound: Pcm, at: float = 0.0) -> Sequence[Heard]:
    for place in range(0, len(sound), 480):
        recogniser.feed(sound[place : place + 480], at + place / RATE)
    return recogniser.heard()


def hear(recogniser: OwnRecogniser, sound: Pcm, at: float = 0.0) -> list[Recognition]:
    return [one for one in listen(recogniser, sound, at) if isinstance(one, Recognition)]


@pytest.mark.parametrize(
    "phrase", ["pause", "resume", "longer", "say again", "how much longer", "ouch", "stop"]
)
def test_a_phrase_is_understood(recogniser: OwnRecogniser, speak: Speak, phrase: str):
    recogniser.expect([phrase, "louder", "next", "repeat"])

    (heard,) = hear(recogniser, speak(phrase))

    assert PHRASES[heard.phrase] is PHRASES[phrase]


def test_it_tells_when_it_was_said(recogniser: OwnRecogniser, speak: Speak):
    recogniser.expect(["pause"])

    (heard,) = hear(recogniser, speak("pause"), at=100.0)

    assert 100.4 < heard.began < heard.ended < 102.0


def test_what_is_not_expected_is_not_understood(recogniser: OwnRecogniser, speak: Speak):
    recogniser.expect(["resume", "next"])

    assert not hear(recogniser, speak("pause"))


def test_nothing_is_understood_until_something_is_expected(recogniser: OwnRecogniser, speak: Speak):
    assert not hear(recogniser, speak("pause"))


def test_a_sentence_is_no_phrase(recogniser: OwnRecogniser, speak: Speak):
    recogniser.expect(phrases_in(State.HOLDING))

    assert not hear(recogniser, speak("The children stop at the shop and wait for the longer bus."))


@pytest.mark.parametrize("text", ["thank you", "tomorrow", "window", "coffee", "monday"])
def test_an_ordinary_word_is_no_phrase(recogniser: OwnRecogniser, speak: Speak, text: str):
    recogniser.expect(phrases_in(State.HOLDING))

    assert not hear(recogniser, speak(text))


def test_what_was_begun_before_a_reset_is_forgotten(recogniser: OwnRecogniser, speak: Speak):
    recogniser.expect(["pause"])
    sound = speak("pause")
    hear(recogniser, sound[: 3 * RATE // 4])

    recogniser.reset()

    assert not hear(recogniser, sound[3 * RATE // 4 :])


def test_what_was_heard_is_told_once(recogniser: OwnRecogniser, speak: Speak):
    recogniser.expect(["pause"])
    hear(recogniser, speak("pause"))

    assert not recogniser.heard()
