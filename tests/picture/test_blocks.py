"""In a terminal the body is recognised at any size, and the point of the moment is found at a glance."""

from dataclasses import replace

import pytest
from pictures import BACK, FIGURE, HIP, PALETTE, columns_of, rows_of, scene, session

from voiceguide.core.point import Posture, Side
from voiceguide.picture.blocks import blocks
from voiceguide.picture.palette import LIGHT, PAPER, Cells, Colour, Palette
from voiceguide.picture.scene import Scene, overview

SIZES = [(14, 10), (24, 20), (40, 40), (60, 45), (9, 30), (80, 8)]
GB30 = scene("GB30", Side.RIGHT, Posture.SIDE_LYING, HIP)
SCENES = [
    pytest.param(GB30, id="back"),
    pytest.param(scene("B23", Side.BOTH, marked=BACK), id="crowded"),
    pytest.param(scene("GB29", Side.LEFT, Posture.SIDE_LYING, HIP), id="side"),
    pytest.param(scene("LR3", Side.BOTH, marked=BACK), id="feet"),
    pytest.param(scene("SOLE", Side.LEFT), id="sole"),
    pytest.param(overview(BACK, FIGURE), id="overview"),
]


def characters(cells: Cells) -> list[str]:
    return ["".join(cell.character for cell in row) for row in cells]


def place_of(lines: list[str], sign: str) -> tuple[float, float]:
    """From 0 to 1, across and down: the middle of all places of a character."""
    found = [(x + 0.5, y + 0.5) for y, line in enumerate(lines) for x, one in enumerate(line) if one == sign]
    across, down = (sum(values) / len(found) for values in zip(*found, strict=True))
    return across / len(lines[0]), down / len(lines)


@pytest.mark.parametrize("shown", SCENES)
@pytest.mark.parametrize(("columns", "rows"), SIZES)
@pytest.mark.parametrize("palette", [PALETTE, replace(PALETTE, background=None), None])
def test_the_picture_has_exactly_the_cells_asked_for(
    shown: Scene, columns: int, rows: int, palette: Palette | None
):
    cells = blocks(shown, columns, rows, palette)

    assert [len(row) for row in cells] == [columns] * rows


@pytest.mark.parametrize("shown", SCENES[:5])
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_the_point_of_the_moment_is_seen_at_every_size(shown: Scene, columns: int, rows: int):
    assert columns_of(blocks(shown, columns, rows, PALETTE), PALETTE.now)


def test_a_right_buttock_is_at_the_right_from_behind_and_a_right_hip_at_the_left_from_the_front():
    behind = columns_of(blocks(GB30, 40, 40, PALETTE), PALETTE.now)
    before = columns_of(blocks(scene("GB29", marked=HIP), 40, 40, PALETTE), PALETTE.now)

    assert min(behind) > 0.5 > max(before)


def test_the_spot_stands_at_the_height_of_the_point():
    found = rows_of(blocks(GB30, 40, 40, PALETTE), PALETTE.now)

    assert sum(found) / len(found) == pytest.approx(0.484, abs=0.03)


def test_the_point_of_the_moment_is_larger_than_the_others():
    cells = blocks(scene("GB30", marked=session("GB30", side=Side.LEFT)), 40, 40, PALETTE)

    now, other = (len(columns_of(cells, colour)) for colour in (PALETTE.now, PALETTE.other))
    assert now > other > 0


@pytest.mark.parametrize(("columns", "rows"), [(14, 10), (24, 20), (40, 40)])
@pytest.mark.parametrize("name", ["B23", "B53", "B54", "B47"])
def test_crowded_points_stay_apart(name: str, columns: int, rows: int):
    shown = scene(name, Side.RIGHT, marked=session("B23", "B47", "B53", "B54", side=Side.RIGHT))

    cells = blocks(shown, columns, rows, PALETTE)

    assert columns_of(cells, PALETTE.now)
    assert columns_of(cells, PALETTE.other)


@pytest.mark.parametrize("columns", [20, 21])
@pytest.mark.parametrize("rows", [10, 20, 33])
def test_a_symmetric_scene_is_drawn_symmetrically(columns: int, rows: int):
    cells = blocks(scene("B23", Side.BOTH, marked=session("B47", "B48")), columns, rows, None)

    bare = [line.replace("R", " ").replace("(", "@").replace(")", "@") for line in characters(cells)]
    assert bare == [line[::-1] for line in bare]


def test_half_blocks_and_nothing_else_draw_the_body():
    cells = blocks(GB30, 24, 20, replace(PALETTE, background=None))

    assert {cell.character for row in cells for cell in row} <= {" ", "▀", "▄", "R"}
    assert any(cell == (" ", None, None) for cell in cells[0])


def test_a_known_background_fills_every_cell_and_softens_the_edge():
    cells = blocks(GB30, 24, 20, PALETTE)

    assert cells[0][0] == (" ", None, PALETTE.background)
    assert all(cell.background for row in cells for cell in row)
    assert len({cell.background for row in cells for cell in row}) > 20


@pytest.mark.parametrize("shown", SCENES)
def test_without_colours_there_are_none(shown: Scene):
    cells = blocks(shown, 24, 20, None)

    assert all(cell[1:] == (None, None) for row in cells for cell in row)


def test_without_colours_the_spots_are_letters_at_their_places():
    marked = session("GB30", side=Side.LEFT)

    lines = characters(blocks(scene("GB30", marked=marked), 40, 40, None))

    now, other = (place_of(lines, sign) for sign in "@o")
    assert now[0] > 0.5 > other[0]
    assert now[1] == pytest.approx(0.484, abs=0.03)


def test_a_stroke_along_the_sole_has_an_arrow_toward_the_toes_without_colours_too():
    lines = characters(blocks(scene("SOLE"), 24, 20, None))

    assert place_of(lines, "^")[1] < place_of(lines, "|")[1] < place_of(lines, "@")[1]


def test_an_r_stands_at_the_right_of_the_person():
    behind, before = (characters(blocks(scene(name), 40, 40, None)) for name in ("GB30", "CV6"))

    assert place_of(behind, "R")[0] > 0.5 > place_of(before, "R")[0]


def test_a_body_with_head_and_two_legs_is_seen():
    lines = characters(blocks(GB30, 24, 20, None))

    head, trunk, legs = (len(lines[row].replace("R", "").split()) for row in (2, 8, 17))
    assert (head, trunk, legs) == (1, 3, 2)


def test_a_small_picture_shows_the_part_that_matters_larger():
    small, large = (blocks(GB30, 20, rows, PALETTE) for rows in (12, 24))

    gap = [abs(a - b) for cells in (small, large) for a, b in [_apart(cells)]]
    assert gap[0] > gap[1]


def _apart(cells: Cells) -> tuple[float, float]:
    """How far across the point of the moment and the others stand, on the mean."""
    now, other = (columns_of(cells, colour) for colour in (PALETTE.now, PALETTE.other))
    return sum(now) / len(now), sum(other) / len(other)


def contrast(one: Colour, another: Colour) -> float:
    """How far two colours stand apart, 1 to 21, by the formula of WCAG 2."""
    low, high = sorted((_luminance(one), _luminance(another)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def test_the_colours_of_exports_can_be_told_apart():
    assert contrast(LIGHT.text, PAPER) >= 7
    assert contrast(LIGHT.body, PAPER) >= 1.5
    assert all(contrast(LIGHT.body, colour) >= 3 for colour in (LIGHT.now, LIGHT.other))
    assert contrast(LIGHT.now, LIGHT.other) >= 1.2
