"""Turns what a voice rendered into a clip: trimmed, at one loudness, free of overload."""

import math

import numpy as np

from voiceguide.core.errors import VoiceError
from voiceguide.pcm.clip import Clip, Signal
from voiceguide.pcm.limiter import limited
from voiceguide.pcm.loudness import clip_loudness, gain
from voiceguide.pcm.trim import trimmed

LOUDNESS = -16.0
"""LUFS of every spoken clip."""

_CLOSE_ENOUGH = 0.1
_PASSES = 8
_MOST_PUSHED = 12.0
"""Decibels a clip may be pushed into the limiter; beyond that it would be heard at work."""

_LEAST_GAINED = 0.1

_SILENT = 1e-4
_COMFORTABLE = 0.5


def mastered(signal: Signal) -> Clip:
    """A clip from float samples at 24 kHz, whatever their level.

    Its loudness is -16 LUFS where the ceiling of -2 dBTP allows it, and its onset is at frame `ONSET`.

    Raises:
        VoiceError: there is nothing to hear in it.

    """
    sound = _checked(signal)
    lift = LOUDNESS - _audible(clip_loudness(trimmed(sound)))
    most, missing, step = lift + _MOST_PUSHED, 0.0, 0.0
    for _ in range(_PASSES):
        ready = trimmed(limited(sound * np.float32(gain(lift))))
        before, missing = missing, LOUDNESS - clip_loudness(ready)
        if abs(missing) < _CLOSE_ENOUGH or lift == most:
            break
        # The limiter takes back a part of each decibel; the last step tells how much.
        gained = (before - missing) / step if step else 1.0
        step = min(missing / max(gained, _LEAST_GAINED), most - lift)
        lift += step
    return _clip(ready)


def _clip(signal: Signal) -> Clip:
    samples = (signal * np.float32(32768)).astype(np.int16)
    samples.flags.writeable = False
    return Clip(samples)


def _checked(signal: Signal) -> Signal:
    peak = float(np.max(np.abs(signal), initial=0.0))
    if not math.isfinite(peak) or peak < _SILENT:
        raise _no_sound()
    return (signal * (_COMFORTABLE / peak)).astype(np.float32)


def _audible(level: float) -> float:
    if math.isinf(level):
        raise _no_sound()
    return level


def _no_sound() -> VoiceError:
    return VoiceError("The voice gave no sound for this text; try another with --voice.")
