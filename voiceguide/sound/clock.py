"""The time that outputs and the player go by, passed in so that tests can bring their own."""

import sys
import time
from typing import Protocol


class Clock(Protocol):
    """Time that only goes forward."""

    def now(self) -> float:
        """Monotonic seconds from an arbitrary zero."""
        ...

    def sleep(self, seconds: float) -> None:
        """Return once this much time has passed; at once if it is not above zero."""
        ...


class SystemClock:
    """The machine's own monotonic time.

    It reads the performance counter: on Linux and macOS that is the monotonic clock itself, and on Windows
    the monotonic clock of Python before 3.13 steps by 16 ms.
    """

    def now(self) -> float:
        return time.perf_counter()

    def sleep(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds))


def slept() -> float:
    """Seconds for which the machine itself has slept, from an arbitrary zero.

    It is what the system's clocks disagree by: on Linux exactly the time suspended, elsewhere judged by the
    time of day, which may also be set by hand.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.time() - time.perf_counter()
