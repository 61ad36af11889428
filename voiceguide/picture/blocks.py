"""A scene as characters of a terminal: half blocks in colour or without."""

from voiceguide.picture.halves import COVERED, FULL, coloured, signs
from voiceguide.picture.layout import Frame
from voiceguide.picture.paint import Painting, painted
from voiceguide.picture.palette import LIGHT, Cell, Cells, Palette
from voiceguide.picture.scene import Scene, Spot, State

_SIGNS = {State.NOW: "@", State.SESSION: "o"}
"""What stands for a spot where there are no colours."""

_SHAFT, _TIP = "|", "^"
_ROOMY = 36
"""Pixels of height from which on a spot may be three cells wide."""


def blocks(scene: Scene, columns: int, rows: int, palette: Palette | None) -> Cells:
    """The scene in `rows` x `columns` cells.

    Args:
        scene: what is shown.
        columns: cells across.
        rows: cells down.
        palette: the colours; None for no colours at all, where `@` is the point of the moment and
            `o` another of the session.
    """
    painting = painted(scene, columns, rows * 2, palette or LIGHT)
    if palette is None:
        return tuple(tuple(Cell(sign, None, None) for sign in line) for line in _signs(painting))
    ground = palette.background
    cells = coloured(painting.over(ground or palette.body), None if ground else painting.covered >= COVERED)
    for frame in painting.frames:
        _letter(cells, frame, palette)
    return tuple(map(tuple, cells))


def _signs(painting: Painting) -> list[list[str]]:
    written = signs(painting.covered >= COVERED)
    for frame in painting.frames:
        for spot in frame.panel.spots:
            _sign(written, frame, spot)
        if frame.height >= _ROOMY:
            _bracket(written, [frame.place(spot.x, spot.y) for spot in frame.panel.now])
        for place in [one for one in frame.letters if _at(written, one) == " "][:1]:
            _put(written, place, "R")
    return written


def _sign(written: list[list[str]], frame: Frame, spot: Spot) -> None:
    """A spot, with its arrow."""
    x, y = frame.place(spot.x, spot.y)
    if spot.to:
        to_x, to_y = frame.place(*spot.to)
        for row in range(int(to_y / 2), int(y / 2)):
            _put(written, (x, row * 2), _SHAFT)
        _put(written, (to_x, to_y), _TIP)
    _put(written, (x, y), _SIGNS[spot.state])


def _bracket(written: list[list[str]], now: list[tuple[float, float]]) -> None:
    """Make the spots of the moment three cells wide, if there is room for all of them."""
    around = [((x + off, y), sign) for x, y in now for off, sign in ((-1, "("), (1, ")"))]
    cells = {(int(x), int(y / 2)) for (x, y), _ in around}
    if len(cells) == len(around) and all(_at(written, place) == FULL for place, _ in around):
        for place, sign in around:
            _put(written, place, sign)


def _at(written: list[list[str]], place: tuple[float, float]) -> str | None:
    column, row = int(place[0]), int(place[1] / 2)
    inside = 0 <= row < len(written) and 0 <= column < len(written[row])
    return written[row][column] if inside else None


def _put(written: list[list[str]], place: tuple[float, float], sign: str) -> None:
    if _at(written, place) is not None:
        written[int(place[1] / 2)][int(place[0])] = sign


def _letter(cells: list[list[Cell]], frame: Frame, palette: Palette) -> None:
    """The R at the person's right, where nothing else is."""
    for x, y in frame.letters:
        column, row = int(x), int(y / 2)
        if cells[row][column] == Cell(" ", None, palette.background):
            cells[row][column] = Cell("R", palette.text, palette.background)
            return
