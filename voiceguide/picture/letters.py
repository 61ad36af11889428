"""Words and figures so large that they are read from the floor, as half blocks."""

from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

import numpy as np

from voiceguide.picture.glyphs import FIVE, FOUR, SEVEN
from voiceguide.picture.halves import COVERED, coloured, signs
from voiceguide.picture.palette import Cell, Cells, Colour
from voiceguide.picture.plate import Plane

if TYPE_CHECKING:
    from PIL import Image, ImageFont

_BY_HAND = {2: (FOUR, 1), 3: (FIVE, 1), 4: (SEVEN, 1), 5: (FIVE, 2)}
"""By rows: the glyphs and how many pixels each of theirs is wide and high; above, letters are smooth."""
_GAP = 2
"""The width of a blank in such glyphs."""
_DIGITS = "0123456789"
_UNKNOWN = "?"
_FINE = 8
_BOLD = 0.058
"""How much each edge is set out, of the height."""
_HAIR = 0.035
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
    """Drawn with a font, bold, eight times finer, each letter in a box of whole pixels."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - heavy, and only large letters need it

    font, bold, top = _font(pixels * _FINE)
    track, blank = max(1, round(pixels * _TRACK)), max(2, round(pixels * _BLANK))
    boxes = [(blank if sign == " " else _width(sign, font, bold), sign) for sign in text]
    wide = sum(width for width, _ in boxes) + track * max(0, len(boxes) - 1)
    sheet = Image.new("L", (max(0, wide) * _FINE, pixels * _FINE))
    pen, at = ImageDraw.Draw(sheet), 0
    for width, sign in boxes:
        left, _, right, _ = font.getbbox(sign, stroke_width=bold)
        x = (at + width / 2) * _FINE - (left + right) / 2
        pen.text((x, -top), sign, 255, font, stroke_width=bold)
        at += width + track
    sheet = _closed(sheet)
    fine = np.asarray(sheet, np.float32).reshape(pixels, _FINE, max(0, wide), _FINE)
    return np.asarray(fine.mean(axis=(1, 3)) / 255, np.float32)


def _closed(sheet: "Image.Image") -> "Image.Image":
    """Without the hairlines that bold strokes leave where they almost meet."""
    from PIL import ImageFilter  # noqa: PLC0415 - heavy, and only large letters need it

    size = round(sheet.height * _HAIR) // 2 * 2 + 1
    return sheet.filter(ImageFilter.MaxFilter(size)).filter(ImageFilter.MinFilter(size))


def _width(sign: str, font: "ImageFont.FreeTypeFont", bold: int) -> int:
    """Pixels of a letter's box; all digits have that of the widest."""
    alike = _DIGITS if sign in _DIGITS else sign
    boxes = [font.getbbox(one, stroke_width=bold) for one in alike]
    return max(1, *(int(np.ceil((right - left) / _FINE - 0.25)) for left, _, right, _ in boxes))


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
