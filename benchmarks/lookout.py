"""Whether the machine itself stood still: a process that does nothing but look at the clock."""

import subprocess
import sys
import tempfile
import time
from types import TracebackType
from typing import NamedTuple, Self

from voiceguide.system.priority import hurry

PACE = 0.01
"""Seconds between two looks."""
LATE = 0.05
"""A look that is so many seconds late is told."""


class Standstill(NamedTuple):
    """Monotonic seconds."""

    began: float
    lasted: float


class Lookout:
    """Looks out while it is open, as eagerly as what hands out sound does."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._told = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed by __exit__
        self.seen: tuple[Standstill, ...] = ()
        """Every standstill, once it is closed."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen([sys.executable, "-m", "benchmarks.lookout"], stdout=self._told)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        looked = self._process.poll() is None
        self._process.terminate()
        self._process.wait()
        self._told.seek(0)
        self.seen = tuple(Standstill(*map(float, line.split())) for line in self._told)
        self._told.close()
        if not looked and error is None:
            raise RuntimeError("Nobody looked out; python -m benchmarks.lookout tells why.")

    def longest(self, start: float, end: float) -> float:
        """Seconds of the longest standstill that touches a stretch of time; 0 if there was none."""
        return max(
            (one.lasted for one in self.seen if one.began < end and one.began + one.lasted > start),
            default=0.0,
        )


def look_out() -> None:
    """Tell each standstill in a line, for ever."""
    hurry()
    last = time.monotonic()
    while True:
        time.sleep(PACE)
        now = time.monotonic()
        if now - last > PACE + LATE:
            print(f"{last:.4f} {now - last:.4f}", flush=True)
        last = now


if __name__ == "__main__":
    look_out()
