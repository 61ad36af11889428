"""Lets the threads that hand out sound to a device go before others, where the system grants it."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

FIRST = -11
"""How nice they are to others, as sound servers are; 0 is usual, and on Linux it is a thread's own."""


def hurry() -> None:
    """Go before others from now on, on this thread.

    Whoever may not ask for that takes turns as before, and so does a program that was started to be nice.
    """
    _hurry(threading.Event())


@contextmanager
def hurried() -> Iterator[None]:
    """As `hurry`, for a while."""
    before, over = _nice(), threading.Event()
    _hurry(over)
    try:
        yield
    finally:
        over.set()
        if hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, 0, before)


def _nice() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0) if hasattr(os, "getpriority") else 0


def _hurry(over: threading.Event) -> None:
    """`over` is set once it is to take turns again."""
    before = _nice()
    if not hasattr(os, "setpriority") or before > 0:
        return
    try:
        os.setpriority(os.PRIO_PROCESS, 0, FIRST)
    except OSError:
        if sys.platform == "linux":
            _have_it_asked(threading.get_native_id(), before, over)


def _have_it_asked(thread: int, before: int, over: threading.Event) -> None:
    """By somebody who may wait for the answer."""
    with suppress(RuntimeError):  # no thread can be started: then it takes turns
        threading.Thread(
            target=_ask_the_desktop, args=(thread, before, over), name="priority", daemon=True
        ).start()


def _ask_the_desktop(thread: int, before: int, over: threading.Event) -> None:
    from voiceguide.system.realtime_kit import ask  # noqa: PLC0415 - what it loads takes a while

    ask(thread, FIRST)
    if over.is_set():
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, before)
