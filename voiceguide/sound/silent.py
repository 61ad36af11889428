"""An output for machines and tests without sound: takes frames in real time and keeps none."""

from collections.abc import Callable

from voiceguide.core.frames import RATE
from voiceguide.sound.clock import Clock
from voiceguide.sound.intake import Intake
from voiceguide.sound.protocol import AHEAD

BLOCK = AHEAD // 2
"""Frames it takes at a time when they are due; also the longest wait."""


class SilentOutput:
    """A device that is never late, paced by the given clock alone.

    Nothing runs beside the caller: what was due is taken when next asked. With a clock whose `sleep` merely
    moves it on, an hour's session passes in moments.
    """

    latency = 0.0

    def __init__(self, clock: Clock, sink: Callable[[bytes], None] | None = None) -> None:
        """`sink`, if given, receives every write, without the lead-in."""
        self._clock = clock
        self._sink = sink
        self._opened: float | None = None
        self._taken = 0
        self._intake = Intake(0.0, self.latency)
        self._intake.stop(0.0)

    def open(self) -> None:
        self._opened = self._clock.now()
        self._taken = 0
        self._intake = Intake(self._opened, self.latency)

    def _take_what_is_due(self) -> None:
        if self._opened is None:
            return
        due = round((self._clock.now() - self._opened) * RATE)
        while self._taken < due:
            frames = min(BLOCK, due - self._taken)
            self._intake.take(frames, self._opened + self._taken / RATE)
            self._taken += frames

    def room(self) -> int:
        self._take_what_is_due()
        return self._intake.room()

    def write(self, pcm: bytes) -> None:
        self._take_what_is_due()
        self._intake.write(pcm)
        if self._sink is not None:
            self._sink(pcm)

    def wait(self, seconds: float) -> None:
        self._clock.sleep(min(seconds, BLOCK / RATE))

    def now(self) -> float:
        return self._clock.now()

    def heard_at(self, frame: int) -> float:
        self._take_what_is_due()
        return self._intake.heard_at(frame)

    def heard(self) -> int:
        self._take_what_is_due()
        return self._intake.heard(self._clock.now())

    def starved(self) -> float:
        self._take_what_is_due()
        return self._intake.starved(self._clock.now())

    def close(self) -> None:
        if self._opened is None:
            return
        self._take_what_is_due()
        self._intake.stop(self._clock.now())
        self._opened = None
