"""From clips to examples: rooms and noise around them, the product's own endpoint detector, the networks.

`python -m training.examples PART PARTS` makes one of several equal parts of what can be made so far.
"""

import hashlib
import os
import random
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.rooms import (
    any_noise,
    babble,
    coloured,
    echo,
    hurried,
    pitched,
    slack,
    surrounded,
    tilted,
    to_pcm,
    with_noise,
)
from training.synthesis import TRAIN, Spoken, clip, path, wanted
from training.voices import MIXED, NATURAL_HELD, RATE, TUNING, Sound, is_natural
from voiceguide.core.phrases import PHRASES
from voiceguide.listen.endpoint import Endpointer
from voiceguide.listen.features import Networks
from voiceguide.listen.utterance import Utterance

CACHE = Path(os.environ.get("VOICEGUIDE_EXAMPLES", "/tmp/voiceguide-examples"))  # noqa: S108 - a scratch place

CONDITIONS = (
    "clean",
    "echo",
    "noise 20 dB",
    "noise 10 dB",
    "noise 5 dB",
    "echo, noise 10 dB",
    "talk 15 dB",
)
"""Noise is white, pink or brown; talk is five people behind the speaker."""

CLEAN = {True: 2, False: 1}
"""How many of them are nearly clean, of natural and of made voices."""

PIECES = 5
"""Examples of talk out of one sentence."""

_MANY_WORDS = 3
_PHRASE_WORDS = {word for phrase in PHRASES for word in phrase.lower().split()} - {"i", "a", "it", "my", "on"}

Examples = npt.NDArray[np.float16]


def file_of(spoken: Spoken, edition: int = 0) -> Path:
    key = f"{path(spoken).stem}|{spoken.use}" + (f"|{edition}" if edition else "")
    return CACHE / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.npz"


def editions(spoken: Spoken) -> range:
    """What is worth more is heard in more rooms."""
    return range(2 if spoken.use == TRAIN and spoken.text in PHRASES and is_natural(spoken.voice) else 1)


def is_talk(spoken: Spoken) -> bool:
    """Whether any stretch of it is talk: nothing in it is a word of a phrase."""
    words = set(re.findall("[a-z']+", spoken.text.lower()))
    return len(words) > _MANY_WORDS and not words & _PHRASE_WORDS


def copies(spoken: Spoken) -> int:
    """How many rooms a clip for training is heard in."""
    phrase = spoken.text in PHRASES
    if spoken.voice.startswith(MIXED):
        return 6 if phrase else 2
    if is_natural(spoken.voice):
        return 7 if phrase else 3
    return 2 if phrase else 1


def in_any_room(sound: Sound, clips: list[Sound], chance: np.random.Generator, *, first: bool) -> Sound:
    """One of the countless ways in which a microphone may hear it; `first` is nearly clean."""
    if not first or chance.random() < 0.3:
        sound = pitched(sound, float(chance.uniform(0.85, 1.17)))
    if not first and chance.random() < 0.6:
        sound = hurried(sound, float(chance.uniform(0.85, 1.5)))
    if chance.random() < 0.5:
        sound = slack(sound, float(chance.uniform(-0.2, 0.6)))
    sound = surrounded(sound, 0.8, 0.9)
    if first:
        return with_noise(sound, coloured(len(sound), 1, chance), float(chance.uniform(26, 60)))
    if chance.random() < 0.65:
        sound = echo(sound, float(chance.uniform(0.15, 0.7)), chance)
    ratio = float(chance.uniform(2, 35))
    return tilted(with_noise(sound, any_noise(len(sound), clips, chance), ratio), chance)


def in_condition(sound: Sound, condition: str, clips: list[Sound], chance: np.random.Generator) -> Sound:
    """As measured."""
    sound = surrounded(sound, 0.8, 0.9)
    if "echo" in condition:
        sound = echo(sound, float(chance.uniform(0.2, 0.6)), chance)
    hush = with_noise(sound, coloured(len(sound), 1, chance), 40)
    for ratio in (20, 10, 5):
        if f"noise {ratio} dB" in condition:
            return with_noise(hush, coloured(len(sound), int(chance.integers(3)), chance), ratio)
    return with_noise(hush, babble(len(sound), clips, chance), 15) if "talk" in condition else hush


