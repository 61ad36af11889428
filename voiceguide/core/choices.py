"""Decides what is left out, softened or refused, and how long each hold is; nowhere else is this decided."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from voiceguide.core.advice import quoted
from voiceguide.core.condition import CONDITIONS, GENTLEST_FIRST, Condition
from voiceguide.core.errors import PlanError
from voiceguide.core.point import Point, Posture, Side, find_point
from voiceguide.core.preferences import LEAST_HOLD, MOST_HOLD, Concern, Preferences, Skip
from voiceguide.core.routine import Press, Routine

SKIP = "skip"
"""The reason given for what was skipped by wish."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    point: str
    side: Side
    reason: str
    """`skip`, or the condition's name."""


def point_id(name: str, points: Mapping[str, Point]) -> str:
    """The article's id for an id or, failing that, a standard code, in any case.

    Raises:
        PlanError: there is no such point.
    """
    found = find_point(name, points)
    if found:
        return found.id
    near = get_close_matches(name.strip().upper(), list(points), n=1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    raise PlanError(f"There is no point called {quoted(name)}.{hint} The points are: {', '.join(points)}.")


def held_seconds(step: Press, point: Point, preferences: Preferences) -> int:
    """Seconds before scaling: the strongest wish, else the step's, else the point's."""
    for holds in preferences.holds:
        wished = holds.of(point.id)
        if wished is not None:
            return wished
    return point.hold if step.hold is None else step.hold


def scaled(seconds: int, scale: Fraction) -> int:
    """Scaled, rounded half up to whole seconds, and kept within what a hold may be."""
    if scale == 1:
        return seconds
    return min(MOST_HOLD, max(LEAST_HOLD, math.floor(seconds * scale + Fraction(1, 2))))


def unscaled(seconds: int, scale: Fraction) -> int:
    """The wish of whole seconds whose scaled hold comes nearest to this one; exact where scales shorten."""
    return min(MOST_HOLD, max(LEAST_HOLD, math.floor(seconds / scale + Fraction(1, 2))))


def sides_of(step: Press, point: Point) -> tuple[Side, ...]:
    """The sides that a step presses, one after the other."""
    if not point.sided:
        return (Side.MIDLINE,)
    return (Side.RIGHT, Side.LEFT) if not isinstance(step.sides, Side) else (step.sides,)


def refusal(routine: Routine, concerns: Iterable[Concern]) -> str | None:
    """Why this routine is not for somebody with these conditions, or None."""
    for concern in concerns:
        condition = CONDITIONS[concern.condition]
        reason = condition.refuses or routine.refused.get(condition.name)
        if reason:
            return reason
    return None


@dataclass(frozen=True, slots=True)
class Care:
    """What somebody's conditions ask for; plan, list and read-back only put it into words."""

    concerns: tuple[Concern, ...]

    @property
    def refused(self) -> tuple[str, ...]:
        """Why no session at all is given."""
        return tuple(condition.refuses for condition in self._conditions if condition.refuses)

    @property
    def ask_first(self) -> tuple[str, ...]:
        """The titles of the conditions with which a doctor is asked first."""
        return tuple(dict.fromkeys(condition.title for condition in self._conditions if condition.ask_first))

    @property
    def no_side_lying(self) -> str | None:
        """The condition with which nobody lies on a side."""
        return next((condition.name for condition in self._conditions if condition.no_side_lying), None)

    def drops(self, point: str, side: Side) -> str | None:
        """The condition that leaves a point out on this one side."""
        for concern in self.concerns:
            condition = CONDITIONS[concern.condition]
            if point in condition.drops and _touches(concern.side, side):
                return condition.name
            if point in condition.drops_any_side:
                return condition.name
        return None

    def softens(self, point: Point, side: Side) -> str | None:
        """The condition by whose words a point is pressed; of several the gentlest.

        A point of somebody's own is softened by the conditions that it has words for.
        """
        asking = [
            concern.condition
            for concern in self.concerns
            if _softens(CONDITIONS[concern.condition], point) and _touches(concern.side, side)
        ]
        return next((name for name in (*GENTLEST_FIRST, *asking) if name in asking), None)

    def sides_dropped(self, point: Point) -> frozenset[Side]:
        return frozenset(side for side in halves(point) if self.drops(point.id, side))

    def sides_softened(self, point: Point) -> frozenset[Side]:
        """Of those that are not dropped."""
        left = halves(point) - self.sides_dropped(point)
        return frozenset(side for side in left if self.softens(point, side))

    @property
    def _conditions(self) -> Iterator[Condition]:
        return (CONDITIONS[concern.condition] for concern in self.concerns)


def halves(point: Point) -> frozenset[Side]:
    """The sides it has, each by itself."""
    return frozenset({Side.LEFT, Side.RIGHT} if point.sided else {Side.MIDLINE})


def instead(
    routine: Routine, other: Routine | None, points: Mapping[str, Point], preferences: Preferences
) -> Routine | None:
    """What to propose to somebody who may lie on no side: `other`, if more of it is left for them."""
    turned = any(isinstance(step, Press) and step.posture is Posture.SIDE_LYING for step in routine.steps)
    if other is None or not turned or not _lies_on_no_side(preferences.concerns):
        return None
    if refusal(other, preferences.concerns):
        return None
    more = _places_left(other, points, preferences) > _places_left(routine, points, preferences)
    return other if more else None


def remaining_sides(
    step: Press, point: Point, preferences: Preferences
) -> tuple[tuple[Side, ...], tuple[LeftOut, ...]]:
    """The sides that a step still presses, and what was left out and why."""
    kept: list[Side] = []
    left_out: list[LeftOut] = []
    for side in sides_of(step, point):
        remaining, gone = remaining_side(point.id, side, step.posture, preferences)
        left_out.extend(gone)
        if remaining is not None:
            kept.append(remaining)
    return tuple(kept), tuple(left_out)


def remaining_side(
    point: str, side: Side, posture: Posture, preferences: Preferences
) -> tuple[Side | None, tuple[LeftOut, ...]]:
    """The side of a stage that is left after skips and conditions, and what was left out and why."""
    gone: dict[Side, str] = {}
    parts = (Side.LEFT, Side.RIGHT) if side is Side.BOTH else (side,)
    for part in parts:
        reason = _reason(point, part, posture, preferences)
        if reason:
            gone[part] = reason
    kept = [part for part in parts if part not in gone]
    if not gone:
        return side, ()
    if not kept and len(set(gone.values())) == 1:
        return None, (LeftOut(point, side, next(iter(gone.values()))),)
    return (kept[0] if kept else None), tuple(LeftOut(point, part, reason) for part, reason in gone.items())


def _lies_on_no_side(concerns: Iterable[Concern]) -> bool:
    return Care(tuple(concerns)).no_side_lying is not None


def _places_left(routine: Routine, points: Mapping[str, Point], preferences: Preferences) -> int:
    """How many points are left, each side counted once."""
    left: set[tuple[str, Side]] = set()
    for step in routine.steps:
        if isinstance(step, Press):
            sides, _ = remaining_sides(step, points[step.point], preferences)
            both = Side.BOTH in sides
            left |= {(step.point, side) for side in (halves(points[step.point]) if both else sides)}
    return len(left)


def _reason(point: str, side: Side, posture: Posture, preferences: Preferences) -> str | None:
    if any(_skips(skip, point, side) for skip in preferences.skips):
        return SKIP
    care = Care(preferences.concerns)
    on_side = care.no_side_lying if posture is Posture.SIDE_LYING else None
    return care.drops(point, side) or on_side


def _skips(skip: Skip, point: str, side: Side) -> bool:
    return skip.point == point and (skip.side is None or skip.side is side)


def _softens(condition: Condition, point: Point) -> bool:
    return condition.softens_all or point.id in condition.softens or condition.name in point.soften


def _touches(concerned: Side | None, side: Side) -> bool:
    return concerned in (None, Side.BOTH) or side in (concerned, Side.BOTH, Side.MIDLINE)
