"""A conversation as straight-line code: it yields what to say, and is sent what was answered."""

from collections.abc import Collection, Generator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from voiceguide.core.command import Command
from voiceguide.core.phrases import Meaning

ASKED = 2
"""How often something is asked that meets with silence."""
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

    whole: bool = False
    """Whether an answer counts only once all of it was said; else once it has begun to be said."""


Reply = Meaning | None
"""None is silence; a statement is sent None as soon as it was said."""

_T = TypeVar("_T")
Dialogue = Generator[Ask, Reply, _T]
"""Pure: no clock, no sound; whoever runs it says the words and sends the reply."""


_CHOSEN: Mapping[str, str] = {"Say ": "Choose ", "Or say ": "Or choose "}
"""How a sentence begins for somebody who is heard, and for somebody who is not."""


def for_keys(sentence: str) -> str:
    """A sentence for somebody who is not heard: what was to be said is to be chosen."""
    for said, chosen in _CHOSEN.items():
        if sentence.startswith(said):
            return chosen + sentence.removeprefix(said)
    return sentence


def by_keys(dialogue: Dialogue[_T]) -> Dialogue[_T]:
    """The same for somebody who is not heard, and answers with keys."""
    try:
        turn = next(dialogue)
        while True:
            reply = yield replace(turn, words=tuple(map(for_keys, turn.words)))
            turn = dialogue.send(reply)
    except StopIteration as end:
        result: _T = end.value
        return result
    finally:
        dialogue.close()


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
    whole: bool = False,
) -> Dialogue[Reply]:
    """Ask; after silence, or "repeat", ask once more, in the words of `again` if there are any.

    Silence twice is returned as None: what it means, the caller says; it is never a no.
    """
    listened = frozenset({*expected, Command.REPEAT})
    said, silent = tuple(words), 0
    while True:
        reply = yield Ask(said, listened, patience, any_key, whole)
        if reply is not None and reply is not Command.REPEAT:
            return reply
        silent += reply is None
        if silent == ASKED:
            return None
        said = tuple(again or words) if reply is None else tuple(words)
