"""The pictures of a page: for every place of the session the view that shows it best."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voiceguide.core.figure import Figure
from voiceguide.core.point import Point, Posture, Side
from voiceguide.core.stage import Stage
from voiceguide.picture.scene import Marked, overview, scene_for
from voiceguide.picture.svg import svg

_SIZE = 1000
_SLIM = 560
"""The width of a picture of one figure, if its height is `_SIZE`."""
_CSS_CLASS = "figure"

_Place = tuple[str, Side, Posture]


@dataclass(frozen=True, slots=True)
class Body:
    """What pictures are made of."""

    points: Mapping[str, Point]
    figure: Figure


@dataclass(frozen=True, slots=True)
class Pictures:
    """SVG elements, and which of them shows a stage."""

    drawn: Sequence[str]
    _numbers: Mapping[_Place | None, int]

    def number(self, stage: Stage) -> int:
        return self._numbers[_place(stage)]


def pictures(stages: Iterable[Stage], body: Body) -> Pictures:
    """One picture for each place, and one with all points for the stages that have none.

    Spots of the place shown have the class `now`, others `session`; colours are left to the page.
    """
    places = {None: None} | {_place(stage): None for stage in stages}
    held = dict.fromkeys(place[:2] for place in places if place)
    marked = [Marked(body.points[point], side) for point, side in held]
    drawn = [_drawn(number, place, marked, body) for number, place in enumerate(places)]
    return Pictures(drawn, {place: number for number, place in enumerate(places)})


def _place(stage: Stage) -> _Place | None:
    return (stage.point, stage.side, stage.posture) if stage.point and stage.side else None


def _drawn(number: int, place: _Place | None, marked: Sequence[Marked], body: Body) -> str:
    if place is None:
        scene = overview(marked, body.figure)
    else:
        point, side, posture = place
        scene = scene_for(body.points[point], side, posture, marked, body.figure)
    alone = len(scene.panels) == 1 and scene.beside is None
    width = _SLIM if alone else _SIZE
    return svg(scene, None, width=width, height=_SIZE, prefix=f"p{number}-", css_class=_CSS_CLASS)
