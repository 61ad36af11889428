"""What a person asks of a session: holds, scale, what to leave out, how much is said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from voiceguide.core.point import Side

LEAST_HOLD, MOST_HOLD = 5, 600
"""Seconds; a scaled hold is clamped to these, a written one outside them is a fault."""

LEAST_VOLUME, MOST_VOLUME = -40.0, 6.0
"""Decibels."""

VOLUME_STEP = 3.0
"""Decibels by which louder and quieter change the volume."""

LEAST_RATE, MOST_RATE = 0.5, 2.0

LEAST_SCALE, MOST_SCALE = Fraction(1, 10), Fraction(5)

MOST_LEAD = 600
"""Seconds."""


def possible_volume(decibels: float) -> float:
    """The nearest volume that there is, in decibels."""
    return min(MOST_VOLUME, max(LEAST_VOLUME, decibels))


class Talk(StrEnum):
    """How much is said."""

    FULL = "full"
    BRIEF = "brief"
    MINIMAL = "minimal"


class Count(StrEnum):
    """How a hold is counted; counts are seconds left."""

    CALM = "calm"
    LAST_5 = "last-5"
    EVERY_10 = "every-10"
    EVERY_SECOND = "every-second"
    TONES = "tones"


class Bed(StrEnum):
    """The soft sound under silence."""

    BREATH = "breath"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Holds:
    """Wished holds in seconds from one place: the command line, today's choice, what is usual."""

    every: int | None = None
    by_point: Mapping[str, int] = field(default_factory=dict)

    def of(self, point: str) -> int | None:
        return self.by_point.get(point, self.every)


@dataclass(frozen=True, slots=True)
class Concern:
    """A condition that somebody has, on one side if it has sides."""

    condition: str
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    point: str
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    holds: tuple[Holds, ...] = ()
    """The strongest first: command line, today, usual."""
    scale: Fraction = Fraction(1)
    skips: tuple[Skip, ...] = ()
    concerns: tuple[Concern, ...] = ()
    talk: Talk = Talk.FULL
    count: Count = Count.CALM
    bed: Bed = Bed.BREATH
    lead: int = 10
    """Seconds to lie down before the first stage."""
    volume: float = 0.0
    """Decibels."""
    listen: bool = False
    """Whether somebody may answer by voice: long instructions leave time for it, and words offer it."""
    newcomer: bool = False
    """Whether the words that are understood are named at the beginning."""

    def respecting(self, concerns: Iterable[Concern]) -> "Preferences":
        """With these concerns too, each once."""
        return replace(self, concerns=tuple(dict.fromkeys((*self.concerns, *concerns))))
