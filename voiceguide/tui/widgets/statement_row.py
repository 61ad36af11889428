"""One thing that may apply: its name, and beside it everything that can be stated about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from voiceguide.core.safety_questions import Item, Statement

_SHOWN = {Statement.UNSURE: "not sure"}
_ALIGNED = {
    Statement.NO: 0,
    Statement.YES: 4,
    Statement.LEFT: 4,
    Statement.RIGHT: 10,
    Statement.BOTH: 17,
    Statement.UNSURE: 23,
}
"""Where each stands in its row, so that rows with sides and without stand in columns."""
_WIDTH = 33
_ROOMY = 70
"""From so many cells on there is room for columns beside the longest name."""
_MARK = 2
"""Cells of the sign before a name that is still open."""


class StatementRow(Widget, can_focus=True):
    """Arrow keys and space go through what can be stated; letters and clicks state it at once."""

    BINDINGS = [
        Binding("left", "step(-1)", "before", show=False),
        Binding("right,space", "step(1)", "after", show=False),
        *(
            Binding(key, f"state('{statement}')", statement.value, show=False)
            for key, statement in (
                ("y", Statement.YES),
                ("n", Statement.NO),
                ("u", Statement.UNSURE),
                ("l", Statement.LEFT),
                ("r", Statement.RIGHT),
                ("b", Statement.BOTH),
            )
        ),
    ]

    stated: reactive[Statement | None] = reactive(None)

    @dataclass
    class Stated(Message):
        """Something was stated."""

        name: str
        """Of the item."""
        statement: Statement

    def __init__(self, item: Item) -> None:
        super().__init__(id=f"item-{item.id}")
        self.item = item

    def render(self) -> Content:
        width = self.content_size.width
        places = dict(self._places(width))
        at = min(places.values())
        mark = "? " if self.stated is None else "  "
        # On the row with the focus the colour of letters is that of the cursor.
        open_, chosen = ("", "bold") if self.has_focus else ("$warning", "bold $accent")
        parts: list[str | tuple[str, str]] = [(mark, open_), f"{self.item.label:<{max(0, at - _MARK)}}"]
        for statement, place in places.items():
            parts.append(" " * (place - at))
            shown = _shown(statement)
            parts.append((f"[{shown}]", chosen) if statement is self.stated else f" {shown} ")
            at = place + len(shown) + 2
        return Content.assemble(*parts)

    def action_step(self, by: int) -> None:
        """State what stands so many places further on."""
        can = self.item.statements
        here = can.index(self.stated) if self.stated else -1 if by > 0 else 0
        self._state(can[(here + by) % len(can)])

    def action_state(self, name: str) -> None:
        """State this; yes, of something that has sides, means both until one is chosen."""
        statement = Statement(name)
        if statement is Statement.YES and self.item.sided:
            statement = Statement.BOTH
        if statement in self.item.statements:
            self._state(statement)

    def on_click(self, event: events.Click) -> None:
        for statement, place in self._places(self.content_size.width):
            if place <= event.x < place + len(_shown(statement)) + 2:
                self._state(statement)

    def _state(self, statement: Statement) -> None:
        self.stated = statement
        self.post_message(self.Stated(self.item.id, statement))

    def _places(self, width: int) -> Iterator[tuple[Statement, int]]:
        """Where each statement begins; in columns, if there is room for them."""
        if width >= _ROOMY or self.item.sided:
            yield from ((one, width - _WIDTH + _ALIGNED[one]) for one in self.item.statements)
            return
        widths = [len(_shown(one)) + 2 for one in self.item.statements]
        starts = accumulate(widths[:-1], initial=width - sum(widths))
        yield from zip(self.item.statements, starts, strict=True)


def _shown(statement: Statement) -> str:
    return _SHOWN.get(statement, statement.value)
