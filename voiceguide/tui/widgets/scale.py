"""The numbers from 0 to 10 in a row, one of them chosen: by digits, arrows or the mouse."""

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from voiceguide.core.record import LEAST_PAIN, MOST_PAIN

CELL = 4
"""Cells of one number."""


class Scale(Widget, can_focus=True):
    """A digit chooses its number; 1 and then 0 is ten."""

    BINDINGS = [
        Binding("left,down", "turn(-1)", "less", show=False),
        Binding("right,up", "turn(1)", "more", show=False),
        Binding("home", "go(0)", "none", show=False),
        Binding("end", "go(10)", "ten", show=False),
    ]

    value: reactive[int | None] = reactive(None)

    @dataclass
    class Taken(Message):
        """A number was clicked, which leaves no doubt."""

        value: int

    def __init__(self, value: int | None = None) -> None:
        super().__init__(id="scale")
        self.set_reactive(Scale.value, value)
        self._one = False
        """Whether a 1 was typed last."""

    def render(self) -> Content:
        return Content.assemble(
            *(
                (f"{number:^{CELL}}", "reverse bold" if number == self.value else "")
                for number in range(LEAST_PAIN, MOST_PAIN + 1)
            )
        )

    def get_content_width(self, *_: object) -> int:
        return CELL * (MOST_PAIN - LEAST_PAIN + 1)

    def action_go(self, number: int) -> None:
        self._one = False
        self.value = number

    def action_turn(self, by: int) -> None:
        # Whoever has chosen nothing yet begins at the end from which the arrow comes.
        here = self.value if self.value is not None else (LEAST_PAIN - 1 if by > 0 else MOST_PAIN + 1)
        self.action_go(min(MOST_PAIN, max(LEAST_PAIN, here + by)))

    def on_key(self, event: events.Key) -> None:
        digit = event.character or ""
        if len(digit) != 1 or digit not in "0123456789":
            return
        self.value = MOST_PAIN if self._one and digit == "0" else int(digit)
        self._one = digit == "1"
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        number = LEAST_PAIN + event.x // CELL
        if LEAST_PAIN <= number <= MOST_PAIN:
            self.value = number
            self.post_message(self.Taken(number))
