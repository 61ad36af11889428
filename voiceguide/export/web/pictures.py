"""The pictures of a page: for every place of the session the view that shows it best."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voiceguide.core.figure import Figure
from voiceguide.core.point import Point, Posture, Side
from voiceguide.core.stage import Stage
from voiceguide.picture.scene import Marked, Scene, overview, scene_for
from voiceguide.picture.svg import svg

_HEIGHT = 1000
_WIDE, _SLIM = 1000, 480
_CSS_CLASS = "figure"

_Place = tuple[str, Side, Posture]


@dataclass(frozen=True, slots=True)
class Body:
    """What pictures are made of."""

    points: Mapping[str, Point]
    figure: Figure


@dataclass(frozen=True, slots=True)
class Drawn:
    """One picture: where there is much room, and where a count takes most of it."""

    wide: str
    slim: str | None
    """Shows only the part that the wide one enlarges beside the figure; None if there is no such part."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """SVG elements, and which of them show a stage."""

    drawn: Sequence["Drawn"]
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


def _drawn(number: int, place: _Place | None, marked: Sequence[Marked], body: Body) -> Drawn:
    if place is None:
        scene = overview(marked, body.figure)
    else:
        point, side, posture = place
        scene = scene_for(body.points[point], side, posture, marked, body.figure)
    several = len(scene.panels) > 1
    wide = _svg(scene, f"p{number}-wide-", _WIDE if several or scene.beside else _SLIM)
    return Drawn(wide, _svg(scene, f"p{number}-slim-", _SLIM) if scene.beside and not several else None)


def _svg(scene: Scene, prefix: str, width: int) -> str:
    return svg(scene, width=width, height=_HEIGHT, prefix=prefix, css_class=_CSS_CLASS)
