"""Smooth curves through places: as cubic pieces for SVG, as many short lines for pixels."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Places = Sequence[tuple[float, float]] | npt.NDArray[np.float64]
Points = npt.NDArray[np.float64]
"""Shape (places, 2): x and y."""

_STEPS = 8


def cubics(through: Places, *, closed: bool) -> Points:
    """Bezier pieces of a centripetal Catmull-Rom spline, which neither overshoots nor loops.

    Returns:
        Shape (pieces, 4, 2): start, two handles, end. The pieces join without a corner.
    """
    places = np.asarray(through, np.float64)
    if closed:
        around = np.concatenate([places[-1:], places, places[:2]])
    else:
        around = np.concatenate([2 * places[:1] - places[1:2], places, 2 * places[-1:] - places[-2:-1]])
    before, start, end, after = around[:-3], around[1:-2], around[2:-1], around[3:]
    a, b, c = (
        np.sqrt(np.linalg.norm(q - p, axis=1, keepdims=True))
        for p, q in ((before, start), (start, end), (end, after))
    )
    first = (a * a * end - b * b * before + (2 * a * a + 3 * a * b + b * b) * start) / (3 * a * (a + b))
    second = (c * c * start - b * b * after + (2 * c * c + 3 * c * b + b * b) * end) / (3 * c * (c + b))
    return np.stack([start, first, second, end], axis=1)


def smooth(through: Places, *, closed: bool) -> Points:
    """Places close together along the curve; an open curve ends at its last place."""
    pieces = cubics(through, closed=closed)
    t = (np.arange(_STEPS) / _STEPS)[None, :, None]
    p, q, r, s = (pieces[:, k, None, :] for k in range(4))
    line = (p * (1 - t) ** 3 + 3 * q * t * (1 - t) ** 2 + 3 * r * t * t * (1 - t) + s * t**3).reshape(-1, 2)
    return line if closed else np.concatenate([line, pieces[-1:, 3]])


def ribbon(through: Places, width: float) -> Points:
    """Places for the closed edge of a line that is `width` wide in its middle and runs out thin."""
    line = smooth(through, closed=False)[:: _STEPS // 2]
    along = np.gradient(line, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    across = along[:, ::-1] * (-1, 1)
    half = across * (width / 2) * np.sin(np.linspace(0, np.pi, len(line)))[:, None]
    return np.concatenate([line + half, (line - half)[-2:0:-1]])
