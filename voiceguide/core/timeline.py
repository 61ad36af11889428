"""All scores of a session one after the other: a running sum, never stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from voiceguide.core import wording
from voiceguide.core.cue import Cue
from voiceguide.core.frames import RATE
from voiceguide.core.plan import Plan
from voiceguide.core.point import Posture
from voiceguide.core.preferences import Preferences
from voiceguide.core.score import Delivery, Lengths, Score, needed, score
from voiceguide.core.spoken import estimated_frames
from voiceguide.core.stage import Kind, Stage
from voiceguide.core.turning import on_side


@dataclass(frozen=True, slots=True)
class Placed:
    """A cue at a frame counted from the start of the session."""

    frame: int
    stage: Stage
    cue: Cue


def delivery(preferences: Preferences) -> Delivery:
    return Delivery(preferences.talk, preferences.count, preferences.bed, preferences.listen)


def programme(plan: Plan, preferences: Preferences) -> tuple[Stage, ...]:
    """The opening, the stages of the plan, and the close."""
    seconds = estimated_seconds(plan, preferences)
    return (_opening(plan, preferences, seconds), *_stages(plan, preferences), _close(plan))


def estimated_seconds(plan: Plan, preferences: Preferences) -> float:
    """About how long a session lasts, without rendering a word."""
    told = delivery(preferences)
    body = total_frames((*_stages(plan, preferences), _close(plan)), estimated_frames, told)
    opening = _opening(plan, preferences, body / RATE)
    return (body + total_frames((opening,), estimated_frames, told)) / RATE


def _opening(plan: Plan, preferences: Preferences, seconds: float) -> Stage:
    lead, posture = preferences.lead, _posture_before(plan)
    by_voice = wording.WHAT_TO_SAY if preferences.listen and preferences.newcomer else ()
    return Stage(
        Kind.OPEN,
        posture,
        title="Opening",
        lines=wording.opening_lines(
            plan.title,
            seconds,
            posture,
            lead,
            bring=plan.bring,
            discreet=plan.discreet,
            listen=preferences.listen,
        ),
        after=(*wording.safety_lines(), *by_voice),
        quiet=lead,
    )


def _stages(plan: Plan, preferences: Preferences) -> tuple[Stage, ...]:
    """Those of the plan; whoever is listened to is told at the first turn off the back how to stay."""
    before = (_posture_before(plan), *(stage.posture for stage in plan.stages))
    turns = (
        stage
        for stage, posture in zip(plan.stages, before, strict=False)
        if stage.kind is Kind.MOVE and on_side(stage) and posture is Posture.SUPINE
    )
    first = next(turns, None) if preferences.listen else None
    return tuple(
        replace(stage, lines=tuple(wording.naming_how_to_stay(stage.lines))) if stage is first else stage
        for stage in plan.stages
    )


def _posture_before(plan: Plan) -> Posture:
    """Whoever is told to turn onto a side first lies on the back until then."""
    first = plan.stages[0]
    turns = first.kind is Kind.MOVE and first.posture is Posture.SIDE_LYING
    return Posture.SUPINE if turns else first.posture


def _close(plan: Plan) -> Stage:
    posture = plan.stages[-1].posture
    return Stage(Kind.CLOSE, posture, title="Close", lines=wording.closing_lines(posture))


def vocabulary(stages: Iterable[Stage], told: Delivery) -> tuple[str, ...]:
    """Every text that is needed, in the order in which it is first said."""
    return tuple(dict.fromkeys(text for stage in stages for text in needed(stage, told)))


def scores(stages: Iterable[Stage], lengths: Lengths, told: Delivery) -> Iterator[tuple[int, Stage, Score]]:
    """Each stage with the frame at which it starts, and its score."""
    start = 0
    for stage in stages:
        written = score(stage, lengths, told)
        yield start, stage, written
        start += written.length


def timeline(stages: Iterable[Stage], lengths: Lengths, told: Delivery) -> Iterator[Placed]:
    """Every cue of a session in order."""
    for start, stage, written in scores(stages, lengths, told):
        for cue in written.cues:
            yield Placed(start + cue.frame, stage, cue)


def total_frames(stages: Iterable[Stage], lengths: Lengths, told: Delivery) -> int:
    return sum(score(stage, lengths, told).length for stage in stages)
