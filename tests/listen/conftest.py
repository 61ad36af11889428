"""Sounds made on the spot, and the real parts of the ear where their libraries are there."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from voiceguide.listen.errors import ListenError
from voiceguide.listen.features import Networks
from voiceguide.listen.utterance import RATE

Pcm = npt.NDArray[np.int16]
Speak = Callable[[str], Pcm]


@pytest.fixture(scope="session")
def networks() -> Networks:
    try:
        return Networks()
    except ListenError as error:
        pytest.skip(f"the recogniser's networks are needed: {error}")


@pytest.fixture(scope="session")
def speak() -> Speak:
    """What the natural voice says, at 16 kHz, half a second of a quiet room before and a second after."""
    hibari = pytest.importorskip("hibari", reason="the natural voice is needed to speak")
    voice = hibari.Hibari(voice="heart", threads=1)
    room = np.random.default_rng(0)

    def spoken(text: str) -> Pcm:
        fine = np.asarray(voice(text, seed=1), np.float64)
        places = np.arange(0, len(fine) - 1, 1.5)
        coarse = np.interp(places, np.arange(len(fine)), np.convolve(fine, np.ones(2) / 2, "same"))
        around = np.concatenate([np.zeros(RATE // 2), coarse, np.zeros(RATE)])
        return np.round(around * 20_000 + room.normal(0, 10, len(around))).astype(np.int16)

    return spoken


def quiet(seconds: float, level: float = 10) -> Pcm:
    return np.random.default_rng(3).normal(0, level, int(seconds * RATE)).astype(np.int16)


def word(seconds: float = 0.5, level: float = 8000) -> Pcm:
    """A vowel: a low tone with overtones, as long as asked."""
    time = np.arange(int(seconds * RATE)) / RATE
    tones = sum(np.sin(2 * np.pi * 140 * overtone * time) / overtone for overtone in range(1, 20))
    edges = np.minimum(1, np.minimum(time, seconds - time) / 0.02)
    return np.asarray(tones * edges * level / 2, np.int16)


@pytest.fixture
def made() -> tuple[Callable[..., Pcm], Callable[..., Pcm]]:
    """`quiet(seconds, level)` and `word(seconds, level)`."""
    return quiet, word
