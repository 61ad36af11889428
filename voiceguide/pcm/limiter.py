"""Keeps sound under a ceiling by turning it down softly around each peak."""

import numpy as np

from voiceguide.core.frames import frames
from voiceguide.pcm.clip import Signal
from voiceguide.pcm.loudness import decibels, gain

CEILING_DB = -2.0
"""The highest true peak of anything handed out, in dBTP."""

_OVERSAMPLING = 4
_REACH = frames(0.005)
"""Frames before and after a peak that are turned down as far as the peak itself."""

_MARGIN = 0.999
"""What is left free under the ceiling for rounding to 16 bits."""

_QUIET_BESIDE = 256
"""Frames of silence that keep the end of a sound from ringing into its start."""


def true_peak(signal: Signal) -> float:
    """The highest amplitude of the sound between and at its samples, full scale at 1.

    Four points per frame, interpolated without loss of bandwidth (ITU-R BS.1770-4, annex 2).
    """
    return float(_peaks(signal).max())


def limited(signal: Signal, ceiling_db: float = CEILING_DB) -> Signal:
    """The sound with a true peak at or under the ceiling; returned as it is when it already is."""
    peaks = _peaks(signal)
    if decibels(float(peaks.max())) <= ceiling_db:
        return signal
    target = np.float32(gain(ceiling_db) * _MARGIN)
    needed = np.divide(target, np.maximum(peaks[: len(signal)], target), dtype=np.float32)
    lowered: Signal = signal * _smoothed(_lowest_nearby(needed))
    # What still stands out stands between the samples, where the course of the gain itself bends the wave.
    beyond = max(1.0, true_peak(lowered) / float(target))
    return lowered / np.float32(beyond)


def _peaks(signal: Signal) -> Signal:
    """For each frame the highest amplitude from there to the next; silence follows the sound."""
    length = 1 << (len(signal) + _QUIET_BESIDE - 1).bit_length()
    spectrum = np.fft.rfft(signal, length)
    turns = np.linspace(0, 0.5 / _OVERSAMPLING, len(spectrum), dtype=np.float32)
    step = np.exp(np.complex64(2j * np.pi) * turns)
    peaks = np.abs(np.pad(signal, (0, length - len(signal))))
    for _ in range(_OVERSAMPLING - 1):
        spectrum *= step
        np.maximum(peaks, np.abs(np.fft.irfft(spectrum, length)), out=peaks)
    return peaks


def _lowest_nearby(gains: Signal) -> Signal:
    """The minimum over `_REACH` frames on both sides, by widening a window to twice itself."""
    lowest = np.pad(gains, _REACH, constant_values=1.0)
    span, width = 1, 2 * _REACH + 1
    while span < width:
        shift = min(span, width - span)
        lowest = np.minimum(lowest[:-shift], lowest[shift:])
        span += shift
    return lowest


def _smoothed(gains: Signal) -> Signal:
    """Averaged over less than the reach of the minimum, so it nowhere rises above the gain needed."""
    reach = _REACH - 1
    bell = np.hanning(2 * reach + 3)[1:-1].astype(np.float32)
    padded = np.pad(gains, reach, mode="edge")
    return np.convolve(padded, bell / bell.sum(), mode="valid")
