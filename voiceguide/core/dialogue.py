"""A conversation as straight-line code: it yields what to say, and is sent what was answered."""

from collections.abc import Collection, Generator
from dataclasses import dataclass
from typing import TypeVar

from voiceguide.core.command import Command
from voiceguide.core.phrases import Meaning

PATIENCE = 8.0
"""Seconds that a question waits for its answer."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One turn of the guide."""

    words: tuple[str, ...]
    """Sentences, one clip each."""
    expected: frozenset[Meaning] = frozenset()
    """What makes sense as an answer; with nothing expected it is only said."""
    patience: float = PATIENCE
    """Seconds of quiet after the last word that count as silence."""
    any_key: Meaning = Command.YES
    """What a key means that has no meaning of its own here, for people who do not speak."""


Reply = Meaning | None
"""None is silence; a statement is sent None as soon as it was said."""

_T = TypeVar("_T")
Dialogue = Generator[Ask, Reply, _T]
"""Pure: no clock, no sound; whoever runs it says the words and sends the reply."""


def tell(*words: str) -> Dialogue[None]:
    """Say something that wants no answer."""
    yield Ask(words)


def ask(
    words: Collection[str],
    expected: Collection[Meaning],
    *,
    again: Collection[str] | None = None,
    any_key: Meaning = Command.YES,
    patience: float = PATIENCE,
) -> Dialogue[Reply]:
    """Ask; after silence, or "repeat", ask once more, in the words of `again` if there are any.

    Silence twice is returned as None: what it means, the caller says; it is never a no.
    """
    listened = frozenset({*expected, Command.REPEAT})
    reply = yield Ask(tuple(words), listened, patience, any_key)
    for _ in range(2):
        if reply is not None and reply is not Command.REPEAT:
            return reply
        silent = reply is None
        reply = yield Ask(tuple(again or words) if silent else tuple(words), listened, patience, any_key)
        if silent and reply is None:
            break
    return None if reply is Command.REPEAT else reply
