"""What is wrong in a file: where it stands, in words that are safe to print."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from voiceguide.core.advice import printable
from voiceguide.core.errors import ContentError

MOST_FAULTS = 100
"""So many faults in one file are listed; more help nobody."""


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
