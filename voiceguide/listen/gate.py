"""Keeps the guide from hearing itself: while it sounds, and a little after, the ear is closed."""

import threading
from dataclasses import dataclass

TAIL = 0.4
"""Seconds for which a room goes on sounding after the guide, beyond the output's own latency."""


@dataclass(frozen=True, slots=True)
class Sounding:
    """Words or a tone of the guide, in seconds on the output's clock, as heard in the air."""

    start: float
    end: float


class Gate:
    """Told what sounds and when, by any thread. The bed is never told: it is soft and no speech.

    Every sound has an end from the beginning, so that nothing that goes wrong leaves the ear closed.
    """

    def __init__(self, tail: float = TAIL, *, headphones: bool = False) -> None:
        """With headphones the microphone does not hear the guide, and the ear stays open."""
        self._tail = tail
        self._headphones = headphones
        self._soundings: list[Sounding] = []
        self._lock = threading.Lock()

    def sounds(self, start: float, end: float) -> None:
        """The guide is heard from `start` to `end`; latency is counted in.

        Raises:
            ValueError: it ends before it starts, or never.
        """
        if not start <= end < float("inf"):
            raise ValueError("What sounds needs an end that comes after its start.")
        with self._lock:
            self._soundings.append(Sounding(start, end))

    def hush(self, at: float) -> None:
        """The guide fell silent at this instant, whatever was announced: paused, jumped, lost or ended."""
        with self._lock:
            begun = [one for one in self._soundings if one.start < at]
            self._soundings = [Sounding(one.start, min(one.end, at)) for one in begun]

    def closed(self, began: float, ended: float) -> bool:
        """Whether any of this stretch of time belongs to the guide or to its tail."""
        if self._headphones:
            return False
        with self._lock:
            return any(one.start < ended and began < one.end + self._tail for one in self._soundings)

    def forget(self, before: float) -> None:
        """Nothing older than this will be asked about any more."""
        with self._lock:
            self._soundings = [one for one in self._soundings if one.end + self._tail > before]
