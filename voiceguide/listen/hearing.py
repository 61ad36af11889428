"""One step of listening: a block passes the gate, and so does what the recogniser understood in it."""

import math

import numpy as np

from voiceguide.listen.gate import Gate
from voiceguide.listen.microphone import Block
from voiceguide.listen.recogniser import Heard, Recogniser
from voiceguide.listen.utterance import RATE

MUTED_SECONDS = 5.0
"""Of nothing but zeros: even a quiet room has some noise."""

_REMEMBERED = 60.0
_SILENT_DB = -96.0


class Hearing:
    """Used by one thread."""

    def __init__(self, recogniser: Recogniser, gate: Gate) -> None:
        self._recogniser = recogniser
        self._gate = gate
        self._open = False
        self._zeros = 0
        self._level = _SILENT_DB

    @property
    def open(self) -> bool:
        """Whether the last block was listened to."""
        return self._open

    @property
    def level(self) -> float:
        """Loudness of the last block in dB below full scale."""
        return self._level

    @property
    def muted(self) -> bool:
        return self._zeros >= MUTED_SECONDS * RATE

    def take(self, block: Block) -> list[Heard]:
        """What was understood by now, or nearly; what overlaps the guide's own sound or its tail is refused.

        Raises:
            ListenError: the recogniser cannot listen any more.
        """
        self._weigh(block)
        ended = block.at + len(block.samples) / RATE
        was_open, self._open = self._open, not self._gate.closed(block.at, ended)
        if self._open:
            if not was_open:
                self._recogniser.reset()
            self._recogniser.feed(block.samples, block.at)
        self._gate.forget(ended - _REMEMBERED)
        return self.wait()

    def wait(self) -> list[Heard]:
        """As `take`, while no block comes."""
        heard = self._recogniser.heard()
        return [one for one in heard if not self._gate.closed(one.began, one.ended)]

    def _weigh(self, block: Block) -> None:
        power = float(np.mean(np.square(block.samples / 32768))) if len(block.samples) else 0.0
        self._zeros = 0 if power else self._zeros + len(block.samples)
        self._level = max(_SILENT_DB, 10 * math.log10(power)) if power else _SILENT_DB
