"""What is wrong in a file: where it stands, in words that are safe to print."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from voiceguide.core.errors import ContentError

MOST_FAULTS = 100
"""So many faults in one file are listed; more help nobody."""

_LONGEST_QUOTE = 30
_LONGEST_GUESS = 40


class Place(Protocol):
    """Somewhere in a file; lines and columns count from 1."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to put right. Line 0 means the file as a whole."""

    file: str
    line: int
    column: int
    message: str
    """What is wrong, what would be right; printable ASCII."""

    def __str__(self) -> str:
        place = f":{self.line}:{self.column}" if self.line else ""
        return f"{printable(self.file)}{place}: {self.message}"


class Faults(ContentError):  # noqa: N818 - it carries faults, and is met under that word
    """Everything that is wrong in what was read, in the order of the files' lines."""

    def __init__(self, faults: Collection[Fault]) -> None:
        self.faults: Sequence[Fault] = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


class Report:
    """Collects the faults of one file, so that all of them are told at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._faults: list[Fault] = []

    def add(self, place: Place, message: str) -> None:
        """Note one fault.

        Raises:
            Faults: there are too many to go on.
        """
        self._faults.append(Fault(self.file, place.line, place.column, message))
        if len(self._faults) == MOST_FAULTS:
            many = Fault(self.file, 0, 0, f"there are {MOST_FAULTS} faults or more, mend these first")
            raise Faults([many, *self._faults])

    @property
    def count(self) -> int:
        return len(self._faults)

    def failure(self) -> Faults:
        """All that was noted, to be raised."""
        return Faults(self._faults)

    def close(self) -> None:
        """Let a file without faults pass.

        Raises:
            Faults: there are some.
        """
        if self._faults:
            raise self.failure()


def printable(text: str) -> str:
    """The text with everything escaped that could drive a terminal or turn its direction."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def quoted(text: str) -> str:
    """The text in quotes, shortened, in printable ASCII, so that look-alike letters show."""
    short = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 3] + "..."
    return f'"{short.encode("unicode_escape").decode("ascii")}"'


def nearest(text: str, words: Collection[str]) -> str | None:
    """The word that was probably meant, if one is near enough."""
    if len(text) > _LONGEST_GUESS:
        return None
    plain = {word.casefold(): word for word in words}
    close = get_close_matches(text.casefold(), plain, n=1)
    return plain[close[0]] if close else None


def advice(text: str, words: Collection[str]) -> str:
    """What to write instead: the nearest word, or else all of them."""
    near = nearest(text, words)
    return f'did you mean "{near}"?' if near else f"write {listed(words)}"


def listed(words: Collection[str]) -> str:
    """The words in a row: a, b or c."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
