"""The chosen session as a list: steps by posture, holds, the total, what is left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from voiceguide.core.choices import SKIP, Care, LeftOut, remaining_side, remaining_sides
from voiceguide.core.condition import CONDITIONS
from voiceguide.core.errors import PlanError
from voiceguide.core.plan import Plan, plan
from voiceguide.core.point import Point, Posture, Side, spot
from voiceguide.core.preferences import Preferences
from voiceguide.core.routine import Press, Routine
from voiceguide.core.safety import plain_place
from voiceguide.core.stage import Kind, Stage
from voiceguide.core.timeline import estimated_seconds
from voiceguide.core.wording import ask_first
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
    """What the safety answers have left out and why, for the screen."""
    first: tuple[str, ...] = ()
    """What comes before anything is pressed, as sentences."""
    care: tuple[str, ...] = ()
    """What else the answers ask for, as sentences."""

    @property
    def minutes(self) -> int:
        """About how many, as they are shown; never none."""
        return max(1, round(self.seconds / 60))


def outline(
    routine: Routine, on_back: Routine | None, points: Mapping[str, Point], chosen: Selection
) -> Outline:
    """Apply what is chosen; what is skipped today stays in the list, so that it can be taken in again."""
    wished = chosen.preferences()
    try:
        whole = plan(routine, points, chosen.preferences(with_skips=False), on_back)
    except PlanError as error:
        gone = _left_out(_gone(routine, points, chosen.preferences(with_skips=False)), points)
        return Outline((), None, str(error), 0, gone)
    rows = tuple(_rows(whole.stages, points, wished))
    left_out = _left_out(whole.left_out, points)
    care = Care(wished.concerns)
    first, gentle = ask_first(care.ask_first), tuple(_care(whole, points, care))
    try:
        made = plan(routine, points, wished, on_back)
    except PlanError as error:
        return Outline(rows, None, str(error), 0, left_out, first, gentle)
    return Outline(rows, made, "", estimated_seconds(made, wished), left_out, first, gentle)


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


def _gone(routine: Routine, points: Mapping[str, Point], wished: Preferences) -> tuple[LeftOut, ...]:
    """What falls out of a routine of which nothing is left."""
    steps = [step for step in routine.steps if isinstance(step, Press)]
    return tuple(one for step in steps for one in remaining_sides(step, points[step.point], wished)[1])


def _left_out(left_out: Sequence[LeftOut], points: Mapping[str, Point]) -> str:
    """By reason: outer waist, behind the right knee (varicose veins)."""
    sides: dict[str, dict[str, set[Side]]] = {}
    for left in left_out:
        if left.reason in CONDITIONS:
            sides.setdefault(left.reason, {}).setdefault(left.point, set()).update(_halves(left.side))
    return ", ".join(
        f"{', '.join(_places(found, points))} ({CONDITIONS[reason].title})" for reason, found in sides.items()
    )


def _care(whole: Plan, points: Mapping[str, Point], care: Care) -> Iterator[str]:
    if whole.instead:
        yield f"More points are in: {whole.instead}."
    light: dict[str, set[Side]] = {}
    for stage in whole.stages:
        if stage.point and stage.side and care.softens(points[stage.point], stage.side):
            light.setdefault(stage.point, set()).update(_halves(stage.side))
    if light:
        yield f"Lightly: {', '.join(_places(light, points))}."


def _places(found: Mapping[str, set[Side]], points: Mapping[str, Point]) -> tuple[str, ...]:
    """In few words; a side only where the other is not concerned."""
    return tuple(
        dict.fromkeys(
            plain_place(points[point], next(iter(sides)) if points[point].sided and len(sides) == 1 else None)
            for point, sides in found.items()
        )
    )


def _halves(side: Side) -> tuple[Side, ...]:
    return (Side.LEFT, Side.RIGHT) if side is Side.BOTH else (side,)
