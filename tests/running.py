"""Running the command line in tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What a command line came back with."""

    code: int
    out: str
    err: str


Run = Callable[[Sequence[str]], Answer]