def utterances(sound: Sound, peak: float) -> list[Utterance]:
    """What the product's detector cuts out of it, fed as a microphone feeds it."""
    pcm = to_pcm(sound, peak)
    endpointer = Endpointer()
    return [one for at in range(0, len(pcm), 1600) for one in endpointer.feed(pcm[at : at + 1600])]


def _seed(spoken: Spoken, edition: int) -> int:
    return zlib.crc32(f"{spoken.voice}|{spoken.text}|{spoken.speed}|{edition}".encode())


class Maker:
    def __init__(self) -> None:
        self._networks = Networks()
        known = [one for one in wanted() if one.use == TRAIN and path(one).exists()]
        chance = np.random.default_rng(0)
        self._clips = [clip(known[at]) for at in chance.choice(len(known), 150, replace=False)]

    def make(self, spoken: Spoken, edition: int) -> None:
        sound, chance = clip(spoken), np.random.default_rng(_seed(spoken, edition))
        if spoken.use == TRAIN:
            made = [*self._train(spoken, sound, chance), *self._pieces(spoken, sound, chance)]
            np.savez(file_of(spoken, edition), x=np.array(made, np.float16).reshape(-1, 19, 96))
        else:
            heard = {condition: self._held(sound, condition, chance) for condition in CONDITIONS}
            np.savez(file_of(spoken), **heard)  # type: ignore[arg-type]

    def _train(self, spoken: Spoken, sound: Sound, chance: np.random.Generator) -> Iterator[Examples]:
        for number in range(copies(spoken)):
            clean = number < CLEAN[is_natural(spoken.voice)]
            heard = in_any_room(sound, self._clips, chance, first=clean)
            cut = utterances(heard, float(10 ** chance.uniform(-1.8, 0)))
            if spoken.text in PHRASES and not _whole(cut, sound):
                continue
            for one in cut:
                yield self._networks.features(one.samples, (int(chance.integers(8)),))[0]

    def _pieces(self, spoken: Spoken, sound: Sound, chance: np.random.Generator) -> Iterator[Examples]:
        """Stretches out of talk, as a detector cuts them where people hesitate."""
        if not is_talk(spoken):
            return
        for _ in range(PIECES):
            length = int(RATE * chance.uniform(0.3, 1.4))
            start = int(chance.integers(max(1, len(sound) - length)))
            piece = sound[start : start + length].copy()
            fade = min(320, len(piece) // 2)
            piece[:fade] *= np.linspace(0, 1, fade, dtype=np.float32)
            piece[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
            for one in utterances(in_any_room(piece, self._clips, chance, first=False), 0.3):
                yield self._networks.features(one.samples, (int(chance.integers(8)),))[0]

    def _held(self, sound: Sound, condition: str, chance: np.random.Generator) -> Examples:
        """Shape (utterances, shifts, embeddings, 96)."""
        cut = utterances(in_condition(sound, condition, self._clips, chance), 0.3)
        return np.array([self._features(one) for one in cut], np.float16).reshape(-1, 2, 19, 96)

    def _features(self, one: Utterance) -> Examples:
        return self._networks.features(one.samples).astype(np.float16)


def _turn(spoken: Spoken) -> int:
    """The most telling first: natural voices, then those that are measured, then the rest."""
    if spoken.use == TRAIN:
        return 0 if is_natural(spoken.voice) else 3 if spoken.voice.startswith("espeak") else 2
    return 1 if spoken.voice in (*NATURAL_HELD, *TUNING) else 4


def _whole(cut: list[Utterance], sound: Sound) -> bool:
    """Whether one utterance was found that is about as long as what was said."""
    power = np.convolve(sound * sound, np.ones(400, np.float32) / 400, "same")
    active = np.flatnonzero(power > power.max() * 0.003)
    said = (active[-1] - active[0]) / RATE
    return len(cut) == 1 and (cut[0].ended - cut[0].began) / RATE > 0.6 * said


def main(part: int, parts: int) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    maker = Maker()
    shuffled = random.Random(0).sample(wanted(), len(wanted()))  # so that any share of them is a fair one
    useful = [spoken for spoken in shuffled if spoken.use == TRAIN or spoken.text in PHRASES]
    for spoken in sorted(useful, key=_turn)[part::parts]:
        for edition in editions(spoken):
            if path(spoken).exists() and not file_of(spoken, edition).exists():
                maker.make(spoken, edition)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
