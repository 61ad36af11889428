"""The values that a choice goes through, each as it is kept and as it is shown."""

from enum import StrEnum
from fractions import Fraction

DECIBELS = tuple(float(decibels) for decibels in range(-30, 7, 3))


def named(words: type[StrEnum]) -> tuple[tuple[StrEnum, str], ...]:
    """Words that are shown as they are written."""
    return tuple((word, word.value) for word in words)


def volumes(current: float) -> tuple[tuple[str, str], ...]:
    """Decibels in steps of three, and those that are chosen."""
    steps = sorted({*DECIBELS, current})
    return tuple((f"{decibels:g}", f"{decibels:+g} dB" if decibels else "as it is") for decibels in steps)


def scales(current: Fraction) -> tuple[tuple[str, str], ...]:
    """Factors for all holds, in tenths, and the one that is chosen."""
    steps = {Fraction(tenths, 10) for tenths in range(1, 51)} | {current}
    return tuple((str(step), f"×{float(step):g}") for step in sorted(steps))
