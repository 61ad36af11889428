"""Words and figures so large that they are read from the floor, as half blocks."""

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

import numpy as np

from voiceguide.picture.digits import WIDTH, digit
from voiceguide.picture.glyphs import FIVE, FOUR, SEVEN
from voiceguide.picture.halves import COVERED, coloured, signs
from voiceguide.picture.palette import Cell, Cells, Colour
from voiceguide.picture.plate import Plane

if TYPE_CHECKING:
    from PIL import ImageFont

_BY_HAND = {2: (FOUR, 1), 3: (FIVE, 1), 4: (SEVEN, 1), 5: (FIVE, 2)}
"""By rows: the glyphs and how many pixels each of theirs is wide and high; above, letters are smooth."""
_GAP = 2
"""The width of a blank in such glyphs."""
_DIGITS = "0123456789"
_UNKNOWN = "?"
_FINEST, _COARSEST, _FINE_HEIGHT = 8, 4, 160
"""How much finer letters are drawn than shown, so that they are about so many pixels high."""
_OVER = 0.25
"""As much of a pixel may be cut off at the edges of a letter."""
_BOLD = 0.045
"""How much each edge is set out, of the height."""
_TRACK = 0.11
"""Between letters, of the height."""
_BLANK = 0.4


def letters(text: str, rows: int, ink: Colour | None, background: Colour | None = None) -> Cells:
    """The text in capitals that fill `rows` rows of cells; digits are equally wide.

    Args:
        text: one line; accents are left out.
        rows: at least 2.
        ink: its colour; None for the terminal's own, without any colour.
        background: None leaves it to what lies below; edges are softened only towards a known colour.
    """
    covered = _covered(_capitals(text), rows)
    if ink is None:
        return tuple(tuple(Cell(sign, None, None) for sign in line) for line in signs(covered >= COVERED))
    part = covered[..., None]
    mixed = np.asarray(background or ink) * (1 - part) + np.asarray(ink) * part
    solid = None if background else covered >= COVERED
    return tuple(map(tuple, coloured(np.rint(mixed).astype(np.uint8), solid)))


def letters_width(text: str, rows: int) -> int:
    """How many columns `letters` fills."""
    return int(_covered(_capitals(text), rows).shape[1])


def _capitals(text: str) -> str:
    return "".join(sign for sign in normalize("NFKD", text.upper()) if not combining(sign))


@lru_cache(maxsize=256)
def _covered(text: str, rows: int) -> Plane:
    """How much of each pixel is inked; shape (2 rows, width)."""
    return _by_hand(text, rows) if rows in _BY_HAND else _smooth(text, rows * 2)


def _by_hand(text: str, rows: int) -> Plane:
    glyphs, size = _BY_HAND[rows]
    high = len(glyphs[_UNKNOWN])
    lines = [""] * high
    for number, sign in enumerate(text):
        glyph = (" " * _GAP,) * high if sign == " " else glyphs.get(sign, glyphs[_UNKNOWN])
        lines = [line + " " * bool(number) + part for line, part in zip(lines, glyph, strict=True)]
    inked = np.asarray([[ink == "#" for ink in line] for line in lines], np.float32).reshape(high, -1)
    above = (rows * 2 - high * size) // 2
    below = rows * 2 - high * size - above
    return np.pad(inked.repeat(size, axis=0).repeat(size, axis=1), ((above, below), (0, 0)))


def _smooth(text: str, pixels: int) -> Plane:
    """Drawn with a font, bold; each letter in a box of whole pixels."""
    gap = np.zeros((pixels, max(1, round(pixels * _TRACK))), np.float32)
    boxes = [part for sign in text for part in (gap, _letter(sign, pixels))]
    return np.concatenate([gap[:, :0], *boxes[1:]], axis=1)


@lru_cache(maxsize=256)
def _letter(sign: str, pixels: int) -> Plane:
    """One letter, drawn finer and reduced; shape (pixels, width)."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - heavy, and only large letters need it

    if sign == " ":
        return np.zeros((pixels, max(2, round(pixels * _BLANK))), np.float32)
    fine = min(_FINEST, max(_COARSEST, round(_FINE_HEIGHT / pixels)))
    if sign in _DIGITS:
        return digit(sign, round(pixels * WIDTH), pixels, fine)
    font, bold, top = _font(pixels * fine)
    left, _, right, _ = font.getbbox(sign, stroke_width=bold)
    wide = max(1, ceil((right - left) / fine - _OVER))
    sheet = Image.new("L", (wide * fine, pixels * fine))
    place = wide * fine / 2 - (left + right) / 2, -top
    ImageDraw.Draw(sheet).text(place, sign, 255, font, stroke_width=bold)
    drawn = np.asarray(sheet, np.float32).reshape(pixels, fine, wide, fine)
    covered: Plane = drawn.mean(axis=(1, 3)) / np.float32(255)
    return covered


@lru_cache(maxsize=32)
def _font(high: int) -> "tuple[ImageFont.FreeTypeFont, int, float]":
    """A font whose bold capitals are this high, the width of the stroke, and where they begin."""
    from PIL import ImageFont  # noqa: PLC0415 - heavy, and only large letters need it

    bold = max(1, round(high * _BOLD))
    size = float(high)
    for _ in range(3):
        font = ImageFont.load_default(size)
        _, top, _, bottom = font.getbbox("H", stroke_width=bold)
        size *= high / (bottom - top)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font, bold, top
