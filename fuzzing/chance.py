"""Chance that repeats itself: a seed, a target's name and a number always give the same input."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    """What one input is made with."""

    def one_in(self, times: int) -> bool:
        return self.randrange(times) == 0

    def some(self, most: int, least: int = 1) -> range:
        """To do something from `least` to `most` times, fewer more often."""
        return range(min(self.randint(least, most), self.randint(least, most)))

    def piece(self, given: Sequence[T]) -> tuple[int, int]:
        """Where a piece of something begins and ends; mostly a short one."""
        start = self.randrange(len(given) + 1)
        return start, min(len(given), start + self.choice((0, 1, 1, 2, 4, 16, 64, 1000)))


def chance_for(seed: int, target: str, number: int) -> Chance:
    return Chance(f"{seed}/{target}/{number}")
