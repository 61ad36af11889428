"""What an exported file says of itself: how it was made, and its cover."""

from collections.abc import Iterator, Sequence

from voiceguide.content.library import Shelf
from voiceguide.core.duration import format_duration
from voiceguide.core.plan import Plan
from voiceguide.core.preferences import Holds, Preferences
from voiceguide.core.wording import COMFORT_IN_SHORT, safety_lines
from voiceguide.picture.png import cover
from voiceguide.picture.scene import Marked, overview
from voiceguide.voice.neural import HEART

_COVER_SIZE = 800
"""Pixels."""


def comment_of(preferences: Preferences, voice: str | None, rate: float) -> str:
    """The safety sentences, and the options that make this session again.

    What somebody's health asks for is not written: a file is passed on more easily than a secret.
    """
    safety = " ".join((COMFORT_IN_SHORT, *(line.text for line in safety_lines())))
    return f"{safety} Options: {' '.join(_options(preferences, voice, rate))}"


def cover_of(plan: Plan, shelf: Shelf) -> bytes:
    """The body from both sides with the points of a session, as a PNG."""
    points = shelf.points()
    held = {(stage.point, stage.side): None for stage in plan.stages}
    marked = [Marked(points[point], side) for point, side in held if point and side]
    scene = overview(marked, shelf.figure())
    return cover(plan.title, " · ".join(plan.points), [scene], _COVER_SIZE)


def _options(preferences: Preferences, voice: str | None, rate: float) -> Iterator[str]:
    yield from _hold_options(preferences.holds)
    yield f"--scale {float(preferences.scale):g}"
    for skip in preferences.skips:
        yield f"--skip {skip.point}{f':{skip.side}' if skip.side else ''}"
    yield f"--talk {preferences.talk} --count {preferences.count} --bed {preferences.bed}"
    yield f"--voice {voice or HEART} --rate {rate:g} --volume {preferences.volume:g}"
    yield f"--lead {format_duration(preferences.lead)}"


def _hold_options(holds: Sequence[Holds]) -> Iterator[str]:
    told: dict[str, int] = {}
    for place in holds:
        told = {**place.by_point, **told}
        if place.every is not None:
            yield f"--hold {format_duration(place.every)}"
            break
    for point, seconds in told.items():
        yield f"--hold {point}={format_duration(seconds)}"
