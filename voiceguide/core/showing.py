"""What headsets, lock screens and desktop panels are shown of a session, and what their buttons mean."""

from dataclasses import dataclass
from enum import StrEnum

from voiceguide.core.command import COMMANDS, Command, State
from voiceguide.core.facts import Moment
from voiceguide.core.frames import seconds
from voiceguide.core.point import Posture, Side
from voiceguide.core.stage import Kind, Stage


class Status(StrEnum):
    PLAYING = "playing"
    PAUSED = "paused"
    STOPPED = "stopped"


class Button(StrEnum):
    """Of a headset, a keyboard or a panel."""

    PLAY_PAUSE = "play-pause"
    PLAY = "play"
    PAUSE = "pause"
    STOP = "stop"
    NEXT = "next"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Showing:
    """One session as a player of media would show it; by itself, nothing that plays."""

    title: str = ""
    """What is to be done: "GB30, right: hold 40 s"."""
    place: str = ""
    """In plain words: "Right outer buttock"; empty where there is no point."""
    session: str = ""
    status: Status = Status.STOPPED
    position: float = 0.0
    """Seconds from the session's start."""
    length: int = 0
    """Seconds of the whole session, with holds as changed."""
    moving: bool = False
    """Whether position moves; while it plays, words out of turn hold it up."""
    can_pause: bool = False
    """Whether the button for pause and play does something now."""
    can_go_next: bool = False
    can_go_previous: bool = False

    def position_after(self, elapsed: float) -> float:
        """Where it is, in seconds, this many seconds after it was shown."""
        return min(float(self.length), self.position + elapsed) if self.moving else self.position


NOTHING = Showing()

_STILL = (State.PAUSED, State.LOST, State.CHOOSING, State.ASKING)
_SIDES = {Side.LEFT: ", left", Side.RIGHT: ", right", Side.BOTH: ", both sides"}


def showing(moment: Moment, session: str) -> Showing:
    """What to show of a moment; `session` is the session's title."""
    state = moment.state
    status = _status(state)
    switch = Command.PAUSE if status is Status.PLAYING else Command.RESUME
    return Showing(
        _title(moment.stage, state),
        moment.stage.place.rstrip(".") if moment.stage.kind is Kind.POINT else "",
        session,
        status,
        seconds(moment.position),
        round(seconds(moment.position + moment.left)),
        status is Status.PLAYING and moment.running,
        _accepted(switch, state),
        _accepted(Command.NEXT, state),
        _accepted(Command.GO_BACK, state),
    )


def meaning(button: Button, shown: Showing) -> Command | None:
    """What a button asks for while this is shown; None where it does nothing."""
    playing, paused = shown.status is Status.PLAYING, shown.status is Status.PAUSED
    match button:
        case Button.PLAY_PAUSE | Button.PAUSE if playing and shown.can_pause:
            return Command.PAUSE
        case Button.PLAY_PAUSE | Button.PLAY if paused and shown.can_pause:
            return Command.RESUME
        case Button.STOP if playing or paused:
            return Command.STOP
        case Button.NEXT if shown.can_go_next:
            return Command.NEXT
        case Button.PREVIOUS if shown.can_go_previous:
            return Command.GO_BACK
    return None


def _status(state: State) -> Status:
    if state is State.ENDED:
        return Status.STOPPED
    return Status.PAUSED if state in _STILL else Status.PLAYING


def _accepted(command: Command, state: State) -> bool:
    return state in COMMANDS[command].states


def _title(stage: Stage, state: State) -> str:
    if stage.kind is Kind.CLOSE or state in (State.LEAVING, State.ENDED):
        return "Rest"
    match stage.kind:
        case Kind.POINT:
            side = _SIDES.get(stage.side, "") if stage.side else ""
            return f"{stage.point}{side}: hold {stage.hold} s"
        case Kind.BREATHE:
            return f"{stage.title}: {stage.hold} s"
        case Kind.MOVE:
            return f"Move: {stage.title}"
        case _:
            return "Sit down" if stage.posture is Posture.SITTING else "Lie down"
