"""The bundled figure and points, and sessions of them, for tests of pictures."""

from voiceguide.content.folders import bundled_folder
from voiceguide.content.library import Shelf
from voiceguide.content.points import read_points
from voiceguide.core.point import Posture, Side
from voiceguide.picture.palette import Cells, Colour, Palette
from voiceguide.picture.scene import Marked, Scene, State, scene_for

FIGURE = Shelf().figure()
POINTS = read_points((bundled_folder("data") / "points.yaml").read_bytes(), "points.yaml")
PALETTE = Palette(
    body=(200, 170, 140),
    shade=(120, 90, 70),
    background=(10, 20, 30),
    now=(250, 0, 0),
    other=(0, 0, 250),
    text=(255, 255, 255),
)


def session(*names: str, side: Side = Side.BOTH, state: State = State.SESSION) -> list[Marked]:
    return [Marked(POINTS[name], side if POINTS[name].sided else Side.MIDLINE, state) for name in names]


HIP = session("B48", "GB29", "GB30")
BACK = session("CV6", "B23", "B47", "B54", "B53", "LR3")


def scene(
    name: str, side: Side = Side.RIGHT, posture: Posture = Posture.SUPINE, marked: list[Marked] | None = None
) -> Scene:
    return scene_for(POINTS[name], side, posture, marked or [], FIGURE)


def columns_of(cells: Cells, colour: Colour) -> list[float]:
    """From 0 to 1: how far across each cell stands that has the colour."""
    return [(n + 0.5) / len(row) for row in cells for n, cell in enumerate(row) if colour in cell[1:]]


def rows_of(cells: Cells, colour: Colour) -> list[float]:
    """From 0 to 1: how far down each cell stands that has the colour."""
    return [
        (n + 0.5) / len(cells)
        for n, row in enumerate(cells)
        for cell in row
        if any(colour == c for c in cell[1:])
    ]
