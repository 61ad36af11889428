"""The rest of a session that was cut off, from the stage it had reached."""

from dataclasses import dataclass, replace

from voiceguide.core.cue import Phase
from voiceguide.core.plan import Plan
from voiceguide.core.spoken import number
from voiceguide.core.stage import Kind, Stage
from voiceguide.core.turning import Refusal, without_turning

_FROM_THE_HOLD = (Phase.HOLD, Phase.REST)


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a session has come."""

    stage: int | None
    """The number of the stage that was reached; None: the opening, all is still to come."""
    held: bool = False
    """Whether that stage's hold was over, so that the one after it follows."""
    refusals: tuple[Refusal, ...] = ()
    """Of turning over; numbers are those of the plan as it had become."""


def rest_of(plan: Plan, reached: Reached) -> Plan:
    """The plan from a stage on, numbered as before; whoever lay on a side is told to turn there again.

    Args:
        plan: all of it, as it was at first.
        reached: how far it has come.

    Returns:
        At least the last stage.
    """
    plan = _as_it_had_become(plan, reached)
    first = _first(plan, reached)
    rest = _told_anew(plan, first)
    if rest[0].posture is plan.stages[0].posture or rest[0].kind is Kind.MOVE:
        return replace(plan, stages=rest)
    before = (one for one in reversed(plan.stages[:first]) if one.kind is Kind.MOVE)
    turned = next((one for one in before if one.posture is rest[0].posture), None)
    return replace(plan, stages=(turned, *rest) if turned else rest)


def _told_anew(plan: Plan, first: int) -> tuple[Stage, ...]:
    """The stages from one on; a repeat that comes first is told and prepared for like the one it repeats."""
    repeat, *later = plan.stages[first:]
    if repeat.first:
        return (repeat, *later)
    told = next(one for one in reversed(plan.stages[:first]) if one.first)
    before = (line for line in told.lines if line.phase not in _FROM_THE_HOLD)
    after = (line for line in repeat.lines if line.phase in _FROM_THE_HOLD)
    lines = (*before, *after)
    return (replace(repeat, lines=lines, settle=told.settle, prepare=told.prepare, first=True), *later)


def where_in(plan: Plan, reached: Reached) -> str:
    """What a session goes on with, as it is told: "step four, right outer buttock"."""
    plan = _as_it_had_become(plan, reached)
    rest = plan.stages[_first(plan, reached) :]
    # Whoever was turning over was about to come to what follows.
    here = next((one for one in rest if one.step), rest[0])
    step = f"step {number(here.step)}, " if here.step else ""
    return f"{step}{here.place[:1].lower()}{here.place[1:].rstrip('.')}"


def _as_it_had_become(plan: Plan, reached: Reached) -> Plan:
    for refusal in reached.refusals:
        changed, _ = without_turning(plan, refusal)
        # In another plan than the one it was said in, nothing may be left.
        plan = changed if changed.stages else plan
    return plan


def _first(plan: Plan, reached: Reached) -> int:
    """Of the stages still to come; at least the last one is."""
    return min((reached.stage or 0) + reached.held, len(plan.stages) - 1)
