"""A view as pixels without colour: how much of each pixel the figure covers, and how dark it is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np
import numpy.typing as npt

from voiceguide.core.figure import Region, Stroke, Through, View
from voiceguide.picture.curve import Points, ribbon, smooth

Plane = npt.NDArray[np.float32]
"""Shape (rows, columns), from 0 to 1."""

LINE_WIDTH = 0.006
"""Of the height of the view, in the middle of the strongest line."""
RIM = 0.016
"""How far the soft shade at the edge reaches, of the height of the view."""

_FINEST, _COARSEST, _FINE_ROWS = 8, 3, 1500
"""How much finer than the pixels it is drawn, so that it is about so many rows high."""
_MOST_PIXELS = 12_000_000
_RIM_DEPTH = 0.85
_EVEN = 1e-6
_FAINTEST = 0.35


def scaled(through: Through, view: View) -> Sequence[tuple[float, float]]:
    """In heights of the view, both across and down."""
    return [(x * view.width, y) for x, y in through]


def strength_of(stroke: Stroke) -> float:
    """How dark and how wide a line is, from the faintest that can be seen to 1."""
    return _FAINTEST + (1 - _FAINTEST) * stroke.weight


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """Both planes are read-only."""

    covered: Plane
    shaded: Plane


@lru_cache(maxsize=64)
def plate(view: View, part: Region, columns: int, rows: int, *, mirrored: bool = False) -> Plate:
    """A part of a view, drawn to fill `columns` x `rows` pixels.

    Args:
        view: the outlines and lines.
        part: what fills the pixels; it may reach beyond the view.
        columns: pixels across.
        rows: pixels down.
        mirrored: whether left and right change places, as for the other foot.
    """
    most = int(sqrt(_MOST_PIXELS / (columns * rows)))
    fine = max(1, min(most, _FINEST, max(_COARSEST, round(_FINE_ROWS / rows))))
    sheet = _Sheet(view, part, columns * fine, rows * fine, mirrored)
    covered, shaded = sheet.drawn()
    return Plate(_reduced(covered, fine), _reduced(shaded, fine))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A canvas finer than the pixels."""

    view: View
    part: Region
    columns: int
    rows: int
    mirrored: bool

    @property
    def scale(self) -> float:
        """Fine pixels for the height of the whole view."""
        return self.rows / (self.part.bottom - self.part.top)

    def drawn(self) -> tuple[Plane, Plane]:
        covered = self._mask([(smooth(shape.through, closed=True), 1.0) for shape in self.view.shapes])
        if self.view.symmetric and abs(self.part.left + self.part.right - 1) < _EVEN:
            covered = (covered + covered[:, ::-1]) * np.float32(0.5)
        strokes = sorted(self.view.strokes, key=lambda stroke: stroke.weight)
        lines = self._mask([(self._line(stroke), strength_of(stroke)) for stroke in strokes])
        return covered, np.maximum(self._rim(covered), lines) * covered

    def _line(self, stroke: Stroke) -> Points:
        places = ribbon(scaled(stroke.through, self.view), LINE_WIDTH * strength_of(stroke))
        return smooth(places, closed=True) / (self.view.width, 1)

    def _mask(self, filled: list[tuple[Points, float]]) -> Plane:
        """Closed edges, each filled as strongly as is said; the later lie over the earlier."""
        from PIL import Image, ImageDraw  # noqa: PLC0415 - heavy, and only pictures need it

        image = Image.new("L", (self.columns, self.rows))
        pen = ImageDraw.Draw(image)
        for edge, strength in filled:
            pen.polygon([tuple(place) for place in self._placed(edge).tolist()], fill=round(255 * strength))
        return np.asarray(image, np.float32) / np.float32(255)

    def _placed(self, places: Points) -> Points:
        x = 1 - places[:, 0] if self.mirrored else places[:, 0]
        part = self.part
        across = (x - part.left) / (part.right - part.left) * self.columns
        return np.stack([across, (places[:, 1] - part.top) * self.scale], axis=1) - 0.5

    def _rim(self, mask: Plane) -> Plane:
        from PIL import Image, ImageFilter  # noqa: PLC0415 - heavy, and only pictures need it

        image = Image.fromarray((mask * 255).astype(np.uint8))
        soft = image.filter(ImageFilter.GaussianBlur(RIM * self.scale))
        rim: Plane = (1 - np.asarray(soft, np.float32) / np.float32(255)) * np.float32(_RIM_DEPTH)
        return rim


def _reduced(plane: Plane, by: int) -> Plane:
    rows, columns = plane.shape
    small: Plane = plane.reshape(rows // by, by, columns // by, by).mean(axis=(1, 3), dtype=np.float32)
    small.flags.writeable = False
    return small
