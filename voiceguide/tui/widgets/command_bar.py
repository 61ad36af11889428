"""The last line of a screen: the keys that help most now, each of them a button for the mouse."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does; `name` is what is posted when it is clicked."""

    name: str
    key: str
    text: str


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
                for part in ((f"{hint.key}", "bold $bar-key"), (f" {hint.text}", ""), ("   ", ""))
            )
        )

    def on_click(self, event: events.Click) -> None:
        at = 0
        for hint in self._shown():
            at += len(hint.key) + 1 + len(hint.text)
            if event.x < at:
                self.post_message(self.Pressed(hint.name))
                return
            at += 3
            if event.x < at:
                return

    def _shown(self) -> tuple[Hint, ...]:
        width, shown = self.content_size.width, []
        for hint in self.hints:
            width -= len(hint.key) + 1 + len(hint.text)
            if width < 0:
                break
            shown.append(hint)
            width -= 3
        return tuple(shown)
