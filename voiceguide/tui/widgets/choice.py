"""One setting on one line: shown with its name, changed by arrow keys, space or a click."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Choice(Widget, can_focus=True):
    """A value out of several."""

    BINDINGS = [
        Binding("left", "turn(-1)", "less", show=False),
        Binding("right,space", "turn(1)", "more", show=False),
        Binding("down", "app.focus_next", "on", show=False),
        Binding("up", "app.focus_previous", "back", show=False),
    ]

    current: reactive[str] = reactive("")
    values: reactive[tuple[tuple[str, str], ...]] = reactive(())

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        choice: "Choice"
        value: str

        @property
        def control(self) -> "Choice":
            return self.choice

    def __init__(
        self,
        label: str,
        values: Sequence[tuple[str, str]],
        current: str,
        *,
        id: str,
        around: bool = True,
    ) -> None:
        """`values`: each as it is kept and as it is shown; `around`: after the last comes the first."""
        super().__init__(id=id)
        self.label = label
        self._around = around
        self.set_reactive(Choice.values, tuple(values))
        self.set_reactive(Choice.current, current)

    def render(self) -> Content:
        shown = dict(self.values).get(self.current, self.current)
        if self.has_focus:
            return Content.assemble(f"{self.label} ‹", (shown, "bold"), "›")
        return Content.assemble((f"{self.label}  ", "$quiet"), (shown, "bold"), " ")

    def get_content_width(self, *_: object) -> int:
        """As wide as its widest value, so that nothing beside it moves."""
        return len(self.label) + 3 + max((len(shown) for _, shown in self.values), default=0)

    def action_turn(self, by: int) -> None:
        """Choose the value so many places on."""
        names = [name for name, _ in self.values]
        if not names:
            return
        here = names.index(self.current) if self.current in names else 0
        there = here + by
        there = there % len(names) if self._around else min(len(names) - 1, max(0, there))
        if names[there] != self.current:
            self.current = names[there]
            self.post_message(self.Changed(self, self.current))

    def on_click(self, event: events.Click) -> None:
        self.action_turn(-1 if event.x <= len(self.label) + 1 and event.x >= len(self.label) else 1)
