"""Words and figures as large as their place allows."""

from collections.abc import Sequence

from textual.reactive import reactive

from voiceguide.picture.palette import Cell
from voiceguide.tui.widgets.colours import palette_of
from voiceguide.tui.widgets.drawing import Drawing

SMALLEST = 2
"""Rows under which plain characters are easier to read."""


class Lettering(Drawing):
    """One text in large letters; too long for its place, it is written smaller, or in plain characters."""

    text: reactive[str] = reactive("")

    def watch_text(self) -> None:
        self.redraw()

    def cells(self, columns: int, rows: int) -> Sequence[Sequence[Cell]]:
        from voiceguide.picture.letters import letters, letters_width  # noqa: PLC0415 - numpy loads behind the first paint

        palette = palette_of(self)
        ink, ground = (palette.text, palette.background) if palette else (None, None)
        for text in (self.text, self.text.split(",")[0]):
            for size in range(rows, SMALLEST - 1, -1):
                if text and letters_width(text, size) <= columns:
                    return letters(text, size, ink, ground)
        return [[Cell(character, ink, None) for character in self.text[:columns]]]
