"""Reads the sound files that system voices write: WAV, and AIFF on macOS."""

import wave
from pathlib import Path

import numpy as np

from voiceguide.core.errors import VoiceError
from voiceguide.pcm.clip import Signal

_NO_READER = "The system voice writes AIFF files; install soundfile with pip install soundfile."
_UNREADABLE = "The system voice wrote no sound that can be read; choose another with --voice."
_SAMPLE_BYTES = 2


def recorded(path: Path) -> tuple[Signal, int]:
    """Mono sound, shape (samples,), full scale at 1, and samples per second.

    Raises:
        VoiceError: there is no such file, or it holds no sound that can be read.
    """
    try:
        with wave.open(str(path), "rb") as file:
            if file.getsampwidth() != _SAMPLE_BYTES:
                return _by_soundfile(path)
            samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
            signal = samples.reshape(-1, file.getnchannels()).mean(axis=1, dtype=np.float32)
            return signal / np.float32(32768), file.getframerate()
    except wave.Error:
        return _by_soundfile(path)
    except (OSError, EOFError, ValueError) as error:
        raise VoiceError(_UNREADABLE) from error


def _by_soundfile(path: Path) -> tuple[Signal, int]:
    try:
        import soundfile  # noqa: PLC0415 - for macOS alone
    except (ImportError, OSError) as error:
        raise VoiceError(_NO_READER) from error
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise VoiceError(_UNREADABLE) from error
    return samples.mean(axis=1, dtype=np.float32), int(rate)
