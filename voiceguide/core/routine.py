"""A routine as it is written: an ordered list of steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voiceguide.core.point import Posture, Side

EACH = "each"
"""Both sides, one after the other, right first."""


@dataclass(frozen=True, slots=True)
class Breathe:
    """Slow breathing, paced by voice and then by the bed."""

    seconds: int
    posture: Posture
    say: str | None = None
    """Spoken before the breathing starts; without it, a plain sentence for the posture."""
    prepare: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """A change of posture or of the side that is lain on."""

    title: str
    posture: Posture
    say: str
    seconds: int
    """Quiet time after the words."""
    brief: str | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """A point held, on one side, on both at once, or on each in turn."""

    point: str
    sides: Side | str
    posture: Posture
    hold: int | None = None
    rest: int | None = None
    repeat: int | None = None
    pause: int | None = None
    prepare: int | None = None


Step = Breathe | Move | Press


@dataclass(frozen=True, slots=True)
class Routine:
    id: str
    title: str
    summary: str
    language: str
    steps: tuple[Step, ...]
    refused: Mapping[str, str] = field(default_factory=dict)
    """By condition: why this routine is not for somebody who has it."""
    without_turning: str | None = None
    """The routine proposed to somebody who cannot lie on a side."""
    bring: str | None = None
    """What to have within reach, in sentences."""
