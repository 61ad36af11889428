"""A routine with everything applied: holds, scale, skips, conditions, sides and repeats unrolled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from voiceguide.core import wording
from voiceguide.core.choices import (
    Care,
    LeftOut,
    held_seconds,
    instead,
    refusal,
    remaining_sides,
    scaled,
)
from voiceguide.core.condition import CONDITIONS
from voiceguide.core.cue import Phase
from voiceguide.core.errors import PlanError
from voiceguide.core.point import Point, Posture, Side, variant
from voiceguide.core.preferences import Preferences
from voiceguide.core.routine import Breathe, Move, Press, Routine, Step
from voiceguide.core.stage import Kind, Line, Stage

_SETTLE = {Posture.SUPINE: 8, Posture.SIDE_LYING: 10, Posture.SITTING: 8}
_LEAST_SETTLE = 5


@dataclass(frozen=True, slots=True)
class Plan:
    routine: str
    title: str
    stages: tuple[Stage, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    """For the screen: what was changed for health or by scaling, and what to ask or to choose instead."""
    on_back: Mapping[tuple[str, Side], tuple[Stage, ...]] = field(default_factory=dict)
    """What a point becomes when the rest of the session is to be without lying on a side."""
    instead: str | None = None
    """The title of the session that has more left for somebody who may lie on no side."""
    bring: str | None = None
    """What to have within reach, in sentences."""

    @property
    def points(self) -> tuple[str, ...]:
        """Ids in the order of first occurrence."""
        return tuple(dict.fromkeys(stage.point for stage in self.stages if stage.point))

    @property
    def discreet(self) -> bool:
        """Whether a condition left something out, so that the voice says so without naming it."""
        return any(left.reason in CONDITIONS for left in self.left_out)


@dataclass(frozen=True, slots=True)
class _Held:
    """A press step on one side, once all choices have been applied to it."""

    step: Press
    point: Point
    side: Side


def plan(
    routine: Routine, points: Mapping[str, Point], preferences: Preferences, on_back: Routine | None = None
) -> Plan:
    """Apply all choices to a routine; `on_back` is the one to borrow from if turning over is refused midway.

    Raises:
        PlanError: a condition refuses the session, or no point is left.
    """
    reason = refusal(routine, preferences.concerns)
    if reason:
        raise PlanError(reason)
    steps, left_out = _kept(routine.steps, points, preferences)
    better = instead(routine, on_back, points, preferences)
    title = better.title if better else None
    notes = tuple(_notes(steps, preferences, title))
    if not any(isinstance(step, _Held) for step in steps):
        raise PlanError(" ".join((f"No point is left in the session {routine.title}.", *notes)))
    stages = numbered(_stages(_worth_moving(steps), preferences))
    lying = {} if on_back is None else _lying_stages(on_back, points, preferences)
    return Plan(routine.id, routine.title, stages, left_out, notes, lying, title, routine.bring)


def numbered(stages: Sequence[Stage], before: Stage | None = None) -> tuple[Stage, ...]:
    """Give stages their numbers and spoken steps, going on after `before`."""
    number = -1 if before is None or before.number is None else before.number
    step = 0 if before is None else before.steps_done
    total = step + sum(stage.held and stage.first for stage in stages)
    given = []
    for stage in stages:
        number += 1
        step += stage.held and stage.first
        lines = wording.step_lines(step, total) if stage.held and stage.first else ()
        given.append(
            replace(
                stage,
                number=number,
                step=step if stage.held else None,
                steps_done=step,
                lines=(*lines, *(line for line in stage.lines if not wording.is_step_line(line))),
            )
        )
    return tuple(given)


_Step = Breathe | Move | _Held


def _kept(
    steps: Sequence[Step], points: Mapping[str, Point], preferences: Preferences
) -> tuple[list[_Step], tuple[LeftOut, ...]]:
    kept: list[_Step] = []
    left_out: list[LeftOut] = []
    for step in steps:
        if not isinstance(step, Press):
            kept.append(step)
            continue
        point = points[step.point]
        sides, gone = remaining_sides(step, point, preferences)
        left_out.extend(gone)
        kept.extend(_Held(step, point, side) for side in sides)
    return kept, tuple(dict.fromkeys(left_out))


def _worth_moving(steps: Sequence[_Step]) -> list[_Step]:
    """Without the moves that lead to nothing, or to where one already is."""
    kept: list[_Step] = []
    here: tuple[Posture, str] | None = None
    for index, step in enumerate(steps):
        if not isinstance(step, Move):
            here = here or (step.step.posture if isinstance(step, _Held) else step.posture, "")
            kept.append(step)
            continue
        following = steps[index + 1] if index + 1 < len(steps) else None
        there = (step.posture, step.title if step.posture is Posture.SIDE_LYING else "")
        if following is None or isinstance(following, Move) or there == here:
            continue
        here = there
        kept.append(step)
    return kept


def _stages(steps: Sequence[_Step], preferences: Preferences) -> list[Stage]:
    stages: list[Stage] = []
    done: set[tuple[str, Posture]] = set()
    for step in steps:
        if isinstance(step, Move):
            stages.append(move_stage(step))
        elif isinstance(step, Breathe):
            stages.append(_breathing_stage(step, preferences))
        else:
            key = (step.point.id, step.step.posture)
            stages.extend(_point_stages(step, preferences, second_side=key in done))
            done.add(key)
    return stages


def _lying_stages(
    routine: Routine, points: Mapping[str, Point], preferences: Preferences
) -> dict[tuple[str, Side], tuple[Stage, ...]]:
    """Every point of a routine without side-lying, by side, and each side alone where both go at once."""
    steps, _ = _kept(routine.steps, points, preferences)
    found: dict[tuple[str, Side], tuple[Stage, ...]] = {}
    for held in steps:
        if not isinstance(held, _Held):
            continue
        sides = (Side.BOTH, Side.LEFT, Side.RIGHT) if held.side is Side.BOTH else (held.side,)
        for side in sides:
            one = replace(held, side=side)
            found[held.point.id, side] = tuple(_point_stages(one, preferences, second_side=False))
    return found


def move_stage(step: Move) -> Stage:
    return Stage(
        Kind.MOVE,
        step.posture,
        title=step.title,
        place=wording.move_lines(step)[0].text,
        lines=wording.move_lines(step),
        quiet=step.seconds,
    )


def _breathing_stage(step: Breathe, preferences: Preferences) -> Stage:
    return Stage(
        Kind.BREATHE,
        step.posture,
        title="Slow breathing",
        place=wording.SLOW_BREATHING,
        lines=(Line(Phase.ANNOUNCE, wording.SLOW_BREATHING), *wording.breathing_lines(step)),
        settle=_LEAST_SETTLE,
        prepare=step.prepare,
        hold=scaled(step.seconds, preferences.scale),
    )


def _point_stages(held: _Held, preferences: Preferences, second_side: bool) -> list[Stage]:
    step, point, side = held.step, held.point, held.side
    times = point.repeat if step.repeat is None else step.repeat
    pause = point.pause if step.pause is None else step.pause
    name = wording.place(point, step.posture, side)
    softened = Care(preferences.concerns).softens(point, side)
    around = wording.hold_lines(point, step.posture, side)
    last = Stage(
        Kind.POINT,
        step.posture,
        point=point.id,
        side=side,
        title=f"{point.id} {point.name}" + ("" if side is Side.MIDLINE else f", {side}"),
        place=name,
        lines=(
            Line(Phase.ANNOUNCE, name),
            *wording.point_lines(point, step.posture, side, second_side, softened),
            *around,
        ),
        settle=max(_LEAST_SETTLE, variant(point.settle, step.posture, side) or _SETTLE[step.posture]),
        prepare=point.prepare if step.prepare is None else step.prepare,
        hold=scaled(held_seconds(step, point, preferences), preferences.scale),
        rest=point.rest if step.rest is None else step.rest,
    )
    return [_repeat(last, time, times, pause) for time in range(1, times + 1)]


def _repeat(stage: Stage, time: int, times: int, pause: int) -> Stage:
    """One of several holds of the same point and side; the last one rests as the step says."""
    lines = stage.lines
    if time > 1:
        lines = (
            *wording.repeat_lines(time),
            *(line for line in lines if line.phase in (Phase.HOLD, Phase.REST)),
        )
    if time < times:
        lines = (*(line for line in lines if line.phase is not Phase.REST), *wording.between_repeats())
    return replace(
        stage,
        lines=lines,
        first=time == 1,
        repeats_follow=times - time,
        rest=pause if time < times else stage.rest,
        settle=stage.settle if time == 1 else _LEAST_SETTLE,
        prepare=stage.prepare if time == 1 else 0,
    )


def _notes(steps: Sequence[_Step], preferences: Preferences, better: str | None) -> Iterator[str]:
    yield from wording.ask_first(Care(preferences.concerns).ask_first)
    if better:
        yield f"Without lying on a side, more points are left in the session: {better}."
    yield from dict.fromkeys(_scaling_notes(steps, preferences))


def _scaling_notes(steps: Sequence[_Step], preferences: Preferences) -> Iterator[str]:
    for step in steps:
        if isinstance(step, Move):
            continue
        name = step.point.id if isinstance(step, _Held) else "Breathing"
        wished = (
            step.seconds if isinstance(step, Breathe) else held_seconds(step.step, step.point, preferences)
        )
        given = scaled(wished, preferences.scale)
        if given != wished * preferences.scale:
            yield f"{name}: {float(wished * preferences.scale):g} seconds became {given}."
