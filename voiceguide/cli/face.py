"""What `play` shows: captions as lines, and on a terminal the count as a line that is redrawn."""

import sys
from typing import TYPE_CHECKING

from voiceguide.cli.streams import put
from voiceguide.cli.terminal import LiveLine
from voiceguide.core.command import COMMANDS, Command, State, key_name
from voiceguide.core.duration import format_duration
from voiceguide.core.facts import Event, EventName, Moment
from voiceguide.core.glance import what_to_do
from voiceguide.core.stage import Kind
from voiceguide.player import Heard, Player

if TYPE_CHECKING:
    from collections.abc import Callable

_HINT = "space pause · ? keys"
_STILL = {
    State.PAUSED: "paused · space go on · ? keys",
    State.LOST: "paused, no sound · space pause · ? keys",
    State.ASKING: "end here? y yes · n no",
    State.CHOOSING: "n skip it · space go on · q stop",
}


def tell(sentence: str) -> None:
    """Say something about the program itself, beside the session."""
    put(sys.stderr, f"{sentence}\n")


class PlainFace:
    """Hears what the player tells and prints it."""

    def __init__(self, line: LiveLine) -> None:
        self._line = line
        self._trouble: str | None = None
        self.listening: Callable[[], bool] = lambda: False
        """Whether what is said now is heard."""

    def trouble(self, sentence: str) -> None:
        """Tell of a trouble at the next look; an empty sentence says that it is over. Safe on any thread."""
        self._trouble = sentence

    def hear(self, heard: Heard) -> None:
        """Print words as they are heard."""
        if isinstance(heard.fact, Event):
            self._hear_event(heard.fact)
        else:
            self._line.caption(str(heard.fact.source))

    def draw(self, player: Player) -> None:
        """Redraw the last line for the moment that is heard now."""
        trouble, self._trouble = self._trouble, None
        if trouble:
            self._line.clear()
            tell(trouble)
        if not self._line.live:
            return
        ear = "listening" if self.listening() else ""
        parts = (player.hint, ear) if player.hint else now(player.moment, player.hold_left, ear)
        self._line.show("  ".join(part for part in parts if part))

    def close(self) -> None:
        self._line.clear()

    def _hear_event(self, event: Event) -> None:
        if event.name is EventName.HOLD_STARTED:
            self._line.caption(f"-- hold {format_duration(round(_number(event, 'hold')))} --")
        elif event.name is EventName.HOLD_ENDED:
            self._line.caption("-- let go --")
        elif event.name is EventName.COMMAND_HEARD and event.more.get("command") == Command.HELP:
            for row in key_lines():
                self._line.caption(row)


def now(moment: Moment, hold_left: float | None, ear: str = "") -> tuple[str, ...]:
    """The parts of the last line; `hold_left` in seconds, `ear` tells that it listens; some may be empty."""
    if moment.state in _STILL:
        return moment.stage.title, _STILL[moment.state], ear
    word = what_to_do(moment.stage, moment.state).lower()
    doing = word if hold_left is None else f"hold {_clock(hold_left)}"
    return moment.stage.title, doing, _following(moment), ear, _HINT


def key_lines() -> tuple[str, ...]:
    """Every key and what it does."""
    return tuple(f"  {key_name(row.key):<6} {row.help}" for row in COMMANDS.values())


def _number(event: Event, name: str) -> float:
    value = event.more.get(name)
    assert isinstance(value, int | float)
    return value


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds + 0.999), 60)
    return f"{minutes}:{rest:02}"


def _following(moment: Moment) -> str:
    following = moment.following
    if following is None or following.kind is Kind.CLOSE:
        return ""
    return f"next: {following.title}"
