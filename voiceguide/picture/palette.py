"""The colours of a picture; themes give them, exports have their own."""

from dataclasses import dataclass
from typing import NamedTuple

Colour = tuple[int, int, int]
"""Red, green, blue, 0 to 255 each."""


class Cell(NamedTuple):
    """One character of a terminal; None stands for the terminal's own colour."""

    character: str
    foreground: Colour | None
    background: Colour | None


Cells = tuple[tuple[Cell, ...], ...]
"""Rows of cells, from the top."""


@dataclass(frozen=True, slots=True)
class Palette:
    body: Colour
    shade: Colour
    """Lines inside the body and its soft edge."""
    background: Colour | None
    """None leaves it to what lies below: the terminal, the page."""
    now: Colour
    other: Colour
    text: Colour


PAPER: Colour = (250, 247, 242)
LIGHT = Palette(
    body=(222, 190, 164),
    shade=(139, 92, 72),
    background=PAPER,
    now=(196, 30, 58),
    other=(38, 84, 124),
    text=(46, 42, 40),
)
