"""Where the panels of a scene go on a canvas, and the spots with them; one layout for cells, PNG and SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from voiceguide.core.figure import Region
from voiceguide.core.point import Side
from voiceguide.picture.scene import Panel, Scene, State

CROP_BELOW = 36
"""A canvas of fewer pixels than this in height shows the part of the body that matters."""

_MARGIN = 0.02
_GAP = 0.05
"""Between panels, of the height of the canvas."""
_BESIDE = 0.5
"""The height of the smaller view, of the height of the canvas."""
_LEAST_BESIDE = 16
_LEAST_SHARE = 0.28
_NOW = (0.0115, 0.018, 1.5)
"""Radius of a spot: of the height of the view, but at least of the canvas, up to so many pixels."""
_OTHER = (0.0078, 0.010, 1.0)
_FEET = ("foot-top", "sole")
_FOOT = 1.8
"""A foot is shown so large that its spots are, too."""
_LETTER_AT = (0.08, 0.165)
_CORNER = 0.04


@dataclass(frozen=True, slots=True)
class Frame:
    """A panel on the canvas. Lengths are pixels."""

    panel: Panel
    part: Region
    """What of the view fills it."""
    left: int
    top: int
    width: int
    height: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A place of the view, on the canvas."""
        part = self.part
        across = (x - part.left) / (part.right - part.left) * self.width
        return self.left + across, self.top + (y - part.top) / (part.bottom - part.top) * self.height

    @property
    def scale(self) -> float:
        """Pixels for the height of the whole view."""
        return self.height / (self.part.bottom - self.part.top)

    def radius(self, state: State) -> float:
        """Of a spot; enlarged parts have larger spots, but less so than the body is enlarged."""
        size, least, most = _NOW if state is State.NOW else _OTHER
        foot = _FOOT if self.panel.view.name in _FEET else 1.0
        return foot * max(size * sqrt(self.scale * self.height), min(least * self.height, most))

    @property
    def letters(self) -> tuple[tuple[float, float], ...]:
        """Where an R may stand at the person's right, best place first; none where the caption tells."""
        if self.panel.right_at is None or self.panel.round:
            return ()
        x, y = _LETTER_AT
        left = self.panel.right_at is Side.LEFT
        across, down = self.place(x if left else 1 - x, y)
        corner = self.left + self.width * (_CORNER if left else 1 - _CORNER)
        high, low = (self.top + self.height * part for part in (_CORNER, 1 - _CORNER))
        corners = ((corner, high), (corner, low))
        inside = self.left <= across < self.left + self.width and self.top <= down < self.top + self.height
        return ((across, down), *corners) if inside else corners


def frames(scene: Scene, width: int, height: int) -> tuple[Frame, ...]:
    """The panels on a canvas of this size, centred; the smaller view last, where there is room.

    Where a single view has little room, or its points are crowded and there is no room to enlarge them
    beside it, the part that matters fills the canvas.
    """
    gap = _GAP * height
    parts = [_framed(panel.part, panel.view.width) for panel in scene.panels]
    shapes = [_aspect(part, panel.view.width) for part, panel in zip(parts, scene.panels, strict=True)]
    tall = min(float(height), (width - gap * (len(parts) - 1)) / sum(shapes))
    wide = tall * sum(shapes) + gap * (len(parts) - 1)
    beside = _beside(scene.beside, width - wide - gap, height)
    alone = _alone(scene, height, enlarged=beside is not None)
    if alone:
        return (_filled(scene.panels[0], alone, width, height),)
    at = (width - wide - (beside[1] + gap if beside else 0)) / 2
    placed: list[Frame] = []
    for panel, part, shape in zip(scene.panels, parts, shapes, strict=True):
        placed.append(_frame(panel, part, (at, (height - tall) / 2), (tall * shape, tall)))
        at += tall * shape + gap
    if beside:
        placed.append(_next_to(placed[-1], beside, at, height))
    return tuple(placed)


def _alone(scene: Scene, height: int, *, enlarged: bool) -> Region | None:
    """The part that fills the canvas, if not the whole is shown."""
    if len(scene.panels) > 1:
        return None
    panel = scene.panels[0]
    crowded = scene.beside is not None and scene.beside.round and not enlarged
    if not panel.near or not (crowded or height < CROP_BELOW):
        return None
    return panel.near[0 if height < CROP_BELOW else -1]


def _framed(part: Region, view_width: float) -> Region:
    """With a little air around the whole."""
    across = _MARGIN / view_width
    return Region(part.left - across, part.top - _MARGIN, part.right + across, part.bottom + _MARGIN)


def _aspect(part: Region, view_width: float) -> float:
    return (part.right - part.left) * view_width / (part.bottom - part.top)


def _frame(panel: Panel, part: Region, corner: tuple[float, float], size: tuple[float, float]) -> Frame:
    (left, top), (width, height) = corner, size
    return Frame(panel, part, round(left), round(top), max(1, round(width)), max(1, round(height)))


def _filled(panel: Panel, part: Region, width: int, height: int) -> Frame:
    """A part of a view that fills the canvas, with more around it where the canvas is of another shape."""
    view_width = panel.view.width
    across, down = (part.right - part.left) * view_width, part.bottom - part.top
    scale = min(width / across, height / down)
    x, y = (part.left + part.right) / 2, (part.top + part.bottom) / 2
    half, tall = width / scale / view_width / 2, height / scale / 2
    return Frame(panel, Region(x - half, y - tall, x + half, y + tall), 0, 0, width, height)


Beside = tuple[Panel, float, float, Region]


def _beside(panel: Panel | None, room: float, height: int) -> Beside | None:
    """The smaller view with its width and height, if there is room for it."""
    if panel is None:
        return None
    part = _square(panel) if panel.round else _framed(panel.part, panel.view.width)
    shape = _aspect(part, panel.view.width)
    tall = min(_BESIDE * height, room / shape)
    enough = tall >= max(_LEAST_BESIDE, _LEAST_SHARE * height)
    return (panel, tall * shape, tall, part) if enough else None


def _square(panel: Panel) -> Region:
    """The part, made as wide as it is high, so that a disc holds it."""
    part, width = panel.part, panel.view.width
    side = max((part.right - part.left) * width, part.bottom - part.top)
    x, y = (part.left + part.right) / 2, (part.top + part.bottom) / 2
    return Region(x - side / width / 2, y - side / 2, x + side / width / 2, y + side / 2)


def _next_to(main: Frame, beside: Beside, left: float, height: int) -> Frame:
    """At the height of what it enlarges, as far as the canvas allows."""
    panel, wide, tall, part = beside
    now = _middle([spot.y for spot in main.panel.now]) if panel.round else 0.5
    down = main.place(0, now)[1] - tall / 2
    return _frame(panel, part, (left, min(max(down, 0.02 * height), height * 0.98 - tall)), (wide, tall))


def _middle(values: Sequence[float]) -> float:
    return sum(values) / len(values)
