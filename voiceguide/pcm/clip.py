"""Sound as floats and as 16-bit samples; a clip: speech that is ready to be handed out."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]
Signal = npt.NDArray[np.float32]

FULL_SCALE = 32_768
"""What 1 in a signal is in samples."""


def samples_of(signal: Signal) -> Samples:
    """The nearest 16-bit samples; what is beyond full scale stays at it."""
    samples: Samples = np.clip(np.rint(signal * np.float32(FULL_SCALE)), -FULL_SCALE, FULL_SCALE - 1).astype(
        np.int16
    )
    return samples


def rise(frames: int) -> npt.NDArray[np.float64]:
    """A soft rise from 0 to, but not at, 1: the square of a sine."""
    return np.square(np.sin(np.linspace(0, np.pi / 2, frames, endpoint=False)))


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Mastered sound: trimmed by the onset rule, levelled, limited."""

    samples: Samples
    """Shape (frames,), 24 kHz mono, read-only."""

    @property
    def frames(self) -> int:
        return len(self.samples)

    @property
    def signal(self) -> Signal:
        """The samples as floats, full scale at 1."""
        return self.samples.astype(np.float32) / np.float32(FULL_SCALE)
