"""The soft sound under silence, which breathes in for four seconds and out for six."""

import math
from functools import cache
from itertools import pairwise

import numpy as np

from voiceguide.core.frames import RATE, frames
from voiceguide.pcm.clip import Signal, rise

BREATH = frames(10)
"""Frames of one breath, in and out, after which the bed repeats itself."""

_SEED = 1770
_HIGHEST = 6_000.0
_WINDS = ((240.0, 0.9), (620.0, 0.8), (1500.0, 0.7))
"""Centre in hertz and width in octaves of the three winds that are mixed."""

_SECONDS = (0.0, 1.5, 3.4, 4.0, 4.7, 7.0, 10.0)
_COURSES = (
    (0.30, 0.45, 0.55, 0.45, 0.85, 0.70, 0.30),
    (0.06, 0.35, 0.80, 0.35, 0.50, 0.22, 0.06),
    (0.00, 0.10, 0.75, 0.12, 0.05, 0.00, 0.00),
)
"""Strength of each wind at those seconds: it brightens as the breath goes in, and sinks as it goes out."""

_LEVEL = np.float32(0.0070676)
"""Brings whole breaths to -45 LUFS, measured beforehand so that the first breath is ready at once."""


def breath_bed(position: int, frames: int) -> Signal:
    """The bed at so many frames since the first in-breath; negative before it.

    Depends on nothing else, so blocks of any size join without a seam.
    """
    return np.take(_breath(), np.arange(position, position + frames), mode="wrap")


@cache
def _breath() -> Signal:
    """One breath, made in the frequency domain, where its end runs into its start by itself."""
    pitches = np.arange(1, int(_HIGHEST * BREATH / RATE), dtype=np.float32) * np.float32(RATE / BREATH)
    generator = np.random.Generator(np.random.PCG64(_SEED))
    turns = np.exp(np.complex64(2j * np.pi) * generator.random(len(pitches), np.float32))
    octaves = np.log2(pitches)
    sound = np.zeros(BREATH, np.float32)
    for (centre, width), course in zip(_WINDS, _COURSES, strict=True):
        band = np.exp(-np.square((octaves - math.log2(centre)) / width)) / np.sqrt(pitches)
        wind = np.fft.irfft(np.pad(turns * band, (1, 0)), BREATH)
        sound += wind / wind.std() * _course(course)
    sound *= _LEVEL
    sound.flags.writeable = False
    return sound


def _course(strengths: tuple[float, ...]) -> Signal:
    """The strength at every frame; between two of the points it follows half a cosine, without corners."""
    pieces = [
        start + (end - start) * rise(frames(until - since)).astype(np.float32)
        for (start, end), (since, until) in zip(pairwise(strengths), pairwise(_SECONDS), strict=True)
    ]
    return np.concatenate(pieces)
