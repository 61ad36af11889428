"""Cuts the quiet from both ends of speech, so that a word is heard exactly when it is due."""

import numpy as np
import numpy.typing as npt

from voiceguide.core.frames import FADE, ONSET
from voiceguide.pcm.clip import FULL_SCALE, Samples, Signal, rise

WINDOW = 120
"""Frames of the sliding window in which level is measured: 5 ms."""

_HEARD = 1e-4
"""Power of the quietest window that begins a sound, relative to the loudest: -40 dB."""

_ENDED = 1e-5
"""The same for the window that ends it: -50 dB, since words die away slower than they begin."""


def onset(signal: Signal | Samples) -> int:
    """The first frame of the first window above -40 dB relative to the loudest; 0 in silence."""
    powers = _powers(signal)
    return int(np.argmax(powers > powers.max() * _HEARD))


def trimmed(signal: Signal) -> Signal:
    """The sound with `ONSET` frames before its onset, faded in, and a short fade after its end.

    The result lies on the 16-bit grid, so its onset is exactly `ONSET` before and after the conversion.
    Silence stays silence.
    """
    sound = _on_grid(_without_tail(_on_grid(signal)))
    # Ahead of a sound that begins at once, the window meets its first samples while still in the quiet.
    led = np.concatenate([np.zeros(ONSET + WINDOW, np.float32), sound])
    kept = led[max(0, onset(led) - ONSET) :]
    kept[:ONSET] *= rise(ONSET).astype(np.float32)
    return _on_grid(kept)


def _without_tail(signal: Signal) -> Signal:
    """The sound up to `FADE` frames after its last loud window; if it breaks off, its last 5 ms fade."""
    sounding = np.flatnonzero(signal)
    if not len(sounding):
        return signal
    powers = _powers(signal)
    last_loud = WINDOW + int(np.flatnonzero(powers > powers.max() * _ENDED)[-1])
    end = min(int(sounding[-1]) + 1, last_loud + FADE)
    shortest = min(WINDOW, (end - int(sounding[0])) // 2)
    start = min(last_loud, end - shortest)
    kept = signal[:end].copy()
    kept[start:] *= rise(end - start)[::-1].astype(np.float32)
    return kept


def _powers(signal: Signal | Samples) -> npt.NDArray[np.float64]:
    """The energy of each window, advancing by one frame; sums of 16-bit squares are exact."""
    energy = np.square(_at_least_a_window(signal), dtype=np.float64)
    total = np.concatenate([[0.0], np.cumsum(energy)])
    powers: npt.NDArray[np.float64] = total[WINDOW:] - total[:-WINDOW]
    return powers


def _at_least_a_window(signal: Signal | Samples) -> Signal:
    missing = max(0, WINDOW - len(signal))
    return np.pad(signal, (0, missing)).astype(np.float32)


def _on_grid(signal: Signal) -> Signal:
    rounded: Signal = np.rint(signal * np.float32(FULL_SCALE)) / np.float32(FULL_SCALE)
    return rounded
