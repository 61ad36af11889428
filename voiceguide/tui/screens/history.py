"""History: the sessions that were done, what was noted of pain, minutes by week, seconds by point."""

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import ClassVar, Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from voiceguide.core.errors import VoiceguideError
from voiceguide.core.point import Point, spot
from voiceguide.core.progress import pain_pairs, point_totals
from voiceguide.core.record import Record
from voiceguide.times import local_time, weekly_minutes
from voiceguide.tui.past import heading, honest_words, row, summary
from voiceguide.tui.screens.one_session import OneSession
from voiceguide.tui.screens.question import Question
from voiceguide.tui.widgets.command_bar import CommandBar, Hint
from voiceguide.tui.widgets.plot import PainPlot
from voiceguide.tui.widgets.totals import PointTotals
from voiceguide.tui.widgets.weeks import WeekBars

PANELS = {"pain": "Pain before and after", "weeks": "Minutes a week", "points": "Held, by point"}
"""By id; on a wide screen all are shown at once."""

_EMPTY = """\
Nothing here yet.

Each session that you do will stand here: when it was, how long you held each point, and, if you like \
to note it, your pain before and after.

It is kept on this machine only, and you can delete it here at any time.
"""
_TURN = "turn(1)"
_HINTS = (
    Hint("details", "Enter", "details"),
    Hint(_TURN, "→", "next view"),
    Hint("delete", "d", "delete"),
    Hint("take_out", "x", "export"),
    Hint("delete_all", "D", "delete all"),
    Hint("leave", "Esc", "back", always=True),
)
_WIDE_PADDING = 3
"""Cells of a line that no row may use: the list's padding and its scrollbar."""


class Kept(Protocol):
    """The history, as far as the screen uses it: see `store.history`. All may raise VoiceguideError."""

    @property
    def trouble(self) -> str | None: ...
    def sessions(self) -> tuple[Record, ...]: ...
    def annotate(self, name: str, pain_before: int | None, pain_after: int | None, note: str) -> bool: ...
    def delete(self, name: str) -> bool: ...
    def delete_all(self) -> int: ...


