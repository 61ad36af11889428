"""The steps of the chosen session, each with its hold, which is adjusted right here."""

from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from voiceguide.core.duration import parse_duration
from voiceguide.core.point import Side
from voiceguide.tui.outline import Row
from voiceguide.tui.selection import HOLD_STEP

_SIDES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "both"}
_NUMBER_WIDTH = 3
_MOST_CODE = 6
"""Cells of a point's id; one's own may be longer than those that come with the program."""
_SIDE_WIDTH = 6
_HOLD_WIDTH, _TIMES_WIDTH = 7, 2
"""Cells of the hold with its signs, and of its repeats: "-[ 30]+x2"."""
_MINUS, _PLUS = 0, 6
"""Where the signs stand in it."""
_WIDEST = 44
"""Cells of a title, where there is room."""
_TYPED = frozenset("0123456789:ms")


class StepTable(ScrollView, can_focus=True):
    """A list of rows with a cursor; posture rows are passed over."""

    BINDINGS = [
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("pageup,home", "move(-99)", "first", show=False),
        Binding("pagedown,end", "move(99)", "last", show=False),
        Binding("minus,left", "change(-1)", "shorter", show=False),
        Binding("plus,equals_sign,right", "change(1)", "longer", show=False),
        Binding("x", "skip", "skip today", show=False),
    ]
    COMPONENT_CLASSES = {
        "step-table--posture",
        "step-table--step",
        "step-table--skipped",
        "step-table--cursor",
    }

    cursor: reactive[int] = reactive(0)
    """Which of the steps, postures not counted."""
    rows: reactive[tuple[Row, ...]] = reactive((), always_update=True)
    typed: reactive[str] = reactive("")
    """A hold that is being typed."""

    @dataclass
    class HoldWished(Message):
        """A point is to be held so many seconds today."""

        point: str
        seconds: int

    @dataclass
    class SkipToggled(Message):
        """A step is to be left out today, or taken in again."""

        point: str
        side: Side

    @dataclass
    class Reached(Message):
        """The cursor stands on another step."""

        row: Row

    @dataclass
    class Refused(Message):
        """Something cannot be done here."""

        why: str

    @property
    def steps(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.stage)

    @property
    def current(self) -> Row | None:
        """The step under the cursor."""
        steps = self.steps
        return steps[min(self.cursor, len(steps) - 1)] if steps else None

    def get_content_height(self, *_: object) -> int:
        """Where the styles leave it to the rows."""
        return len(self.rows)

    def watch_rows(self) -> None:
        self.virtual_size = Size(0, len(self.rows))
        self.refresh(layout=True)
        self.typed = ""
        if self.cursor >= len(self.steps):
            self.cursor = max(0, len(self.steps) - 1)
        self.refresh()

    def watch_cursor(self) -> None:
        self.typed = ""
        self.refresh()
        if self.current:
            line = self.rows.index(self.current)
            above = line - 1 if line and not self.rows[line - 1].stage else line
            self.scroll_to_region(Region(0, above, 1, 1 + line - above), animate=False, force=True)
            self.post_message(self.Reached(self.current))

    def watch_typed(self) -> None:
        self.refresh()

    # What is asked

    def action_move(self, by: int) -> None:
        self.take_typed()
        self.cursor = min(max(0, len(self.steps) - 1), max(0, self.cursor + by))

    def action_change(self, by: int) -> None:
        """Hold the point under the cursor five seconds longer or shorter."""
        row = self.current
        if row and row.stage and row.stage.point:
            self.post_message(self.HoldWished(row.stage.point, row.stage.hold + by * HOLD_STEP))
        elif row:
            self.post_message(self.Refused("Breathing follows the factor for today: press < or >."))

    def action_skip(self) -> None:
        row = self.current
        if row and row.stage and row.stage.point and row.stage.side:
            self.post_message(self.SkipToggled(row.stage.point, row.stage.side))
        elif row:
            self.post_message(self.Refused("Breathing stays; any point can be skipped."))

    def on_key(self, event: events.Key) -> None:
        """Digits begin a hold that is typed; Enter takes it, Escape forgets it."""
        character = event.character or ""
        if character and (character.isdigit() or (self.typed and character in _TYPED)):
            self.typed = (self.typed + character)[:6]
        elif self.typed and event.key == "backspace":
            self.typed = self.typed[:-1]
        elif self.typed and event.key == "escape":
            self.typed = ""
        elif self.typed and event.key == "enter":
            self.take_typed()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_blur(self) -> None:
        """What stands there counts, also for whoever goes on without Enter."""
        self.take_typed()

    def take_typed(self) -> None:
        """Wish for the hold that is being typed, if one is."""
        typed, self.typed = self.typed, ""
        row = self.current
        if not typed:
            return
        try:
            seconds = parse_duration(typed)
        except ValueError as error:
            self.post_message(self.Refused(str(error)))
            return
        if row and row.stage and row.stage.point:
            self.post_message(self.HoldWished(row.stage.point, seconds))
        else:
            self.action_change(0)

    def on_click(self, event: events.Click) -> None:
        line = self.scroll_offset.y + event.y
        if not 0 <= line < len(self.rows) or not self.rows[line].stage:
            return
        self.take_typed()
        self.cursor = self.steps.index(self.rows[line])
        width = self.scrollable_content_region.width
        cell = event.x - _NUMBER_WIDTH - self._code_width - self._room(width) - _SIDE_WIDTH
        if cell in (_MINUS, _MINUS + 1):
            self.action_change(-1)
        elif cell in (_PLUS - 1, _PLUS):
            self.action_change(1)

    # What is shown

    def render_line(self, y: int) -> Strip:
        line = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if line >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        row = self.rows[line]
        if not row.stage:
            style = self.get_component_rich_style("step-table--posture")
            return Strip([Segment(row.title.upper()[:width], style)]).adjust_cell_length(width, style)
        return self._step(row, width)

    def _step(self, row: Row, width: int) -> Strip:
        here = row is self.current
        name = "skipped" if row.skipped else "cursor" if here else "step"
        style = self.get_component_rich_style(f"step-table--{name}")
        if here and row.skipped:
            style += Style(bgcolor=self.get_component_rich_style("step-table--cursor").bgcolor)
        side = _SIDES.get(row.stage.side, "") if row.stage and row.stage.side else ""
        room, coded = self._room(width), self._code_width
        code = (row.stage.point or "")[: coded - 1] if row.stage else ""
        named = f"{code:<{coded}}" if code else ""
        room += coded - len(named)
        named += f"{_short(row.title, room - 1):<{room}}"
        left = f"{row.number or '':>2} {named}{side:<{_SIDE_WIDTH}}"
        right = f"{'skipped':<{_HOLD_WIDTH}}" if row.skipped else self._hold(row, here)
        return Strip([Segment(left, style), Segment(right, style)]).adjust_cell_length(width, style)

    def _hold(self, row: Row, here: bool) -> str:
        assert row.stage
        times = f"x{row.times}" if row.times > 1 else ""
        if here and self.typed:
            return f" [{self.typed}_]"
        if here and row.stage.point:
            return f"-[{row.stage.hold:>3}]+{times}"
        return f"  {row.stage.hold:>3}  {times}"

    def _room(self, width: int) -> int:
        """Cells for the title."""
        times = _TIMES_WIDTH if any(row.times > 1 for row in self.rows) else 0
        taken = _NUMBER_WIDTH + self._code_width + _SIDE_WIDTH + _HOLD_WIDTH + times
        return min(_WIDEST, max(4, width - taken))

    @property
    def _code_width(self) -> int:
        """Cells for the ids of points, and one beside them."""
        codes = (len(row.stage.point) for row in self.rows if row.stage and row.stage.point)
        return 1 + min(_MOST_CODE, max(codes, default=0))


def _short(text: str, width: int) -> str:
    if len(text) <= width:
        return text
    head = text.partition(",")[0]
    return head if len(head) <= width else text[: max(0, width - 1)] + "…"
