"""Large letters fill their rows, and a countdown does not wobble."""

import pytest
from fakes import points

from voiceguide.core.point import spot
from voiceguide.picture.letters import letters, letters_width
from voiceguide.picture.palette import Cells

INK, GROUND = (250, 250, 250), (10, 20, 30)
ROWS = [2, 3, 4, 5, 6, 8, 13, 20]


def inked(cells: Cells) -> list[str]:
    return ["".join(cell.character for cell in row).rstrip() for row in cells]


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("text", ["PRESS", "OUTER BUTTOCK", "0:45", "7", "LET GO", "é-ß", "→"])
def test_a_text_fills_its_rows_and_is_as_wide_as_was_told(text: str, rows: int):
    cells = letters(text, rows, INK, GROUND)

    assert [len(row) for row in cells] == [letters_width(text, rows)] * rows


@pytest.mark.parametrize("rows", ROWS)
def test_digits_are_equally_wide(rows: int):
    assert len({letters_width(digit, rows) for digit in "0123456789"}) == 1
    assert len({letters_width(f"{seconds:02}", rows) for seconds in range(100)}) == 1


@pytest.mark.parametrize("rows", ROWS)
def test_every_letter_and_digit_looks_different(rows: int):
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ123456789:-"

    assert len({letters(sign, rows, INK, GROUND) for sign in signs}) == len(signs)


@pytest.mark.parametrize("rows", ROWS)
def test_capitals_use_the_height_but_for_a_pixel(rows: int):
    lines = inked(letters("H", rows, None))

    assert lines[0]
    assert lines[-1]


@pytest.mark.parametrize("rows", [2, 3, 4, 5])
def test_small_letters_are_crisp(rows: int):
    cells = letters("RIGHT", rows, INK, GROUND)

    assert {colour for row in cells for cell in row for colour in cell[1:]} <= {INK, GROUND, None}


def test_large_letters_are_smooth_towards_a_known_background_and_crisp_without():
    soft, crisp = (letters("38", 10, INK, ground) for ground in (GROUND, None))

    assert len({cell.background for row in soft for cell in row}) > 8
    assert {colour for row in crisp for cell in row for colour in cell[1:]} <= {INK, None}


@pytest.mark.parametrize("rows", ROWS)
def test_without_ink_there_are_no_colours(rows: int):
    cells = letters("LET GO 10", rows, None)

    assert {cell[1:] for row in cells for cell in row} == {(None, None)}
    assert {cell.character for row in cells for cell in row} <= set(" ▀▄█")


@pytest.mark.parametrize("rows", [2, 3, 4, 5])
def test_an_h_is_its_own_mirror_image(rows: int):
    lines = inked(letters("H", rows, None))

    widest = max(map(len, lines))
    start = min(len(line) - len(line.lstrip()) for line in lines)
    assert all((line := whole.ljust(widest)[start:]) == line[::-1] for whole in lines)


def test_small_and_accented_letters_are_written_as_plain_capitals():
    assert letters("señor", 4, INK) == letters("SENOR", 4, INK)


def test_nothing_is_as_wide_as_nothing():
    assert [letters_width("", rows) for rows in ROWS] == [0] * len(ROWS)
    assert [len(letters("", rows, INK)) for rows in ROWS] == ROWS


@pytest.mark.parametrize("point", points())
def test_every_place_fits_a_terminal_of_80_columns_in_three_rows(point: str):
    assert letters_width(spot(points()[point]).upper(), 3) <= 76


@pytest.mark.parametrize("rows", [6, 8, 13, 20])
def test_a_five_stays_open_at_the_left_where_a_six_is_closed(rows: int):
    five, six = (inked(letters(digit, rows, None)) for digit in "56")

    assert any(not five[row][:1].strip() for row in range(rows // 2, rows * 4 // 5))
    assert all(six[row][:2].strip() for row in range(rows // 2, rows * 4 // 5))
