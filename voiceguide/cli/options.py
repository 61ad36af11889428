"""Session options as they are written, and the preferences they make."""

import argparse
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from voiceguide.core.choices import point_id
from voiceguide.core.condition import CONDITIONS
from voiceguide.core.duration import parse_duration
from voiceguide.core.errors import PlanError
from voiceguide.core.point import Point, Side
from voiceguide.core.preferences import (
    LEAST_HOLD,
    LEAST_RATE,
    LEAST_SCALE,
    LEAST_VOLUME,
    MOST_HOLD,
    MOST_LEAD,
    MOST_RATE,
    MOST_SCALE,
    MOST_VOLUME,
    Bed,
    Concern,
    Count,
    Holds,
    Preferences,
    Skip,
    Talk,
)
from voiceguide.store.keys import OutputName
from voiceguide.store.settings import Settings

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,6}(?:\.[0-9]{0,9})?|\.[0-9]{1,9}|[0-9]{1,4}/[0-9]{1,4})", re.ASCII)
"""No number that takes a while to work out."""
_LONGEST = 40
_Word = TypeVar("_Word", bound=StrEnum)

_ONE_SIDE = {Side.LEFT.value: Side.LEFT, Side.RIGHT.value: Side.RIGHT, Side.BOTH.value: None}

SESSION_OPTIONS = ("scale", "talk", "count", "bed", "voice", "rate", "volume", "lead")
CHANGING_OPTIONS = ("hold", "scale", "skip")
"""What makes another session, so that one that was cut off cannot be gone on with."""
PLAYING_OPTIONS = ("output", "auto_resume", "headphones")
"""What the settings fill in where it is not given."""


@dataclass(frozen=True, slots=True)
class HoldWish:
    """`45s`, or `GB30=20s`."""

    point: str | None
    seconds: int


def add_session_options(parser: argparse.ArgumentParser) -> None:
    """The options shared by everything that gives a session."""
    add = parser.add_argument_group("the session").add_argument
    add("--hold", type=_hold, action="append", default=[], metavar="[POINT=]TIME", help="45s, or GB30=20s")
    add("--scale", type=_fraction, default=None, metavar="FACTOR", help="all holds times this, as 0.7")
    add("--skip", type=_skip, action="append", default=[], metavar="POINT[:SIDE]", help="leave a point out")
    add(
        "--avoid",
        type=_concern,
        action="append",
        default=[],
        metavar="CONDITION[:SIDE]",
        help="leave out or soften what a condition asks for: " + " ".join(CONDITIONS),
    )
    add("--talk", type=_one_of(Talk), metavar=_names(Talk), default=None, help="how much is said")
    add("--count", type=_one_of(Count), metavar=_names(Count), default=None, help="how a hold is counted")
    add("--bed", type=_one_of(Bed), metavar=_names(Bed), default=None, help="the soft sound under silence")
    add("--voice", default=None, metavar="NAME", help="a name that voiceguide voices lists")
    add_rate(add, None)
    add("--volume", type=_number, default=None, metavar="DB", help="decibels, -40 to 6")
    add("--lead", type=_duration, default=None, metavar="TIME", help="time to lie down before it begins")


def add_rate(add: Callable[..., object], usual: float | None) -> None:
    """How fast a voice speaks; `check_rate` says whether it can."""
    add("--rate", type=_number, default=usual, metavar="FACTOR", help="how fast it speaks, 0.5 to 2")


def add_playing_options(parser: argparse.ArgumentParser) -> None:
    """The options of everything that plays a session."""
    add = parser.add_argument_group("the sound").add_argument
    add(
        "--output",
        choices=tuple(one.value for one in OutputName),
        default=None,
        help="where it sounds; none runs silently in real time",
    )
    add(
        "--no-auto-resume",
        dest="auto_resume",
        action="store_false",
        default=None,
        help="stay paused when a lost loudspeaker is back",
    )
    add(
        "--listen",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="listen to what you say, as pause or longer; usual where somebody is there",
    )
    add(
        "--headphones",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="the microphone does not hear the voice, so it may listen all the time",
    )
    add("--no-ask", dest="ask", action="store_false", help="ask nothing before and after the session")
    add("--events", metavar="FILE", help="write every change as a line of JSON")


def fill_in(given: argparse.Namespace, settings: Settings) -> None:
    """What was not given is as the settings say; what was given is told by `written`."""
    names = (*SESSION_OPTIONS, *CHANGING_OPTIONS)
    given.written = frozenset(name for name in names if getattr(given, name) not in (None, []))
    for name in (*SESSION_OPTIONS, *PLAYING_OPTIONS):
        if name in given and getattr(given, name) is None:
            setattr(given, name, getattr(settings, name))
    if "listen" in given and given.listen is None:
        # The settings may leave it open too.
        given.listen = settings.listen
    given.usual = settings.holds
    given.keep_awake = settings.keep_awake
    given.avoid_always = [*dict.fromkeys((*given.avoid, *settings.avoid))]
    given.avoid = [*dict.fromkeys((*given.avoid, *settings.concerns))]


