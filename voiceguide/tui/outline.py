"""The chosen session as a list: steps by posture, holds, the total, what is left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from voiceguide.core.choices import SKIP, LeftOut, remaining_side
from voiceguide.core.condition import CONDITIONS
from voiceguide.core.errors import PlanError
from voiceguide.core.plan import Plan, plan
from voiceguide.core.point import Point, Posture, Side, spot
from voiceguide.core.preferences import Preferences
from voiceguide.core.routine import Routine
from voiceguide.core.stage import Kind, Stage
from voiceguide.core.timeline import estimated_seconds
from voiceguide.tui.selection import Selection

_POSTURES = {Posture.SUPINE: "on your back", Posture.SIDE_LYING: "on your side", Posture.SITTING: "sitting"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a posture, or a step with its holds."""

    title: str
    stage: Stage | None = None
    """None for a posture."""
    number: int | None = None
    """The step as it is spoken."""
    times: int = 1
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A routine as chosen."""

    rows: tuple[Row, ...]
    plan: Plan | None
    """None if it cannot be given."""
    trouble: str
    """Why it cannot, in one sentence."""
    seconds: float
    left_out: str
    """What the safety answers have left out, for the screen."""

    @property
    def steps(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.stage)


def outline(
    routine: Routine, on_back: Routine | None, points: Mapping[str, Point], chosen: Selection
) -> Outline:
    """Apply what is chosen; what is skipped today stays in the list, so that it can be taken in again."""
    wished = chosen.preferences()
    try:
        whole = plan(routine, points, chosen.preferences(with_skips=False), on_back)
    except PlanError as error:
        return Outline((), None, str(error), 0, "")
    rows = tuple(_rows(whole.stages, points, wished))
    left_out = _left_out(whole.left_out, points)
    try:
        made = plan(routine, points, wished, on_back)
    except PlanError as error:
        return Outline(rows, None, str(error), 0, left_out)
    return Outline(rows, made, "", estimated_seconds(made, wished), left_out)


def _rows(stages: Sequence[Stage], points: Mapping[str, Point], wished: Preferences) -> Iterator[Row]:
    posture = ""
    for stage in stages:
        here = stage.title if stage.kind is Kind.MOVE else posture or _POSTURES[stage.posture]
        if here != posture:
            posture = here
            yield Row(here.capitalize())
        if stage.kind is not Kind.MOVE and stage.first:
            yield _step(stage, points, wished)


def _step(stage: Stage, points: Mapping[str, Point], wished: Preferences) -> Row:
    skipped = False
    if stage.point and stage.side:
        remaining, gone = remaining_side(stage.point, stage.side, stage.posture, wished)
        skipped = remaining is None and all(left.reason == SKIP for left in gone)
    title = spot(points[stage.point]) if stage.point else stage.title
    return Row(title, stage, stage.step, 1 + stage.repeats_follow, skipped)


def _left_out(left_out: Sequence[LeftOut], points: Mapping[str, Point]) -> str:
    named = [
        f"{spot(points[left.point]).lower()}{_side(left.side)} ({CONDITIONS[left.reason].title})"
        for left in left_out
        if left.reason in CONDITIONS
    ]
    return ", ".join(dict.fromkeys(named))


def _side(side: Side) -> str:
    return f" {side}" if side in (Side.LEFT, Side.RIGHT) else ""
