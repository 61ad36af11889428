"""The figure as it is written in a file: outlines and lines by view, a half completed by its mirror image."""

from itertools import pairwise
from typing import TYPE_CHECKING

from voiceguide.content.fault import Report
from voiceguide.content.fields import Field, Keyed, ListOf, Record, Values
from voiceguide.content.kinds import LONGEST_TITLE, Choice, Fraction, Text
from voiceguide.content.points import VIEWS
from voiceguide.content.yaml import read_document
from voiceguide.core.figure import Figure, Place, Region, Shape, Stroke, Through, View, reflected

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACE = ListOf(Fraction(), "number", 2, 2)
_MOST_PLACES = 120
_MIDDLE = 0.5

OUTLINE = Field(
    "outline",
    ListOf(_PLACE, "place", 3, _MOST_PLACES),
    "The places that the closed edge passes through, each as [x, y].",
    required=True,
)
THROUGH = Field(
    "through",
    ListOf(_PLACE, "place", 2, _MOST_PLACES),
    "The places that the line passes through, each as [x, y].",
    required=True,
)
MIRROR = Field(
    "mirror",
    Choice({word: word for word in ("half", "twin")}),
    "half: the mirror image completes it; twin: the mirror image is drawn too.",
)
WEIGHT = Field("weight", Fraction(), "How strong the line is, from 0 to 1.")
LEFT = Field("left", Fraction(), "Its left edge.", required=True)
TOP = Field("top", Fraction(), "Its upper edge.", required=True)
RIGHT = Field("right", Fraction(), "Its right edge.", required=True)
BOTTOM = Field("bottom", Fraction(), "Its lower edge.", required=True)
SHAPE = Record("a shape", (OUTLINE, MIRROR))
LINE = Record("a line", (THROUGH, MIRROR, WEIGHT))
REGION = Record("a region", (LEFT, TOP, RIGHT, BOTTOM))

CAPTION = Field("caption", Text(LONGEST_TITLE, placeholders=True), "What stands under the view.", True)
WIDTH = Field("width", Fraction(), "The width of the view as a part of its height.", required=True)
SHAPES = Field(
    "shapes", ListOf(SHAPE, "shape"), "The closed outlines, together the silhouette.", required=True
)
LINES = Field("lines", ListOf(LINE, "line"), "The lines inside.")
REGIONS = Field("regions", ListOf(REGION, "region"), "Parts that are shown alone where there is little room.")
VIEW = Record("a view", (CAPTION, WIDTH, SHAPES, LINES, REGIONS))
FIGURE = Field("views", Keyed(VIEW, VIEWS, VIEWS), "The figure from every direction.", required=True)
FIGURE_FILE = Record("a figure file", (FIGURE,), "The figure on which voiceguide shows points.")


def read_figure(content: bytes | str, name: str) -> Figure:
    """The views in a file, by name.

    Raises:
        Faults: everything that is wrong in it.
    """
    report = Report(name)
    file = FIGURE_FILE.read(read_document(content, name), "the file", report)
    views: Mapping[str, Values] = {} if file is None else file.get(FIGURE) or {}
    for view in views.values():
        _check(view, report)
    report.close()
    return {view_name: _view(view_name, view) for view_name, view in views.items()}


def _check(view: Values, report: Report) -> None:
    if view.get(WIDTH) == 0:
        report.add(view.place(WIDTH), "a view without width cannot be drawn, write more than 0")
    for shape in view.get(SHAPES) or ():
        _check_halves(shape, OUTLINE, report)
    for line in view.get(LINES) or ():
        _check_halves(line, THROUGH, report)
    for region in view.get(REGIONS) or ():
        _check_order(region, LEFT, RIGHT, report)
        _check_order(region, TOP, BOTTOM, report)


def _check_halves(values: Values, wanted: Field[tuple[tuple[float, ...], ...]], report: Report) -> None:
    """A half begins and ends in the middle, and no place follows itself, nor the last the first."""
    places = values.get(wanted) or ()
    closed = wanted is OUTLINE and values.get(MIRROR) != "half"
    if any(one == following for one, following in pairwise((*places, *places[:closed]))):
        report.add(
            values.place(wanted), "a place is written twice in a row or closes the outline again, remove it"
        )
    if values.get(MIRROR) != "half" or not places:
        return
    ends = {places[0][0], places[-1][0]} if wanted is OUTLINE else {places[-1][0]}
    if ends != {_MIDDLE}:
        report.add(values.place(wanted), "a half must end in the middle, write 0.5 as its first and last x")


def _check_order(region: Values, first: Field[float], second: Field[float], report: Report) -> None:
    low, high = region.get(first), region.get(second)
    if low is not None and high is not None and low >= high:
        report.add(
            region.place(second), f"{second.name} must be more than {first.name}, write a larger number"
        )


def _view(name: str, values: Values) -> View:
    return View(
        name=name,
        caption=values[CAPTION],
        width=values[WIDTH],
        shapes=tuple(Shape(through) for shape in values[SHAPES] for through in _completed(shape, OUTLINE)),
        strokes=tuple(
            Stroke(through, _weight(line))
            for line in values.get(LINES) or ()
            for through in _completed(line, THROUGH)
        ),
        regions=tuple(
            Region(region[LEFT], region[TOP], region[RIGHT], region[BOTTOM])
            for region in values.get(REGIONS) or ()
        ),
    )


def _weight(line: Values) -> float:
    weight = line.get(WEIGHT)
    return 1.0 if weight is None else weight


def _completed(values: Values, wanted: Field[tuple[tuple[float, ...], ...]]) -> tuple[Through, ...]:
    """What is to be drawn: as written, completed by its mirror image, or both."""
    through = tuple(Place(x, y) for x, y in values[wanted])
    mirror = values.get(MIRROR)
    if mirror == "twin":
        return through, reflected(through)
    if mirror == "half":
        other = reflected(through)[1:]
        return (through + (other[:-1] if wanted is OUTLINE else other),)
    return (through,)
