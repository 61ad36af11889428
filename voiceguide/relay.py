"""An output that outlives its device: while the device is lost, silence in real time takes its place."""

from collections.abc import Callable
from dataclasses import dataclass

from voiceguide.core.errors import SoundError
from voiceguide.core.frames import frames
from voiceguide.sound.protocol import Output, WholeSounds
from voiceguide.watch import AGAIN, SETTLED, LossWatch


@dataclass(frozen=True, slots=True)
class Lost:
    """The device takes nothing any more."""

    unheard: int
    """Frames that were written and never heard."""


@dataclass(frozen=True, slots=True)
class Back:
    """The device takes frames again."""

    after: float
    """Seconds for which it was lost, the machine's sleep among them."""


class Relay:
    """Fulfils `Output`. Frames go on being counted over losses; one thread uses it."""

    def __init__(self, device: Output, stand_in: Output, slept: Callable[[], float]) -> None:
        """`slept`: seconds for which the machine has slept in all."""
        self._device = device
        self._stand_in = stand_in
        self._slept = slept
        self._current = device
        self._written = 0
        self._before = 0
        """Frames written before the current one took over."""
        self._lost_at = 0.0
        self._slept_before = 0.0
        """Seconds that the machine had slept when the device was last seen to play."""
        self._reopened_at: float | None = None
        self._try_at = 0.0
        self._watch = LossWatch(0.0, 0.0)

    @property
    def latency(self) -> float:
        return self._current.latency

    def open(self) -> None:
        self._device.open()
        self._slept_before = self._slept()
        self._watch = LossWatch(self.now(), self._slept_before)

    def room(self) -> int:
        return self._current.room()

    def write(self, pcm: bytes) -> None:
        self._written += len(pcm) // 2
        self._current.write(pcm)

    @property
    def wants_sounds(self) -> bool:
        return isinstance(self._current, WholeSounds)

    def begin(self, frame: int, pcm: bytes) -> None:
        """Pass a whole sound on, if the one that plays now takes such."""
        if isinstance(self._current, WholeSounds):
            self._current.begin(frame - self._before, pcm)

    def hush(self) -> None:
        """Pass the wish for silence on, if the one that plays now needs it."""
        if isinstance(self._current, WholeSounds):
            self._current.hush()

    def wait(self, seconds: float) -> None:
        self._current.wait(seconds)

    def now(self) -> float:
        return self._device.now()

    def heard_at(self, frame: int) -> float:
        since = frame - self._before
        return self._current.heard_at(since) if since >= 0 else self.now()

    def heard(self) -> int:
        return self._before + self._current.heard()

    def starved(self) -> float:
        return self._current.starved()

    def close(self) -> None:
        self._device.close()
        self._stand_in.close()

    def look(self) -> Lost | Back | None:
        """What has happened to the device since the last look; look every few hundredths of a second."""
        if self._current is self._device:
            slept = self._slept()
            if self._watch.look(self.now(), slept, self._device.starved()):
                return self._lose()
            self._slept_before = slept
            return None
        return self._try_again()

    def _lose(self) -> Lost:
        unheard = self._written - self.heard() + frames(self._device.latency)
        self._device.close()
        self._lost_at = self._try_at = self.now()
        self._reopened_at = None
        self._switch_to(self._stand_in)
        self._stand_in.open()
        return Lost(unheard)

    def _try_again(self) -> Back | None:
        now = self.now()
        if self._reopened_at is None:
            if now >= self._try_at:
                self._reopen(now)
        elif now - self._reopened_at >= SETTLED:
            if self._device.starved() < SETTLED / 2:
                self._stand_in.close()
                self._switch_to(self._device)
                slept, before = self._slept(), self._slept_before
                self._slept_before, self._watch = slept, LossWatch(now, slept)
                return Back(now - self._lost_at + slept - before)
            self._device.close()
            self._reopened_at, self._try_at = None, now + AGAIN
        return None

    def _reopen(self, now: float) -> None:
        try:
            self._device.open()
        except SoundError:
            self._try_at = now + AGAIN
        else:
            self._reopened_at = now

    def _switch_to(self, output: Output) -> None:
        self._before = self._written
        self._current = output
