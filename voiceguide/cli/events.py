"""The event file: one line of JSON for every change, written as it is heard."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from voiceguide.bystander import Bystander
from voiceguide.core.advice import reason
from voiceguide.core.errors import VoiceguideError
from voiceguide.core.facts import Event

if TYPE_CHECKING:
    from voiceguide.player import Heard, Player


class Writable(Protocol):
    """A file that is written without a buffer."""

    def write(self, content: bytes, /) -> int:
        """Write some of it, at least a byte; how many bytes that was."""
        ...


class EventFile:
    """Writes events; keeps quiet about words."""

    def __init__(self, file: Writable, tell: Callable[[str], None]) -> None:
        """`tell` gets one sentence if nothing more can be written."""
        self._file: Writable | None = file
        self._tell = tell

    def hear(self, heard: "Heard") -> None:
        fact = heard.fact
        if self._file is None or not isinstance(fact, Event):
            return
        line = {
            "t": round(heard.time, 4),
            "at": round(fact.at, 4),
            "event": fact.name,
            "by": fact.by,
            "stage": fact.stage,
            "point": fact.point,
            "side": fact.side,
            **fact.more,
        }
        left = (json.dumps(line) + "\n").encode("ascii")
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            self._file = None
            self._tell(
                f"The event file can no longer be written ({reason(error)}); the session goes on without it."
            )

    def draw(self, player: "Player") -> None:
        """Nothing: only changes are written."""


@contextmanager
def event_file(name: str | None, tell: Callable[[str], None]) -> Iterator[tuple[Bystander, ...]]:
    """Whoever writes the file of this name, emptied first; without a name, nobody. `tell`: see `EventFile`.

    Raises:
        VoiceguideError: it cannot be written.
    """
    if name is None:
        yield ()
        return
    path = Path(name)
    try:
        file = path.open("wb", buffering=0)
        if hasattr(os, "set_blocking"):
            # A pipe that was handed over may be one that refuses what it cannot take at once.
            os.set_blocking(file.fileno(), True)
    except OSError as error:
        raise VoiceguideError(
            f"The event file {path} cannot be written: {reason(error)}. Name another one."
        ) from error
    # Also closed over there: where a disk hangs, that hangs, too.
    writer = Bystander(EventFile(file, tell), at_last=file.close, looks=False)
    try:
        yield (writer,)
    finally:
        if not writer.close():
            tell(f"The event file {path} takes nothing any more; its end is missing.")
