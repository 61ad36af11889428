"""What "no" does right after a command: by command, the way back from where it was asked."""

from collections.abc import Callable, Mapping

from voiceguide.core import wording
from voiceguide.core.command import Command, State
from voiceguide.core.facts import EventName
from voiceguide.core.holding import acknowledge, be_quiet_for, end_quiet_at, set_hold
from voiceguide.core.leaving import Leaving
from voiceguide.core.playhead import Playhead
from voiceguide.core.score import Score
from voiceguide.core.standstill import Standstill

_WayBack = Callable[[], None]

_LEAVING = (Command.NEXT, Command.ENOUGH, Command.GO_BACK)


def ways_back(head: Playhead, still: Standstill, leaving: Leaving) -> Mapping[Command, _WayBack]:
    """How to undo each command that can be, if it is carried out now."""
    here, sections, refusals, told = head.index, list(head.sections), leaving.refusals, head.told
    hold = head.stage.hold

    def hold_as_before() -> None:
        if head.index == here:
            set_hold(head, hold)
            still.told_anew()

    def talk_as_before() -> None:
        head.told = told

    ways: dict[Command, _WayBack] = {
        **dict.fromkeys(_LEAVING, lambda: leaving.go_to(here)),
        **dict.fromkeys((Command.LONGER, Command.SHORTER), hold_as_before),
        Command.LESS_TALKING: talk_as_before,
        Command.PAUSE: still.resume,
        Command.RESUME: still.pause,
        Command.NO_TURNING: lambda: leaving.turn_after_all(sections, here, refusals),
        Command.READY: _from_ready(head, still),
        Command.WAIT: still.resume if head.in_hold and not still.state else _from_wait(head),
    }
    if still.state is None:
        ways |= dict.fromkeys((Command.REPEAT, Command.HOW_LONG), head.break_off)
    return ways


def _from_ready(head: Playhead, still: Standstill) -> _WayBack:
    """Back into the quiet time that was ended."""
    here, written, frame = head.index, head.score, head.frame

    def not_ready() -> None:
        if written and written.quiet and frame < written.quiet.end:
            _be_quiet_again(head, here, written, max(frame, written.quiet.start))

    return still.settle_again if still.state is State.SETTLING else not_ready


def _be_quiet_again(head: Playhead, index: int, written: Score, frame: int) -> None:
    """Stand in a quiet time as it was, or go on with what is said before it."""
    head.drop_aside()
    if index == head.index and head.frame < frame:
        head.replace_score(written)
    else:
        _return_to(head, index, written, frame)
    acknowledge(head, wording.TAKE_YOUR_TIME)


def _return_to(head: Playhead, index: int, written: Score, frame: int) -> None:
    """Stand in the midst of a section again, as it was."""
    anew = head.in_hold or index != head.index
    head.end_hold()
    head.hush()
    if index != head.index:
        head.go_to(index)
    head.replace_score(written)
    head.stand_at(frame)
    if anew and head.stage.number is not None:
        head.emit(EventName.STAGE_STARTED)


def _from_wait(head: Playhead) -> _WayBack:
    """Go on when one would have gone on."""
    here, quiet, seconds = head.index, head.score.quiet if head.score else None, head.stage.quiet

    def go_on() -> None:
        head.hasten_aside()
        if head.index == here and quiet:
            end_quiet_at(head, quiet.end)
        elif head.index == here and head.score is None:
            be_quiet_for(head, seconds)

    return go_on
