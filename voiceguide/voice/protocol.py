"""What every voice can do, whatever speaks inside it."""

from typing import Protocol

from voiceguide.pcm.clip import Clip


class Voice(Protocol):
    """Text to clip. One request at a time, from one thread at a time."""

    @property
    def name(self) -> str:
        """What `--voice` calls it."""
        ...

    @property
    def engine(self) -> str:
        """What speaks: "hibari", "pyttsx3", "silent"."""
        ...

    @property
    def identity(self) -> str:
        """Changes whenever the same text would sound different; part of the cache key."""
        ...

    def speak(self, text: str) -> Clip:
        """Render and master one text.

        Raises:
            VoiceError: it cannot speak, or cannot speak this.
        """
        ...

    def close(self) -> None:
        """Let go of workers and models; may be called twice."""
        ...
