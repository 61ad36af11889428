"""The event file: one line of JSON for every change, written as it is heard."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from voiceguide.core.advice import reason
from voiceguide.core.errors import VoiceguideError
from voiceguide.core.facts import Event

if TYPE_CHECKING:
    from voiceguide.player import Heard


class EventFile:
    """Writes events; keeps quiet about words."""

    def __init__(self, file: TextIO | None, tell: Callable[[str], None]) -> None:
        """`tell` gets one sentence if nothing more can be written."""
        self._file = file
        self._tell = tell

    def write(self, heard: "Heard") -> None:
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
        try:
            self._file.write(json.dumps(line) + "\n")
            self._file.flush()
        except OSError as error:
            self._file = None
            self._tell(
                f"The event file can no longer be written ({reason(error)}); the session goes on without it."
            )


@contextmanager
def event_file(name: str | None, tell: Callable[[str], None]) -> Iterator[EventFile]:
    """The file of this name, emptied first; without a name, events go nowhere. `tell`: see `EventFile`.

    Raises:
        VoiceguideError: it cannot be written.
    """
    if name is None:
        yield EventFile(None, tell)
        return
    path = Path(name)
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise VoiceguideError(
            f"The event file {path} cannot be written: {reason(error)}. Name another one."
        ) from error
    with file:
        yield EventFile(file, tell)
