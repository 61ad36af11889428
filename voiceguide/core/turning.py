"""The rest of a session without lying on a side, where the points allow it."""

from collections.abc import Sequence

from voiceguide.core.plan import Plan, numbered
from voiceguide.core.point import Posture, Side
from voiceguide.core.stage import Kind, Stage


def stay_on_back(
    plan: Plan, now: Stage, remaining: Sequence[Stage]
) -> tuple[tuple[Stage, ...], tuple[Stage, ...]]:
    """What follows `now` once turning is refused, numbered on from it, and what falls out.

    Args:
        plan: where the stages lying on the back are found.
        now: the stage being left or played.
        remaining: the stages of the plan after it; with it, if it is itself lying on a side.
    """
    lying_on_side = now.kind is Kind.POINT and now.posture is Posture.SIDE_LYING
    back: list[Stage] = []
    kept: list[Stage] = []
    fallen: list[Stage] = []
    done: set[tuple[str, Side]] = set()
    sides = _sides_to_come(remaining)
    for stage in remaining:
        if stage.posture is not Posture.SIDE_LYING:
            if stage.kind is not Kind.MOVE or stage.posture is Posture.SITTING:
                kept.append(stage)
            elif lying_on_side and not back:
                back.append(stage)
        elif stage.point and stage.side and (stage.point, stage.side) not in done:
            side, stages = _instead(plan, stage.point, stage.side, sides[stage.point])
            covered = sides[stage.point] if side is Side.BOTH else {stage.side}
            done |= {(stage.point, each) for each in covered}
            kept.extend(stages)
            if not stages:
                fallen.append(stage)
    return numbered((*back, *kept), now), tuple(fallen)


def _sides_to_come(remaining: Sequence[Stage]) -> dict[str, set[Side]]:
    sides: dict[str, set[Side]] = {}
    for stage in remaining:
        if stage.posture is Posture.SIDE_LYING and stage.point and stage.side:
            sides.setdefault(stage.point, set()).add(stage.side)
    return sides


def _instead(plan: Plan, point: str, side: Side, to_come: set[Side]) -> tuple[Side, tuple[Stage, ...]]:
    """Both sides at once where both are still to come and the point can be held so; else this side."""
    if {Side.LEFT, Side.RIGHT} <= to_come and (point, Side.BOTH) in plan.on_back:
        return Side.BOTH, plan.on_back[point, Side.BOTH]
    return side, plan.on_back.get((point, side), ())
