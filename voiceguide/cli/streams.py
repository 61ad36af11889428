"""Standard output and standard error, which may be closed, full, hung up, or without some letters."""

import os
import sys
from io import TextIOWrapper
from typing import TextIO


def mend_streams() -> None:
    """A stream that is closed leads nowhere from now on; a letter that one does not know is written out."""
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def put(stream: TextIO, text: str) -> OSError | None:
    """Write at once; if that cannot be, this and all that follows goes nowhere, and it is told why."""
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        _give_up(stream)
        return error
    return None


def drain_streams() -> None:
    """Write what is still waiting; what cannot be written is not tried again when Python ends."""
    for stream in (sys.stdout, sys.stderr):
        put(stream, "")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - open until the program ends


def _give_up(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
