"""Minutes of session in each week, as bars."""

from datetime import date

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from voiceguide.times import Week

_LABEL, _NUMBER = 8, 8
_FULL, _HALF = "━", "╸"


class WeekBars(Widget):
    """The latest weeks, as many as there are lines; the last one below."""

    weeks: reactive[tuple[Week, ...]] = reactive((), layout=True)

    def get_content_height(self, *_: object) -> int:
        """Where the styles leave it to the weeks."""
        return max(1, len(self.weeks))

    def render(self) -> Content:
        size = self.content_size
        shown = self.weeks[-max(1, size.height) :]
        most = max((week.minutes for week in shown), default=0.0)
        room = max(1, size.width - _LABEL - _NUMBER)
        return Content("\n").join(
            Content.assemble(
                (f"{_day(week.monday):<{_LABEL}}", "$quiet"),
                (bar(week.minutes, most, room), "$primary"),
                f" {_minutes(week.minutes)}",
            )
            for week in shown
        )


def bar(value: float, most: float, room: int) -> str:
    """A bar to the half of a cell; the greatest value fills the room."""
    full, half = divmod(round(value / most * room * 2) if most else 0, 2)
    return _FULL * full + _HALF * half


def _minutes(minutes: float) -> str:
    return f"{round(minutes)} min" if minutes else "-"


def _day(monday: date) -> str:
    return f"{monday.day} {monday:%b}"
