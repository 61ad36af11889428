"""A question with yes and no, over everything else."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static


class Question(ModalScreen[bool | None]):
    """Answered by y or n, Enter (no), Escape (no), or the mouse.

    Where yes is likely, Enter means it, and Escape leaves the question open: None.
    """

    BINDINGS = [
        Binding("y", "answer(True)", "yes"),
        Binding("n", "answer(False)", "no"),
        Binding("escape", "leave", "no"),
    ]

    def __init__(self, words: str, *, likely: bool = False) -> None:
        super().__init__()
        self._likely = likely
        self._words = words

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self._words, id="words", markup=False)
            with Horizontal(id="answers"):
                yield Button("No (n)", id="no", compact=True)
                yield Button("Yes (y)", id="yes", compact=True, variant="primary")

    def on_mount(self) -> None:
        self.query_one("#yes" if self._likely else "#no").focus()

    def action_leave(self) -> None:
        self.dismiss(None if self._likely else False)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)
