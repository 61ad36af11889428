"""What a session owes somebody who speaks to it: to take a command back, and to say how to be understood."""

from collections.abc import Callable

from voiceguide.core.aside import Aside
from voiceguide.core.frames import frames
from voiceguide.core.holding import put_in
from voiceguide.core.playhead import Playhead

TAKEN_BACK_WITHIN = frames(8)
"""After a command, "no" takes it back."""
TWICE_WITHIN = frames(60)
"""After two near misses in this time it is said, once, how to be understood; talk has one now and then."""


class Attention:
    def __init__(self, head: Playhead, to_say: Callable[[], str]) -> None:
        """`to_say`: what tells whoever is not understood how to be."""
        self._head = head
        self._to_say = to_say
        self._way_back: Callable[[], None] | None = None
        self._until = 0
        self._missed_at: int | None = None
        self._advised = False

    @property
    def may_take_back(self) -> bool:
        return self._way_back is not None and self._head.handed_out < self._until

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
            self._advised = put_in(self._head, self._to_say())
        elif not self._head.aside_running:
            self._advised = True
            self._head.say_aside(Aside((self._to_say(),)), patient=True)
