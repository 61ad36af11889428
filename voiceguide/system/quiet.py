"""Keeps what system libraries write straight to the terminal off the person's screen."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2


@contextmanager
def quietly() -> Iterator[None]:
    """Nothing reaches this process's standard error meanwhile."""
    try:
        kept = os.dup(STDERR)
    except OSError:  # there is none to protect
        yield
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, STDERR)
    os.close(nothing)
    try:
        yield
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)
