"""A voice of silence, as long as speech would take: for captions on their own, and for tests."""

import numpy as np

from voiceguide.core.spoken import estimated_frames
from voiceguide.pcm.clip import Clip
from voiceguide.voice.text import speakable


class SilentVoice:
    @property
    def name(self) -> str:
        return "silent"

    @property
    def engine(self) -> str:
        return "silent"

    @property
    def identity(self) -> str:
        return "silent"

    def speak(self, text: str) -> Clip:
        """Silence of the estimated length.

        Raises:
            VoiceError: no voice could say this.
        """
        samples = np.zeros(estimated_frames(speakable(text)), np.int16)
        samples.flags.writeable = False
        return Clip(samples)

    def close(self) -> None:
        """Nothing is held."""
