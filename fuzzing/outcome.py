"""What a target promises of every input, and what is said where one breaks it."""

from collections.abc import Callable
from dataclasses import dataclass

from fuzzing.chance import Chance
from voiceguide.core.errors import VoiceguideError


class BrokenPromise(AssertionError):  # noqa: N818 - met under that word
    """An input led to something that must never happen."""


@dataclass(frozen=True, slots=True)
class Target:
    """One door by which inputs come in."""

    name: str
    share: float
    """How often it is chosen, beside the others."""
    attempt: Callable[[Chance], None]
    """Makes one input and gives it; raises whatever the program raises, or `BrokenPromise`."""
    starts_processes: bool = False
    """Whether the program may start processes for it."""


def keep(promise: bool, broken: str) -> None:
    """Raise `BrokenPromise` unless a promise is kept."""
    if not promise:
        raise BrokenPromise(broken)


def keep_sentence(error: VoiceguideError | str) -> None:
    """A sentence for a person drives no terminal, and is not endless."""
    told = str(error)
    keep(shown_safely(told), f"a terminal would be driven by {told[:80]!a}")
    keep(len(told) < LONGEST_SENTENCE, f"the sentence has {len(told)} characters")


LONGEST_SENTENCE = 40_000
"""Characters of all faults of a file together; a hundred of them are told at most."""


def shown_safely(text: str) -> bool:
    """Whether a text can be written to a terminal: lines of printable characters."""
    return text.isprintable() or all(line.isprintable() for line in text.split("\n"))
