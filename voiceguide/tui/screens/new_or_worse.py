"""The one question before a usual session."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from voiceguide.core.safety_questions import Statement
from voiceguide.core.safety_talk import NEW_OR_WORSE


class NewOrWorse(ModalScreen[Statement | None]):
    """Answered by n, y or u, by arrows and Enter, or the mouse; Escape is no answer, so nothing starts."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("n", "answer('no')", "no"),
        Binding("y", "answer('yes')", "yes"),
        Binding("u", "answer('unsure')", "not sure"),
        Binding("escape", "leave", "not now"),
        Binding("right,down", "app.focus_next", "next", show=False),
        Binding("left,up", "app.focus_previous", "previous", show=False),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(NEW_OR_WORSE, id="words")
            with Horizontal(id="answers"):
                yield Button("No (n)", id="no", compact=True)
                yield Button("Yes (y)", id="yes", compact=True)
                yield Button("Not sure (u)", id="unsure", compact=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(Statement(event.button.id or ""))

    def action_answer(self, statement: str) -> None:
        self.dismiss(Statement(statement))

    def action_leave(self) -> None:
        self.dismiss(None)
