"""A voice that says what it is told to, as slowly and as badly as a test wishes."""

from threading import Event

import numpy as np

from voiceguide.core.errors import VoiceError
from voiceguide.pcm.clip import Clip


class FakeVoice:
    """Each text becomes a clip of ten frames per character; `spoken` holds what it was asked for."""

    def __init__(
        self,
        name: str = "fake",
        *,
        engine: str = "fake",
        fault: Exception | None = None,
        held: bool = False,
    ) -> None:
        """With `held`, every text waits for `release`; `fault` is raised instead of speaking."""
        self._name = name
        self._engine = engine
        self._fault = fault
        self._release = Event()
        self.started = Event()
        """Set while or after a text is rendered."""
        self.closed = Event()
        self.spoken: list[str] = []
        if not held:
            self._release.set()

    @property
    def name(self) -> str:
        return self._name

    @property
    def engine(self) -> str:
        return self._engine

    @property
    def identity(self) -> str:
        return f"{self._engine} {self._name}"

    def release(self) -> None:
        self._release.set()

    def speak(self, text: str) -> Clip:
        self.spoken.append(text)
        self.started.set()
        self._release.wait()
        if self.closed.is_set():
            raise VoiceError("The fake voice is closed.")
        if self._fault:
            raise self._fault
        return clip_of(10 * len(text))

    def close(self) -> None:
        self.closed.set()
        self._release.set()


def clip_of(frames: int, value: int = 1000) -> Clip:
    samples = np.full(frames, value, np.int16)
    samples.flags.writeable = False
    return Clip(samples)
