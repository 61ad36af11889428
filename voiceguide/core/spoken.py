"""Numbers, durations and sides as a person says them, and how long saying them takes."""

import re
from collections.abc import Collection

from voiceguide.core.frames import RATE

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")

# Fitted to sixty sentences of the kind that is spoken, in the default voice.
_FRAMES_PER_LETTER = 0.056 * RATE
_FRAMES_PER_PAUSE = 0.29 * RATE
_FRAMES_PER_TEXT = 0.31 * RATE


def number(value: int) -> str:
    """A whole number from 0 to 999 in words: "twenty-one", "one hundred and five"."""
    if value < 20:  # noqa: PLR2004 - English has words of their own up to nineteen
        return _UNITS[value]
    if value < 100:  # noqa: PLR2004
        tens, units = divmod(value, 10)
        return _TENS[tens] + (f"-{_UNITS[units]}" if units else "")
    hundreds, rest = divmod(value, 100)
    return f"{_UNITS[hundreds]} hundred" + (f" and {number(rest)}" if rest else "")


def ordinal(value: int) -> str:
    """The words from "first" to "tenth"; above that the plain number."""
    return _ORDINALS[value - 1] if value <= len(_ORDINALS) else f"number {number(value)}"


def duration(seconds: int) -> str:
    """Seconds in words: 30 is "half a minute", 90 "one and a half minutes", 61 "one minute one second"."""
    if seconds == 30:  # noqa: PLR2004
        return "half a minute"
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return _counted(rest, "second")
    if not rest:
        return _counted(minutes, "minute")
    if rest == 30:  # noqa: PLR2004
        return f"{number(minutes)} and a half minutes"
    return f"{_counted(minutes, 'minute')} {_counted(rest, 'second')}"


def about_minutes(seconds: float) -> str:
    """A session's length, to the nearest minute: "about sixteen minutes"."""
    return f"about {_counted(max(1, round(seconds / 60)), 'minute')}"


def count(seconds_left: int) -> str:
    """What is called out at so many seconds left: "Three.", "Two minutes.", "One minute ten."."""
    if seconds_left <= 60:  # noqa: PLR2004
        words = number(seconds_left)
    else:
        minutes, rest = divmod(seconds_left, 60)
        words = _counted(minutes, "minute") + (f" {number(rest)}" if rest else "")
    return f"{capitalised(words)}."


def capitalised(words: str) -> str:
    """The same words with a capital first letter."""
    return words[:1].upper() + words[1:]


def in_a_row(words: Collection[str]) -> str:
    """The words in a row: a, b and c."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def sentences(text: str) -> tuple[str, ...]:
    """A text cut after each full stop, question or exclamation mark."""
    return tuple(part for part in _SENTENCE_END.split(" ".join(text.split())) if part)


def estimated_frames(text: str) -> int:
    """About how long a text takes to say at the usual rate, in frames."""
    letters = sum(character.isalnum() for character in text)
    pauses = sum(character in ",;:" for character in text)
    return round(_FRAMES_PER_TEXT + letters * _FRAMES_PER_LETTER + pauses * _FRAMES_PER_PAUSE)


def _counted(value: int, unit: str) -> str:
    return f"{number(value)} {unit}" + ("" if value == 1 else "s")
