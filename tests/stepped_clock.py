"""A clock for several threads that stands still until a test moves it on."""

from collections.abc import Callable
from threading import Condition

PATIENCE = 2_000
"""Looks, a hundredth of a second apart, until something must have happened."""


class SteppedClock:
    """Whoever sleeps wakes when the test has moved the clock far enough."""

    def __init__(self) -> None:
        self._now = 1000.0
        self._changed = Condition()
        self._asleep: dict[int, float] = {}
        """By sleeper: when it is to wake."""
        self._sleepers = 0
        self._free = False

    def now(self) -> float:
        with self._changed:
            return self._now

    def sleep(self, seconds: float) -> None:
        with self._changed:
            if self._free:
                self._now += max(0.0, seconds)
                return
            self._sleepers += 1
            number = self._sleepers
            until = self._now + max(0.0, seconds)
            self._asleep[number] = until
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._free or self._now >= until)
            del self._asleep[number]
            self._changed.notify_all()

    def run_free(self) -> None:
        """From now on every sleep takes no time, so that whoever is still at work can finish."""
        with self._changed:
            self._free = True
            self._changed.notify_all()

    def advance(self, seconds: float, over: Callable[[], bool] = lambda: False) -> None:
        """Move on sleeper by sleeper; before each step, whoever is at work falls asleep again.

        Stops early once everything is `over`.
        """
        with self._changed:
            end = self._now + seconds
            while self._wait_for(lambda: bool(self._asleep), over):
                wake = min(self._asleep.values())
                if wake > end:
                    self._now = end
                    return
                self._now = max(self._now, wake)
                due = [number for number, at in self._asleep.items() if at <= self._now]
                self._changed.notify_all()
                self._wait_for(lambda due=due: not any(number in self._asleep for number in due), over)

    def _wait_for(self, condition: Callable[[], bool], over: Callable[[], bool]) -> bool:
        for _ in range(PATIENCE):
            if self._changed.wait_for(condition, 0.01):
                return True
            if over():
                return False
        raise AssertionError("nobody sleeps on this clock, or a sleeper does not wake")
