"""The ear as a whole: a recording is spoken into it, faster than real time."""

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import numpy as np
import pytest
from recorded_microphone import RecordedMicrophone

from voiceguide.listen.ear import Ear
from voiceguide.listen.errors import ListenError, MicrophoneLostError
from voiceguide.listen.features import Networks
from voiceguide.listen.gate import Gate
from voiceguide.listen.microphone import LOST, MUTED, NO_MICROPHONE, Block
from voiceguide.listen.recogniser import Heard, Miss, OwnRecogniser, Recognition
from voiceguide.listen.utterance import RATE, Pcm

PATIENCE = 20.0

Speak = Callable[[str], Pcm]


class Deaf:
    """A recogniser that understands nothing and remembers what was expected."""

    ready = True

    def __init__(self) -> None:
        self.expected: Collection[str] = ()
        self.closed = False

    def feed(self, block: Pcm, at: float) -> None: ...

    def expect(self, phrases: Collection[str]) -> None:
        self.expected = phrases

    def heard(self) -> list[Heard]:
        return []

    def reset(self) -> None: ...

    def close(self) -> None:
        self.closed = True


class Broken(Deaf):
    def feed(self, block: Pcm, at: float) -> None:
        assert len(block)
        assert at >= 0
        raise ListenError("It broke. Use the keys.")


class Doubting(Deaf):
    """Takes the first block for a phrase and nearly understands the second."""

    def __init__(self) -> None:
        super().__init__()
        self._next: list[Heard] = []

    def feed(self, block: Pcm, at: float) -> None:
        seconds = len(block) / RATE
        self._next.append(Miss(at, at + seconds) if at else Recognition("pause", 0.9, at, seconds))

    def heard(self) -> list[Heard]:
        told, self._next = self._next, []
        return told


class Flickering:
    """A microphone that is missing at first, then lost, then there."""

    def __init__(self) -> None:
        self.opened = 0

    def open(self) -> None:
        self.opened += 1
        if self.opened == 1:
            raise MicrophoneLostError(NO_MICROPHONE)

    def read(self, seconds: float) -> Block | None:
        assert seconds
        if self.opened == 2:
            raise MicrophoneLostError(LOST)
        return Block(np.ones(480, np.int16), 0.0)

    def close(self) -> None: ...


@dataclass
class Told:
    """What the ear said."""

    phrases: list[str] = field(default_factory=list)
    misses: int = 0
    troubles: list[str] = field(default_factory=list)
    again: threading.Event = field(default_factory=threading.Event)

    def hear(self, recognition: Recognition) -> None:
        self.phrases.append(recognition.phrase)

    def miss(self) -> None:
        self.misses += 1

    def trouble(self, sentence: str) -> None:
        self.troubles.append(sentence)
        if not sentence or not sentence.startswith(("There is no", "The microphone is gone")):
            self.again.set()


def listen(sound: Pcm, gate: Gate, networks: Networks, expected: Collection[str]) -> Told:
    told, microphone = Told(), RecordedMicrophone(sound)
    ear = Ear(microphone, lambda: OwnRecogniser(networks), gate, told=told.hear, troubled=told.trouble)
    ear.expect(expected)
    ear.start()
    assert microphone.over.wait(PATIENCE)
    ear.close()
    return told


def test_a_spoken_phrase_is_told(networks: Networks, speak: Speak):
    told = listen(
        np.concatenate([speak("pause"), speak("carry on")]), Gate(), networks, ["pause", "carry on"]
    )

    assert told.phrases == ["pause", "carry on"]
    assert told.troubles == []


def test_a_phrase_under_the_guides_own_sound_is_not(networks: Networks, speak: Speak):
    first = speak("pause")
    gate = Gate()
    gate.sounds(0.0, len(first) / RATE - 0.5)

    told = listen(np.concatenate([first, speak("carry on")]), gate, networks, ["pause", "carry on"])

    assert told.phrases == ["carry on"]


def doubting(gate: Gate) -> Told:
    told, microphone = Told(), RecordedMicrophone(np.ones(960, np.int16), block=480)
    ear = Ear(microphone, Doubting, gate, told=told.hear, troubled=told.trouble, missed=told.miss)
    ear.start()
    assert microphone.over.wait(PATIENCE)
    ear.close()
    return told


