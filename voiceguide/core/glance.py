"""What one glance from across the room tells of a session under way."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from voiceguide.core.command import COMMANDS, Command, State
from voiceguide.core.facts import Moment
from voiceguide.core.frames import RATE
from voiceguide.core.point import Point, Posture, Side, spot
from voiceguide.core.stage import Kind, Stage


class Flood(StrEnum):
    """The one colour that fills the screen."""

    PRESS = "press"
    LET_GO = "let-go"
    MOVE = "move"
    FIND = "find"
    BREATHE = "breathe"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Glance:
    """Everything the following screen shows, but for the picture's drawing."""

    flood: Flood
    word: str
    """What to do, in large letters."""
    side: str
    place: str
    seconds: int | None
    """Left of the hold."""
    where: str
    """The session and the step: "Hip 4/7"."""
    left: str
    following: str
    done: float
    """The share of the session that is over, from 0 to 1."""
    stage: Stage
    commands: tuple[Command, ...]
    """Accepted now, the most useful first."""


_SITTING = {State.OPENING: "SIT DOWN"}
_WORDS: Mapping[State, tuple[Flood, str]] = {
    State.OPENING: (Flood.BREATHE, "LIE DOWN"),
    State.MOVING: (Flood.MOVE, "MOVE"),
    State.GUIDING: (Flood.FIND, "FIND"),
    State.SETTLING: (Flood.FIND, "FIND"),
    State.HOLDING: (Flood.PRESS, "PRESS"),
    State.RESTING: (Flood.LET_GO, "LET GO"),
    State.CLOSING: (Flood.BREATHE, "REST"),
    State.PAUSED: (Flood.PAUSED, "PAUSED"),
    State.LOST: (Flood.PAUSED, "PAUSED"),
    State.CHOOSING: (Flood.PAUSED, "LET GO"),
    State.ASKING: (Flood.PAUSED, "STOP?"),
    State.LEAVING: (Flood.BREATHE, "REST"),
    State.ENDED: (Flood.BREATHE, "REST"),
}
_OVER = (State.LEAVING, State.CLOSING, State.ENDED)
_BEFORE = (State.GUIDING, State.SETTLING)
_SIDES = {Side.LEFT: "LEFT", Side.RIGHT: "RIGHT", Side.BOTH: "BOTH"}
_USEFUL = (
    *(Command.YES, Command.NO, Command.PAUSE, Command.RESUME, Command.READY, Command.ENOUGH),
    *(Command.LONGER, Command.SHORTER, Command.OUCH, Command.NEXT, Command.REPEAT, Command.STOP),
    *(Command.WAIT, Command.GO_BACK, Command.HOW_LONG, Command.LOUDER, Command.QUIETER),
    *(Command.LESS_TALKING, Command.NO_TURNING),
)


def glance(moment: Moment, hold_left: float | None, title: str, points: Mapping[str, Point]) -> Glance:
    """What to show of a moment; `hold_left` in seconds."""
    stage, state = moment.stage, moment.state
    flood, word = _doing(stage, state)
    total = moment.position + moment.left
    return Glance(
        flood,
        word,
        _SIDES.get(stage.side, "") if stage.side and state not in _OVER else "",
        "" if state in _OVER else place_of(stage, points),
        None if hold_left is None else math.ceil(hold_left),
        f"{title} {stage.step}/{moment.steps}" if stage.step else title,
        minutes_left(moment.left / RATE),
        _following(moment, points),
        moment.position / total if total else 1.0,
        stage,
        tuple(command for command in _USEFUL if state in COMMANDS[command].states),
    )


def what_to_do(stage: Stage, state: State) -> str:
    """In one or two words, in capitals; the same on every face."""
    return _doing(stage, state)[1]


def minutes_left(seconds: float) -> str:
    """For the corner of the screen: "7 min left"."""
    return "under a minute" if seconds < 60 else f"{round(seconds / 60)} min left"  # noqa: PLR2004


def place_of(stage: Stage, points: Mapping[str, Point]) -> str:
    """The plain place of a stage, without its side."""
    if stage.point:
        return spot(points[stage.point])
    return "" if stage.kind in (Kind.OPEN, Kind.CLOSE) else stage.title


def _doing(stage: Stage, state: State) -> tuple[Flood, str]:
    if stage.kind is Kind.BREATHE and state in (State.GUIDING, State.SETTLING, State.HOLDING, State.RESTING):
        return Flood.BREATHE, "BREATHE"
    flood, word = _WORDS[state]
    return flood, _SITTING.get(state, word) if stage.posture is Posture.SITTING else word


def _following(moment: Moment, points: Mapping[str, Point]) -> str:
    following = moment.following
    if following is None:
        return ""
    if moment.state in _OVER:
        return ""
    stage, state = moment.stage, moment.state
    hold = f"Hold {stage.hold} s. " if stage.kind is Kind.POINT and state in _BEFORE else ""
    return f"{hold}Next: {_first(stage, state)}{_then(following, points)}"


def _first(stage: Stage, state: State) -> str:
    held = state is State.HOLDING and stage.kind is Kind.POINT
    return ("let go, rest, " if stage.rest else "let go, ") + "then " if held else ""


def _then(following: Stage, points: Mapping[str, Point]) -> str:
    if following.kind is Kind.CLOSE:
        return "the end"
    if not following.first:
        return "once more"
    place = place_of(following, points)
    side = f"{following.side} " if following.side in (Side.LEFT, Side.RIGHT) else ""
    return f"{side}{place[:1].lower()}{place[1:]}"
