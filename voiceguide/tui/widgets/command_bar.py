"""The last line of a screen: the keys that help most now, each of them a button for the mouse."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

GAP = 3
"""Cells between two hints."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does; `name` is what is posted when it is clicked."""

    name: str
    key: str
    text: str
    always: bool = False
    """Whether it is shown before all others, if there is little room."""

    @property
    def width(self) -> int:
        return len(self.key) + 1 + len(self.text)


MORE = Hint("app.command_palette", "Ctrl-P", "more", always=True)
"""Leads to everything else, also by the mouse."""


class CommandBar(Widget):
    """Shows as many hints as there is room for."""

    hints: reactive[tuple[Hint, ...]] = reactive(())

    @dataclass
    class Pressed(Message):
        """A hint was clicked."""

        name: str

    def __init__(self, hints: Sequence[Hint] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(CommandBar.hints, tuple(hints))

    def render(self) -> Content:
        return Content.assemble(
            *(
                part
                for hint in self._shown()
                for part in ((hint.key, "bold"), (f" {hint.text}", ""), (" " * GAP, ""))
            )
        )

    def on_click(self, event: events.Click) -> None:
        at = 0
        for hint in self._shown():
            at += len(hint.key) + 1 + len(hint.text)
            if event.x < at:
                self.post_message(self.Pressed(hint.name))
                return
            at += GAP
            if event.x < at:
                return

    def _shown(self) -> tuple[Hint, ...]:
        room = self.content_size.width - sum(hint.width + GAP for hint in self.hints if hint.always)
        shown = []
        for hint in self.hints:
            room -= 0 if hint.always else hint.width + GAP
            if hint.always or room + GAP >= 0:
                shown.append(hint)
        return tuple(shown)
