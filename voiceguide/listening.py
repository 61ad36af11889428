"""One ear for all that is played one after the other; what it understands goes to whoever plays now."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from voiceguide.core.command import By
from voiceguide.core.phrases import PHRASES
from voiceguide.listen.ear import Ear
from voiceguide.listen.gate import Gate
from voiceguide.listen.microphone import Microphone
from voiceguide.listen.recogniser import Recogniser, Recognition
from voiceguide.player import Player

MEANWHILE = "the keys go on working"
_LOOK = 0.05
"""Seconds."""


class Listening:
    """Listens from `start` to `close`, on a thread of its own."""

    def __init__(
        self,
        microphone: Microphone,
        recogniser: Callable[[], Recogniser],
        troubled: Callable[[str], None],
        *,
        headphones: bool = False,
    ) -> None:
        """`troubled` is told one sentence for each trouble, an empty one when it is over.

        With headphones the microphone does not hear the guide, and the ear is never closed.
        """
        self._player: Player | None = None
        self._trouble = ""

        def trouble(sentence: str) -> None:
            self._trouble = sentence
            troubled(sentence)

        self.ear = Ear(
            microphone,
            recogniser,
            Gate(headphones=headphones),
            told=self._told,
            troubled=trouble,
            missed=self._missed,
            meanwhile=MEANWHILE,
        )

    @property
    def open(self) -> bool:
        """Whether what is said now is heard, and by somebody."""
        return self._player is not None and self.ear.listening

    def start(self) -> None:
        self.ear.start()

    def settle(self, seconds: float) -> bool:
        """Whether it hears, once that is known, or after so many seconds at the latest."""
        for _ in range(math.ceil(seconds / _LOOK)):
            if self.ear.listening or self._trouble:
                break
            time.sleep(_LOOK)
        return self.ear.listening

    def close(self) -> None:
        self.ear.close()

    @contextmanager
    def to(self, player: Player) -> Iterator[None]:
        """Meanwhile what is understood is a command to this player; before and after, to nobody."""
        self._player = player
        try:
            yield
        finally:
            self._player = None
            self.ear.expect(())

    def _told(self, recognition: Recognition) -> None:
        player = self._player
        if player:
            player.command(PHRASES[recognition.phrase], By.VOICE)

    def _missed(self) -> None:
        player = self._player
        if player:
            player.near_miss()
