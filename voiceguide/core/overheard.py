"""The level of a microphone: as a bar, and what it tells alone: that something was said, and how loud."""

from dataclasses import dataclass

RISE = 10.0
"""Decibels above the room at which something begins to be said."""
FALL = 5.0
"""Decibels above the room under which it is over."""
SETTLED = 0.8
"""Seconds of quiet after it: by then whoever listens has understood it, or never will."""
SOFT = -45.0
"""Decibels below full scale under which speech is often not understood."""

SOFTEST, CELLS = -70.0, 36
"""The level, in decibels below full scale, at which its bar is empty, and how long the bar is."""

_DOWN, _UP = 0.3, 0.02
"""Shares by which the floor follows each look."""


def level_bar(level: float | None, sign: str) -> str:
    """A level in decibels below full scale as a bar of signs, then in figures; empty without one."""
    if level is None:
        return f"[{'':{CELLS}}]"
    cells = round(CELLS * min(1.0, max(0.0, 1 - level / SOFTEST)))
    return f"[{sign * cells:{CELLS}}] {level:.0f} dB"


@dataclass(frozen=True, slots=True)
class Burst:
    """Something that was said, or a noise."""

    began: float
    loudest: float
    """Decibels below full scale."""

    @property
    def soft(self) -> bool:
        return self.loudest < SOFT


class Overheard:
    """Given the level some ten to thirty times a second."""

    def __init__(self) -> None:
        self._floor: float | None = None
        self._began: float | None = None
        self._loud_at = 0.0
        self._loudest = 0.0

    def take(self, level: float, now: float) -> Burst | None:
        """A burst that has just ended; `level` in decibels below full scale, `now` in seconds."""
        floor = level if self._floor is None else self._floor
        over = level - floor
        self._floor = floor + (_UP if over > 0 else _DOWN) * over
        if self._began is None:
            if over > RISE:
                self._began, self._loud_at, self._loudest = now, now, level
            return None
        if over > FALL:
            self._loud_at, self._loudest = now, max(self._loudest, level)
        if now - self._loud_at < SETTLED:
            return None
        burst, self._began = Burst(self._began, self._loudest), None
        return burst
