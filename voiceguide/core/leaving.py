"""Leaves a stage for another one: the next, the one before, or one that was left by mistake."""

from collections.abc import Callable
from dataclasses import replace

from voiceguide.core import wording
from voiceguide.core.aside import Aside
from voiceguide.core.facts import EventName
from voiceguide.core.frames import frames
from voiceguide.core.holding import acknowledge, release
from voiceguide.core.lying import refusal_now
from voiceguide.core.pending import Leap
from voiceguide.core.plan import Plan
from voiceguide.core.playhead import Playhead
from voiceguide.core.stage import Stage
from voiceguide.core.standstill import Standstill
from voiceguide.core.turning import Refusal, on_side, without_turning

RESTART = frames(5)
"""So early in a stage, go-back means the one before."""


class Leaving:
    def __init__(self, head: Playhead, still: Standstill, end: Callable[[], None]) -> None:
        """`end` is called where nothing follows."""
        self._head = head
        self._still = still
        self._end = end
        self.refusals: tuple[Refusal, ...] = ()
        """Of turning over, in this session."""

    def next(self) -> None:
        stood_still = self._move_again()
        self._leave(Leap(self._head.index + 1, skipped_by=self._head.by), stood_still=stood_still)

    def go_back(self) -> None:
        stood_still = self._move_again()
        head = self._head
        target = head.index - 1 if head.frame < RESTART else head.index
        self._leave(Leap(max(target, min(1, head.index))), stood_still=stood_still)

    def go_to(self, index: int) -> None:
        """Stand at the start of a section after all, whatever else was about to happen."""
        self._head.drop_aside()
        self._leave(Leap(index), stood_still=self._move_again())

    def leap(self, leap: Leap) -> None:
        """Carry out a leap."""
        if leap.skipped_by:
            self._head.emit(EventName.SKIPPED, leap.skipped_by)
        if leap.index < len(self._head.sections):
            self._head.go_to(leap.index)
        else:
            self._end()

    def stay_on_back(self, plan: Plan) -> None:
        """Play the rest without lying on a side; say what falls out."""
        head = self._head
        if not self._still.state:
            head.break_off()
        fallen = self._refuse_turning(plan)
        told = (wording.NO_TURNING, *wording.left_out_now(stage.place for stage in fallen))
        words = self._still.tell_when_heard(told)
        if not on_side(head.stage):
            head.say_aside(Aside(words), patient=True)
            return
        if not self._move_again() and head.in_hold:
            release(head)
            words = (wording.LET_GO, *words)
        head.end_hold()
        head.say_aside(Aside(words), Leap(head.index + 1, skipped_by=head.by), patient=True)
        self._still.wait_for_sound()

    def turn_after_all(self, stages: list[Stage], index: int, refusals: tuple[Refusal, ...]) -> None:
        """Take a refusal back: the stages as they were, and the section in which it was said."""
        head = self._head
        gone_on = head.index != index
        head.drop_aside()
        head.sections[:], self.refusals = stages, refusals
        if on_side(stages[index]):
            self.go_to(index)
        elif gone_on:
            self.go_to(index + 1)
        else:
            acknowledge(head)

    def _refuse_turning(self, plan: Plan) -> tuple[Stage, ...]:
        """Change what follows; return what falls out."""
        head, refusal = self._head, refusal_now(self._head)
        if refusal is None:
            return ()
        now = replace(plan, stages=tuple(stage for stage in head.sections if stage.number is not None))
        changed, fallen = without_turning(now, refusal)
        head.sections[1:-1] = changed.stages
        self.refusals += (refusal,)
        return fallen

    def _move_again(self) -> bool:
        """Stand still no more, and carry out what was about to happen; tell whether it stood still."""
        stood_still = self._still.state is not None
        self._still.end()
        return stood_still

    def _leave(self, leap: Leap, *, stood_still: bool) -> None:
        """Release first if something is held, then leap."""
        head = self._head
        if head.in_hold and not stood_still:
            release(head)
            head.say_aside(Aside((wording.LET_GO,)), leap, patient=True)
        else:
            head.end_hold()
            self.leap(leap)
            self._still.wait_for_sound()
