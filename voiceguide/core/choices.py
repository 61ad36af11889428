"""Decides what is left out, softened or refused, and how long each hold is; nowhere else is this decided."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from voiceguide.core.advice import quoted
from voiceguide.core.condition import CONDITIONS
from voiceguide.core.errors import PlanError
from voiceguide.core.point import NO_CODE, Point, Posture, Side
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
    """The article's id for an id or a standard code, in any case.

    Raises:
        PlanError: there is no such point.
    """
    wanted = name.strip().upper()
    for point in points.values():
        if wanted in (point.id.upper(), point.code.upper()) and wanted != NO_CODE:
            return point.id
    near = get_close_matches(wanted, list(points), n=1)
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


def softened_by(point: str, side: Side, concerns: Iterable[Concern]) -> tuple[str, ...]:
    """The conditions that ask for a gentler touch here."""
    return tuple(
        concern.condition
        for concern in concerns
        if point in CONDITIONS[concern.condition].softens and _touches(concern.side, side)
    )


def lies_on_no_side(concerns: Iterable[Concern]) -> bool:
    return any(CONDITIONS[concern.condition].no_side_lying for concern in concerns)


def _reason(point: str, side: Side, posture: Posture, preferences: Preferences) -> str | None:
    if any(_skips(skip, point, side) for skip in preferences.skips):
        return SKIP
    for concern in preferences.concerns:
        condition = CONDITIONS[concern.condition]
        if point in condition.drops and _touches(concern.side, side):
            return condition.name
        if point in condition.drops_any_side:
            return condition.name
    if posture is Posture.SIDE_LYING:
        for concern in preferences.concerns:
            if CONDITIONS[concern.condition].no_side_lying:
                return concern.condition
    return None


def _skips(skip: Skip, point: str, side: Side) -> bool:
    return skip.point == point and (skip.side is None or skip.side is side)


def _touches(concerned: Side | None, side: Side) -> bool:
    return concerned in (None, Side.BOTH) or side in (concerned, Side.BOTH, Side.MIDLINE)
