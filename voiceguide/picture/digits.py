"""Large digits as strokes of one broad, round pen: open forms, so that 5, 6, 8 and 9 are told apart."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin

import numpy as np

from voiceguide.picture.curve import smooth
from voiceguide.picture.plate import Plane

WIDTH = 0.62
"""Of the height; all digits have it."""

_PEN = 0.17
"""Of the height; the middle of the pen keeps half of it away from the edges."""

Places = Sequence[tuple[float, float]]


def _turned(places: Places) -> Places:
    """Upside down: a 6 becomes a 9."""
    return [(WIDTH - x, 1 - y) for x, y in places]


def _oval(y: float, wide: float, high: float) -> Places:
    """An oval about the middle of the digit, as straight parts too short to be seen."""
    angles = (2 * pi * step / 48 for step in range(50))
    return [(WIDTH / 2 + wide * sin(angle), y - high * cos(angle)) for angle in angles]


def _curve(*places: tuple[float, float]) -> Places:
    return [(x, y) for x, y in smooth(places, closed=False).tolist()]


_HOOK = _curve((0.475, 0.185), (0.405, 0.11), (0.31, 0.085), (0.175, 0.17), (0.1, 0.40), (0.09, 0.665))
_BOWL = _oval(0.66, 0.22, 0.255)
_STROKES: Mapping[str, Sequence[Places]] = {
    "0": [
        _curve(
            *((0.31, 0.085), (0.45, 0.15), (0.52, 0.31), (0.535, 0.5), (0.52, 0.69), (0.45, 0.85)),
            *(
                (0.31, 0.915),
                (0.17, 0.85),
                (0.1, 0.69),
                (0.085, 0.5),
                (0.1, 0.31),
                (0.17, 0.15),
                (0.31, 0.085),
            ),
        )
    ],
    "1": [[(0.15, 0.245), (0.345, 0.085), (0.345, 0.915)]],
    "2": [
        _curve(
            *((0.095, 0.275), (0.145, 0.145), (0.30, 0.085), (0.465, 0.15), (0.51, 0.295)),
            *((0.45, 0.455), (0.30, 0.645), (0.095, 0.9)),
        ),
        [(0.095, 0.915), (0.535, 0.915)],
    ],
    "3": [
        _curve(
            *(
                (0.1, 0.2),
                (0.18, 0.115),
                (0.30, 0.085),
                (0.45, 0.14),
                (0.495, 0.275),
                (0.43, 0.41),
                (0.27, 0.46),
            )
        ),
        _curve(
            (0.27, 0.46),
            (0.46, 0.525),
            (0.535, 0.68),
            (0.465, 0.85),
            (0.30, 0.915),
            (0.16, 0.875),
            (0.085, 0.78),
        ),
    ],
    "4": [[(0.41, 0.915), (0.41, 0.085), (0.085, 0.685), (0.535, 0.685)]],
    "5": [
        [(0.5, 0.085), (0.155, 0.085), (0.125, 0.455)],
        _curve(
            *((0.125, 0.455), (0.21, 0.395), (0.32, 0.375), (0.47, 0.45), (0.535, 0.64)),
            *((0.465, 0.84), (0.30, 0.915), (0.16, 0.88), (0.085, 0.79)),
        ),
    ],
    "6": [_HOOK, _BOWL],
    "7": [[(0.085, 0.085), (0.535, 0.085), (0.245, 0.915)]],
    "8": [_oval(0.275, 0.185, 0.19), _oval(0.69, 0.22, 0.225)],
    "9": [_turned(_HOOK), _turned(_BOWL)],
}


def digit(sign: str, columns: int, rows: int, fine: int) -> Plane:
    """How much of each pixel a digit covers; shape (rows, columns).

    Args:
        sign: 0 to 9.
        columns: pixels across.
        rows: pixels down, its height.
        fine: how much finer than the pixels it is drawn.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - heavy, and only large letters need it

    sheet = Image.new("L", (columns * fine, rows * fine))
    pen = ImageDraw.Draw(sheet)
    scale, left = rows * fine, (columns * fine - WIDTH * rows * fine) / 2
    half = _PEN * scale / 2
    for stroke in _STROKES[sign]:
        places = [(left + x * scale - 0.5, y * scale - 0.5) for x, y in stroke]
        pen.line(places, 255, round(2 * half))
        for x, y in places:
            pen.ellipse((x - half, y - half, x + half, y + half), 255)
    covered: Plane = np.asarray(sheet, np.float32).reshape(rows, fine, columns, fine).mean(axis=(1, 3))
    return covered / np.float32(255)
