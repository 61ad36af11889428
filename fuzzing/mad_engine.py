"""An engine that writes into the answers, returns nonsense, hangs or dies, by a number."""

import os
import stat
import time

import numpy as np

from fuzzing.chance import Chance
from fuzzing.damage import damaged
from fuzzing.texts import hostile
from voiceguide.core.errors import VoiceError
from voiceguide.pcm.clip import Signal


class MadEngine:
    def __init__(self, chance: Chance) -> None:
        self._chance = chance

    def render(self, text: str, rate: float) -> tuple[Signal, int]:
        del text
        match self._chance.randrange(8):
            case 0:
                raise VoiceError(hostile(self._chance))
            case 1:
                os._exit(self._chance.randrange(256))
            case 2:
                time.sleep(1)
            case 3:
                _babble(self._chance)
            case 4:
                return np.full(100, np.nan, np.float32), 24_000
            case 5:
                return np.zeros(0, np.float32), 24_000
            case 6:
                return np.full(2000, np.inf, np.float32), self._chance.choice((0, -1, 1, 8000, 10**9))
        return np.asarray(0.3 * np.sin(np.arange(round(9000 * rate)) / 9), np.float32), 24_000


def load(number: str) -> MadEngine:
    chance = Chance(number)
    if chance.one_in(6):
        raise VoiceError(hostile(chance))
    if chance.one_in(6):
        _babble(chance)
    return MadEngine(chance)


def _babble(chance: Chance) -> None:
    """Write bytes into every pipe of this process, as a library with a wrong number would."""
    for descriptor in range(3, 32):
        try:
            if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
                os.write(descriptor, damaged(chance, b'{"id": 0, "samples": "AAAA"}\n'))
        except OSError:
            continue
