"""A scene as coloured pixels: the body from its plate, spots and arrows painted over it."""

from dataclasses import dataclass
from math import ceil, floor, hypot

import numpy as np
import numpy.typing as npt

from voiceguide.picture.layout import Frame, frames
from voiceguide.picture.palette import Colour, Palette
from voiceguide.picture.plate import Plane, plate
from voiceguide.picture.scene import Scene, Spot, State

CRISP_BELOW = 1.6
"""Spots of a smaller radius, in pixels, are whole pixels: blurred ones would be stains."""

_RING = (1.55, 1.95)
"""From where to where the ring around the point of the moment reaches, in radii."""
_EDGE = 0.5
_LEAN = 0.3
"""How far a spot of whole pixels may move towards the middle."""


@dataclass(frozen=True, slots=True, eq=False)
class Painting:
    """Colours before a background, and how much each pixel is covered."""

    colours: npt.NDArray[np.float32]
    """Shape (rows, columns, 3), 0 to 255; meaningless where nothing covers."""
    covered: Plane
    frames: tuple[Frame, ...]

    def over(self, background: Colour) -> npt.NDArray[np.uint8]:
        """The pixels on a plain background; shape (rows, columns, 3)."""
        covered = self.covered[..., None]
        mixed = np.asarray(background, np.float32) * (1 - covered) + self.colours * covered
        return np.rint(mixed).astype(np.uint8)


def painted(scene: Scene, columns: int, rows: int, palette: Palette) -> Painting:
    """The scene on a canvas of this many pixels."""
    canvas = _Canvas(columns, rows, palette)
    placed = frames(scene, columns, rows)
    for frame in placed:
        canvas.body(frame)
        for spot in frame.panel.spots:
            canvas.spot(frame, spot)
    return Painting(canvas.colours, canvas.covered, placed)


class _Canvas:
    def __init__(self, columns: int, rows: int, palette: Palette) -> None:
        self.palette = palette
        self.colours = np.zeros((rows, columns, 3), np.float32)
        self.covered: Plane = np.zeros((rows, columns), np.float32)
        self._down = np.arange(rows, dtype=np.float32)[:, None] + np.float32(0.5)
        self._across = np.arange(columns, dtype=np.float32)[None, :] + np.float32(0.5)

    def body(self, frame: Frame) -> None:
        found = plate(frame.panel.view, frame.part, frame.width, frame.height, mirrored=frame.panel.mirrored)
        rows = slice(frame.top, min(frame.top + frame.height, self.covered.shape[0]))
        columns = slice(frame.left, min(frame.left + frame.width, self.covered.shape[1]))
        inside = slice(rows.stop - rows.start), slice(columns.stop - columns.start)
        covered, shaded = found.covered[inside], found.shaded[inside][..., None]
        body, shade = (np.asarray(c, np.float32) for c in (self.palette.body, self.palette.shade))
        self.colours[rows, columns] = body * (1 - shaded) + shade * shaded
        if frame.panel.round:
            covered = covered * self._disc(frame)[rows, columns]
        self.covered[rows, columns] = covered
        if frame.panel.round:
            self._glass(frame)

    def spot(self, frame: Frame, spot: Spot) -> None:
        x, y = frame.place(spot.x, spot.y)
        radius = frame.radius(spot.state)
        if spot.to is not None:
            self._arrow((x, y), frame.place(*spot.to), radius, self._colour(spot))
        if radius < CRISP_BELOW:
            self._pixels(frame, spot)
            return
        distance = np.hypot(self._across - x, self._down - y)
        self._lay(_EDGE + radius - distance, self._colour(spot))
        if spot.state is State.NOW:
            inner, outer = (radius * part for part in _RING)
            self._lay(np.minimum(_EDGE + outer - distance, _EDGE + distance - inner), self._colour(spot))

    def _colour(self, spot: Spot) -> Colour:
        return self.palette.now if spot.state is State.NOW else self.palette.other

    def _lay(self, amount: npt.NDArray[np.float32], colour: Colour) -> None:
        """Paint where the amount is above 0, fully from 1."""
        part = np.clip(amount, 0, 1)
        rows, columns = (np.flatnonzero(part.any(axis=axis)) for axis in (1, 0))
        if not len(rows):
            return
        box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        cut = part[box]
        covered = self.covered[box]
        both = cut + covered * (1 - cut)
        under = self.colours[box] * (covered * (1 - cut))[..., None]
        mixed = under + np.asarray(colour, np.float32) * cut[..., None]
        self.colours[box] = mixed / np.maximum(both, np.float32(1e-6))[..., None]
        self.covered[box] = both

    def _pixels(self, frame: Frame, spot: Spot) -> None:
        """A square of whole pixels; those of a pair are mirror images and keep off the middle."""
        x, y = frame.place(spot.x, spot.y)
        least = 2 if spot.state is State.NOW else 1
        wide = max(least, round(2 * frame.radius(spot.state)))
        off = x - (frame.left + frame.width / 2)
        if abs(off) < _EDGE:
            wide += (frame.width - wide) % 2
            left = floor(x - wide / 2 + _EDGE)
        else:
            left = ceil(x - wide / 2 - _LEAN) if off > 0 else floor(x + wide / 2 + _LEAN) - wide
        top = floor(y - wide / 2 + _EDGE)
        rows, columns = slice(max(0, top), max(0, top + wide)), slice(max(0, left), max(0, left + wide))
        self.colours[rows, columns] = self._colour(spot)
        self.covered[rows, columns] = 1

    def _disc(self, frame: Frame) -> Plane:
        disc: Plane = np.clip(_EDGE + self._glass_radius(frame) - self._from_middle(frame), 0, 1)
        return disc

    def _glass(self, frame: Frame) -> None:
        thick = max(1.0, frame.height * 0.012)
        off = np.abs(self._from_middle(frame) - (self._glass_radius(frame) - thick / 2))
        self._lay(_EDGE + thick / 2 - off, self.palette.shade)

    def _glass_radius(self, frame: Frame) -> float:
        return min(frame.width, frame.height) / 2

    def _from_middle(self, frame: Frame) -> npt.NDArray[np.float32]:
        x, y = frame.left + frame.width / 2, frame.top + frame.height / 2
        distance: npt.NDArray[np.float32] = np.hypot(self._across - x, self._down - y)
        return distance

    def _arrow(
        self, start: tuple[float, float], end: tuple[float, float], radius: float, colour: Colour
    ) -> None:
        """A line with a head, from the spot to where the stroke ends."""
        (x, y), (to_x, to_y) = start, end
        if radius < CRISP_BELOW:
            x, to_x = floor(x) + _EDGE, floor(to_x) + _EDGE
        long = hypot(to_x - x, to_y - y)
        along_x, along_y = (to_x - x) / long, (to_y - y) / long
        along = (self._across - x) * along_x + (self._down - y) * along_y
        off = np.abs((self._across - x) * along_y - (self._down - y) * along_x)
        half, head = max(0.5, radius * 0.35), max(2.5, radius * 2.2)
        shaft = np.minimum(_EDGE + half - off, np.minimum(_EDGE + along, _EDGE + long - head * 0.8 - along))
        tip = np.minimum(_EDGE + (long - along) * 0.62 - off, _EDGE + along - (long - head))
        self._lay(np.maximum(shaft, tip), colour)
