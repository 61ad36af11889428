"""The natural voice inside the worker process: hibari, on one thread and without any download."""

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from voiceguide.core.errors import VoiceError
from voiceguide.pcm.clip import Signal

_SEED = 1
"""Of the breath in the voice: the same text gives the same sound."""


class HibariEngine:
    def __init__(self, speaker: Any) -> None:  # noqa: ANN401 - the library has no types
        self._speaker = speaker

    def render(self, text: str, rate: float) -> tuple[Signal, int]:
        sound = self._speaker(text, speed=rate, seed=_SEED)
        return np.asarray(sound, np.float32), int(self._speaker.sample_rate)


def load(name: str, model: str = "") -> HibariEngine:
    """The voice `name` from the file `model`; without a file, from the wheel.

    Raises:
        VoiceError: hibari-tts is missing, or its wheel does not hold this voice.
    """
    # With scipy hibari takes other transforms: other bytes, and a slower start.
    sys.modules["scipy"] = None  # type: ignore[assignment]
    try:
        return HibariEngine(_speaker(name, model))
    except ImportError as error:
        raise VoiceError("hibari-tts cannot be loaded; install it with pip install hibari-tts.") from error


def _speaker(name: str, model: str) -> Any:  # noqa: ANN401
    from hibari import Hibari  # noqa: PLC0415 - heavy
    from hibari.g2p import G2P  # noqa: PLC0415
    from hibari.voices import VOICES  # noqa: PLC0415

    voice = VOICES.get(name, {})
    if not (model or voice.get("bundled")):
        raise VoiceError(f"hibari-tts holds no voice {name!a}; choose heart with --voice.")
    # The dictionary and the network are read side by side.
    with ThreadPoolExecutor(1) as reading:
        words = reading.submit(G2P, british=bool(voice.get("british")))

        def phonemes(sentence: str) -> str:
            return str(words.result()(sentence))

        return Hibari(voice=name, model=model or None, threads=1, g2p=phonemes)
