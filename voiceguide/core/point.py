"""What is known about a point: where it is, how it is spoken of, when it is left alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    MIDLINE = "midline"

    @property
    def other(self) -> "Side":
        """The opposite side; a side without one is its own opposite."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(self, self)


class Posture(StrEnum):
    SUPINE = "supine"
    SIDE_LYING = "side-lying"
    SITTING = "sitting"


T = TypeVar("T")
Variants = Mapping[str, T]
"""A value by situation: a posture, `both`, or `default`."""


def variant(values: Variants[T], posture: Posture, side: Side) -> T | None:
    """The value for a situation: `both` first for both sides at once, then the posture, then `default`."""
    keys = ["both"] if side is Side.BOTH else []
    for key in (*keys, posture.value, "default"):
        if key in values:
            return values[key]
    return None


NO_CODE = "-"
"""Stands for the standard code of a place that is no standard point."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a point is drawn on one view of the body; x and y run from 0 to 1, y downwards."""

    view: str
    """front, back, side, foot-top or sole."""
    side: Side
    x: float
    y: float
    to: tuple[float, float] | None = None
    """Where a stroke ends; a point that is pressed has none."""


@dataclass(frozen=True, slots=True)
class Point:
    """One place on the body. Texts may hold `{side}` and `{other}`."""

    id: str
    """The article's code, used everywhere in files and on the command line."""
    code: str
    """The standard code (WHO), accepted wherever the id is; `NO_CODE` where there is none."""
    pinyin: str
    name: str
    """The traditional English name, for the screen."""
    place: Variants[str]
    """The plain place that is spoken, without a full stop: "{side} outer buttock"."""
    sided: bool
    """Whether it comes as a pair; a point on the midline does not."""
    locate: Variants[str]
    press: Variants[str]
    brief: Variants[str]
    """Replaces `locate` on the second side, on repeats and at brief talk; without `touch`, `press` too."""
    release: Variants[str]
    hold: int
    """Seconds."""
    rest: int
    repeat: int
    pause: int
    """Seconds between repeats."""
    settle: Variants[int]
    prepare: int
    """The least seconds from announcement to hold."""
    short: str = ""
    """The place without a side, in so few words that they fit in large letters."""
    touch: Variants[str] = field(default_factory=dict)
    """Replaces `press` wherever `brief` replaces `locate`."""
    warn: Variants[str] = field(default_factory=dict)
    """What to look out for, said after how to press."""
    remind: Variants[str] = field(default_factory=dict)
    """A word of care after the halfway call, where there is room."""
    soften: Mapping[str, Variants[str]] = field(default_factory=dict)
    """By condition: how to press more gently, instead of `press` and `touch`."""
    cautions: Mapping[str, str] = field(default_factory=dict)
    """By condition or topic: what the screen says."""
    marks: tuple[Mark, ...] = ()
    sources: tuple[str, ...] = ()


def find_point(name: str, points: Mapping[str, Point]) -> Point | None:
    """The point with this id or, failing that, this standard code, in any case; None if there is none."""
    wanted = name.strip().upper()
    if wanted in points:
        return points[wanted]
    coded = (point for point in points.values() if point.code.upper() == wanted != NO_CODE)
    return next(coded, None)


def spot(point: Point) -> str:
    """The plain place without a side, for the screen: "Outer buttock"."""
    if point.short:
        return point.short
    place = point.place.get("default") or next(iter(point.place.values()))
    words = " ".join(place.replace("{side}", "").replace("{other}", "").split())
    return words[:1].upper() + words[1:]
