"""The microphone check: which one listens, how loud it hears, what it understands, and why it does not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from voiceguide.core.overheard import Burst, Overheard, level_bar
from voiceguide.tui.attendant import Attendant, Missed, Names, OpenEar, Report, Trouble, Understood
from voiceguide.tui.widgets.choice import Choice

LOOKS_PER_SECOND = 20
PATIENCE = 12.0
"""Seconds without a sound after which another microphone is proposed."""

_SIGN = "█"

_BEGINNING = "The microphone is being opened…"
_LISTENING = "It listens."
_ALMOST = "That was almost a phrase. Say it once more, clearly and on its own."
_SOFT = "That was too soft ({level:.0f} dB). Come nearer, speak up, or turn the microphone up."
_NO_PHRASE = (
    'Something was heard ({level:.0f} dB), but no phrase. Say "pause" on its own, after a moment of quiet.'
)
_NOTHING = "Nothing is heard but the room ({level:.0f} dB). Speak up, or choose another microphone."


class MicrophoneScreen(ModalScreen[None]):
    """Escape closes; left and right choose another microphone."""

    @dataclass
    class Chosen(Message):
        """A microphone is to be used from now on; empty for the system's own."""

        microphone: str

    def __init__(
        self,
        open_ear: OpenEar,
        names: Callable[[], Sequence[str]],
        now: Callable[[], float],
        microphone: str = "",
    ) -> None:
        """`names` lists all microphones, or raises a `VoiceguideError`; `microphone` is the one in use."""
        super().__init__()
        self._attendant = Attendant(open_ear, names)
        self._now = now
        self._microphone = microphone
        self._begin()

    def compose(self) -> ComposeResult:
        with Vertical(id="page") as page:
            page.border_title = "Microphone"
            page.border_subtitle = "left, right another one · Esc closes"
            yield Choice("Microphone", _values((), self._microphone), self._microphone, id="microphone")
            yield Static(level_bar(None, _SIGN), id="level", markup=False)
            yield Static('Say "pause", as loud as you will from where you lie.', id="ask", markup=False)
            yield Static(id="heard", markup=False)
            yield Static(_BEGINNING, id="why", markup=False)

    def on_mount(self) -> None:
        self.query_one(Choice).focus()
        self._attendant.start()
        self._attendant.listen(self._microphone)
        self.set_interval(1 / LOOKS_PER_SECOND, self.look)

    def on_unmount(self) -> None:
        self._attendant.end()

    def look(self) -> None:
        """Show what is heard now."""
        while not self._attendant.reports.empty():
            self._take(self._attendant.reports.get())
        level = self._attendant.level
        self.query_one("#level", Static).update(level_bar(level, _SIGN))
        if level is not None and not self._trouble:
            self._weigh(level)
        self.query_one("#why", Static).update(self._trouble or self._why)

    def _begin(self) -> None:
        """Nothing is known yet."""
        self._trouble = ""
        self._why = _BEGINNING
        self._overheard = Overheard()
        self._answered = self._heard_at = self._now()

    def _take(self, report: Report) -> None:
        match report:
            case Understood(phrase, likelihood):
                self.query_one("#heard", Static).update(f'Heard: "{phrase}", {likelihood:.0%} sure')
                self._answer(_LISTENING)
            case Missed():
                self._answer(_ALMOST)
            case Trouble(sentence):
                self._trouble = sentence
            case Names(names):
                self.query_one(Choice).values = _values(names, self._microphone)

    def _weigh(self, level: float) -> None:
        """Say why nothing was understood, once something was said that was not."""
        now = self._now()
        if self._why == _BEGINNING:
            self._answer(_LISTENING)
        burst = self._overheard.take(level, now)
        if burst:
            self._heard_at = now
            if burst.began > self._answered:
                self._why = _reason(burst)
        elif now - self._heard_at > PATIENCE:
            self._why = _NOTHING.format(level=level)

    def _answer(self, why: str) -> None:
        self._why = why
        self._answered = self._heard_at = self._now()

    @on(Choice.Changed)
    def _choose(self, event: Choice.Changed) -> None:
        event.stop()
        self._microphone = event.value
        self._begin()
        self.query_one("#heard", Static).update("")
        self._attendant.listen(event.value)
        self.post_message(self.Chosen(event.value))

    def on_key(self, event: events.Key) -> None:
        if event.key in ("escape", "q", "enter"):
            self.dismiss()
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss()


def _reason(burst: Burst) -> str:
    return (_SOFT if burst.soft else _NO_PHRASE).format(level=burst.loudest)


def _values(names: Sequence[str], chosen: str) -> tuple[tuple[str, str], ...]:
    """Each as it is named and as it is shown; the chosen one also if it is not connected."""
    listed = dict.fromkeys((*names, chosen))
    return (("", "the system's own"), *((name, name) for name in listed if name))
