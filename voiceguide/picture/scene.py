"""What a picture shows: which view, which points on it, and which of them is meant now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from voiceguide.core.figure import WHOLE, Figure, Region, View
from voiceguide.core.point import Mark, Point, Posture, Side

CROWDED = 0.03
"""Points nearer to each other than this, in heights of the view, are shown enlarged as well."""

_ONE_SIDED = ("side", "foot-top", "sole")
"""Views that are drawn for the right side; their mirror image is the left."""

_RIGHT_AT = {"front": Side.LEFT, "back": Side.RIGHT}


class State(StrEnum):
    NOW = "now"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Marked:
    """A point of the session on the side or sides where it is held."""

    point: Point
    side: Side
    state: State = State.SESSION


@dataclass(frozen=True, slots=True)
class Spot:
    """A point as it is drawn: where in the picture, from 0 to 1."""

    name: str
    side: Side
    x: float
    y: float
    state: State
    to: tuple[float, float] | None = None
    """Where a stroke ends."""
    title: str = ""
    """For those who hear the picture: "GB30 Jumping Round, right"."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One view with its spots."""

    view: View
    spots: tuple[Spot, ...]
    caption: str
    mirrored: bool = False
    part: Region = WHOLE
    """What is shown of it."""
    near: tuple[Region, ...] = ()
    """What may be shown instead where there is little room, from the smallest."""
    round: bool = False
    """Whether it is cut out as a disc, like under a magnifying glass."""

    @property
    def right_at(self) -> Side | None:
        """The side of the picture where the person's right is; None where only one side is seen."""
        return _RIGHT_AT.get(self.view.name)

    @property
    def now(self) -> tuple[Spot, ...]:
        return tuple(spot for spot in self.spots if spot.state is State.NOW)


@dataclass(frozen=True, slots=True)
class Scene:
    """Views side by side, from the left."""

    panels: tuple[Panel, ...]
    beside: Panel | None = None
    """A smaller view that helps where there is room: crowded points enlarged, or where the foot belongs."""

    @property
    def caption(self) -> str:
        return ", ".join(panel.caption for panel in self.panels)


def scene_for(
    point: Point,
    side: Side,
    posture: Posture,
    session: Iterable[Marked],
    figure: Figure,
) -> Scene:
    """The view that shows a point best, with the other points of the session that it shows.

    Args:
        point: the point of the moment.
        side: where it is held; both sides of a foot or a hip are shown side by side.
        posture: a person lying on the side sees the hip from the side.
        session: all points of the session.
        figure: the views.
    """
    name = best_view(point, side, posture)
    if name is None:
        return overview(session, figure)
    view = figure[name]
    marked = [Marked(point, side, State.NOW), *session]
    if name not in _ONE_SIDED:
        panel = _panel(view, marked)
        return Scene((panel,), _enlarged(panel))
    sides = _side_by_side(name) if side is Side.BOTH else (side,)
    panels = tuple(_panel(view, marked, one) for one in sides)
    home = [mark for mark in point.marks if mark.view == "front"]
    whole = _panel(figure["front"], marked[:1]) if name == "foot-top" and home else None
    return Scene(panels, whole)


def overview(session: Iterable[Marked], figure: Figure) -> Scene:
    """Whole figures side by side with all points of a session; those marked `NOW` stand out."""
    marked = tuple(session)
    return Scene(tuple(_panel(figure[name], marked) for name in ("front", "back")))


def best_view(point: Point, side: Side, posture: Posture) -> str | None:
    """The view in which a point is found most easily; None for a point without marks."""
    lying = posture is Posture.SIDE_LYING and side in (Side.LEFT, Side.RIGHT)
    hip = ("side", "front") if lying else ("front", "side")
    seen = {mark.view for mark in point.marks}
    return next((name for name in ("foot-top", "sole", "back", *hip) if name in seen), None)


def _side_by_side(name: str) -> tuple[Side, Side]:
    """Both of a pair as they are seen: one's own feet from above, big toes inside."""
    return (Side.RIGHT, Side.LEFT) if name == "sole" else (Side.LEFT, Side.RIGHT)


def _panel(view: View, marked: Sequence[Marked], side: Side | None = None) -> Panel:
    spots: dict[tuple[str, Side], Spot] = {}
    for one in marked:
        for spot in _spots(view.name, one, side):
            known = spots.get((spot.name, spot.side))
            if known is None or (spot.state is State.NOW):
                spots[spot.name, spot.side] = spot
    drawn = tuple(sorted(spots.values(), key=lambda spot: spot.state is State.NOW))
    word = (side or Side.RIGHT).value
    return Panel(
        view=view,
        spots=drawn,
        caption=view.caption.replace("{side}", word).capitalize(),
        mirrored=side is Side.LEFT,
        near=_near(view, drawn),
    )


def _spots(name: str, marked: Marked, side: Side | None) -> Iterable[Spot]:
    """Where a point of the session is drawn on a view; `side` is the one that a one-sided view shows."""
    if side is not None and marked.side not in (side, Side.BOTH):
        return
    for mark in marked.point.marks:
        if mark.view != name:
            continue
        if side is not None:
            yield _spot(marked, mark, side)
        elif marked.side in (mark.side, Side.BOTH) or mark.side is Side.MIDLINE:
            yield _spot(marked, mark, mark.side)


def _spot(marked: Marked, mark: Mark, side: Side) -> Spot:
    point, turned = marked.point, mark.side is not side
    to = mark.to if mark.to != (mark.x, mark.y) else None
    where = "" if side is Side.MIDLINE else f", {side.value}"
    return Spot(
        name=point.id,
        side=side,
        x=_turned(mark.x) if turned else mark.x,
        y=mark.y,
        state=marked.state,
        to=(_turned(to[0]), to[1]) if turned and to else to,
        title=f"{point.id} {point.name}{where}",
    )


def _turned(x: float) -> float:
    return round(1.0 - x, 6)


def _near(view: View, spots: Sequence[Spot]) -> tuple[Region, ...]:
    """The regions that hold all that is meant now."""
    now = [spot for spot in spots if spot.state is State.NOW]
    return tuple(one for one in view.regions if now and all(one.holds(spot.x, spot.y) for spot in now))


def _enlarged(panel: Panel) -> Panel | None:
    """The part around what is meant now, if other points are so near that they run together."""
    if not panel.near or not any(_apart(panel.view, a, b) < CROWDED for a, b in _pairs(panel)):
        return None
    part = panel.near[0]
    inside = tuple(spot for spot in panel.spots if part.holds(spot.x, spot.y))
    return Panel(panel.view, inside, panel.caption, part=part, round=True)


def _pairs(panel: Panel) -> Iterable[tuple[Spot, Spot]]:
    return ((now, spot) for now in panel.now for spot in panel.spots if spot.name != now.name)


def _apart(view: View, one: Spot, another: Spot) -> float:
    return hypot((one.x - another.x) * view.width, one.y - another.y)
