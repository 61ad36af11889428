"""How nice a thread is to others, and whether this machine lets it be less so."""

import os
import threading

from voiceguide.system.priority import FIRST


def niceness() -> int:
    """Of the thread that asks (Linux)."""
    return os.getpriority(os.PRIO_PROCESS, 0)


def granted() -> bool:
    """Whether a thread may go before others here; asked of one that ends at once."""
    found = []
    thread = threading.Thread(target=lambda: found.append(_asked()))
    thread.start()
    thread.join()
    return found[0]


def first() -> int:
    """How nice somebody is who asks to go first; a program that was started to be nice stays so."""
    return FIRST if niceness() <= 0 and granted() else niceness()


def _asked() -> bool:
    try:
        os.setpriority(os.PRIO_PROCESS, 0, FIRST)
    except PermissionError:
        return False
    return True
