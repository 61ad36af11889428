"""The rest of a session without lying on a side, where the points allow it."""

from collections.abc import Sequence

from voiceguide.core import wording
from voiceguide.core.plan import Plan, move_stage, numbered
from voiceguide.core.playhead import Playhead
from voiceguide.core.point import Posture, Side
from voiceguide.core.stage import Kind, Stage


def stay_on_back(
    plan: Plan, now: Stage, remaining: Sequence[Stage], here: Posture
) -> tuple[tuple[Stage, ...], tuple[Stage, ...]]:
    """What follows `now` once turning is refused, numbered on from it, and what falls out.

    Args:
        plan: where the stages lying on the back are found.
        now: the stage being left or played.
        remaining: the stages of the plan that are still to be given; with `now`, if it is given up.
        here: how the person lies or sits by now.
    """
    kept: list[Stage] = []
    fallen: list[Stage] = []
    done: set[tuple[str, Side]] = set()
    sides = _sides_to_come(remaining)
    for stage in remaining:
        if stage.kind is Kind.MOVE:
            continue
        if stage.posture is not Posture.SIDE_LYING:
            kept.append(stage)
        elif not stage.point or not stage.side:
            fallen.append(stage)
        elif (stage.point, stage.side) not in done:
            covered, stages = _instead(plan, stage.point, stage.side, sides[stage.point])
            done |= {(stage.point, side) for side in covered}
            kept.extend(stages)
            if not stages:
                fallen.append(stage)
    moves = [stage for stage in remaining if stage.kind is Kind.MOVE]
    return numbered(_with_moves(kept, moves, here), now), tuple(fallen)


def on_side(stage: Stage) -> bool:
    """Whether a stage is given up when turning is refused: it is lain on a side, or turns there."""
    return stage.posture is Posture.SIDE_LYING and stage.kind not in (Kind.OPEN, Kind.CLOSE)


def lies(head: Playhead) -> Posture:
    """How the person lies or sits by now; whoever was told to turn over, and had time to, has done so."""
    stage, quiet = head.stage, head.score.quiet if head.score else None
    if on_side(stage) and stage.kind is Kind.MOVE and not (quiet and head.frame >= quiet.start):
        return head.sections[head.index - 1].posture
    return stage.posture


def still_to_give(head: Playhead) -> Sequence[Stage]:
    """The stages that follow; with the present one, if it is given up before its hold has ended."""
    hold = head.score.hold if head.score else None
    held = hold is not None and not head.in_hold and head.frame >= hold.end
    given_up = on_side(head.stage) and head.stage.held and not held
    return head.sections[head.index + (not given_up) : -1]


def _sides_to_come(remaining: Sequence[Stage]) -> dict[str, set[Side]]:
    sides: dict[str, set[Side]] = {}
    for stage in remaining:
        if stage.posture is Posture.SIDE_LYING and stage.point and stage.side:
            sides.setdefault(stage.point, set()).add(stage.side)
    return sides


def _instead(plan: Plan, point: str, side: Side, to_come: set[Side]) -> tuple[set[Side], tuple[Stage, ...]]:
    """Both sides at once where both are still to come and the point can be held so; else this side."""
    if {Side.LEFT, Side.RIGHT} <= to_come and (point, Side.BOTH) in plan.on_back:
        return to_come, plan.on_back[point, Side.BOTH]
    return {side}, plan.on_back.get((point, side), ())


def _with_moves(stages: Sequence[Stage], moves: Sequence[Stage], here: Posture) -> list[Stage]:
    """With a move wherever the posture changes, in the routine's own words if it has some."""
    moved: list[Stage] = []
    for stage in stages:
        if stage.posture is not here:
            here = stage.posture
            own = next((move for move in moves if move.posture is here), None)
            moved.append(own or move_stage(wording.LIE_ON_BACK))
        moved.append(stage)
    return moved
