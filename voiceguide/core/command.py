"""Every command in one table: its key, the phrases people say, its help, and when it is accepted."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from voiceguide.core.cue import Phase


class Command(StrEnum):
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    ENOUGH = "enough"
    GO_BACK = "go-back"
    REPEAT = "repeat"
    READY = "ready"
    WAIT = "wait"
    LONGER = "longer"
    SHORTER = "shorter"
    LOUDER = "louder"
    QUIETER = "quieter"
    LESS_TALKING = "less-talking"
    HOW_LONG = "how-long"
    OUCH = "ouch"
    NO_TURNING = "no-turning"
    STOP = "stop"
    YES = "yes"
    NO = "no"
    HELP = "help"


class By(StrEnum):
    """Who asked for a change."""

    KEY = "key"
    VOICE = "voice"
    MEDIA = "media"
    DEVICE = "device"
    PROGRAM = "program"


class State(StrEnum):
    """What a session is doing, as far as commands care."""

    OPENING = "opening"
    MOVING = "moving"
    GUIDING = "guiding"
    SETTLING = "settling"
    HOLDING = "holding"
    RESTING = "resting"
    CLOSING = "closing"
    PAUSED = "paused"
    LOST = "lost"
    """Nothing is heard any more; it goes on by itself when something is, unless somebody pauses."""
    CHOOSING = "choosing"
    """It hurt; go on, skip or stop?"""
    ASKING = "asking"
    """A question with yes or no is open."""
    LEAVING = "leaving"
    """It was stopped, and tells how to get up."""
    ENDED = "ended"


STATE_IN: Mapping[Phase, State] = {
    Phase.OPEN: State.OPENING,
    Phase.MOVE: State.MOVING,
    Phase.ANNOUNCE: State.GUIDING,
    Phase.LOCATE: State.GUIDING,
    Phase.PRESS: State.GUIDING,
    Phase.SETTLE: State.SETTLING,
    Phase.HOLD: State.RESTING,
    Phase.REST: State.RESTING,
    Phase.CLOSE: State.CLOSING,
}
"""By phase, while nothing is held: past the release, the phase of the hold is already rest."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    key: str
    phrases: tuple[str, ...]
    help: str
    states: frozenset[State]


def _in(*states: State) -> frozenset[State]:
    return frozenset(states)


_S = State
_RUNNING = _in(_S.OPENING, _S.MOVING, _S.GUIDING, _S.SETTLING, _S.HOLDING, _S.RESTING, _S.CLOSING)
_BEFORE_CLOSE = _RUNNING - {_S.CLOSING}
_STANDING = _in(_S.PAUSED, _S.LOST)
_ALWAYS = frozenset(State) - {_S.ENDED}

COMMANDS: Mapping[Command, Row] = {
    Command.PAUSE: Row(" ", ("pause", "hold on", "wait a minute"), "pause, let go", _RUNNING | {_S.LOST}),
    Command.RESUME: Row(
        " ",
        ("resume", "go on", "carry on", "continue"),
        "go on where you were",
        _in(_S.PAUSED, _S.CHOOSING, _S.ASKING),
    ),
    Command.NEXT: Row(
        "n", ("next", "skip", "next one"), "skip to the next part", _BEFORE_CLOSE | _STANDING | {_S.CHOOSING}
    ),
    Command.ENOUGH: Row("e", ("enough", "done"), "let go now, then rest", _in(_S.HOLDING)),
    Command.GO_BACK: Row(
        "b", ("go back", "previous one"), "back to the start of this part", _RUNNING | _STANDING
    ),
    Command.REPEAT: Row("r", ("repeat", "again", "say again"), "say it again", _RUNNING | _STANDING),
    Command.READY: Row("g", ("ready", "got it"), "begin now", _in(_S.OPENING, _S.MOVING, _S.SETTLING)),
    Command.WAIT: Row(
        "w",
        ("wait", "not yet"),
        "ten seconds more; in a hold, pause",
        _in(_S.OPENING, _S.MOVING, _S.SETTLING, _S.HOLDING),
    ),
    Command.LONGER: Row(
        "+", ("longer", "more time"), "hold fifteen seconds longer", _in(_S.GUIDING, _S.SETTLING, _S.HOLDING)
    ),
    Command.SHORTER: Row(
        "-", ("shorter", "less time"), "hold fifteen seconds less", _in(_S.GUIDING, _S.SETTLING, _S.HOLDING)
    ),
    Command.LOUDER: Row("]", ("louder", "speak up"), "louder", _ALWAYS),
    Command.QUIETER: Row("[", ("quieter", "softer"), "quieter", _ALWAYS),
    Command.LESS_TALKING: Row("m", ("less talking", "only counts"), "say only side and place", _ALWAYS),
    Command.HOW_LONG: Row("t", ("how long", "how much longer"), "how long still", _RUNNING | _STANDING),
    Command.OUCH: Row("o", ("ouch", "it hurts", "help", "cramp"), "it hurts, let go and rest", _ALWAYS),
    Command.NO_TURNING: Row(
        "k", ("no turning", "stay on my back"), "stay on your back from here", _BEFORE_CLOSE | _STANDING
    ),
    Command.STOP: Row("q", ("stop", "end session", "finish"), "stop, asks first", _ALWAYS),
    Command.YES: Row("y", ("yes", "yeah"), "answer a question", _in(_S.ASKING)),
    Command.NO: Row("n", ("no", "nope"), "answer a question", _in(_S.ASKING)),
    Command.HELP: Row("?", ("what can I say", "help me"), "show the keys", _ALWAYS),
}


def command_for_key(key: str, state: State) -> Command | None:
    """The command that a key means now; one key may mean two things in different states.

    A key that is bound but not accepted now still names its command, so that it can be refused.
    """
    bound = [command for command, row in COMMANDS.items() if row.key == key]
    if state is State.ASKING and Command.NO in bound:
        return Command.NO
    accepted = [command for command in bound if state in COMMANDS[command].states]
    return next(iter((*accepted, *bound)), None)


def key_name(key: str) -> str:
    """How a key is written for people."""
    return "space" if key == " " else key


def keys_in_a_row() -> str:
    """Every key and what it does, as one sentence."""
    return "Keys: " + "; ".join(f"{key_name(row.key)} {row.help}" for row in COMMANDS.values()) + "."
