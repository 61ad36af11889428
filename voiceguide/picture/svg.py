"""A scene as SVG for a page: small, without any reference to elsewhere, its spots switched by class."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

import numpy as np

from voiceguide.core.figure import Through, View
from voiceguide.picture.curve import Points, cubics, ribbon
from voiceguide.picture.layout import Frame, frames
from voiceguide.picture.plate import LINE_WIDTH, scaled, strength_of
from voiceguide.picture.scene import Scene, Spot, State

_RING = 1.75
_UNITS = 2500
"""Of the height of a view, in which outlines are written; so fine that whole numbers are smooth."""


def svg(scene: Scene, *, width: int, height: int, prefix: str, css_class: str) -> str:
    """The scene as one `svg` element.

    Every spot is a group `id="{prefix}spot-GB30-right" class="spot now"` with `data-point` and `data-side`,
    and of the class `now` or `session`, so that a page changes the point of the moment by changing a class.
    Drawn again, enlarged, its id begins with `spot2`. Colours are left to the page, by the classes `body`,
    `line`, `glass`, `letter`, `ring`, `dot` and `arrow`.

    Args:
        scene: what is shown.
        width: the canvas on which the scene is laid out; the page may show it at any size.
        height: see `width`.
        prefix: goes before every id, where a page holds several pictures.
        css_class: the class of the whole picture.
    """
    title = escape(_described(scene))
    placed = frames(scene, width, height)
    names = _names(placed, prefix)
    views = {_view_id(frame, prefix): frame.panel.view for frame in placed}
    head = f'xmlns="http://www.w3.org/2000/svg" class="{escape(css_class)}" viewBox="0 0 {width} {height}"'
    lines = [
        f'<svg {head} role="img" aria-label="{title}">',
        f"<title>{title}</title>",
        "<defs>",
        *(_figure(name, view) for name, view in views.items()),
        *(_clip(f"{prefix}glass-{number}", one) for number, one in enumerate(placed) if one.panel.round),
        "</defs>",
        *(line for number, frame in enumerate(placed) for line in _panel(frame, number, prefix, names)),
        "</svg>",
    ]
    return "\n".join(lines)


def _described(scene: Scene) -> str:
    now = [spot.title for panel in scene.panels for spot in panel.now]
    return ": ".join([scene.caption, ", ".join(now)] if now else [scene.caption])


def _view_id(frame: Frame, prefix: str) -> str:
    return f"{prefix}view-{frame.panel.view.name}"


def _figure(name: str, view: View) -> str:
    """The view in fine units, to be used by one or more panels; lines of one strength are one path."""
    outlines = "".join(_path(view, shape.through) for shape in view.shapes)
    lines: dict[float, str] = {}
    for stroke in view.strokes:
        strength = strength_of(stroke)
        edge = ribbon(scaled(stroke.through, view), LINE_WIDTH * strength)
        lines[strength] = lines.get(strength, "") + _pieces(cubics(edge, closed=True))
    drawn = "".join(f'<path opacity="{_number(strength)}" d="{path}"/>' for strength, path in lines.items())
    return f'<g id="{name}"><path class="body" d="{outlines}"/><g class="line">{drawn}</g></g>'


def _path(view: View, through: Through) -> str:
    """Every outline in the same direction, so that overlapping ones make one silhouette."""
    places = np.asarray(scaled(through, view))
    x, y = places.T
    clockwise = float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) > 0
    return _pieces(cubics(places if clockwise else places[::-1], closed=True))


def _pieces(pieces: Points) -> str:
    """Cubic pieces as relative commands in whole units, which are short; rounding does not add up."""
    at_x, at_y = (round(value * _UNITS) for value in pieces[0, 0])
    words = [f"M{at_x} {at_y}c"]
    for piece in pieces:
        places = [round(value * _UNITS) for value in piece[1:].ravel()]
        words.append(_joined([value - (at_y if n % 2 else at_x) for n, value in enumerate(places)]))
        at_x, at_y = places[4:]
    return "".join(words) + "z"


def _joined(values: Iterable[int]) -> str:
    """Numbers with a blank only before those without a sign."""
    return "".join(f" {value}" if value >= 0 else str(value) for value in values)


def _number(value: float) -> str:
    """As short as it can be written: .5, -2, 0."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def _clip(name: str, frame: Frame) -> str:
    return f'<clipPath id="{name}">{_circle(frame, "")}</clipPath>'


