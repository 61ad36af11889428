"""Makes a text fit to be spoken, whatever voice speaks it."""

import re
import unicodedata

from voiceguide.core.errors import VoiceError

LONGEST = 600
"""Characters of one spoken text, markup included."""

_SHOWN = 40
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")


def speakable(text: str) -> str:
    """The text on one line, without the markup by which some engines take phonemes instead of words.

    Raises:
        VoiceError: it is empty, too long, or holds characters that are never spoken.
    """
    line = " ".join(text.split())
    # First of all, since markup within markup takes time that grows with the square of its length.
    if len(line) > LONGEST:
        raise VoiceError(f"Shorten the text {quoted(text)} to {LONGEST} characters.")
    words = _without_markup(line)
    if any(unicodedata.category(character).startswith("C") for character in words):
        raise VoiceError(f"Take the invisible characters out of {quoted(text)}; they cannot be spoken.")
    if not any(character.isalnum() for character in words):
        raise VoiceError(f"There is nothing to say in {quoted(text)}; write at least one word.")
    return words


def quoted(text: str) -> str:
    """The beginning of a text in quotation marks, everything unprintable escaped."""
    cut = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    shown = (character if character.isprintable() else ascii(character)[1:-1] for character in cut)
    return f'"{"".join(shown)}"'


def _without_markup(text: str) -> str:
    linked = 1
    while linked:
        text, linked = _LINK.subn(r"\1", text)
    return " ".join(text.replace("[", " ").replace("]", " ").split())
