"""One stretch of speech between two silences, as the endpoint detector cuts it."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RATE = 16_000
"""Frames per second of everything that is listened to."""

Pcm = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said, with a little of the silence around it."""

    samples: Pcm
    began: int
    """Frames fed until the first sound of it."""
    ended: int
    """Frames fed until the last sound of it."""
    quiet: float = math.inf
    """Seconds of quiet before it; infinite if nothing was heard before, or since the ear opened."""
    talked: float = 0.0
    """Seconds in which something was said during the eight seconds before it, since the ear opened."""
