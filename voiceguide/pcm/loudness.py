"""Measures how loud sound is to an ear, in LUFS."""

import math

import numpy as np
import numpy.typing as npt

from voiceguide.core.frames import RATE, frames
from voiceguide.pcm.clip import Signal

_HOP = frames(0.1)
_HOPS_PER_BLOCK = 4
"""Blocks last 400 ms and overlap by three quarters."""

_OFFSET = -0.691
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0

_LEAST_REPEATED = frames(3)
_SETTLING = frames(0.25)
"""Frames in which the weighting rings out; its slowest pole falls to a third in 4 ms."""

_STANDARD_RATE = 48_000
_HEAD = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""Numerator and denominator of the two filters of ITU-R BS.1770-4, tables 1 and 2, given for 48 kHz."""

Wave = npt.NDArray[np.float64]


def gain(decibels: float) -> float:
    """The factor on the samples that changes a level by so many decibels."""
    return math.pow(10.0, decibels / 20)


def decibels(amplitude: float) -> float:
    """The level of an amplitude, full scale at 0; minus infinity for nothing."""
    return 20 * math.log10(amplitude) if amplitude > 0 else -math.inf


def loudness(signal: Signal) -> float:
    """Integrated loudness of 24 kHz mono sound by ITU-R BS.1770-4, in LUFS.

    Minus infinity when it is silent, or shorter than one block of 400 ms.
    """
    return _gated(_weighted(signal)[: len(signal)])


def clip_loudness(signal: Signal) -> float:
    """Loudness of a trimmed clip heard over and over for at least 3 s, in LUFS.

    The weighting runs around the end of each repetition into the next, so a short word has no edges.
    """
    if not len(signal):
        return -math.inf
    weighted = _weighted(signal)
    overlaid = np.pad(weighted, (0, -len(weighted) % len(signal))).reshape(-1, len(signal)).sum(axis=0)
    return _gated(np.tile(overlaid, math.ceil(_LEAST_REPEATED / len(signal))))


def _weighted(signal: Signal) -> Wave:
    """K-weighted sound, followed by what rings on after its end."""
    length = 1 << (len(signal) + _SETTLING - 1).bit_length()
    spectrum = np.fft.rfft(signal.astype(np.float64), length)
    turn = np.exp(np.arange(len(spectrum)) * (-2j * np.pi * RATE / length / _STANDARD_RATE))
    for (b0, b1, b2), (a0, a1, a2) in (_HEAD, _HIGH_PASS):
        spectrum *= (b0 + turn * (b1 + turn * b2)) / (a0 + turn * (a1 + turn * a2))
    return np.fft.irfft(spectrum, length)


def _gated(weighted: Wave) -> float:
    blocks = _block_powers(weighted)
    blocks = blocks[blocks > _power(_ABSOLUTE_GATE)]
    blocks = blocks[blocks > _power(_level(blocks) + _RELATIVE_GATE)]
    return _level(blocks)


def _block_powers(weighted: Wave) -> Wave:
    hops = len(weighted) // _HOP
    energy = np.square(weighted[: hops * _HOP]).reshape(hops, _HOP).sum(axis=1)
    total = np.concatenate([[0.0], np.cumsum(energy)])
    sums: Wave = total[_HOPS_PER_BLOCK:] - total[:-_HOPS_PER_BLOCK]
    return sums / (_HOP * _HOPS_PER_BLOCK)


def _power(level: float) -> float:
    return math.pow(10.0, (level - _OFFSET) / 10)


def _level(powers: Wave) -> float:
    mean = float(powers.mean()) if len(powers) else 0.0
    return _OFFSET + 10 * math.log10(mean) if mean > 0 else -math.inf
