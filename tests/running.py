"""Running the command line in tests, in a home of their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """What a command line came back with."""

    code: int
    out: str
    err: str


Run = Callable[[Sequence[str]], Answer]
Furnish = Callable[[Path], Path]
"""Makes an empty folder a home, and gives it back."""
