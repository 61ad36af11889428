"""The four tones that stand for words: press, halfway, let go, attention."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from voiceguide.core.cue import TONE_FRAMES, Tone
from voiceguide.core.frames import RATE, frames
from voiceguide.pcm.clip import Clip, Samples, Signal
from voiceguide.pcm.loudness import clip_loudness, gain


@dataclass(frozen=True, slots=True)
class Note:
    pitch: float
    """Hertz."""
    decay: float
    """Seconds in which it falls to about a third."""
    at: float = 0.0
    """Seconds after the start of the tone."""
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Recipe:
    notes: tuple[Note, ...]
    loudness: float
    """LUFS, as clips are measured."""


TONES: Mapping[Tone, Recipe] = {
    Tone.START: Recipe((Note(523.25, 0.20, strength=0.8), Note(783.99, 0.24, at=0.17)), -20.0),
    Tone.HALFWAY: Recipe((Note(440.0, 0.16),), -23.0),
    Tone.RELEASE: Recipe((Note(392.0, 0.24, strength=0.8), Note(261.63, 0.34, at=0.20)), -20.0),
    Tone.ATTENTION: Recipe((Note(1318.5, 0.045), Note(1318.5, 0.06, at=0.12)), -24.0),
}
"""A rising fifth to press, a falling fifth to let go, one middle note halfway, two high taps to listen."""

_PARTIALS = ((1.0, 1.0, 1.0), (2.0, 0.35, 0.6), (3.0, 0.12, 0.4), (4.0, 0.10, 0.25))
"""Multiple of the pitch, strength, and share of the note's decay: wood struck softly."""

_ATTACK = frames(0.006)
_FADE = frames(0.08)
_FIRST = 0.01
"""Where the attack begins: heard by nobody, but the onset stands exactly on the first frame."""

Wave = npt.NDArray[np.float64]


@cache
def tone(tone: Tone) -> Clip:
    """A tone of its full length, whose first sample is its onset and whose last is zero."""
    sound = np.zeros(TONE_FRAMES[tone])
    recipe = TONES[tone]
    for note in recipe.notes:
        start = frames(note.at)
        sound[start:] += _struck(note, len(sound) - start)
    sound[-_FADE:] *= np.square(np.cos(np.linspace(0, np.pi / 2, _FADE)))
    signal: Signal = sound.astype(np.float32)
    return Clip(_levelled(signal, recipe.loudness))


def _struck(note: Note, length: int) -> Wave:
    """The wave begins at its crest, so that the first sample of its attack is not zero."""
    time = np.arange(length) / RATE
    wave = np.zeros(length)
    for multiple, strength, share in _PARTIALS:
        fall = np.exp(-time / (note.decay * share))
        wave += strength * fall * np.cos(2 * np.pi * note.pitch * multiple * time)
    attack = np.square(np.sin(np.linspace(0, np.pi / 2, _ATTACK)))
    wave[:_ATTACK] *= _FIRST + (1 - _FIRST) * attack
    return wave * note.strength


def _levelled(signal: Signal, loudness: float) -> Samples:
    factor = gain(loudness - clip_loudness(signal))
    samples: Samples = np.rint(signal * np.float32(factor * 32768)).astype(np.int16)
    samples.flags.writeable = False
    return samples
