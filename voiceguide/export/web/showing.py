"""What the page shows from which frame on: the same glances as the following screen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from voiceguide.core.command import STATE_IN, State
from voiceguide.core.facts import Moment
from voiceguide.core.frames import RATE
from voiceguide.core.glance import Glance, glance
from voiceguide.core.plan import Plan
from voiceguide.core.point import Point
from voiceguide.core.preferences import Preferences
from voiceguide.core.score import Lengths, Score
from voiceguide.core.stage import Kind, Stage
from voiceguide.core.timeline import delivery, programme, scores
from voiceguide.export.captions import Caption

_LINGERING = 3 * RATE


@dataclass(frozen=True, slots=True)
class Showing:
    """One glance, from a frame until that of the next."""

    start: int
    glance: Glance
    hold_end: int | None = None
    """To this frame the count runs down, while something is held."""
    anew: int | None = None
    """Where to go on after a long absence, so that hands have time to find the point again; here if None."""


def showings(
    plan: Plan, preferences: Preferences, lengths: Lengths, points: Mapping[str, Point]
) -> tuple[Showing, ...]:
    """Everything there is to show of a whole session in which nothing is asked."""
    stages = programme(plan, preferences)
    steps = max(stage.steps_done for stage in stages)
    written = list(scores(stages, lengths, delivery(preferences)))
    total = written[-1][0] + written[-1][2].length

    def seen(frame: int, state: State, stage: Stage, following: Stage | None) -> Glance:
        moment = Moment(frame, frame, state, stage, following, None, True, steps, total - frame)
        return glance(moment, None, plan.title, points)

    return tuple(
        Showing(
            start + frame,
            seen(start + frame, state, stage, following),
            start + score.hold.end if score.hold and state is State.HOLDING else None,
            None if (again := _anew(stage, state, score)) is None else start + again,
        )
        for (start, stage, score), following in zip(written, (*stages[1:], None), strict=True)
        for frame, state in _states(stage, score)
    )


def _states(stage: Stage, score: Score) -> Iterator[tuple[int, State]]:
    """What is done in a stage, from which of its frames on."""
    yield 0, STATE_IN[stage.first_phase]
    if score.hold:
        yield score.hold.start, State.HOLDING
        yield score.hold.end, State.RESTING


def _anew(stage: Stage, state: State, score: Score) -> int | None:
    if stage.kind is not Kind.POINT or state is State.RESTING:
        return None
    if state is State.HOLDING and score.quiet:
        return max(score.quiet.start, score.quiet.end - stage.settle * RATE)
    return 0


def readable(captions: Sequence[Caption], showings: Sequence[Showing], frames: int) -> tuple[Caption, ...]:
    """Captions that stay until the next one, so that nobody must hurry to read them.

    Where something is held meanwhile they go after a while, and those said in a hold with the hold: "ten more
    seconds" is soon not true any more.
    """
    holds = [(one.start, one.hold_end) for one in showings if one.hold_end is not None]
    ends = [*(caption.start for caption in captions[1:]), frames]

    def until(caption: Caption, end: int) -> int:
        for start, stop in holds:
            if start < end and caption.start < stop:
                last = max(caption.end, stop) if start <= caption.start else end
                return min(end, last, caption.end + _LINGERING)
        return end

    return tuple(
        replace(caption, end=until(caption, end)) for caption, end in zip(captions, ends, strict=True)
    )
