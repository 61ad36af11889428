"""How long each point was held in all, on each side."""

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from voiceguide.core.progress import Total

_SIDES = {"left": "left", "right": "right", "both": "both", "midline": "middle"}
_COLUMN = 9


class PointTotals(Widget):
    """A line for each point, the longest held first; scrolls where there is too little room."""

    totals: reactive[tuple[Total, ...]] = reactive((), layout=True)

    def __init__(self, names: Mapping[str, str], *, id: str) -> None:
        """`names`: of points, by id."""
        super().__init__(id=id)
        self._names = names

    def render(self) -> Content:
        sides = [side for side in _SIDES if any(total.side == side for total in self.totals)]
        room = max(6, self.content_size.width - _COLUMN * len(sides))
        heading = f"{'':<{room}}" + "".join(f"{_SIDES[side]:>{_COLUMN}}" for side in sides)
        lines = [self._row(point, sides, room) for point in self._longest_first()]
        return Content("\n").join([Content.styled(heading, "$quiet"), *lines])

    def _longest_first(self) -> Sequence[str]:
        held: dict[str, float] = {}
        for total in self.totals:
            held[total.point] = held.get(total.point, 0.0) + total.seconds
        return sorted(held, key=lambda point: -held[point])

    def _row(self, point: str, sides: Sequence[str], room: int) -> Content:
        by_side = {total.side: total.seconds for total in self.totals if total.point == point}
        name = f" {self._names.get(point, '')}"[: max(0, room - len(point) - 1)]
        cells = "".join(f"{_time(by_side.get(side, 0.0)):>{_COLUMN}}" for side in sides)
        return Content.assemble((point, "bold"), (f"{name:<{room - len(point)}}", "$quiet"), cells)


def _time(seconds: float) -> str:
    if not seconds:
        return "-"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes else f"{round(seconds)} s"
