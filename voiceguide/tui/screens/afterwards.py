"""What may be asked around a session: pain, whether a changed hold is to be the usual one, a note."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from voiceguide.core.record import Changed, Record, changed_holds, usual_holds
from voiceguide.tui.widgets.choice import Choice
from voiceguide.tui.widgets.scale import Scale

LONGEST_NOTE = 500
"""Letters."""

_KEEP, _LEAVE = "keep", "leave"
_Answer = TypeVar("_Answer")


class _Asked(ModalScreen[_Answer | None], Generic[_Answer]):
    """A small box; Escape, or a click beside it, leaves the question without an answer."""

    CSS_PATH = "../history.tcss"
    BINDINGS = [Binding("escape", "skip", "rather not")]

    def action_skip(self) -> None:
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss(None)

    @on(Button.Pressed, "#skip")
    def _skip(self) -> None:
        self.dismiss(None)


class PainQuestion(_Asked[int]):
    """Answers with a number from 0 to 10; Enter or a click takes it."""

    BINDINGS = [Binding("enter", "take", "take", priority=True)]

    def __init__(self, title: str, value: int | None = None) -> None:
        """`value` is chosen at first."""
        super().__init__()
        self._title = title
        self._value = value

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = self._title
            box.border_subtitle = "digits, arrows or the mouse"
            yield Scale(self._value)
            with Horizontal(id="ends"):
                yield Static("0 none", id="least")
                yield Static("10 the worst you can imagine", id="most")
            with Horizontal(id="answers"):
                yield Button("Rather not (Esc)", id="skip", compact=True)
                yield Button("Take it (Enter)", id="take", compact=True, variant="primary")

    def on_mount(self) -> None:
        self.query_one(Scale).focus()

    def action_take(self) -> None:
        if isinstance(self.focused, Button) and self.focused.id == "skip":
            self.dismiss(None)
        else:
            self.dismiss(self.query_one(Scale).value)

    @on(Button.Pressed, "#take")
    def _take(self) -> None:
        self.action_take()

    @on(Scale.Taken)
    def _taken(self, event: Scale.Taken) -> None:
        self.dismiss(event.value)


@dataclass(frozen=True, slots=True)
class Offer:
    """A hold that was changed while it played. All holds are seconds."""

    changed: Changed
    name: str
    """Of the place, in plain words."""
    usual: int
    """What would be kept: the wish, free of today's scale."""

    @property
    def place(self) -> str:
        side = "" if self.changed.side in (None, "midline", "both") else f" {self.changed.side}"
        return f"{self.changed.point}{side}"


def offers(record: Record, scale: Fraction, names: Mapping[str, str]) -> tuple[Offer, ...]:
    """What to ask about after a session; nothing, if no hold was changed.

    Args:
        record: of the session.
        scale: with which it was planned.
        names: of points, by id.
    """
    usual = usual_holds(record, scale)
    return tuple(
        Offer(changed, names.get(changed.point, ""), usual[changed.point])
        for changed in changed_holds(record)
    )


class UsualOffer(_Asked[Mapping[str, int]]):
    """Answers with the holds to keep, in seconds by point; with None, or an empty mapping, none is kept."""

    BINDINGS = [
        Binding("y", "keep", "keep"),
        Binding("n", "skip", "leave"),
        Binding("down", "move(1)", "next", show=False),
        Binding("up", "move(-1)", "previous", show=False),
    ]

    def __init__(self, changes: Sequence[Offer]) -> None:
        super().__init__()
        self._offers = changes

    def compose(self) -> ComposeResult:
        single = len(self._offers) == 1
        with Vertical(id="box") as box:
            box.border_title = "Keep as usual?"
            if single:
                box.border_subtitle = "y keep · n, Esc leave as it was"
                yield Static(asked(self._offers[0]), markup=False, classes="words")
            else:
                box.border_subtitle = "left, right change · y keep · Esc leave all"
                yield Static("You changed these holds today:", markup=False, classes="words")
                for offer in self._offers:
                    yield Choice(_row(offer), ((_KEEP, "keep"), (_LEAVE, "leave")), _KEEP, id=_id(offer))
            with Horizontal(id="answers"):
                yield Button("Leave (n)", id="skip", compact=True)
                yield Button("Keep (y)", id="keep", compact=True, variant="primary")

    def on_mount(self) -> None:
        first = self.query(Choice)
        (first.first() if first else self.query_one("#keep")).focus()

    def action_move(self, by: int) -> None:
        (self.focus_next if by > 0 else self.focus_previous)()

    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        left = {choice.id for choice in self.query(Choice) if choice.current == _LEAVE}
        self.dismiss({one.changed.point: one.usual for one in self._offers if _id(one) not in left})


class NoteQuestion(_Asked[str]):
    """Answers with one line, empty or not, at Enter."""

    def __init__(self, title: str, note: str = "") -> None:
        """`note` is what stands there at first."""
        super().__init__()
        self._title = title
        self._note = " ".join(note.split())

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = self._title
            box.border_subtitle = "Enter keeps it · Esc rather not"
            yield Input(
                self._note, placeholder="how it was, if you like", max_length=LONGEST_NOTE, compact=True
            )

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())


def asked(offer: Offer) -> str:
    """The question about a single hold."""
    wished, planned = offer.changed.wished, offer.changed.planned
    held = f"You held {offer.place} for {wished} instead of {planned} seconds."
    if offer.usual == wished:
        return f"{held} Keep {wished} as usual?"
    return f"{held} Keep {offer.usual} as usual, which is {wished} at today's factor?"


def _row(offer: Offer) -> str:
    kept = "" if offer.usual == offer.changed.wished else f", usually {offer.usual} s"
    return f"{offer.place:<10} {offer.changed.wished} s instead of {offer.changed.planned} s{kept:<16}"


def _id(offer: Offer) -> str:
    return f"offer-{offer.changed.point.lower()}"
