"""One session of the history: what was planned, what was held, and what can still be noted."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import tzinfo

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from voiceguide.core.record import Record
from voiceguide.tui.past import details
from voiceguide.tui.screens.afterwards import NoteQuestion, PainQuestion


class OneSession(ModalScreen[Record | None]):
    """Answers with the session as it was changed, or None."""

    CSS_PATH = "../history.tcss"
    BINDINGS = [
        Binding("escape,q,enter", "leave", "close"),
        Binding("n", "note", "note"),
        Binding("b", "before", "pain before"),
        Binding("a", "after", "pain after"),
    ]

    def __init__(self, record: Record, names: Mapping[str, str], zone: tzinfo | None = None) -> None:
        """`names`: of points, by id."""
        super().__init__()
        self._before = self._record = record
        self._names = names
        self._zone = zone

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page") as page:
            page.border_title = "One session"
            page.border_subtitle = "n note · b, a pain before, after · Esc closes"
            yield Static(id="details")

    def on_mount(self) -> None:
        self.query_one("#page").focus()
        self._show()

    def _show(self) -> None:
        self.query_one("#details", Static).update(details(self._record, self._names, self._zone))

    def action_leave(self) -> None:
        self.dismiss(self._record if self._record != self._before else None)

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.action_leave()

    def action_note(self) -> None:
        self.app.push_screen(NoteQuestion("A note", self._record.note), self._taker("note"))

    def action_before(self) -> None:
        question = PainQuestion("Pain before this session", self._record.pain_before)
        self.app.push_screen(question, self._taker("pain_before"))

    def action_after(self) -> None:
        question = PainQuestion("Pain after this session", self._record.pain_after)
        self.app.push_screen(question, self._taker("pain_after"))

    def _taker(self, name: str) -> Callable[[object], None]:
        """Takes an answer; no answer leaves what was."""

        def take(answer: object) -> None:
            if answer is not None:
                self._record = replace(self._record, **{name: answer})  # type: ignore[arg-type]
                self._show()

        return take
