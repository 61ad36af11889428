"""TOML as people write it: its values, the line of each key, and faults of writing in plain words."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from voiceguide.store.fault import Spot, Wrong

Lines = dict[tuple[str, ...], Spot]
"""Where each key and each table begins."""

_LONGEST_STATEMENT = 200
"""Lines; the keys that follow a longer one are not looked for."""

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")

_PLAIN_WORDS = (
    ("Expected '='", "a key stands here without a value, write it as key = value"),
    ("Invalid statement", "this is neither key = value nor [section], mend it or put # before it"),
    ("Unterminated string", "a text is not closed, put a quote at its end"),
    ("Found invalid character", "a text is not closed on its line, put a quote at its end"),
    ("Illegal character", "an invisible character stands here, remove it"),
    ("Unescaped '\\'", "this backslash is not followed by a known letter, write two backslashes"),
    ("Unclosed array", "a list is not closed, or lacks a comma, mend it"),
    ("Unclosed inline table", "a brace is not closed, or lacks a comma, mend it"),
    ("Cannot overwrite", "this is given above already, keep only one of the two"),
    ("Duplicate inline table key", "this is given twice in these braces, keep only one of the two"),
    ("Cannot declare", "this section is given above already, put its lines there"),
    ("Cannot mutate", "this is given above already, keep only one of the two"),
    ("at the end of a table declaration", "a bracket is not closed, write the section as [name]"),
    ("Invalid initial character", "a key cannot begin like this, write letters, digits, - and _"),
    ("Invalid value", "this is no value, put a text in quotes, and write yes or no as true or false"),
    (
        "Expected newline",
        "this does not belong to the value before it, put a text in quotes, and one value on a line",
    ),
)
_UNKNOWN = "this is not TOML, compare it with the lines around it"


class NotToml(Wrong):
    """The text cannot be read."""

    def __init__(self, message: str, spot: Spot) -> None:
        super().__init__(message)
        self.spot = spot


def read_toml(content: bytes) -> tuple[str, dict[str, object]]:
    """The text of a file without a byte order mark, and its values; fractions come as `Decimal`.

    Raises:
        NotToml: it is not UTF-8, or not TOML.
    """
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise NotToml("this is not UTF-8, save the file as UTF-8", Spot(line, column)) from error
    try:
        return text, tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        raise NotToml(_plain_words(str(error)), _place(str(error), text)) from error
    except (ValueError, RecursionError) as error:
        raise NotToml("a number here is too long, or lists go too deep, write it shorter", Spot()) from error


@dataclass(frozen=True, slots=True)
class Statement:
    """A section's heading, or keys with their values; lines from 1, both ends included."""

    first: int
    last: int
    column: int
    section: tuple[str, ...]
    """The section it stands in, or opens."""
    paths: tuple[tuple[str, ...], ...]
    """The whole path of every key in it; none in a heading."""

    @property
    def heading(self) -> bool:
        return not self.paths


def statements(text: str) -> Iterator[Statement]:
    """What stands in a text that `read_toml` has read, without blank lines and comments."""
    section: tuple[str, ...] = ()
    written, first = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        if not written:
            first = number
        elif number - first > _LONGEST_STATEMENT:
            return
        written += f"{line}\n"
        try:
            given = tomllib.loads(written, parse_float=_decimal)
        except (ValueError, RecursionError):
            # A text or a list goes on over the next line.
            continue
        paths, bare = tuple(_paths(given)), written.lstrip(" \t")
        column = len(written) - len(bare) + 1
        written = ""
        if bare.startswith("["):
            section = paths[-1]
            yield Statement(first, number, column, section, ())
        elif paths:
            yield Statement(first, number, column, section, tuple((*section, *path) for path in paths))


def lines_of(text: str) -> Lines:
    """Where each key stands in a text that `read_toml` has read."""
    found: Lines = {}
    for statement in statements(text):
        for path in statement.paths or (statement.section,):
            found.setdefault(path, Spot(statement.first, statement.column))
    return found


def _paths(given: dict[str, object], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every key within a table, the outer ones first."""
    paths = []
    for key, value in given.items():
        paths.append((*above, key))
        if isinstance(value, dict):
            paths += _paths(value, (*above, key))
    return paths


def _decimal(text: str) -> Decimal:
    """Exactly what is written; what is beyond all reason is no number."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("nan")


def _place(message: str, text: str) -> Spot:
    match = _PLACE.search(message)
    if match:
        return Spot(int(match[1]), int(match[2]))
    written = text.rstrip()
    return Spot(written.count("\n") + 1, len(written) - (written.rfind("\n") + 1) + 1)


def _plain_words(message: str) -> str:
    return next((words for known, words in _PLAIN_WORDS if known in message), _UNKNOWN)
