"""What is said while a session plays reaches it, and nothing that is said before or after."""

import threading
from collections.abc import Collection, Iterator
from queue import SimpleQueue

import numpy as np
import pytest
from fakes import FakeNarrator, HandClock, plan_of, routine_of

from voiceguide.core.command import By
from voiceguide.core.facts import Event, EventName
from voiceguide.core.preferences import Preferences
from voiceguide.core.session import Session
from voiceguide.listen.errors import MicrophoneLostError
from voiceguide.listen.microphone import LOST, Block
from voiceguide.listen.recogniser import Heard as Understood
from voiceguide.listen.recogniser import Miss, Recognition
from voiceguide.listening import Listening
from voiceguide.player import Heard, Player
from voiceguide.sound.silent import SilentOutput

STEPS = routine_of("  - {point: CV6, hold: 60, rest: 3}\n")
PATIENCE = 20.0


class Room:
    """A microphone and a recogniser in one: what is put in is understood, if it is expected."""

    def __init__(self, clock: HandClock) -> None:
        self._clock = clock
        self._said: list[Understood] = []
        self.expected: Collection[str] = ()
        self.taken = threading.Event()

    def say(self, phrase: str) -> None:
        now = self._clock.now()
        self._said.append(Recognition(phrase, 1.0, now - 0.5, now))
        self.taken.clear()
        assert self.taken.wait(PATIENCE)

    def mumble(self) -> None:
        self._said.append(Miss(self._clock.now() - 0.5, self._clock.now()))
        self.taken.clear()
        assert self.taken.wait(PATIENCE)

    # As a microphone

    def open(self) -> None: ...

    def read(self, seconds: float) -> Block | None:
        threading.Event().wait(min(seconds, 0.001))
        return Block(np.ones(480, np.int16), self._clock.now())

    def close(self) -> None: ...

    # As a recogniser

    ready = True

    def feed(self, block: object, at: float) -> None: ...

    def expect(self, phrases: Collection[str]) -> None:
        self.expected = phrases

    def heard(self) -> list[Understood]:
        told = [one for one in self._said if isinstance(one, Miss) or one.phrase in self.expected]
        if not self._said:
            self.taken.set()
        self._said = []
        return told

    def reset(self) -> None: ...


class Evening:
    """A session during which things are said, each once so many seconds of a hold have been heard."""

    def __init__(self, *said: tuple[float, str]) -> None:
        self.clock = HandClock()
        self.room = Room(self.clock)
        self.listening = Listening(self.room, lambda: self.room, lambda _trouble: None)
        self.events: list[Event] = []
        self._said = list(said)
        self._began: float | None = None

    def run(self) -> None:
        wished = Preferences(lead=0)
        session = Session(plan_of(STEPS, wished), wished)
        output = SilentOutput(self.clock)
        player = Player(session, FakeNarrator(self.clock), output, self, ear=self.listening.ear)
        with self.listening.to(player):
            player.run()

    def hear(self, heard: Heard) -> None:
        if isinstance(heard.fact, Event):
            self.events.append(heard.fact)
            if heard.fact.name is EventName.HOLD_STARTED:
                self._began = heard.time

    def draw(self, _player: Player) -> None:
        while self._began and self._said and self.clock.now() >= self._began + self._said[0][0]:
            words = self._said.pop(0)[1]
            if words == "mumble":
                self.room.mumble()
            else:
                self.room.say(words)

    def commands(self) -> list[tuple[object, By]]:
        return [
            (event.more["command"], event.by)
            for event in self.events
            if event.name is EventName.COMMAND_HEARD
        ]


@pytest.fixture
def evening() -> Iterator[Evening]:
    evening = Evening()
    evening.listening.start()
    yield evening
    evening.listening.close()


def with_words(evening: Evening, *said: tuple[float, str]) -> Evening:
    evening._said = list(said)
    evening.run()
    return evening


def test_what_is_said_in_a_hold_is_done_and_told_as_said(evening: Evening):
    with_words(evening, (5, "longer"))

    assert evening.commands() == [("longer", By.VOICE)]
    assert [event.by for event in evening.events if event.name is EventName.HOLD_CHANGED] == [By.VOICE]


def test_what_makes_no_sense_now_is_not_understood(evening: Evening):
    with_words(evening, (5, "ready"), (6, "hip"))

    assert evening.commands() == []


def test_while_the_guide_speaks_nothing_is_heard(evening: Evening):
    with_words(evening, (30.5, "longer"))

    assert evening.commands() == []


def test_with_headphones_the_ear_is_never_closed():
    evening = Evening()
    evening.listening = Listening(evening.room, lambda: evening.room, lambda _trouble: None, headphones=True)
    evening.listening.start()
    with_words(evening, (30.5, "longer"))
    evening.listening.close()

    assert evening.commands() == [("longer", By.VOICE)]


class Unplugged(Room):
    def open(self) -> None:
        raise MicrophoneLostError(LOST)


def test_without_a_microphone_it_is_told_that_the_keys_go_on():
    told: SimpleQueue[str] = SimpleQueue()
    room = Unplugged(HandClock())
    listening = Listening(room, lambda: room, told.put)
    listening.start()

    assert told.get(timeout=PATIENCE) == ("The microphone is gone. Connect it again; the keys go on working.")
    listening.close()


def test_after_the_session_nobody_is_told_anything(evening: Evening):
    with_words(evening)
    evening.room.say("pause")

    assert evening.commands() == []
    assert not evening.room.expected
    assert not evening.listening.open
