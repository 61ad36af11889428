"""Keeps what system libraries write straight to the terminal off the person's screen."""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2


def hush(library: str) -> None:
    """What a Python library logs goes to no terminal: its troubles are told as sentences."""
    logging.getLogger(library).addHandler(logging.NullHandler())


class _Muffle:
    """Standard error leads nowhere while anybody wants it so; several threads may, at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted = 0
        self._kept: int | None = None

    def begin(self) -> None:
        with self._lock:
            self._wanted += 1
            if self._wanted == 1:
                self._kept = _leading_nowhere()

    def end(self) -> None:
        with self._lock:
            self._wanted -= 1
            if self._wanted == 0 and self._kept is not None:
                os.dup2(self._kept, STDERR)
                os.close(self._kept)


def _leading_nowhere() -> int | None:
    """Where standard error led before; None if there is none to protect."""
    try:
        kept = os.dup(STDERR)
    except OSError:
        return None
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, STDERR)
    os.close(nothing)
    return kept


_muffle = _Muffle()


@contextmanager
def quietly() -> Iterator[None]:
    """Nothing reaches this process's standard error meanwhile."""
    _muffle.begin()
    try:
        yield
    finally:
        _muffle.end()
