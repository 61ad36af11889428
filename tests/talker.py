"""Somebody in the room who speaks into the virtual microphone, one word at a time."""

import subprocess
import wave
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import soundfile
from virtual_speaker import VirtualSpeaker

SPOKEN = Path(__file__).parent / "spoken"
ROOM_NOISE = 20
"""Of 32768: a quiet room, not a muted microphone."""
RATE = 16_000


class Talker:
    def __init__(self, speaker: VirtualSpeaker, folder: Path, voice: str = "am_michael") -> None:
        self._speaker = speaker
        self._folder = folder
        self._voice = voice
        self._noise: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        noise = np.random.default_rng(1).normal(0, ROOM_NOISE, 600 * RATE).astype(np.int16)
        file = self._written("noise", noise)
        self._noise = subprocess.Popen(
            ["paplay", "-d", "room", str(file)], env=self._speaker.environment, stderr=subprocess.DEVNULL
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._noise
        self._noise.kill()
        self._noise.wait()

    def say(self, words: str) -> None:
        """Say something; returns when it is said."""
        sound, rate = soundfile.read(SPOKEN / f"{self._voice}_{words.replace(' ', '_')}.opus", dtype="int16")
        assert rate in (RATE, 48_000)
        self._speaker.say(self._written(words.replace(" ", "_"), sound, rate))

    def _written(self, name: str, sound: np.ndarray, rate: int = RATE) -> Path:  # type: ignore[type-arg]
        file = self._folder / f"{name}.wav"
        with wave.open(str(file), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(rate)
            out.writeframes(sound.astype("<i2").tobytes())
        return file
