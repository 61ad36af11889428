"""A microphone into which a recording is spoken, faster than real time."""

import threading

from voiceguide.listen.microphone import Block
from voiceguide.listen.utterance import RATE, Pcm


class RecordedMicrophone:
    """Hands a recording over block by block, as fast as it is read, and then nothing more."""

    def __init__(self, samples: Pcm, *, began: float = 0.0, block: int = RATE * 30 // 1000) -> None:
        """`began` is the second at which the first frame is said to have been heard."""
        self._samples = samples
        self._began = began
        self._block = block
        self._place = 0
        self._open = False
        self.over = threading.Event()
        """Set once all of it was read, and what was read last was taken in."""

    def open(self) -> None:
        self._open = True

    def read(self, seconds: float) -> Block | None:
        if not self._open or self._place >= len(self._samples):
            self.over.set()
            threading.Event().wait(seconds)
            return None
        place, self._place = self._place, self._place + self._block
        return Block(self._samples[place : self._place], self._began + place / RATE)

    def close(self) -> None:
        self._open = False
