"""Pixels as half-block characters: each cell of a terminal holds two, one above the other, both square."""

import numpy as np
import numpy.typing as npt

from voiceguide.picture.palette import Cell, Colour

UPPER, LOWER, FULL = "▀", "▄", "█"
COVERED = 0.45
"""From here on a pixel counts as covered where it can only be full or empty."""

_HALVES = {(False, False): " ", (True, False): UPPER, (False, True): LOWER, (True, True): FULL}
_NOTHING = Cell(" ", None, None)


def coloured(pixels: npt.NDArray[np.uint8], solid: npt.NDArray[np.bool_] | None = None) -> list[list[Cell]]:
    """Cells of two pixels each.

    Args:
        pixels: shape (rows, columns, 3), an even number of rows.
        solid: shape (rows, columns); the other pixels show what lies below. All are solid if not given.
    """
    values = pixels.tolist()
    if solid is not None:
        lines = zip(values, solid.tolist(), strict=True)
        values = [[pixel if kept else [] for pixel, kept in zip(*line, strict=True)] for line in lines]
    pairs = zip(values[::2], values[1::2], strict=True)
    return [list(map(_cell, upper, lower)) for upper, lower in pairs]


def signs(solid: npt.NDArray[np.bool_]) -> list[list[str]]:
    """Characters of two pixels each, without any colour."""
    values = solid.tolist()
    return [list(map(_half, upper, lower)) for upper, lower in zip(values[::2], values[1::2], strict=True)]


def _cell(upper: list[int], lower: list[int]) -> Cell:
    if upper == lower:
        return Cell(" ", None, _colour(upper)) if upper else _NOTHING
    if not upper:
        return Cell(LOWER, _colour(lower), None)
    return Cell(UPPER, _colour(upper), _colour(lower) if lower else None)


def _colour(pixel: list[int]) -> Colour:
    return pixel[0], pixel[1], pixel[2]


def _half(upper: bool, lower: bool) -> str:
    return _HALVES[upper, lower]
