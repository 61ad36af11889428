"""The rest of a session that was cut off, from the stage it had reached."""

from dataclasses import replace

from voiceguide.core.cue import Phase
from voiceguide.core.plan import Plan
from voiceguide.core.spoken import number
from voiceguide.core.stage import Kind, Stage

_FROM_THE_HOLD = (Phase.HOLD, Phase.REST)


def rest_of(plan: Plan, stage: int | None, *, held: bool = False) -> Plan:
    """The plan from a stage on, numbered as before; whoever lay on a side is told to turn there again.

    Args:
        plan: all of it.
        stage: the number of the stage that was reached; None: the opening, all is still to come.
        held: whether that stage's hold was over, so that the one after it follows.

    Returns:
        At least the last stage.
    """
    first = min((stage or 0) + held, len(plan.stages) - 1)
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


def where_in(plan: Plan, stage: int | None) -> str:
    """A place as it is told: "step four, right outer buttock"."""
    here = next((at for at, one in enumerate(plan.stages) if one.number == stage), 0)
    # Whoever was turning over was about to come to what follows.
    reached = next((one for one in plan.stages[here:] if one.step), plan.stages[here])
    step = f"step {number(reached.step)}, " if reached.step else ""
    return f"{step}{reached.place[:1].lower()}{reached.place[1:].rstrip('.')}"
