"""What headsets, lock screens and desktop panels are shown of a session, and what their buttons mean."""

from dataclasses import dataclass
from enum import StrEnum

from voiceguide.core.command import COMMANDS, Command, State
from voiceguide.core.facts import Moment
from voiceguide.core.frames import seconds
from voiceguide.core.glance import what_to_do
from voiceguide.core.point import Side
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
    switch: Command | None = None
    """What the button for pause and play asks for; None where it does nothing now."""
    can_go_next: bool = False
    can_go_previous: bool = False

    @property
    def can_pause(self) -> bool:
        """Whether the button for pause and play does something now."""
        return self.switch is not None

    def position_after(self, elapsed: float) -> float:
        """Where it is, in seconds, this many seconds after it was shown."""
        return min(float(self.length), self.position + elapsed) if self.moving else self.position


NOTHING = Showing()

_STILL = (State.PAUSED, State.LOST, State.CHOOSING, State.ASKING)
_SWITCHES = {Button.PAUSE: Command.PAUSE, Button.PLAY: Command.RESUME}
_SIDES = {Side.LEFT: ", left", Side.RIGHT: ", right", Side.BOTH: ", both sides"}


def showing(moment: Moment, session: str) -> Showing:
    """What to show of a moment; `session` is the session's title."""
    state = moment.state
    status = _status(state)
    # While nothing is heard it goes on by itself, unless somebody pauses.
    switch = next((one for one in (Command.PAUSE, Command.RESUME) if _accepted(one, state)), None)
    return Showing(
        _title(moment.stage, state),
        moment.stage.place.rstrip(".") if moment.stage.kind is Kind.POINT else "",
        session,
        status,
        seconds(moment.position),
        round(seconds(moment.position + moment.left)),
        status is Status.PLAYING and moment.running,
        switch,
        _accepted(Command.NEXT, state),
        _accepted(Command.GO_BACK, state),
    )


def meaning(button: Button, shown: Showing) -> Command | None:
    """What a button asks for while this is shown; None where it does nothing."""
    match button:
        case Button.PLAY_PAUSE:
            return shown.switch
        case Button.PAUSE | Button.PLAY if shown.switch is _SWITCHES[button]:
            return shown.switch
        case Button.STOP if shown.status is not Status.STOPPED:
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
        return what_to_do(stage, State.CLOSING).capitalize()
    match stage.kind:
        case Kind.POINT:
            side = _SIDES.get(stage.side, "") if stage.side else ""
            return f"{stage.point}{side}: hold {stage.hold} s"
        case Kind.BREATHE:
            return f"{stage.title}: {stage.hold} s"
        case Kind.MOVE:
            return f"Move: {stage.title}"
        case _:
            return what_to_do(stage, State.OPENING).capitalize()
