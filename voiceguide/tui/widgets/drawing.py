"""Shows a grid of half-block cells: pictures and large letters."""

from collections.abc import Sequence
from itertools import groupby

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from voiceguide.picture.palette import Cell, Colour


class Drawing(Widget):
    """Draws what `cells` gives for its size, again only when something has changed."""

    def cells(self, columns: int, rows: int) -> Sequence[Sequence[Cell]]:
        """The picture at this size; may be smaller, never larger."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self._strips: dict[int, Strip] = {}
        self._drawn: object = None

    def redraw(self) -> None:
        """Draw anew with the next frame."""
        self._drawn = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        size = self.content_size
        base = Style(color=self.colors[3].rich_color, bgcolor=self.background_colors[1].rich_color)
        if self._drawn != (size, base, self.app.theme):
            self._drawn = (size, base, self.app.theme)
            self._strips = self._placed(self.cells(size.width, size.height))
        return self._strips.get(y, Strip.blank(0)).apply_style(base).adjust_cell_length(size.width, base)

    def _placed(self, drawn: Sequence[Sequence[Cell]]) -> dict[int, Strip]:
        """By line, where the styles want it."""
        size, styles = self.content_size, self.styles
        across = size.width - max((len(cells) for cells in drawn), default=0)
        down = size.height - len(drawn)
        left = {"center": across // 2, "right": across}.get(styles.text_align, 0)
        top = {"middle": down // 2, "bottom": down}.get(styles.content_align_vertical, 0)
        blank = [Cell(" ", None, None)] * max(0, left)
        return {row: _strip([*blank, *cells]) for row, cells in enumerate(drawn, max(0, top))}


def _strip(cells: Sequence[Cell]) -> Strip:
    runs = groupby(cells, key=lambda cell: (cell.foreground, cell.background))
    return Strip(
        [
            Segment("".join(cell.character for cell in run), Style(color=_hex(front), bgcolor=_hex(back)))
            for (front, back), run in runs
        ]
    )


def _hex(colour: Colour | None) -> str | None:
    return "#{:02x}{:02x}{:02x}".format(*colour) if colour else None
