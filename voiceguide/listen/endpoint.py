"""Finds where an utterance begins and ends, above a noise floor that follows the room."""

import math
from collections import deque
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from voiceguide.listen.utterance import RATE, Pcm, Utterance

STEP = 160
"""Frames between two looks, 10 ms."""

LOOK = 400
"""Frames of one look."""

LONGEST = 2.2
"""Seconds; whatever goes on for longer is talk, not a phrase."""

SHORTEST = 0.12
"""Seconds; whatever is shorter is a click or a knock."""

HANGOVER = 0.28
"""Seconds of quiet that end an utterance: longer than the silence inside a "t" or a "p"."""

BEFORE = 0.12
AFTER = 0.20
"""Seconds of surroundings that an utterance keeps: soft consonants are in there."""

RECENT = 8.0
"""Seconds for which it is remembered how much was said."""

_EDGES = (150, 300, 500, 800, 1200, 1800, 2700, 4000, 6000)
"""Hertz between the bands. Speech rarely fills all of them, noise of a room does."""

_RISE_DB = 8.0
_FALL_DB = 5.0
"""Mean excess of the clearest bands over their floors, in dB: where sound begins, and where it ends."""

_CLEAREST = 2
"""Bands that tell: noise may hide all the others."""

_DECAY_DB = 22.0
"""This far under the loudest of the utterance it is the room that still sounds."""

_QUIETEST_DB = -78.0
"""Floor of the floor: the last bits of a microphone say nothing."""

_SMOOTH = 0.6
_FOLLOW_REST = 0.04
_FOLLOW_SPEECH = 0.004
"""Shares by which the floor moves each step, at rest or downwards, and upwards under speech."""

_RISING_LOOKS = 3
_CALM_LOOKS = 5
"""After a reset it has to be quiet for so long first: half a word can sound like another one."""


def _bands() -> npt.NDArray[np.float64]:
    frequencies = np.fft.rfftfreq(512, 1 / RATE)
    return np.array(
        [(frequencies >= low) & (frequencies < high) for low, high in pairwise(_EDGES)],
        np.float64,
    )


_WINDOW = np.hanning(LOOK)
_BANDS = _bands().T / (_WINDOW @ _WINDOW * 256)


@dataclass(slots=True)
class _Open:
    """An utterance under way; instants are frames fed."""

    began: int
    last_loud: int
    loud_looks: int
    loudest: float


class Endpointer:
    """Fed with blocks of any length, answers the utterances that ended in them."""

    def __init__(self) -> None:
        self._floor: list[float] = []
        self._level: list[float] = []
        self._fed = 0
        self._kept: Pcm = np.zeros(0, np.int16)
        self._looked = 0
        self._rising = 0
        self._calm = _CALM_LOOKS
        self._open: _Open | None = None
        self._sounded: int | None = None
        self._said: deque[tuple[int, int]] = deque()
        """From where to where something was said of late, phrases and talk."""

    @property
    def fed(self) -> int:
        """Frames taken in since it was made."""
        return self._fed

    def reset(self) -> None:
        """Forget what is under way and what was heard; the noise floor and the count of frames stay."""
        self._kept = np.zeros(0, np.int16)
        self._looked = self._fed
        self._rising = 0
        self._calm = 0
        self._open = None
        self._sounded = None
        self._said.clear()
        self._level = []

    def feed(self, block: Pcm) -> list[Utterance]:
        self._kept = np.concatenate([self._kept, block])
        self._fed += len(block)
        ended = []
        for level, loudness in self._looks():
            utterance = self._look(level, loudness)
            self._looked += STEP
            if utterance:
                ended.append(utterance)
        self._forget()
        return ended

    def _looks(self) -> list[tuple[list[float], float]]:
        """For every look not yet taken, the level of each band and of all together, in dB."""
        start = self._looked - (self._fed - len(self._kept))
        count = max(0, (len(self._kept) - start - LOOK) // STEP + 1)
        if not count:
            return []
        looks = np.lib.stride_tricks.sliding_window_view(self._kept[start:], LOOK)[: count * STEP : STEP]
        power = np.abs(np.fft.rfft(looks / 32768 * _WINDOW, 512)) ** 2 @ _BANDS + 1e-12
        levels = np.maximum(10 * np.log10(power), _QUIETEST_DB)
        return list(zip(levels.tolist(), (10 * np.log10(power.sum(axis=1))).tolist(), strict=True))

    def _look(self, level: list[float], loudness: float) -> Utterance | None:
        before = self._level or level
        self._level = [_SMOOTH * old + (1 - _SMOOTH) * new for old, new in zip(before, level, strict=True)]
        self._floor = self._floor or level
        over = sorted(now - floor for now, floor in zip(self._level, self._floor, strict=True))
        excess = sum(over[-_CLEAREST:]) / _CLEAREST
        self._follow(excess)
        if self._open is None:
            self._begin(excess, loudness)
            return None
        return self._go_on(self._open, excess, loudness)

    def _follow(self, excess: float) -> None:
        up = _FOLLOW_REST if self._open is None and excess < _RISE_DB else _FOLLOW_SPEECH
        self._floor = [
            floor + (up if now > floor else _FOLLOW_REST) * (now - floor)
            for now, floor in zip(self._level, self._floor, strict=True)
        ]

    def _begin(self, excess: float, loudness: float) -> None:
        self._calm = self._calm + 1 if excess < _FALL_DB else self._calm if self._calm >= _CALM_LOOKS else 0
        self._rising = self._rising + 1 if excess > _RISE_DB and self._calm >= _CALM_LOOKS else 0
        if self._rising >= _RISING_LOOKS:
            began = self._looked - (self._rising - 1) * STEP
            self._open = _Open(began, self._looked, self._rising, loudness)
            self._rising = 0

    def _go_on(self, now: _Open, excess: float, loudness: float) -> Utterance | None:
        now.loudest = max(now.loudest, loudness)
        if excess > _FALL_DB and loudness > now.loudest - _DECAY_DB:
            now.last_loud = self._looked
            now.loud_looks += 1
        if self._looked - now.last_loud < HANGOVER * RATE:
            return None
        self._open = None
        if now.loud_looks * STEP < SHORTEST * RATE:
            return None
        before, self._sounded = self._sounded, now.last_loud
        talked = self._talked(now.began)
        self._said.append((now.began, now.last_loud))
        if now.last_loud - now.began > LONGEST * RATE:
            return None
        return self._cut(now, math.inf if before is None else (now.began - before) / RATE, talked)

    def _talked(self, until: int) -> float:
        """Seconds in which something was said shortly before an instant."""
        since = until - int(RECENT * RATE)
        while self._said and self._said[0][1] < since:
            self._said.popleft()
        return sum(ended - max(began, since) for began, ended in self._said) / RATE

    def _cut(self, now: _Open, quiet: float, talked: float) -> Utterance:
        ended = now.last_loud + LOOK
        oldest = self._fed - len(self._kept)
        start = max(0, now.began - int(BEFORE * RATE) - oldest)
        stop = ended + int(AFTER * RATE) - oldest
        return Utterance(self._kept[start:stop].copy(), now.began, ended, quiet, talked)

    def _forget(self) -> None:
        """Keep as much as the longest utterance needs."""
        needed = int((LONGEST + HANGOVER + BEFORE + 0.5) * RATE)
        if len(self._kept) > 2 * needed:
            self._kept = self._kept[-needed:]
