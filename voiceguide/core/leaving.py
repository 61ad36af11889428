"""Leaves a stage for another one: the next, the one before, or one that was left by mistake."""

from collections.abc import Callable

from voiceguide.core import wording
from voiceguide.core.aside import Aside
from voiceguide.core.command import By
from voiceguide.core.facts import EventName
from voiceguide.core.frames import frames
from voiceguide.core.holding import release
from voiceguide.core.plan import Plan
from voiceguide.core.playhead import Playhead
from voiceguide.core.standstill import Standstill
from voiceguide.core.turning import lies, on_side, stay_on_back, still_to_give

RESTART = frames(5)
"""So early in a stage, go-back means the one before."""


class Leaving:
    def __init__(self, head: Playhead, still: Standstill, end: Callable[[], None]) -> None:
        """`end` is called where nothing follows."""
        self._head = head
        self._still = still
        self._end = end

    def next(self) -> None:
        by = self._head.by
        self._leave(lambda: self._skip(by))

    def go_back(self) -> None:
        self._still.finish_aside()
        head = self._head
        target = head.index - 1 if head.frame < RESTART else head.index
        self.go_to(max(target, min(1, head.index)))

    def go_to(self, index: int) -> None:
        """Stand at the start of a section."""
        self._leave(lambda: self._head.go_to(index))

    def stay_on_back(self, plan: Plan) -> None:
        """Play the rest without lying on a side; say what falls out."""
        head, by = self._head, self._head.by
        if not self._still.state:
            head.break_off()
        stages, fallen = stay_on_back(plan, head.stage, still_to_give(head), lies(head))
        words = (wording.NO_TURNING, *wording.left_out_now(stage.place for stage in fallen))

        def change(then: Callable[[], None] | None = None) -> None:
            head.sections[head.index + 1 : -1] = stages
            head.say_aside(Aside(words, then), patient=True)

        if on_side(head.stage):
            self._leave(lambda: change(lambda: self._skip(by)))
        else:
            change()

    def _skip(self, by: By) -> None:
        head = self._head
        head.emit(EventName.SKIPPED, by)
        if head.index + 1 < len(head.sections):
            head.go_to(head.index + 1)
        else:
            self._end()

    def _leave(self, then: Callable[[], None]) -> None:
        """Release first if something is held, then go on."""
        head, stood_still = self._head, self._still.state is not None
        self._still.end()
        if head.in_hold and not stood_still:
            release(head)
            head.say_aside(Aside((wording.LET_GO,), then), patient=True)
        else:
            head.end_hold()
            then()
            self._still.wait_for_sound()
