"""Frames on their way into a device, and when each of them is heard."""

import threading
from collections import deque
from dataclasses import dataclass

from voiceguide.core.errors import SoundError
from voiceguide.core.frames import RATE
from voiceguide.sound.protocol import AHEAD, LEAD_IN

WIDTH = 2
"""Bytes per frame."""

STEADY = 5 * RATE
"""Device frames over which its pace is observed: long enough for one early call, too short for drift."""

DRY = 0.1
"""A device this many seconds later than its pace has fallen silent meanwhile, and keeps a new pace."""

RUNS = 64
"""Unbroken runs whose times are remembered; older ones were heard long ago."""


@dataclass(slots=True)
class _Pace:
    """How a device takes frames while it keeps in step with its own clock."""

    start: float
    """When its frame 0 would have been taken, had it always gone at this pace."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Written frames that the device took with no silence between them."""

    frame: int
    """The first of them, counted among written frames."""
    place: int
    """The same one, counted among all frames the device took."""
    pace: _Pace

    def taken_at(self, frame: int) -> float:
        return self.pace.start + (self.place + frame - self.frame) / RATE

    def reached(self, instant: float) -> float:
        """The written frame that is taken at an instant."""
        return self.frame + (instant - self.pace.start) * RATE - self.place


class Intake:
    """Holds written frames until the device takes them; silence fills what is missing and is not counted.

    A device calls late, never early: threads get in its way, but it has no room before it has played.
    So the earliest recent call, less the frames taken before it, tells when any frame is taken.
    One thread writes, the device's own thread takes; the lock is held for microseconds.
    """

    def __init__(self, opened: float, latency: float) -> None:
        self._latency = latency
        self._lock = threading.Lock()
        self._waiting = bytearray()
        self._lead = LEAD_IN
        self._taken = 0
        self._handed = 0
        self._heard = 0
        self._block = AHEAD
        self._last_call = opened
        self._pace = _Pace(opened)
        self._earliest: deque[tuple[int, float]] = deque()
        self._runs: deque[_Run] = deque(maxlen=RUNS)
        self._open = True

    def room(self) -> int:
        """Frames until enough are waiting: `AHEAD`, or one call of a device that wants more at a time."""
        with self._lock:
            return max(0, self._block - len(self._waiting) // WIDTH) if self._open else 0

    def write(self, pcm: bytes) -> None:
        with self._lock:
            if not self._open:
                raise SoundError("The sound output is closed. Open it before handing it frames.")
            self._waiting += pcm

    def take(self, frames: int, now: float) -> bytes:
        """What the device plays next, always as long as it asked for."""
        with self._lock:
            self._block = max(self._block, frames)
            self._last_call = now
            self._observe(now)
            lead = min(frames, self._lead)
            self._lead -= lead
            pcm = bytes(self._waiting[: WIDTH * (frames - lead)])
            if pcm:
                self._record(self._taken + lead, len(pcm) // WIDTH)
                del self._waiting[: len(pcm)]
            self._taken += frames
        return (bytes(WIDTH * lead) + pcm).ljust(WIDTH * frames, b"\0")

    def _observe(self, now: float) -> None:
        start = now - self._taken / RATE
        if not self._earliest or start > self._pace.start + DRY:
            self._earliest.clear()
            self._pace = _Pace(start)
        while self._earliest and self._earliest[-1][1] >= start:
            self._earliest.pop()
        self._earliest.append((self._taken, start))
        while self._earliest[0][0] < self._taken - STEADY:
            self._earliest.popleft()
        self._pace.start = self._earliest[0][1]

    def _record(self, place: int, frames: int) -> None:
        run = self._runs[-1] if self._runs else None
        unbroken = run is not None and place - run.place == self._handed - run.frame
        if run is None or not unbroken or run.pace is not self._pace:
            self._runs.append(_Run(self._handed, place, self._pace))
        self._handed += frames

    def heard_at(self, frame: int) -> float:
        with self._lock:
            if frame >= self._handed or not self._runs:
                expected = _Run(self._handed, self._taken + self._lead, self._pace)
                return expected.taken_at(frame) + self._latency
            run = next((run for run in reversed(self._runs) if run.frame <= frame), self._runs[0])
            return run.taken_at(frame) + self._latency

    def heard(self, now: float) -> int:
        with self._lock:
            return self._count_heard(now)

    def _count_heard(self, now: float) -> int:
        end = self._handed
        for run in reversed(self._runs):
            reached = round(run.reached(now - self._latency))
            if reached > run.frame:
                self._heard = max(self._heard, min(end, reached))
                break
            end = run.frame
        return self._heard

    def starved(self, now: float) -> float:
        with self._lock:
            return now - self._last_call if self._open else 0.0

    def stop(self, now: float) -> None:
        """Drop what is not heard by now; from here on nothing more is."""
        with self._lock:
            self._handed = self._count_heard(now)
            self._waiting.clear()
            self._open = False
