"""Pain before and after each session over time: two marks that differ in shape, joined by a line."""

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from voiceguide.core.record import LEAST_PAIN, MOST_PAIN

BEFORE, AFTER, BOTH, JOINED = "○", "●", "◉", "│"

Pair = tuple[datetime, int, int]
"""When, pain before, pain after; from 0 to 10."""

_AXIS = 4
"""Cells of the numbers at the left."""
_LINED = (0, 5, 10)
_STYLES = {BEFORE: "$secondary bold", AFTER: "$accent bold", BOTH: "$foreground bold", JOINED: "$quiet"}


class PainPlot(Widget):
    """As many of the latest pairs as there is room for."""

    pairs: reactive[tuple[Pair, ...]] = reactive(())
    """In the order of time."""

    def render(self) -> Content:
        size = self.content_size
        if size.width <= _AXIS or size.height < 3:  # noqa: PLR2004 - two rows and the dates below them
            return Content()
        shown = self.pairs[-(size.width - _AXIS) :]
        rows = drawn(shown, size.width - _AXIS, size.height - 1)
        lines = [_line(label, cells) for label, cells in rows]
        joined = any(BOTH in cells for _, cells in rows)
        return Content("\n").join([*lines, _below(shown, size.width, joined)])


def drawn(pairs: Sequence[Pair], columns: int, rows: int) -> list[tuple[str, str]]:
    """The plot's rows, the highest pain first: the number at the left, and one letter for each column.

    Where there are fewer than eleven rows each stands for two numbers or more.
    """
    each = -(-(MOST_PAIN - LEAST_PAIN + 1) // rows)
    levels = range(MOST_PAIN // each, LEAST_PAIN - 1, -1)
    grid = {level: [_ground(level * each)] * columns for level in levels}
    for column, (_, before, after) in zip(places([pair[0] for pair in pairs], columns), pairs, strict=True):
        first, last = before // each, after // each
        for level in range(min(first, last) + 1, max(first, last)):
            grid[level][column] = JOINED
        grid[first][column], grid[last][column] = (BEFORE, AFTER) if first != last else (BOTH, BOTH)
    return [(str(level * each), "".join(grid[level])) for level in levels]


def places(times: Sequence[datetime], columns: int) -> list[int]:
    """A column of its own for each time, as near as can be to where it belongs; at most `columns` times."""
    if not times:
        return []
    span = (times[-1] - times[0]).total_seconds() or 1.0
    apart = 2 if len(times) * 2 <= columns else 1
    found: list[int] = []
    for time in times:
        wanted = round((time - times[0]).total_seconds() / span * (columns - 1))
        found.append(max(wanted, found[-1] + apart) if found else wanted)
    limit = columns - 1
    for index in reversed(range(len(found))):
        found[index] = min(found[index], limit)
        limit = found[index] - apart
    return found


def _ground(value: int) -> str:
    return "┈" if value in _LINED else " "


def _line(label: str, cells: str) -> Content:
    parts: list[tuple[str, str]] = [(f"{label:>{_AXIS - 2}} ┤", "$quiet")]
    for cell in cells:
        style = _STYLES.get(cell, "$quiet")
        if parts[-1][1] == style:
            parts[-1] = (parts[-1][0] + cell, style)
        else:
            parts.append((cell, style))
    return Content.assemble(*parts)


def _below(pairs: Sequence[Pair], width: int, joined: bool) -> Content:
    """The first and the last day, and between them what the marks mean."""
    first, last = (day(pairs[0][0]), day(pairs[-1][0])) if pairs else ("", "")
    same = f"   {BOTH} both" if joined else ""
    meaning = f"{BEFORE} before   {AFTER} after{same}"
    room = width - _AXIS - len(first) - len(last) - len(meaning)
    left = max(1, room // 2)
    return Content.assemble(
        (f"{'':<{_AXIS}}{first}{'':<{left}}", "$quiet"),
        (f"{BEFORE} before", _STYLES[BEFORE]),
        "   ",
        (f"{AFTER} after", _STYLES[AFTER]),
        (same, _STYLES[BOTH]),
        (f"{'':<{max(1, room - left)}}{last}", "$quiet"),
    )


def day(when: datetime) -> str:
    """As "3 Mar"."""
    return f"{when.day} {when:%b}"
