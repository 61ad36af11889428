"""Take it with you: the chosen session as a file, written while one waits."""

from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, ProgressBar, Static

from voiceguide.tui.taking import Taking, Write
from voiceguide.tui.widgets.choice import Choice

FORMATS = (
    ("mp3", "MP3, for any player"),
    ("html", "a page for the phone, with count and picture"),
    ("opus", "Opus, small and good"),
    ("ogg", "Ogg Vorbis"),
    ("flac", "FLAC, nothing lost"),
    ("wav", "WAV, large"),
)
_YES_OR_NO = (("no", "no"), ("yes", "yes"))


class TakeScreen(ModalScreen[None]):
    """Enter on the button writes; Escape gives up and closes."""

    def __init__(self, title: str, folder: Path, write: Write) -> None:
        super().__init__()
        self._title = title
        self._folder = folder
        self._write = write
        self._taking = Taking(self._show_soon, self._tell_soon)

    def compose(self) -> ComposeResult:
        with Vertical(id="page") as page:
            page.border_title = "Take it with you"
            page.border_subtitle = "Esc closes"
            into = f" as a file, with a chapter for each point, into\n{self._folder}"
            yield Static(Content.assemble((self._title, "b"), into))
            yield Static()
            yield Choice("Kind        ", FORMATS, "mp3", id="kind")
            yield Choice("Captions too", _YES_OR_NO, "no", id="captions")
            yield Static()
            yield Button("Write it", id="write", variant="primary", compact=True)
            yield ProgressBar(total=1000, show_eta=True, id="written")
            yield Static(id="told", markup=False)

    def on_mount(self) -> None:
        self.query_one("#written").display = False
        self.query_one("#kind").focus()

    def on_unmount(self) -> None:
        self._taking.give_up()
        self._taking.join()

    def _show_soon(self, share: float) -> None:
        self.app.call_later(self._show, share)

    def _tell_soon(self, words: str) -> None:
        self.app.call_later(self._tell, words)

    def _show(self, share: float) -> None:
        if self.is_current:
            bar = self.query_one(ProgressBar)
            bar.display = True
            bar.progress = round(1000 * share)

    def _tell(self, words: str) -> None:
        if self.is_current:
            self.query_one("#told", Static).update(words)
            self.query_one("#written").display = False
            self.query_one("#write", Button).disabled = False

    @on(Button.Pressed)
    def _begin(self) -> None:
        self.query_one("#write", Button).disabled = True
        self.query_one("#told", Static).update("")
        ending = self.query_one("#kind", Choice).current
        captions = self.query_one("#captions", Choice).current == "yes"
        self._taking.begin(self._folder, self._title, ending, captions, self._write)

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up"):
            self.focus_next() if event.key == "down" else self.focus_previous()
        elif event.key == "escape":
            self.dismiss()
        else:
            return
        event.stop()
        event.prevent_default()
