"""Ears to try a microphone out, opened and closed behind the screen."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Protocol

from voiceguide.core.command import State
from voiceguide.core.errors import VoiceguideError
from voiceguide.core.phrases import phrases_in

FAREWELL = 2.0
"""Seconds to wait for the microphone to be let go of."""


class Ear(Protocol):
    """What listens: see `listen.ear`."""

    @property
    def level(self) -> float | None: ...
    def start(self) -> None: ...
    def expect(self, phrases: Collection[str]) -> None: ...
    def close(self) -> None: ...


class OpenEar(Protocol):
    """Makes an ear that does not listen yet; what it is given is called on the ear's thread."""

    def __call__(
        self,
        microphone: str,
        *,
        told: Callable[[str, float], None],
        missed: Callable[[], None],
        troubled: Callable[[str], None],
    ) -> Ear:
        """`microphone`: its name, empty for the system's own.

        `told` gets a phrase and how likely it is, `troubled` one sentence, empty when the trouble is over.
        """
        ...


@dataclass(frozen=True, slots=True)
class Understood:
    phrase: str
    likelihood: float


@dataclass(frozen=True, slots=True)
class Missed:
    pass


@dataclass(frozen=True, slots=True)
class Trouble:
    sentence: str


@dataclass(frozen=True, slots=True)
class Names:
    """The microphones that are connected."""

    names: Sequence[str]


Report = Understood | Missed | Trouble | Names


class Attendant:
    """Opens and closes ears one after the other, on a thread of its own, so that no key waits for them."""

    def __init__(self, open_ear: OpenEar, names: Callable[[], Sequence[str]]) -> None:
        self.reports: SimpleQueue[Report] = SimpleQueue()
        self._open_ear = open_ear
        self._names = names
        self._wanted: SimpleQueue[str | None] = SimpleQueue()
        self._ear: Ear | None = None
        self._thread = Thread(target=self._attend, name="microphone-check", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def level(self) -> float | None:
        """Decibels below full scale; None while nothing listens."""
        ear = self._ear
        return ear.level if ear else None

    def listen(self, microphone: str) -> None:
        """Through this one from now on."""
        self._wanted.put(microphone)

    def end(self) -> None:
        """Let go of the microphone; returns when it is free."""
        self._wanted.put(None)
        self._thread.join(FAREWELL)

    def _attend(self) -> None:
        # An ear without a microphone says so itself, and when it has one again.
        with suppress(VoiceguideError):
            self.reports.put(Names(self._names()))
        while (wanted := self._wanted.get()) is not None:
            self._close()
            ear = self._open_ear(
                wanted,
                told=lambda phrase, likelihood: self.reports.put(Understood(phrase, likelihood)),
                missed=lambda: self.reports.put(Missed()),
                troubled=lambda sentence: self.reports.put(Trouble(sentence)),
            )
            # Whatever may be said in a hold.
            ear.expect(phrases_in(State.HOLDING))
            ear.start()
            self._ear = ear
        self._close()

    def _close(self) -> None:
        ear, self._ear = self._ear, None
        if ear:
            ear.close()
