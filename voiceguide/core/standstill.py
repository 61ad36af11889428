"""Standing still and going on: a pause, a question, a lost output, and settling again afterwards."""

import math
from collections.abc import Callable, Mapping

from voiceguide.core import wording
from voiceguide.core.aside import Aside
from voiceguide.core.command import By, State
from voiceguide.core.facts import EventName
from voiceguide.core.frames import RATE, frames
from voiceguide.core.holding import hold_of, rehold
from voiceguide.core.pending import GoOn, HoldOn, Leap
from voiceguide.core.playhead import Playhead

LONG_PAUSE = frames(60)
"""After a longer pause a hold is given again from its start."""
REMIND, LEAVE = frames(120), frames(1200)
"""After so long without a word somebody is reminded once, and is taken to have gone."""

_PAUSES = (State.PAUSED, State.LOST)
_ASKED: Mapping[State | None, tuple[str, ...]] = {
    State.ASKING: wording.END_HERE,
    State.CHOOSING: wording.IT_HURTS[-1:],
}
"""What is asked again when it may not have been heard, and when silence was the answer."""


class Standstill:
    def __init__(self, head: Playhead, leave: Callable[[], None]) -> None:
        """`leave` ends a session that nobody goes on with; its place is worth keeping."""
        self._head = head
        self._leave = leave
        self._since = 0
        """The frame handed out at which it began."""
        self._lost = False
        """Whether nothing is heard."""
        self._unheard: tuple[str, ...] = ()
        """What is to be told once there is sound again."""
        self._kept: Leap | None = None
        """Interrupted by a question, and made if the answer is to go on."""
        self.state: State | None = None
        """What position stands still for: a pause, settling again after it, a question, leaving."""

    def begin(self, state: State) -> None:
        """Freeze position until asked to go on; remind once, and leave at last."""
        head = self._head
        if self.state:
            head.drop_aside()
        elif state in _PAUSES:
            head.break_off()
        else:
            pending = head.drop_aside()
            self._kept = pending if isinstance(pending, Leap) else None
        if not self.state:
            self._since = head.handed_out
            head.emit(EventName.PAUSED)
        self.state, head.moving = state, False
        self.wait_anew()

    def wait_anew(self) -> None:
        """Somebody is there: what silence leads to is as far off as at first."""
        head = self._head
        if self.state in (*_PAUSES, *_ASKED):
            head.quiet_alarms()
            words = _ASKED.get(self.state, (wording.STILL_PAUSED,))
            head.alarm(REMIND, lambda: head.say_aside(Aside(words), patient=True))
            head.alarm(LEAVE, self._leave)

    def end(self) -> None:
        """Let position move again, without another word."""
        if self.state:
            self._head.drop_aside()
        else:
            self._head.break_off()
        self._head.hush()
        self._head.quiet_alarms()
        self._kept = self.state = None
        self._head.moving = True

    def leave(self) -> None:
        """Freeze position for good."""
        self._head.drop_aside()
        self._head.quiet_alarms()
        self.state, self._head.moving = State.LEAVING, False

    def pause(self) -> None:
        self.begin(State.PAUSED)
        words = (wording.PAUSED, wording.LET_GO) if self._head.in_hold else (wording.PAUSED,)
        self._head.say_aside(Aside(words))

    def resume(self) -> None:
        """In a hold name the place and give time to settle; elsewhere say the interrupted sentence anew."""
        head = self._head
        hold = hold_of(head)
        if self._lost:
            # Whoever wants to go on while nothing is heard does so when it is.
            self.begin(State.LOST)
        elif hold:
            if head.handed_out - self._since > LONG_PAUSE:
                head.stand_at(hold.start)
            self._settle(math.ceil((hold.end - head.frame) / RATE))
        else:
            self._go_on()

    def told_anew(self) -> None:
        """While settling: what was said of the hold's length is no longer so."""
        if self.state is State.SETTLING:
            self.resume()

    def settle_again(self) -> None:
        """Somebody who was to go on holding is not ready yet."""
        if self.state is not State.SETTLING:
            self.begin(State.PAUSED)
        self.resume()

    def _go_on(self) -> None:
        """Outside a hold: make the leap that was about to be made, or go on from where position stands."""
        head, leap = self._head, self._kept
        self.end()
        cut = head.interrupted
        if cut and not leap:
            head.stand_at(cut.frame)
        head.emit(EventName.RESUMED)
        if leap:
            head.on_pending(leap)

    def _settle(self, seconds: int) -> None:
        """Before the rest of a hold, of so many seconds."""
        head, by = self._head, self._head.by
        head.drop_aside()
        head.quiet_alarms()
        self.state = State.SETTLING
        left = wording.hold_left(seconds)
        settling = (head.stage.place, head.stage.settle * RATE, wording.KEEP_BREATHING, left)
        head.say_aside(Aside(settling), HoldOn(by))

    def hold_on(self, by: By) -> None:
        """Play the rest of a hold, or all of it."""
        head, hold = self._head, hold_of(self._head)
        self.end()
        head.emit(EventName.RESUMED, by)
        if hold:
            rehold(head, hold.end - hold.start, start_again=head.frame > hold.start)

    def lose_output(self, unheard: int) -> int:
        """See `Session.lose_output`."""
        head, self._lost = self._head, True
        head.by = By.DEVICE
        head.emit(EventName.DEVICE_LOST)
        undone = 0
        if self.state in (None, State.SETTLING):
            undone = 0 if self.state else head.step_back(unheard)
            head.hush()
            if not head.ended:
                self.begin(State.LOST)
        head.by = By.PROGRAM
        return undone

    def tell_when_heard(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Keep words until there is sound again; what can be told now is given back."""
        if not self._lost:
            return words
        self._unheard += words
        return ()

    def wait_for_sound(self) -> None:
        """While nothing is heard, nothing goes on."""
        if self._lost and not self._head.ended and not self.state:
            self.begin(State.LOST)

    def find_output(self, *, go_on: bool) -> None:
        """See `Session.find_output`."""
        head, self._lost = self._head, False
        head.by = By.DEVICE
        head.emit(EventName.DEVICE_BACK)
        if self.state is State.LOST and not go_on:
            self.state = State.PAUSED
        if self.state in _PAUSES:
            then = GoOn() if self.state is State.LOST else None
            head.say_aside(Aside((wording.SOUND_IS_BACK, *self._unheard)), then)
        elif self.state in _ASKED:
            head.say_aside(Aside((wording.SOUND_IS_BACK, *self._unheard, *_ASKED[self.state])))
        self._unheard = ()
        self.wait_anew()
        head.by = By.PROGRAM

    def go_on_by_itself(self) -> None:
        """There is sound again, and somebody has been told so."""
        self._head.by = By.DEVICE
        self.resume()
        self._head.by = By.PROGRAM
