"""What a session owes somebody who speaks to it: to take a command back, and to say how to be understood."""

from collections.abc import Callable, Mapping

from voiceguide.core import wording
from voiceguide.core.aside import Aside
from voiceguide.core.command import COMMANDS, Command, State
from voiceguide.core.frames import frames
from voiceguide.core.holding import put_in
from voiceguide.core.playhead import Playhead
from voiceguide.core.turning import on_side

TAKEN_BACK_WITHIN = frames(8)
"""After a command, "no" takes it back."""
TWICE_WITHIN = frames(60)
"""After two near misses in this time it is said, once, how to be understood; talk has one now and then."""

_TO_SAY: Mapping[State, str] = {
    State.OPENING: wording.SAY_WHEN_READY,
    State.MOVING: wording.SAY_WHEN_READY,
    State.GUIDING: wording.SAY_MEANWHILE,
    State.SETTLING: wording.SAY_WHEN_READY,
    State.HOLDING: wording.SAY_IN_A_HOLD,
    State.RESTING: wording.SAY_MEANWHILE,
    State.CLOSING: wording.SAY_AT_THE_CLOSE,
    State.PAUSED: wording.SAY_IN_A_PAUSE,
    State.LOST: wording.SAY_MEANWHILE,
    State.ASKING: wording.SAY_YES_OR_NO,
    State.CHOOSING: wording.SAY_AFTER_PAIN,
    State.LEAVING: wording.SAY_WHILE_LEAVING,
}
"""What whoever speaks is told that can be said: some of what is accepted."""


def to_say(state: State, *, onto_a_side: bool) -> str:
    """The sentence that tells what can be said in a state; `onto_a_side`: a stage that is lain on a side."""
    return wording.SAY_ON_TURNING if onto_a_side and state is State.MOVING else _TO_SAY[state]


class Attention:
    def __init__(self, head: Playhead, state: Callable[[], State]) -> None:
        """`state`: what the session is doing now."""
        self._head = head
        self._state = state
        self._way_back: Callable[[], None] | None = None
        self._until = 0
        self._missed_at: int | None = None
        self._advised = False

    @property
    def may_take_back(self) -> bool:
        return self._way_back is not None and self._head.handed_out < self._until

    @property
    def help(self) -> str:
        """The sentence that tells what can be said now."""
        return to_say(self._state(), onto_a_side=on_side(self._head.stage))

    def obeyed(self, way_back: Callable[[], None] | None) -> None:
        """A command was carried out; `way_back` undoes it, where that is possible."""
        self._missed_at = None
        self._way_back, self._until = way_back, self._head.handed_out + TAKEN_BACK_WITHIN

    def take_back(self) -> None:
        way_back, self._way_back = self._way_back, None
        if way_back:
            way_back()

    def near_miss(self) -> None:
        """Something was said that was almost understood; a hold is not held up for it."""
        before, self._missed_at = self._missed_at, self._head.handed_out
        twice = before is not None and self._head.handed_out - before <= TWICE_WITHIN
        if self._advised or not twice or self._head.ended:
            return
        if self._head.in_hold and self._head.moving:
            self._advised = put_in(self._head, self._advice())
        elif not self._head.aside_running:
            self._advised = True
            self._head.say_aside(Aside((self._advice(),)), patient=True)

    def _advice(self) -> str:
        """How to be understood now."""
        return wording.IF_YOU_MEANT_ME if self._state() in COMMANDS[Command.PAUSE].states else self.help
