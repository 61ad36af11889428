"""The figure on which points are shown: smooth outlines and a few inner lines, view by view."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """A place on a view: from 0 to 1, x to the right, y downwards."""

    x: float
    y: float


Through = tuple[Place, ...]
"""Places that a smooth curve passes through, in order."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed, smooth outline; the shapes of a view together are its silhouette."""

    through: Through


@dataclass(frozen=True, slots=True)
class Stroke:
    """An open, smooth line that runs out thin at both ends."""

    through: Through
    weight: float = 1.0
    """How strong it is, 1 for the strongest."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a view that is shown alone where there is little room."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


WHOLE = Region(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class View:
    """The figure from one direction."""

    name: str
    """front, back, side, foot-top or sole."""
    caption: str
    """What stands under it; may hold `{Side}`."""
    width: float
    """Of its height."""
    shapes: tuple[Shape, ...]
    strokes: tuple[Stroke, ...] = ()
    regions: tuple[Region, ...] = ()
    """From the smallest; parts that show enough of the figure to be recognised."""

    @property
    def symmetric(self) -> bool:
        """Whether its silhouette is its own mirror image."""
        places = {frozenset(shape.through) for shape in self.shapes}
        return places == {frozenset(reflected(shape.through)) for shape in self.shapes}


Figure = Mapping[str, View]
"""The views by name."""


def reflected(through: Through) -> Through:
    """The mirror image about the middle of the view, in the opposite order."""
    return tuple(Place(round(1.0 - x, 6), y) for x, y in reversed(through))
