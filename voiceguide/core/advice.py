"""Words about what is wrong and what would be right, safe to print."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches

_LONGEST_QUOTE = 30
_LONGEST_GUESS = 40


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


def first_of(faults: Sequence[object], more_in: str) -> str:
    """The first fault, and which command tells the others; empty without any."""
    more = f" ({len(faults) - 1} more, see {more_in})" if faults[1:] else ""
    return f"{faults[0]}{more}" if faults else ""


def reason(error: OSError) -> str:
    """Why the system refused something, in small letters, to end a sentence with."""
    return (error.strerror or str(error)).lower()
