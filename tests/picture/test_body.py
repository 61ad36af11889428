"""The figure is a body on which every point lies where the sources say."""

from collections.abc import Iterator

import pytest
from pictures import FIGURE, POINTS

from voiceguide.core.figure import Shape, View
from voiceguide.core.point import Mark
from voiceguide.picture.curve import smooth

MARKS = [
    pytest.param(mark, id=f"{point.id}-{mark.view}-{mark.side}")
    for point in POINTS.values()
    for mark in point.marks
]


def inside(shape: Shape, x: float, y: float) -> bool:
    """Whether a ray to the right crosses the edge an odd number of times."""
    return sum(1 for _ in crossings(shape, y, x)) % 2 == 1


def crossings(shape: Shape, y: float, right_of: float = -1.0) -> Iterator[float]:
    edge = smooth(shape.through, closed=True).tolist()
    for (x0, y0), (x1, y1) in zip(edge, edge[1:] + edge[:1], strict=True):
        if (y0 > y) != (y1 > y):
            x = x0 + (y - y0) / (y1 - y0) * (x1 - x0)
            if x > right_of:
                yield x


def half_width(view: View, y: float) -> float:
    """Of trunk or head: from the middle to the first edge, in heights of the person."""
    return (min(crossings(view.shapes[0], y, 0.5001)) - 0.5) * view.width


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_lies_on_the_body(mark: Mark):
    places = [(mark.x, mark.y), *([mark.to] if mark.to else [])]

    for x, y in places:
        assert any(inside(shape, x, y) for shape in FIGURE[mark.view].shapes)


@pytest.mark.parametrize("name", ["front", "back"])
def test_front_and_back_are_their_own_mirror_images(name: str):
    view = FIGURE[name]

    assert view.symmetric
    for y in (0.05, 0.3, 0.45, 0.6, 0.8, 0.97):
        found = sorted(crossings(view.shapes[0], y))
        assert [round(1 - x, 4) for x in reversed(found)] == pytest.approx([round(x, 4) for x in found])


@pytest.mark.parametrize("name", ["side", "foot-top", "sole"])
def test_a_view_of_one_side_is_not_symmetric(name: str):
    assert not FIGURE[name].symmetric


@pytest.mark.parametrize("name", ["front", "back"])
@pytest.mark.parametrize(("y", "wanted"), [(0.06, 0.045), (0.36, 0.093), (0.49, 0.104)])
def test_head_waist_and_hip_are_as_wide_as_people_are(name: str, y: float, wanted: float):
    assert half_width(FIGURE[name], y) == pytest.approx(wanted, abs=0.006)


def test_the_legs_part_at_the_crotch_and_the_figure_fills_its_height():
    edge = smooth(FIGURE["front"].shapes[0].through, closed=True)
    middle = [y for x, y in edge.tolist() if abs(x - 0.5) < 0.002]

    assert (edge[:, 1].min(), edge[:, 1].max()) == (pytest.approx(0, abs=0.004), pytest.approx(1, abs=0.004))
    assert max(middle) == pytest.approx(0.519, abs=0.01)


def test_the_side_view_faces_right():
    nose = max(x for x, y in FIGURE["side"].shapes[0].through if y < 0.13)
    back_of_head = min(x for x, y in FIGURE["side"].shapes[0].through if y < 0.13)
    toes = max(x for x, y in FIGURE["side"].shapes[0].through if y > 0.97)

    assert nose - 0.5 > 0.9 * (0.5 - back_of_head)
    assert toes - 0.5 > 0.2


def test_the_big_toe_of_the_right_foot_is_at_the_left_from_above_and_at_the_right_from_below():
    tips = {
        name: min((p for s in FIGURE[name].shapes for p in s.through), key=lambda p: p.y)
        for name in ("foot-top", "sole")
    }

    assert tips["foot-top"].x < 0.3
    assert tips["sole"].x > 0.7
