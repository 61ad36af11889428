"""Preferences as JSON and back, exactly."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from voiceguide.core.condition import CONDITIONS
from voiceguide.core.point import Side
from voiceguide.core.preferences import (
    LEAST_HOLD,
    LEAST_SCALE,
    LEAST_VOLUME,
    MOST_HOLD,
    MOST_LEAD,
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

_LONGEST_FRACTION = 40


def preferences_to_json(preferences: Preferences) -> dict[str, object]:
    """Plain lists, texts and numbers; the scale as "7/10"."""
    return {
        "holds": [{"every": holds.every, "by_point": dict(holds.by_point)} for holds in preferences.holds],
        "scale": str(preferences.scale),
        "skips": [[skip.point, _text(skip.side)] for skip in preferences.skips],
        "concerns": [[concern.condition, _text(concern.side)] for concern in preferences.concerns],
        "talk": preferences.talk.value,
        "count": preferences.count.value,
        "bed": preferences.bed.value,
        "lead": preferences.lead,
        "volume": preferences.volume,
        "listen": preferences.listen,
        "newcomer": preferences.newcomer,
    }


def preferences_from_json(given: object) -> Preferences:
    """What `preferences_to_json` has written.

    Raises:
        ValueError: it was written by something else.
    """
    wishes = mapping(given)
    return Preferences(
        holds=tuple(map(_holds, sequence(wishes.get("holds")))),
        scale=_scale(text(wishes.get("scale"))),
        skips=tuple(Skip(*_sided(one)) for one in sequence(wishes.get("skips"))),
        concerns=tuple(map(_concern, sequence(wishes.get("concerns")))),
        talk=Talk(text(wishes.get("talk"))),
        count=Count(text(wishes.get("count"))),
        bed=Bed(text(wishes.get("bed"))),
        lead=whole(wishes.get("lead"), 0, MOST_LEAD),
        volume=number(wishes.get("volume"), LEAST_VOLUME, MOST_VOLUME),
        listen=flag(wishes.get("listen")),
        newcomer=flag(wishes.get("newcomer")),
    )


def mapping(given: object) -> Mapping[str, object]:
    """Raises `ValueError` for anything else; so do the others below."""
    if not isinstance(given, dict):
        raise ValueError("no mapping")  # noqa: TRY004 - one kind of error for whatever is wrong in a file
    return given


def sequence(given: object) -> Sequence[object]:
    if not isinstance(given, list):
        raise ValueError("no list")  # noqa: TRY004 - as above
    return given


def text(given: object) -> str:
    if not isinstance(given, str):
        raise ValueError("no text")  # noqa: TRY004 - as above
    return given


def whole(given: object, least: int, most: int) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
        raise ValueError("no such whole number")
    return given


def number(given: object, least: float, most: float) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not least <= given <= most:
        raise ValueError("no such number")
    return float(given)


def flag(given: object) -> bool:
    if not isinstance(given, bool):
        raise ValueError("neither yes nor no")  # noqa: TRY004 - as above
    return given


def _text(side: Side | None) -> str | None:
    return None if side is None else side.value


def _holds(given: object) -> Holds:
    holds = mapping(given)
    every, by_point = holds.get("every"), mapping(holds.get("by_point"))
    return Holds(
        None if every is None else whole(every, LEAST_HOLD, MOST_HOLD),
        {point: whole(seconds, LEAST_HOLD, MOST_HOLD) for point, seconds in by_point.items()},
    )


def _scale(written: str) -> Fraction:
    # A few letters such as 1e999999999 would fill the memory.
    if len(written) > _LONGEST_FRACTION or not written.replace("/", "").isdigit():
        raise ValueError("no fraction")
    try:
        scale = Fraction(written)
    except ZeroDivisionError as error:
        raise ValueError("no fraction") from error
    if not LEAST_SCALE <= scale <= MOST_SCALE:
        raise ValueError("no such fraction")
    return scale


def _sided(given: object) -> tuple[str, Side | None]:
    match given:
        case [str(name), None]:
            return name, None
        case [str(name), str(side)]:
            return name, Side(side)
    raise ValueError("no name with a side")


def _concern(given: object) -> Concern:
    name, side = _sided(given)
    if name not in CONDITIONS:
        raise ValueError("no such condition")
    return Concern(name, side)
