"""What is wrong in the settings: where it stands, in words that are safe to print."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

_LONGEST_QUOTE = 30
_LONGEST_GUESS = 40


class Wrong(ValueError):  # noqa: N818 - a value is wrong; its reader knows where it stands
    """What is wrong with a value, and what would be right."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A line and a column, both from 1; line 0 is the file as a whole."""

    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to put right."""

    file: str
    spot: Spot
    message: str
    """What is wrong, what would be right; printable ASCII."""
    key: str = ""
    """The setting that is concerned, as `holds.GB30`; empty for the file as a whole."""

    @property
    def line(self) -> int:
        return self.spot.line

    @property
    def column(self) -> int:
        return self.spot.column

    def __str__(self) -> str:
        place = f":{self.line}:{self.column}" if self.line else ""
        return f"{printable(self.file)}{place}: {self.message}"


def printable(text: str) -> str:
    """The text with everything escaped that could drive a terminal or turn its direction."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def quoted(text: object) -> str:
    """A value in quotes, shortened, in printable ASCII, so that look-alike letters show."""
    whole = {True: "true", False: "false"}[text] if isinstance(text, bool) else str(text)
    short = whole if len(whole) <= _LONGEST_QUOTE else whole[: _LONGEST_QUOTE - 3] + "..."
    return f'"{short.encode("unicode_escape").decode("ascii")}"'


def advice(text: str, words: Collection[str]) -> str:
    """What to write instead: the nearest word, or else all of them."""
    plain = {word.casefold(): word for word in words}
    close = get_close_matches(text.casefold(), plain, n=1) if len(text) <= _LONGEST_GUESS else []
    return f'did you mean "{plain[close[0]]}"?' if close else f"write {listed(words)}"


def listed(words: Collection[str]) -> str:
    """The words in a row: a, b or c."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
