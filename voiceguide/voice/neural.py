"""The natural voice: hibari in a worker process, from its wheel or from files placed beside it."""

import os
from pathlib import Path

from voiceguide.core.errors import VoiceError
from voiceguide.pcm.clip import Clip
from voiceguide.voice.registry import damaged, is_whole, package, registry
from voiceguide.voice.text import speakable
from voiceguide.voice.worker import MASTERING, Worker

HEART = "heart"
"""The voice inside the wheel."""

BASE_PACE = 0.85
"""hibari's speed at `--rate 1.0`: 160 words a minute over the bundled kind of sentence, 180 at speed 1."""

SLOWEST, FASTEST = 0.5, 2.0
"""hibari's own limits of speed."""


class NeuralVoice:
    """Neither hibari nor its runtime is ever loaded into this process."""

    def __init__(self, name: str = HEART, rate: float = 1.0, models: Path | None = None) -> None:
        """`models` is a folder where the user may have placed other voices of hibari; none is downloaded.

        Raises:
            VoiceError: there is no voice of this name, or its file is missing or damaged.
        """
        self._name = name
        self._speed = min(FASTEST, max(SLOWEST, rate * BASE_PACE))
        installed = package()
        version = installed.version if installed else "absent"
        self._identity = f"hibari {version} {name} {self._speed:.3f} mastering {MASTERING}"
        model = () if name == HEART else (str(_placed(name, models)),)
        self._worker = Worker("voiceguide.voice.hibari_engine", name, *model)

    @property
    def name(self) -> str:
        return self._name

    @property
    def engine(self) -> str:
        return "hibari"

    @property
    def identity(self) -> str:
        return self._identity

    @property
    def pid(self) -> int | None:
        """The worker's process; None while there is none."""
        return self._worker.pid

    def start(self) -> None:
        """Begin loading the model and return at once.

        Raises:
            VoiceError: no process can be started.
        """
        self._worker.start()

    def speak(self, text: str) -> Clip:
        return self._worker.render(speakable(text), self._speed)

    def close(self) -> None:
        self._worker.close()


def _placed(name: str, models: Path | None) -> Path:
    voice = registry().get(name)
    if voice is None:
        raise VoiceError(f"There is no natural voice called {name!a}; choose {HEART} with --voice.")
    path = (models or Path()) / str(voice["file"])
    if models is None or not os.path.exists(path):  # noqa: PTH110 - Path.exists() raises
        raise VoiceError(f"The voice {name} is not on this machine and is never downloaded; choose {HEART}.")
    if not is_whole(path, voice):
        raise VoiceError(damaged(name, path))
    return path