def test_what_was_nearly_understood_is_told_apart_from_what_was():
    told = doubting(Gate())

    assert told.phrases == ["pause"]
    assert told.misses == 1


def test_what_the_guide_says_itself_is_no_near_miss():
    gate = Gate()
    gate.sounds(0.0, 1.0)

    assert doubting(gate).misses == 0


def test_a_muted_microphone_is_said_once(networks: Networks):
    told = listen(np.zeros(12 * RATE, np.int16), Gate(), networks, ["pause"])

    assert told.troubles == [MUTED]


def test_a_microphone_that_is_missing_is_told_once_and_used_again_when_it_is_back():
    told = Told()
    ear = Ear(Flickering(), Deaf, Gate(), told=told.hear, troubled=told.trouble, retry=0.0)

    ear.start()

    assert told.again.wait(PATIENCE)
    ear.close()
    assert told.troubles == [NO_MICROPHONE, ""]


def test_with_a_trouble_of_the_microphone_it_is_told_what_goes_on_meanwhile():
    told = Told()
    ear = Ear(
        Flickering(),
        Deaf,
        Gate(),
        told=told.hear,
        troubled=told.trouble,
        retry=0.0,
        meanwhile="the lamp is on",
    )

    ear.start()

    assert told.again.wait(PATIENCE)
    ear.close()
    assert told.troubles == [
        "There is no microphone that can be used. Connect one or allow its use; the lamp is on.",
        "",
    ]


class Loading(Deaf):
    """Has not loaded yet."""

    ready = False


def test_while_the_recogniser_loads_nobody_is_told_that_it_listens():
    heard = {}
    for kind in (Deaf, Loading):
        microphone = RecordedMicrophone(np.ones(RATE, np.int16))
        ear = Ear(microphone, kind, Gate(), told=Told().hear, troubled=Told().trouble)
        ear.start()
        assert microphone.over.wait(PATIENCE)
        heard[kind] = ear.listening
        ear.close()

    assert heard == {Deaf: True, Loading: False}


class Dying(Deaf):
    """Takes its time to die, as a process does."""

    def __init__(self) -> None:
        super().__init__()
        self.dying, self.died = threading.Event(), threading.Event()

    def feed(self, block: Pcm, at: float) -> None:
        del block, at
        self.dying.set()
        assert self.died.wait(PATIENCE)


def test_whoever_tells_what_sounds_never_waits_for_a_recogniser_that_dies():
    recogniser, microphone = Dying(), RecordedMicrophone(np.ones(RATE, np.int16))
    ear = Ear(microphone, lambda: recogniser, Gate(), told=Told().hear, troubled=Told().trouble)
    ear.start()
    assert recogniser.dying.wait(PATIENCE)

    telling = threading.Thread(target=lambda: (ear.sounds(0, 1), ear.hush(1), ear.expect(["pause"])))
    telling.start()
    telling.join(PATIENCE)
    waited = telling.is_alive()
    recogniser.died.set()
    ear.close()

    assert not waited


def test_what_is_expected_reaches_the_recogniser_before_the_sound():
    recogniser, microphone = Deaf(), RecordedMicrophone(np.ones(RATE, np.int16))
    ear = Ear(microphone, lambda: recogniser, Gate(), told=Told().hear, troubled=Told().trouble)
    ear.expect(["ouch"])

    ear.start()

    assert microphone.over.wait(PATIENCE)
    assert recogniser.expected == {"ouch"}
    ear.close()
    assert recogniser.closed


@pytest.mark.parametrize("broken", [Broken, pytest.param(None, id="missing")])
def test_a_recogniser_that_fails_is_one_sentence_and_the_end_of_listening(broken: type[Broken] | None):
    told = Told()

    def recogniser() -> Broken:
        if broken is None:
            raise ListenError("It is missing. Use the keys.")
        return broken()

    microphone = RecordedMicrophone(np.ones(RATE, np.int16))
    ear = Ear(microphone, recogniser, Gate(), told=told.hear, troubled=told.trouble)
    ear.start()

    assert told.again.wait(PATIENCE)
    ear.close()
    assert len(told.troubles) == 1
    assert not ear.listening


def test_an_ear_that_was_never_started_can_be_closed():
    ear = Ear(
        RecordedMicrophone(np.ones(1, np.int16)), Deaf, Gate(), told=Told().hear, troubled=Told().trouble
    )

    ear.close()

    assert not ear.listening
