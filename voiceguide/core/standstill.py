"""Standing still and going on: a pause, a question, a lost output, and settling again afterwards."""

import math
from collections.abc import Callable, Mapping

from voiceguide.core import wording
from voiceguide.core.aside import Aside
from voiceguide.core.command import By, State
from voiceguide.core.facts import EventName
from voiceguide.core.frames import RATE, frames
from voiceguide.core.holding import hold_of, rehold
from voiceguide.core.playhead import Playhead

LONG_PAUSE = frames(60)
"""After a longer pause a hold is given again from its start."""
REMIND, LEAVE = frames(120), frames(1200)
"""After so long without a word somebody is reminded once, and is taken to have gone."""

_ASKED: Mapping[State | None, tuple[str, ...]] = {
    State.ASKING: wording.END_HERE,
    State.CHOOSING: wording.IT_HURTS[-1:],
}
"""What is asked again when it may not have been heard."""


class Standstill:
    def __init__(self, head: Playhead, leave: Callable[[], None]) -> None:
        """`leave` ends a session that nobody goes on with; its place is worth keeping."""
        self._head = head
        self._leave = leave
        self._since = 0
        """The frame handed out at which it began."""
        self._by_device = False
        """Whether it goes on by itself once there is sound again."""
        self._lost = False
        """Whether nothing is heard."""
        self.state: State | None = None
        """What position stands still for: a pause, settling again after it, a question, leaving."""

    def begin(self, state: State) -> None:
        """Freeze position until asked to go on; remind once, and leave at last."""
        head = self._head
        self.finish_aside()
        if not self.state:
            self._since = head.handed_out
            head.emit(EventName.PAUSED)
        self.state, head.moving = state, False
        head.quiet_alarms()
        head.alarm(REMIND, lambda: head.say_aside(Aside((wording.STILL_PAUSED,)), patient=True))
        head.alarm(LEAVE, self._leave)

    def finish_aside(self) -> None:
        """What an aside was to lead to happens now, except going on from where it stands still."""
        if self.state:
            self._head.drop_aside()
        else:
            self._head.break_off()

    def end(self) -> None:
        """Let position move again, without another word."""
        self.finish_aside()
        self._head.hush()
        self._head.quiet_alarms()
        self.state, self._head.moving = None, True

    def pause(self) -> None:
        self._by_device = False
        self.begin(State.PAUSED)
        words = (wording.PAUSED, wording.LET_GO) if self._head.in_hold else (wording.PAUSED,)
        self._head.say_aside(Aside(words))

    def resume(self) -> None:
        """In a hold name the place and give time to settle; elsewhere say the interrupted sentence anew."""
        if self._lost:
            self.wait_for_sound()
            return
        head, by = self._head, self._head.by
        hold = hold_of(head)
        if not hold:
            self.end()
            cut = head.interrupted
            if cut:
                head.stand_at(cut.frame)
            head.emit(EventName.RESUMED)
            return
        if head.handed_out - self._since > LONG_PAUSE:
            head.stand_at(hold.start)
        head.drop_aside()
        head.quiet_alarms()
        self.state = State.SETTLING
        left = wording.hold_left(math.ceil((hold.end - head.frame) / RATE))
        settling = (head.stage.place, head.stage.settle * RATE, wording.KEEP_BREATHING, left)
        head.say_aside(Aside(settling, lambda: self._hold_on(by)))

    def _hold_on(self, by: By) -> None:
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
            self.wait_for_sound()
        head.by = By.PROGRAM
        return undone

    def wait_for_sound(self) -> None:
        """While nothing is heard, nothing goes on; somebody who wants to go on does so when it is."""
        if self._lost and not self._head.ended:
            self.begin(State.PAUSED)
            self._by_device = True

    def find_output(self, *, go_on: bool) -> None:
        """See `Session.find_output`."""
        head, self._lost = self._head, False
        head.by = By.DEVICE
        head.emit(EventName.DEVICE_BACK)
        if self.state is State.PAUSED:
            resume = self._resume_by_device if go_on and self._by_device else None
            head.say_aside(Aside((wording.SOUND_IS_BACK,), resume))
        elif self.state in _ASKED:
            head.say_aside(Aside((wording.SOUND_IS_BACK, *_ASKED[self.state])))
        head.by = By.PROGRAM

    def _resume_by_device(self) -> None:
        self._head.by = By.DEVICE
        self.resume()
        self._head.by = By.PROGRAM
