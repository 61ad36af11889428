"""What an engine inside the worker process can do."""

from typing import Protocol

from voiceguide.pcm.clip import Signal


class Engine(Protocol):
    """Text to sound as the library makes it. Its module offers `load(*arguments: str) -> Engine`."""

    def render(self, text: str, rate: float) -> tuple[Signal, int]:
        """Shape (samples,), full scale at 1, and samples per second; `rate` is the engine's own pace.

        Raises:
            VoiceError: it cannot say this.
        """
        ...
