"""Brings sound of any rate to the rate of the program."""

import math

import numpy as np
import numpy.typing as npt

from voiceguide.core.frames import RATE
from voiceguide.pcm.clip import Signal, rise

_SHOULDER_SECONDS = 0.02
"""Least length of the mirrored sound on both sides that dies away, so that no edge rings."""

_PASSED = 0.96
"""Share of the common bandwidth that passes untouched; above it a soft slope ends at the limit."""


def resampled(signal: Signal, rate_from: int, rate_to: int = RATE) -> Signal:
    """The same sound at another rate: round(frames * rate_to / rate_from) frames, same level and pitch."""
    if rate_from == rate_to or not len(signal):
        return signal
    common = math.gcd(rate_from, rate_to)
    step_from, step_to = rate_from // common, rate_to // common
    shoulder = math.ceil(_SHOULDER_SECONDS * rate_from / step_from)
    steps = _fast(2 * shoulder + math.ceil(len(signal) / step_from))
    padded = _with_shoulders(signal, shoulder * step_from, steps * step_from)
    spectrum = np.fft.rfft(padded)
    limit = min(rate_from, rate_to) / 2
    passed = spectrum[: steps * min(step_from, step_to) // 2 + 1]
    passed = passed * _slope(np.arange(len(passed)) * rate_from / len(padded) / limit)
    sound = np.fft.irfft(passed, steps * step_to) * (step_to / step_from)
    start = shoulder * step_to
    return sound[start : start + round(len(signal) * rate_to / rate_from)].astype(np.float32)


def _with_shoulders(signal: Signal, before: int, length: int) -> npt.NDArray[np.float64]:
    """The sound led in and out by its own point reflection, which keeps value and slope at the edges."""
    after = length - before - len(signal)
    padded = np.pad(signal.astype(np.float64), (before, after), mode="reflect", reflect_type="odd")
    padded[:before] *= rise(before)
    padded[length - after :] *= rise(after)[::-1]
    return padded


def _slope(share: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    beyond = np.clip((share - _PASSED) / (1 - _PASSED), 0, 1)
    return np.square(np.cos(beyond * np.pi / 2))


def _fast(steps: int) -> int:
    """A slightly larger count whose only large factors are twos, as the transform likes them."""
    unit = 1 << max(0, steps.bit_length() - 4)
    return math.ceil(steps / unit) * unit