def preferences(given: argparse.Namespace, points: Mapping[str, Point], lead: int) -> Preferences:
    """What the options ask for, filled in; `lead` is the time to lie down, in seconds, if none is given.

    Raises:
        PlanError: a value is out of range, or a point is unknown.
    """
    check_rate(given.rate)
    _check_range("--volume", given.volume, LEAST_VOLUME, MOST_VOLUME)
    _check_range("--scale", given.scale, LEAST_SCALE, MOST_SCALE)
    seconds = lead if given.lead is None else given.lead
    if seconds > MOST_LEAD:
        raise PlanError(f"--lead is at most {MOST_LEAD} seconds.")
    return Preferences(
        holds=(_holds(given.hold, points), given.usual),
        scale=given.scale,
        skips=tuple(_checked_skip(skip, points) for skip in given.skip),
        concerns=tuple(given.avoid),
        talk=given.talk,
        count=given.count,
        bed=given.bed,
        lead=seconds,
        volume=given.volume,
    )


def usual_preferences(settings: Settings, lead: int) -> Preferences:
    """What the settings ask for; `lead` is the time to lie down, in seconds, if they name none."""
    return Preferences(
        holds=(settings.holds,),
        scale=settings.scale,
        concerns=settings.concerns,
        talk=settings.talk,
        count=settings.count,
        bed=settings.bed,
        lead=lead if settings.lead is None else settings.lead,
        volume=settings.volume,
    )


def check_rate(rate: float) -> None:
    """Raises `PlanError` if no voice speaks as fast or as slowly."""
    _check_range("--rate", rate, LEAST_RATE, MOST_RATE)


def _holds(wishes: Iterable[HoldWish], points: Mapping[str, Point]) -> Holds:
    every: int | None = None
    by_point: dict[str, int] = {}
    for wish in wishes:
        if not LEAST_HOLD <= wish.seconds <= MOST_HOLD:
            raise PlanError(f"A hold lasts from {LEAST_HOLD} seconds to {MOST_HOLD // 60} minutes.")
        if wish.point is None:
            every = wish.seconds
        else:
            by_point[point_id(wish.point, points)] = wish.seconds
    return Holds(every, by_point)


def _checked_skip(skip: Skip, points: Mapping[str, Point]) -> Skip:
    point = point_id(skip.point, points)
    if skip.side and not points[point].sided:
        raise PlanError(f"{point} lies on the midline and has no sides; write --skip {point}.")
    return Skip(point, skip.side)


def _check_range(
    option: str, value: float | Fraction, least: float | Fraction, most: float | Fraction
) -> None:
    if not least <= value <= most:
        raise PlanError(f"{option} goes from {float(least):g} to {float(most):g}.")


def _hold(text: str) -> HoldWish:
    point, equals, time = text.rpartition("=")
    if equals and not point:
        raise argparse.ArgumentTypeError("write a time, as 45s, or a point and a time, as GB30=20s")
    return HoldWish(point or None, _duration(time))


def _duration(text: str) -> int:
    try:
        return parse_duration(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _names(words: type[StrEnum]) -> str:
    return f"{{{','.join(words)}}}"


def _one_of(words: type[_Word]) -> Callable[[str], _Word]:
    def chosen(text: str) -> _Word:
        try:
            return words(text)
        except ValueError as error:
            known = ", ".join(words)
            raise argparse.ArgumentTypeError(f"{text[:_LONGEST]!a} is not one of: {known}") from error

    return chosen


def _skip(text: str) -> Skip:
    name, side = _with_side(text)
    return Skip(name, side)


def _concern(text: str) -> Concern:
    name, side = _with_side(text)
    if name not in CONDITIONS:
        raise argparse.ArgumentTypeError(f"{name!a} is not one of: {' '.join(CONDITIONS)}")
    if ":" in text and not CONDITIONS[name].sided:
        raise argparse.ArgumentTypeError(f"{name} has no sides; write it alone")
    return Concern(name, side)


def _with_side(text: str) -> tuple[str, Side | None]:
    name, colon, side = text.partition(":")
    if colon and side not in _ONE_SIDE:
        raise argparse.ArgumentTypeError(f"the side after the colon is left, right or both, not {side!a}")
    return name, _ONE_SIDE[side] if colon else None


def _fraction(text: str) -> Fraction:
    if not _NUMBER.fullmatch(text):
        raise argparse.ArgumentTypeError(f"write a number, as 0.7, not {text[:_LONGEST]!a}")
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise argparse.ArgumentTypeError(f"write a number, as 0.7, not {text!a}") from error


def _number(text: str) -> float:
    return float(_fraction(text))
