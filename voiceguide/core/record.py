"""What was really done in a session, told from its events."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from voiceguide.core.choices import unscaled
from voiceguide.core.command import Command
from voiceguide.core.facts import Event, EventName
from voiceguide.core.frames import RATE
from voiceguide.core.plan import Plan
from voiceguide.core.point import Side

LEAST_PAIN, MOST_PAIN = 0, 10


class Ending(StrEnum):
    """How a session ended."""

    DONE = "done"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Planned:
    """A hold as it was planned; breathing has no point."""

    stage: int
    point: str | None
    side: str | None
    hold: int
    """Seconds."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one hold. Times are seconds."""

    stage: int
    point: str | None
    side: str | None
    hold: int
    """As planned."""
    held: float = 0.0
    """Over all times that it was begun, pauses left out."""
    changed: int | None = None
    """The hold that was wished for in the end, if longer or shorter was asked."""
    pauses: int = 0
    paused: float = 0.0
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One session."""

    id: str
    routine: str
    started: str
    """UTC, as 2025-03-31T18:05:00Z."""
    title: str = ""
    seconds: float = 0.0
    """How long it lasted, pauses left out."""
    ended: Ending | None = None
    """None while it lasts, and where the program was cut off."""
    pain_before: int | None = None
    """From 0 to 10."""
    pain_after: int | None = None
    note: str = ""
    plan: tuple[Planned, ...] = ()
    stages: tuple[Done, ...] = ()
    """In the order in which they were begun."""
    more: Mapping[str, str] = field(default_factory=dict)
    """As on the command line: "scale", that of the day; "skips", what was skipped; "hurt", where it hurt."""


def planned(plan: Plan) -> tuple[Planned, ...]:
    """The holds of a plan, as they are recorded."""
    return tuple(
        Planned(stage.number, stage.point, stage.side.value if stage.side else None, stage.hold)
        for stage in plan.stages
        if stage.held and stage.number is not None
    )


_Hold = tuple[int, str | None, str | None]
"""Stage, point and side: after a change of plan a number may belong to another point."""


class Recorder:
    """Turns the events of one session, in the order in which they are heard, into its record.

    Seconds held are told by the position, which stands still in a pause and goes back when a hold is
    given again; all other times by the frames handed out.
    """

    def __init__(self, begun: Record) -> None:
        """`begun`: the record before anything is heard, with its plan; what was done already is added to."""
        self._begun = begun
        self._hold_of = {(one.stage, one.point, one.side): one.hold for one in begun.plan}
        self._done = {(one.stage, one.point, one.side): one for one in begun.stages}
        self._here: _Hold | None = None
        self._first: int | None = None
        self._last = 0
        self._standing = 0
        """Frames spent in pauses."""
        self._paused_at: int | None = None
        self._holding_since: float | None = None
        self._in_hold = False
        self._hurt = dict.fromkeys(begun.more.get("hurt", "").split())
        """Points with their sides at which pain was told of."""
        self._ended: Ending | None = None

    @property
    def record(self) -> Record:
        """The session up to the last event."""
        first = self._last if self._first is None else self._first
        standing = self._standing + (0 if self._paused_at is None else self._last - self._paused_at)
        return replace(
            self._begun,
            seconds=round(self._begun.seconds + (self._last - first - standing) / RATE, 1),
            ended=self._ended,
            stages=tuple(
                replace(done, held=round(done.held, 1), paused=round(done.paused, 1))
                for place, done in self._done.items()
                # After a change of plan the number of a breathing may be that of a move.
                if done.point or done.held or done.skipped or place == self._here
            ),
            more={**self._begun.more, **({"hurt": " ".join(self._hurt)} if self._hurt else {})},
        )

    def take(self, event: Event) -> bool:
        """Take in what is heard.

        Returns:
            Whether the record is worth keeping again: something ended, or stands still.
        """
        self._first = event.frame if self._first is None else self._first
        self._last = max(self._last, event.frame)
        match event.name:
            case EventName.STAGE_STARTED:
                self._go_on(event)
                self._enter(event)
            case EventName.HOLD_STARTED:
                self._go_on(event)
                self._enter(event)
                self._in_hold, self._holding_since = True, event.at
            case EventName.HOLD_ENDED:
                self._let_go(event.at)
                self._in_hold = False
            case EventName.HOLD_CHANGED:
                self._change(event)
            case EventName.PAUSED:
                self._pause(event)
            case EventName.RESUMED:
                self._go_on(event)
                self._holding_since = event.at if self._in_hold else None
            case EventName.SKIPPED:
                self._skip(event)
            case EventName.COMMAND_HEARD:
                return self._listen(event)
            case EventName.SESSION_ENDED:
                self._let_go(event.at)
                self._go_on(event)
                self._ended = Ending(str(event.more["reason"]))
            case _:
                return False
        return event.name is not EventName.HOLD_STARTED

    def _listen(self, event: Event) -> bool:
        """Take note of pain; whether there was any."""
        hurts = event.more.get("command") == Command.OUCH and event.point is not None
        if hurts:
            side = "" if event.side in (None, Side.MIDLINE) else f":{event.side}"
            self._hurt[f"{event.point}{side}"] = None
        return hurts

    def _enter(self, event: Event) -> None:
        """Stand in the stage of an event; a move has nothing to hold."""
        self._here = None
        if event.stage is None:
            return
        place = (event.stage, event.point, event.side)
        wished = event.more.get("hold")
        if place not in self._done:
            hold = self._hold_of.get(place, wished)
            if not isinstance(hold, int):
                hold = self._hold_elsewhere(event) if event.point else None
            if hold is None:
                return
            self._done[place] = Done(*place, hold)
        self._here = place

    def _hold_elsewhere(self, event: Event) -> int | None:
        """For a stage that came with a change of plan: how long its point was to be held before."""
        holds = (hold for (_, point, _), hold in self._hold_of.items() if point == event.point)
        return next(holds, None)

    def _add(self, held: float = 0.0, pauses: int = 0, paused: float = 0.0, skipped: bool = False) -> None:
        """To what is done here, if there is something to hold."""
        done = self._done.get(self._here) if self._here else None
        if self._here and done:
            self._done[self._here] = replace(
                done,
                held=done.held + held,
                pauses=done.pauses + pauses,
                paused=done.paused + paused,
                skipped=done.skipped or skipped,
            )

    def _let_go(self, at: float) -> None:
        if self._holding_since is not None:
            self._add(held=max(0.0, at - self._holding_since))
        self._holding_since = None

    def _change(self, event: Event) -> None:
        wished = event.more.get("hold")
        if self._here and isinstance(wished, int):
            self._done[self._here] = replace(self._done[self._here], changed=wished)

    def _pause(self, event: Event) -> None:
        self._let_go(event.at)
        self._add(pauses=1)
        self._paused_at = event.frame

    def _go_on(self, event: Event) -> None:
        """A pause, if there was one, is over."""
        if self._paused_at is not None:
            frames, self._paused_at = event.frame - self._paused_at, None
            self._standing += frames
            self._add(paused=frames / RATE)

    def _skip(self, event: Event) -> None:
        self._let_go(event.at)
        self._go_on(event)
        self._add(skipped=True)


_NEARLY = 0.5
"""Seconds by which a hold may fall short."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A point whose hold was changed while it played, and held so. Holds are seconds, as they were given."""

    point: str
    side: str | None
    planned: int
    wished: int


def changed_holds(record: Record) -> tuple[Changed, ...]:
    """By point what was wished for and held last, where that is not what was planned."""
    last: dict[str, Changed] = {}
    for done in record.stages:
        if done.point and done.changed is not None and _held_to_its_end(done, done.changed):
            last[done.point] = Changed(done.point, done.side, done.hold, done.changed)
    return tuple(changed for changed in last.values() if changed.wished != changed.planned)


def _held_to_its_end(done: Done, seconds: int) -> bool:
    return not done.skipped and done.held >= seconds - _NEARLY


def usual_holds(record: Record, scale: Fraction = Fraction(1)) -> dict[str, int]:
    """The holds to offer as the usual ones: by point, what was wished for last, before scaling."""
    return {changed.point: unscaled(changed.wished, scale) for changed in changed_holds(record)}
