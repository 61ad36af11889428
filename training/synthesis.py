"""Has every voice say what it has to say, once: clips are kept in a folder and never made twice.

`python -m training.synthesis PART PARTS` makes one of several equal parts: processes can share the work.
"""

import functools
import hashlib
import itertools
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from training.voices import HELD, MADE_TRAIN, MIXED, NATURAL_HELD, NATURAL_TRAIN, TUNING, Sound, say
from training.words import FRAGMENTS, NEGATIVES
from voiceguide.core.phrases import PHRASES

CACHE = Path(os.environ.get("VOICEGUIDE_CLIPS", "/tmp/voiceguide-clips"))  # noqa: S108 - a scratch place

SPEEDS = (0.8, 1.0, 1.25)
"""Slow, usual, fast: what is measured."""

ROUTINES = ("hip", "back", "hip-supine", "back-lying", "feet-sitting")

TRAIN, TUNE, HELD_OUT = "train", "tune", "held"

ROUNDS = 30
OTHERS_A_ROUND = 48
"""Of what people who do not exist say: each says one thing, so that no phrase goes with a voice."""

SHORT = 2
"""Words that may be taken for a phrase."""

QUICK_FROM = 6
"""The round from which on some are in a hurry."""


class Spoken(NamedTuple):
    """One clip: who says what, how fast, and what it is for."""

    voice: str
    text: str
    speed: float
    use: str


@functools.cache
def wanted() -> tuple[Spoken, ...]:
    """Every clip, the most telling first."""
    natural, held = NATURAL_TRAIN[1:], NATURAL_HELD[1:]
    rounds = tuple(_rounds())
    return (
        *_quick(),
        *_phrases_by(natural[:6]),
        *_held_by(held[:2], HELD_OUT),
        *_others(),
        *rounds[:500],
        *_guided(),
        *_held_by(TUNING[:2], TUNE),
        *_held_by(held[2:], HELD_OUT),
        *_held_by((held[0], held[2]), HELD_OUT, SPEEDS[::2], tuple(PHRASES)[::4]),
        *rounds[500:],
        *_phrases_by(natural[6:]),
    )


@functools.cache
def guidance() -> tuple[str, ...]:
    """All that the bundled sessions say: never a command, however it reaches the microphone."""
    file = CACHE / "guidance.json"
    if file.exists():
        return tuple(json.loads(file.read_text("utf-8")))
    said: set[str] = set()
    for routine, talk in itertools.product(ROUTINES, ("full", "brief")):
        command = [
            sys.executable,
            "-m",
            "voiceguide",
            "show",
            routine,
            "--timeline",
            "--json",
            "--talk",
            talk,
        ]
        shown = subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 - our own program
        said |= {cue["text"] for cue in json.loads(shown)["cues"] if cue["kind"] == "say"}
    single = {phrase.lower() for phrase in PHRASES}
    texts = sorted(text for text in said if text.lower().strip(" .,?") not in single)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(texts), "utf-8")
    return tuple(texts)


def _quick() -> Iterator[Spoken]:
    """Voices that take milliseconds say everything, at many speeds."""
    chance = random.Random(1)
    for text in (*PHRASES, *NEGATIVES):
        count = 6 if text in PHRASES else 2
        for speed in (0.75, 0.85, 0.95, 1.05, 1.2, 1.35)[:: 6 // count]:
            yield Spoken("hibari:heart", text, speed, TRAIN)
    for text in guidance():
        yield Spoken("hibari:heart", text, round(random.Random(text).uniform(0.85, 1.15), 2), TRAIN)
    for voice, text in itertools.product(MADE_TRAIN, (*PHRASES, *NEGATIVES)):
        if text in PHRASES or chance.random() < 0.25:
            yield Spoken(voice, text, round(chance.uniform(0.75, 1.3), 2), TRAIN)
    for text, speed in itertools.product((*FRAGMENTS, *guidance()), (0.85, 1.0, 1.15)):
        yield Spoken("hibari:heart", text, speed, TRAIN)
    quick = [voice for voice in HELD if not voice.startswith("kokoro")]
    for voice, text, speed in itertools.product(quick, PHRASES, SPEEDS):
        if voice in NATURAL_HELD or speed == 1:
            yield Spoken(voice, text, speed, HELD_OUT)
    for text in NEGATIVES:
        yield Spoken("piper:joe", text, 1.0, HELD_OUT)


def _phrases_by(voices: Iterable[str]) -> Iterator[Spoken]:
    for voice, text in itertools.product(voices, PHRASES):
        yield Spoken(voice, text, round(random.Random(f"{voice} {text}").uniform(0.8, 1.25), 2), TRAIN)


def _held_by(
    voices: Iterable[str], use: str, speeds: Iterable[float] = (1.0,), texts: Iterable[str] = PHRASES
) -> Iterator[Spoken]:
    for voice, speed, text in itertools.product(voices, speeds, texts):
        yield Spoken(voice, text, speed, use)


def _guided() -> Iterator[Spoken]:
    """The shortest of what the guide says, by others: what is heard of a radio might be like it."""
    chance = random.Random(9)
    short = [text for text in guidance() if len(text.split()) <= SHORT]
    for number, text in enumerate(text for text in short for _ in range(2)):
        yield Spoken(f"{MIXED}:guide{number}", text, round(chance.uniform(0.8, 1.4), 2), TRAIN)


def _rounds() -> Iterator[Spoken]:
    """In every round each phrase, or each that is one word, and some of everything else."""
    chance, others, number = random.Random(5), [*FRAGMENTS, *NEGATIVES], 0
    for turn in range(ROUNDS):
        phrases = [phrase for phrase in PHRASES if turn % 2 == 0 or " " not in phrase]
        for text in (*phrases, *chance.sample(others, OTHERS_A_ROUND)):
            number += 1
            fastest = 1.3 if turn < QUICK_FROM else 1.7
            yield Spoken(f"{MIXED}:{number}", text, round(chance.uniform(0.8, fastest), 2), TRAIN)


def _others() -> Iterator[Spoken]:
    """Every other one, each by one of the slow natural voices."""
    chance = random.Random(3)
    for text in NEGATIVES[::2]:
        yield Spoken(chance.choice(NATURAL_TRAIN[1:]), text, round(chance.uniform(0.8, 1.25), 2), TRAIN)


def path(spoken: Spoken) -> Path:
    name = f"{spoken.voice}|{spoken.text}|{spoken.speed}"
    return CACHE / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.npy"


def clip(spoken: Spoken) -> Sound:
    """The clip, made if it was not yet."""
    file = path(spoken)
    if not file.exists():
        sound = say(spoken.voice, spoken.text, spoken.speed)
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(f".{os.getpid()}.tmp.npy")
        np.save(partial, (np.clip(sound, -1, 1) * 32767).astype(np.int16))
        partial.replace(file)
    return np.load(file) / np.float32(32768)


def main(part: int, parts: int) -> None:
    for spoken in wanted()[part::parts]:
        clip(spoken)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
