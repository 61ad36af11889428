"""A recorded session held against the exported one: how far each word is from its place."""

import json
import subprocess
import sys
import wave
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

FRAMES_PER_SECOND = 24_000
MINUTE = """\
title: A minute
summary: For the clock.
steps:
  - point: LR3
    sides: right
    hold: 10s
    rest: 0s
    prepare: 0s
"""
"""A short routine with one hold."""
LATER = (0, 2, 4)
"""Seconds after the place where a word should be: where it is looked for, each within a second."""
HEARD = 0.8
"""A word less like itself than this was not heard where it seems to be."""
Wave = npt.NDArray[np.float64]
Cue = dict[str, Any]


def exported(options: Sequence[str], environment: Mapping[str, str], folder: Path) -> tuple[list[Cue], Wave]:
    """The words of a session by its timeline, and its exported sound."""
    target = folder / "exported.wav"
    program = [sys.executable, "-m", "voiceguide"]
    subprocess.run(
        [*program, "export", *options, "-o", str(target)],
        env=dict(environment),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    shown = subprocess.run(
        [*program, "show", *options, "--timeline", "--json"],
        env=dict(environment),
        check=True,
        capture_output=True,
    )
    with wave.open(str(target), "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float64)
    return [cue for cue in json.loads(shown.stdout)["cues"] if cue["kind"] == "say"], samples


def deviations(words: Sequence[Cue], wanted: Wave, recorded: Wave) -> Wave:
    """By how many frames each recorded word is off, after one constant offset; both at 24 kHz."""
    found = offsets(words, wanted, recorded)
    return np.abs(found - np.median(found))


def offsets(words: Sequence[Cue], wanted: Wave, recorded: Wave) -> Wave:
    """How many frames after its place by the timeline each word is recorded.

    Each is looked for near where the last one that was heard says, so that gaps may add up.
    """
    found, offset = [], int(np.flatnonzero(recorded)[0]) - words[0]["frame"]
    for cue in words:
        frame, length = cue["frame"], round(cue["seconds"] * FRAMES_PER_SECOND)
        word = wanted[frame : frame + length]
        place, likeness = max(
            (
                fit(recorded, word, frame + offset + later * FRAMES_PER_SECOND, FRAMES_PER_SECOND)
                for later in LATER
            ),
            key=lambda one: one.likeness > HEARD,
        )
        found.append(place - frame)
        offset = place - frame if likeness > HEARD else offset
    return np.array(found, np.float64)


class Fit(NamedTuple):
    """Where a word was found, and how like itself it is: 1 is whole and alone."""

    frame: int
    likeness: float


def fit(recorded: Wave, word: Wave, near: int, rate: int) -> Fit:
    """The place, within a second of one, where a word fits best."""
    start = max(0, near - rate)
    stretch = recorded[start : near + len(word) + rate]
    size = 1 << (len(stretch) + len(word)).bit_length()
    match = np.fft.irfft(np.fft.rfft(stretch, size) * np.conj(np.fft.rfft(word, size)), size)
    at = int(np.argmax(match[: max(1, len(stretch) - len(word) + 1)]))
    piece = stretch[at : at + len(word)]
    norm = float(np.linalg.norm(piece) * np.linalg.norm(word[: len(piece)]))
    return Fit(start + at, float(piece @ word[: len(piece)]) / norm if norm else 0.0)
