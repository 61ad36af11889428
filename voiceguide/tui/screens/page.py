"""A page to read, over everything else: help, and about."""

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

_SCROLLING = ("up", "down", "pageup", "pagedown", "home", "end")


class Page(ModalScreen[str]):
    """Arrow keys scroll; every other key, or a click beside it, closes it and is the answer."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]

    def __init__(self, title: str, text: str, how: str = "arrows scroll · any other key closes") -> None:
        """`text` is Textual's content markup."""
        super().__init__()
        self._title = title
        self._text = text
        self._how = how

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page") as page:
            page.border_title = self._title
            page.border_subtitle = self._how
            yield Static(self._text, id="text")

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def on_key(self, event: events.Key) -> None:
        if event.key not in _SCROLLING and not event.key.startswith("ctrl+"):
            event.stop()
            event.prevent_default()
            self.dismiss(event.character or "")

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss("")
