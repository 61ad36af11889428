"""Time is counted in frames: one sample of mono sound, 24,000 to the second."""

RATE = 24_000
"""Frames per second, everywhere in the program."""

ONSET = 120
"""Frames of a clip before its onset: the 5 ms that are kept and faded in."""

FADE = 720
"""Frames over which anything interrupted dies away: 30 ms."""


def frames(seconds: float) -> int:
    """The nearest whole number of frames."""
    return round(seconds * RATE)


def seconds(count: int) -> float:
    """How long a number of frames lasts."""
    return count / RATE
