"""Durations as people write them, in files and on the command line."""

import re

_GRAMMAR = re.compile(
    r"(?P<plain>[0-9]{1,6})s?"
    r"|(?P<minutes>[0-9]{1,4})m(?:(?P<rest>[0-5]?[0-9])s)?"
    r"|(?P<before>[0-9]{1,4}):(?P<after>[0-5][0-9])"
)

PATTERN = r"^([0-9]{1,6}s?|[0-9]{1,4}m([0-5]?[0-9]s)?|[0-9]{1,4}:[0-5][0-9])$"
"""The same grammar for a JSON Schema."""


def parse_duration(text: str) -> int:
    """Seconds of `45`, `45s`, `1m30s`, `2m` or `1:30` (minutes and seconds).

    Raises:
        ValueError: it is written in another way.
    """
    match = _GRAMMAR.fullmatch(text)
    if match is None:
        raise ValueError("A duration is written like 45, 45s, 2m, 1m30s or 1:30.")
    if match["plain"]:
        return int(match["plain"])
    minutes, seconds = match["minutes"] or match["before"], match["rest"] or match["after"] or "0"
    return int(minutes) * 60 + int(seconds)


def format_duration(seconds: int) -> str:
    """The shortest writing that `parse_duration` reads back: "45s", "2m", "1m30s"."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{rest}s"
    return f"{minutes}m{rest}s" if rest else f"{minutes}m"
