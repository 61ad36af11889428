"""The figure is read whole, halves completed, or every fault in it is told at once."""

import pytest

from voiceguide.content.fault import Faults
from voiceguide.content.figure import read_figure
from voiceguide.content.library import Shelf
from voiceguide.core.figure import Region

VIEW = """    caption: Front view
    width: 0.4
    shapes:
      - outline: [[0.2, 0.1], [0.8, 0.1], [0.5, 0.9]]
"""
NAMES = ("front", "back", "side", "foot-top", "sole")
WHOLE = "views:\n" + "".join(f"  {name}:\n{VIEW}" for name in NAMES)


def first(old: str, new: str) -> str:
    assert old in WHOLE
    return WHOLE.replace(old, new, 1)


def faults(text: str) -> list[str]:
    with pytest.raises(Faults) as caught:
        read_figure(text, "f.yaml")
    return [str(fault) for fault in caught.value.faults]


def test_the_bundled_figure_has_every_view():
    assert set(Shelf().figure()) == set(NAMES)


def test_an_outline_is_kept_as_it_is_written():
    view = read_figure(WHOLE, "f.yaml")["front"]

    assert (view.name, view.caption, view.width) == ("front", "Front view", 0.4)
    assert view.shapes[0].through == ((0.2, 0.1), (0.8, 0.1), (0.5, 0.9))
    assert (view.strokes, view.regions) == ((), ())


def test_a_half_is_completed_by_its_mirror_image():
    text = first(
        "[[0.2, 0.1], [0.8, 0.1], [0.5, 0.9]]", "[[0.5, 0], [0.7, 0.4], [0.5, 1]]\n        mirror: half"
    )

    view = read_figure(text, "f.yaml")["front"]

    assert view.shapes[0].through == ((0.5, 0), (0.7, 0.4), (0.5, 1), (0.3, 0.4))


def test_a_twin_is_drawn_on_both_sides_and_a_half_line_through_the_middle():
    lines = """    width: 0.4
    lines:
      - {through: [[0.6, 0.2], [0.7, 0.3]], mirror: twin, weight: 0.5}
      - {through: [[0.6, 0.2], [0.5, 0.3]], mirror: half}
"""

    strokes = read_figure(first("    width: 0.4\n", lines), "f.yaml")["front"].strokes

    assert [stroke.through for stroke in strokes] == [
        ((0.6, 0.2), (0.7, 0.3)),
        ((0.3, 0.3), (0.4, 0.2)),
        ((0.6, 0.2), (0.5, 0.3), (0.4, 0.2)),
    ]
    assert [stroke.weight for stroke in strokes] == [0.5, 0.5, 1.0]


def test_a_region_is_a_part_of_the_view():
    region = "    width: 0.4\n    regions:\n      - {left: 0.1, top: 0.3, right: 0.9, bottom: 0.6}\n"

    view = read_figure(first("    width: 0.4\n", region), "f.yaml")["front"]

    assert view.regions == (Region(0.1, 0.3, 0.9, 0.6),)
    assert view.regions[0].holds(0.5, 0.5)
    assert not view.regions[0].holds(0.5, 0.7)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("width: 0.4", "width: wide", 'f.yaml:4:12: width is "wide", write a number from 0 to 1'),
        ("width: 0.4", "width: 0", "f.yaml:4:12: a view without width cannot be drawn, write more than 0"),
        ("width: 0.4", "wide: 0.4", 'f.yaml:4:5: "wide" is not a key of a view, did you mean "width"?'),
        ("[0.8, 0.1]", "[1.8, 0.1]", 'f.yaml:6:32: number 1 is "1.8", write a number from 0 to 1'),
        ("[0.8, 0.1]", "[0.8]", "f.yaml:6:31: place 2 has 1 entries, write exactly 2"),
        (
            "[0.8, 0.1]",
            "[0.2, 0.1]",
            "f.yaml:6:18: a place is written twice in a row or closes the outline again, remove it",
        ),
        (
            "[0.5, 0.9]",
            "[0.2, 0.1]",
            "f.yaml:6:18: a place is written twice in a row or closes the outline again, remove it",
        ),
        (
            "- outline: [[0.2",
            "- mirror: half\n        outline: [[0.2",
            "f.yaml:7:18: a half must end in the middle, write 0.5 as its first and last x",
        ),
        ("- outline", "- mirror: both\n        outline", 'f.yaml:6:17: mirror is "both", write half or twin'),
        (
            "    width: 0.4\n",
            "    width: 0.4\n    regions: [{left: 0.9, top: 0, right: 0.1, bottom: 1}]\n",
            "f.yaml:5:42: right must be more than left, write a larger number",
        ),
    ],
)
def test_a_fault_is_told_with_its_line_and_column(old: str, new: str, wanted: str):
    assert wanted in faults(first(old, new))


def test_every_fault_is_told_at_once():
    assert len(faults(WHOLE.replace("0.4", "wide"))) == len(NAMES)


def test_a_missing_view_is_a_fault():
    assert faults(first("  sole:\n" + VIEW, "")) == ["f.yaml:2:3: views lacks sole, add sole: ..."]
