"""Lets the threads that hand out sound to a device go before others, where the system grants it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

FIRST = -11
"""How nice they are to others, as sound servers are; 0 is usual, and on Linux it is a thread's own."""


def hurry() -> None:
    """Go before others from now on, on this thread; whoever may not ask for that takes turns as before."""
    if hasattr(os, "setpriority"):
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, FIRST)


@contextmanager
def hurried() -> Iterator[None]:
    """As `hurry`, for a while."""
    before = os.getpriority(os.PRIO_PROCESS, 0) if hasattr(os, "getpriority") else 0
    hurry()
    try:
        yield
    finally:
        if hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, 0, before)
