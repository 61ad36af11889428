"""Where sounds begin and end in a recording: one way to look for ours and for everybody else's."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

QUIET = 100
"""Of 32768; below it nothing is heard."""
APART = 0.1
"""Seconds of quiet between two sounds."""


class Heard(NamedTuple):
    """One sound, in seconds of the recording."""

    onset: float
    end: float


def sounds(samples: npt.NDArray[np.int16], rate: int) -> list[Heard]:
    """Every sound that has quiet on both sides."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > QUIET)
    if not len(loud):
        return []
    breaks = np.flatnonzero(np.diff(loud) > APART * rate)
    begins, ends = loud[np.r_[0, breaks + 1]], loud[np.r_[breaks, len(loud) - 1]]
    return [
        Heard(begin / rate, end / rate) for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
    ]


def nearest(heard: Sequence[Heard], instant: float) -> Heard:
    return min(heard, key=lambda one: abs(one.onset - instant))


def count_errors(heard: Sequence[Heard], release: float, last: int) -> list[float]:
    """By how many seconds each of the last counted words misses its second before the release."""
    words = [one.onset for one in heard if one.onset < release - 0.2][-last:]
    return [abs(release - onset - left) for left, onset in zip(range(len(words), 0, -1), words, strict=True)]
