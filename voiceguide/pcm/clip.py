"""A clip: speech that is ready to be handed out."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]
Signal = npt.NDArray[np.float32]

FULL_SCALE = 32_768
"""What 1 in a signal is in samples."""


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
