"""Prepares samples for a codec that changes them: peaks under a ceiling, at the rate of the format."""

from collections.abc import Iterable, Iterator

import numpy as np

from voiceguide.core.frames import RATE
from voiceguide.pcm.clip import FULL_SCALE, Samples, Signal, samples_of
from voiceguide.pcm.limiter import limited
from voiceguide.pcm.loudness import gain
from voiceguide.pcm.resample import resampled

_BLOCK = 5 * RATE // 2
_AROUND = RATE // 15
"""Frames that are heard before and after a block, so that its edges come out as if it had none; at the
rates in use a whole number of steps between the two rates, as is a block."""

_MAKE_UP = 0.3
"""Decibels that the lower ceiling takes from the loudness of a session."""

_FAR_UNDER = 0.5
"""Of the ceiling; no peak between samples so low reaches it."""


def shaped(blocks: Iterable[bytes], rate: int, ceiling: float, less: int = 0) -> Iterator[Samples]:
    """Blocks of 16-bit samples at 24 kHz, limited to a ceiling in dBTP, at another rate.

    As many frames as lie in the same time, round(frames * rate / 24000) in all, but `less` at the end.
    """
    held = np.zeros(0, np.int16)
    for samples in _shaped(blocks, rate, ceiling):
        waiting = np.concatenate([held, samples])
        ready = max(0, len(waiting) - less)
        yield waiting[:ready]
        held = waiting[ready:]


def _shaped(blocks: Iterable[bytes], rate: int, ceiling: float) -> Iterator[Samples]:
    given = made = 0
    for window, frames in _windows(blocks):
        given += frames
        until = round(given * rate / RATE)
        sound = _limited(resampled(window, RATE, rate), ceiling)
        start = _AROUND * rate // RATE
        yield samples_of(sound[start : start + until - made])
        made = until


def _windows(blocks: Iterable[bytes]) -> Iterator[tuple[Signal, int]]:
    """Even stretches of the sound with what surrounds them, and how many frames lie between."""
    waiting = np.zeros(_AROUND, np.float32)
    for block in blocks:
        samples = np.frombuffer(block, "<i2")
        waiting = np.concatenate([waiting, samples.astype(np.float32) / np.float32(FULL_SCALE)])
        while len(waiting) >= _BLOCK + 2 * _AROUND:
            yield waiting[: _BLOCK + 2 * _AROUND], _BLOCK
            waiting = waiting[_BLOCK:]
    while (left := len(waiting) - _AROUND) > 0:
        padded = np.pad(waiting, (0, _AROUND))[: _BLOCK + 2 * _AROUND]
        frames = min(left, _BLOCK)
        yield padded, frames
        waiting = waiting[frames:]


def _limited(window: Signal, ceiling: float) -> Signal:
    louder = window * np.float32(gain(_MAKE_UP))
    loud = float(np.max(np.abs(louder))) > gain(ceiling) * _FAR_UNDER
    return limited(louder, ceiling) if loud else louder
