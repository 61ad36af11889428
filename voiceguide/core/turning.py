"""The rest of a session without lying on a side, where the points allow it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from voiceguide.core import wording
from voiceguide.core.plan import Plan, move_stage, numbered
from voiceguide.core.point import Posture, Side
from voiceguide.core.stage import Kind, Stage


@dataclass(frozen=True, slots=True)
class Refusal:
    """That turning over was refused, and where: with the plan, all that is needed to tell what follows."""

    after: int
    """The number of the stage after which the rest is given on the back; -1 before the first."""
    first: int
    """The number of the first stage still to be given; that of `after` itself, if it is given up."""
    here: Posture
    """How the person lies or sits by then."""


def without_turning(plan: Plan, refusal: Refusal) -> tuple[Plan, tuple[Stage, ...]]:
    """The plan once turning is refused, numbered on, and what falls out of it."""
    before = tuple(stage for stage in plan.stages if number_of(stage) <= refusal.after)
    remaining = tuple(stage for stage in plan.stages if number_of(stage) >= refusal.first)
    kept, fallen = _on_back(plan, remaining)
    moves = [stage for stage in remaining if stage.kind is Kind.MOVE]
    last = Stage(Kind.MOVE, refusal.here, number=refusal.after, steps_done=_steps_done(before, remaining))
    rest = numbered(_with_moves(kept, moves, refusal.here), last)
    return replace(plan, stages=(*before, *rest)), fallen


def on_side(stage: Stage) -> bool:
    """Whether a stage is given up when turning is refused: it is lain on a side, or turns there."""
    return stage.posture is Posture.SIDE_LYING and stage.kind not in (Kind.OPEN, Kind.CLOSE)


def number_of(stage: Stage) -> int:
    """The number of a stage; that of the opening and the close is -1."""
    return -1 if stage.number is None else stage.number


def _steps_done(before: Sequence[Stage], remaining: Sequence[Stage]) -> int:
    """Spoken steps up to here; a session that goes on does not have the stages of all of them."""
    begun = before[-1].steps_done if before else 0
    following = remaining[0].steps_done - (remaining[0].held and remaining[0].first) if remaining else 0
    return max(begun, following)


def _on_back(plan: Plan, remaining: Sequence[Stage]) -> tuple[tuple[Stage, ...], tuple[Stage, ...]]:
    """What is given of some stages without moves, and what falls out."""
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
    return tuple(kept), tuple(fallen)


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