class HistoryScreen(Screen[None]):
    """Up and down choose a session, left and right another view, Escape goes back."""

    CSS_PATH = "../history.tcss"
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape,q,h", "leave", "back"),
        Binding("right,tab", "turn(1)", "next view"),
        Binding("left,shift+tab", "turn(-1)", "previous view"),
        Binding("d,delete", "delete", "delete"),
        Binding("D", "delete_all", "delete all"),
        Binding("x", "take_out", "export"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-middling"), (36, "-tall")]

    panel: reactive[str] = reactive("pain")

    def __init__(
        self,
        history: Kept,
        points: Mapping[str, Point],
        write: Callable[[Sequence[Record]], tuple[Path, ...]],
        zone: tzinfo | None = None,
    ) -> None:
        """`write` exports into files and names them; `zone` is the machine's own if none is given."""
        super().__init__()
        self._history = history
        self._names = {point.id: spot(point) for point in points.values()}
        self._write = write
        self._zone = zone
        self._records: tuple[Record, ...] = ()
        self._listed: tuple[int, tuple[Record, ...]] = (0, ())
        """The width and the sessions of the rows that are there."""

    def compose(self) -> ComposeResult:
        yield Static(id="head")
        with Horizontal(id="columns"):
            with Vertical(id="sessions"):
                yield Static(id="heading", markup=False)
                yield OptionList(id="list")
                yield Static(_EMPTY, id="empty", markup=False)
            yield Static(id="tabs")
            with Vertical(id="panels"):
                yield Static(PANELS["pain"], classes="panel-title")
                yield PainPlot(id="pain")
                yield Static(id="honest", markup=False)
                yield Static(PANELS["weeks"], classes="panel-title")
                yield WeekBars(id="weeks")
                yield Static(PANELS["points"], classes="panel-title")
                with VerticalScroll(id="points-pane"):
                    yield PointTotals(self._names, id="points")
        yield Static(id="told", markup=False)
        yield CommandBar(_HINTS, id="bar")

    def on_mount(self) -> None:
        self.query_one("#points-pane").can_focus = False
        self._read()
        self.query_one("#list").focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._list)

    def on_screen_resume(self) -> None:
        self._show_panel()

    # What is shown

    def _read(self) -> None:
        """Everything anew from what is kept."""
        try:
            self._records = self._history.sessions()
        except VoiceguideError as error:
            self._tell(str(error))
        else:
            self._tell(self._history.trouble or "")
        self._list()
        pairs = tuple(
            (local_time(one.started, self._zone), one.before, one.after) for one in pain_pairs(self._records)
        )
        self.query_one(PainPlot).pairs = pairs
        self.query_one("#honest", Static).update(honest_words(len(pairs)))
        self.query_one(WeekBars).weeks = weekly_minutes(self._records, self._zone)
        self.query_one(PointTotals).totals = point_totals(self._records)
        self.set_class(not self._records, "-empty")
        told = summary(self._records) if self._records else ""
        self.query_one("#head", Static).update(Content.assemble(("History", "bold $primary"), f"   {told}"))
        self._show_panel()

    def _list(self) -> None:
        """The rows, as wide as there is room; the cursor stays where it is."""
        sessions = self.query_one(OptionList)
        here = sessions.highlighted
        width = self.query_one("#sessions").content_size.width - _WIDE_PADDING
        if width <= 0 or self._listed == (width, self._records):
            return
        self._listed = (width, self._records)
        self.query_one("#heading", Static).update(heading(width))
        wide = self.has_class("-wide")
        self.query_one(CommandBar).hints = tuple(one for one in _HINTS if not (wide and one.name == _TURN))
        if self._records:
            newest = local_time(self._records[0].started, self._zone)
            rows = [Option(row(one, width, newest, self._zone), one.id) for one in self._records]
            # That it stays where it is takes back nothing that was said.
            with self.prevent(OptionList.OptionHighlighted):
                sessions.clear_options().add_options(rows)
                sessions.highlighted = min(here or 0, len(rows) - 1)
        else:
            sessions.clear_options()

    def watch_panel(self) -> None:
        self._show_panel()

    def _show_panel(self) -> None:
        """Where there is room for one view only: which."""
        if not self.is_mounted:
            return
        for name in PANELS:
            self.set_class(name == self.panel, f"-{name}")
        self.query_one("#tabs", Static).update(
            Content("  ").join(
                Content.styled(f" {title} ", "reverse bold" if name == self.panel else "$quiet")
                for name, title in PANELS.items()
            )
        )

    def _tell(self, words: str) -> None:
        told = self.query_one("#told", Static)
        told.update(words)
        told.display = bool(words)

    # What is asked

    def action_leave(self) -> None:
        self.dismiss()

    def action_turn(self, by: int) -> None:
        names = list(PANELS)
        self.panel = names[(names.index(self.panel) + by) % len(names)]

    @on(events.Click, "#tabs")
    def _click(self, event: events.Click) -> None:
        at = 0
        for name, title in PANELS.items():
            at += len(title) + 4
            if event.x < at:
                self.panel = name
                return

    @property
    def current(self) -> Record | None:
        """The session under the cursor."""
        here = self.query_one(OptionList).highlighted
        return self._records[here] if here is not None and here < len(self._records) else None

    @on(OptionList.OptionHighlighted)
    def _reach(self) -> None:
        self._tell("")

    @on(OptionList.OptionSelected)
    def action_details(self) -> None:
        """Everything about one session, where its note and its pain can be changed."""
        record = self.current
        if record:
            self.app.push_screen(OneSession(record, self._names, self._zone), self._change)

    def _change(self, changed: Record | None) -> None:
        if changed is None:
            return
        try:
            self._history.annotate(changed.id, changed.pain_before, changed.pain_after, changed.note)
        except VoiceguideError as error:
            self._tell(str(error))
        else:
            self._read()
            self._tell("Kept.")

    def action_delete(self) -> None:
        record = self.current
        if record:
            when = local_time(record.started, self._zone)
            named = f"{record.title or record.routine}, {when.day} {when:%B %Y, %H:%M}"
            self.app.push_screen(
                Question(f"Delete this session for good?\n\n{named}"), partial(self._delete, record.id)
            )

    def _delete(self, name: str, yes: bool | None) -> None:
        if yes:
            self._forget(lambda: self._history.delete(name), "Deleted.")

    def action_delete_all(self) -> None:
        if self._records:
            many = summary(self._records)
            self.app.push_screen(Question(f"Delete the whole history for good?\n\n{many}"), self._delete_all)

    def _delete_all(self, yes: bool | None) -> None:
        if yes:
            self._forget(self._history.delete_all, "All deleted.")

    def _forget(self, delete: Callable[[], object], words: str) -> None:
        try:
            delete()
        except VoiceguideError as error:
            self._tell(str(error))
            return
        self._read()
        self._tell(words)

    def action_take_out(self) -> None:
        """Everything as CSV and JSON."""
        if not self._records:
            self._tell("There is nothing to export yet.")
            return
        try:
            files = self._write(self._records)
        except VoiceguideError as error:
            self._tell(str(error))
        else:
            self._tell(f"Exported as {' and '.join(file.name for file in files)} into {files[0].parent}")

    @on(CommandBar.Pressed)
    async def _press(self, event: CommandBar.Pressed) -> None:
        await self.run_action(event.name)