def _circle(frame: Frame, css_class: str) -> str:
    radius = min(frame.width, frame.height) / 2
    written = f' class="{css_class}"' if css_class else ""
    x, y = frame.left + frame.width / 2, frame.top + frame.height / 2
    return f'<circle{written} cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"/>'


def _names(placed: Sequence[Frame], prefix: str) -> Mapping[tuple[int, Spot], str]:
    """The ids of all spots; where one is drawn again, enlarged, a number keeps the ids apart."""
    drawn: dict[str, int] = {}
    names: dict[tuple[int, Spot], str] = {}
    for number, frame in enumerate(placed):
        for spot in frame.panel.spots:
            ending = f"-{spot.name}-{spot.side.value}"
            times = drawn[ending] = drawn.get(ending, 0) + 1
            names[number, spot] = f"{prefix}spot{times if times > 1 else ''}{ending}"
    return names


def _panel(frame: Frame, number: int, prefix: str, names: Mapping[tuple[int, Spot], str]) -> Iterator[str]:
    glass = f' clip-path="url(#{prefix}glass-{number})"' if frame.panel.round else ""
    yield f'<g class="panel"{glass}>'
    yield f'<use href="#{_view_id(frame, prefix)}" transform="{_transform(frame)}"/>'
    yield "</g>"
    if frame.panel.round:
        yield _circle(frame, "glass")
    for x, y in frame.letters[:1]:
        yield f'<text class="letter" x="{_number(x)}" y="{_number(y + 12)}">R</text>'
    for spot in frame.panel.spots:
        yield from _spot(frame, spot, names[number, spot])


def _transform(frame: Frame) -> str:
    scale = frame.scale / _UNITS
    left, top = frame.place(1.0 if frame.panel.mirrored else 0.0, 0.0)
    x, y = frame.place(0.0, 0.0)
    if frame.panel.mirrored:
        return f"translate({_number(left)} {_number(top)}) scale({-scale:.4f} {scale:.4f})"
    return f"translate({_number(x)} {_number(y)}) scale({scale:.4f})"


def _spot(frame: Frame, spot: Spot, name: str) -> Iterator[str]:
    x, y = (_number(value) for value in frame.place(spot.x, spot.y))
    radius = frame.radius(spot.state)
    point = f'data-point="{escape(spot.name)}" data-side="{spot.side.value}"'
    yield f'<g id="{escape(name)}" class="spot {spot.state.value}" {point}>'
    yield f"<title>{escape(spot.title)}</title>"
    yield f'<circle class="ring" cx="{x}" cy="{y}" r="{_number(frame.radius(State.NOW) * _RING)}"/>'
    if spot.to:
        yield _arrow(frame, spot, radius)
    yield f'<circle class="dot" cx="{x}" cy="{y}" r="{_number(radius)}"/></g>'


def _arrow(frame: Frame, spot: Spot, radius: float) -> str:
    x, y = frame.place(spot.x, spot.y)
    to_x, to_y = frame.place(*(spot.to or (spot.x, spot.y)))
    long = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
    along_x, along_y = (to_x - x) / long * radius * 1.6, (to_y - y) / long * radius * 1.6
    wings = [(to_x - along_x + turn * along_y, to_y - along_y - turn * along_x) for turn in (0.7, -0.7)]
    points = [(x, y), (to_x, to_y), wings[0], (to_x, to_y), wings[1]]
    return f'<path class="arrow" d="M{"L".join(f"{_number(a)} {_number(b)}" for a, b in points)}"/>'
