"""The timing promise, read from the samples of exported files in the real voice."""

import json
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from running import Run

RATE = 24_000
WORDS = {"Three.": 3, "Two.": 2, "One.": 1, "Four.": 4, "Five.": 5, "Ten more seconds.": 10}
STYLES = ("calm", "last-5", "every-10", "every-second", "tones")
HOLDS = (5, 10, 20, 45, 60, 300)
ROUTINE = """\
title: One point
summary: For the clock.
steps:
  - point: B48
    sides: both
"""


@dataclass(frozen=True)
class Exported:
    samples: npt.NDArray[np.int16]
    seconds: float
    cues: Sequence[dict[str, object]]

    def frames_of(self, name: str) -> list[int]:
        return [int(str(cue["frame"])) for cue in self.cues if cue.get("name") == name]


@pytest.fixture(scope="session")
def routine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("routines") / "one-point.yaml"
    path.write_text(ROUTINE, "utf-8")
    return path


def exported(run: Run, folder: Path, *options: str) -> Exported:
    target = folder / "session.wav"
    written = run(["export", *options, "--bed", "none", "-o", str(target)])
    shown = run(["show", *options, "--bed", "none", "--timeline", "--json"])
    assert (written.code, shown.code) == (0, 0), written.err + shown.err
    with wave.open(str(target), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    timeline = json.loads(shown.out)
    return Exported(samples, timeline["seconds"], timeline["cues"])


def onset(samples: npt.NDArray[np.int16]) -> int:
    """First 5 ms window above -40 dB of the loudest, windows one sample apart."""
    energy = np.convolve(samples.astype(np.float64) ** 2, np.ones(120), "valid")
    return int(np.argmax(energy > energy.max() * 1e-4))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("hold", HOLDS)
def test_a_hold_is_exact_to_the_sample_and_every_count_stands_on_its_second(
    run: Run, routine: Path, tmp_path: Path, hold: int, style: str
):
    file = exported(run, tmp_path, str(routine), "--hold", f"{hold}s", "--count", style, "--lead", "0")
    [start], [release] = file.frames_of("start"), file.frames_of("release")

    assert first_sound(file.samples, start) == start
    assert first_sound(file.samples, release) == release
    assert release - start == hold * RATE
    counted = [cue for cue in file.cues if cue["phase"] == "hold" and cue["kind"] == "say"]
    for cue in counted:
        if cue["text"] in WORDS:
            frame, length = int(str(cue["frame"])), round(float(str(cue["seconds"])) * RATE)
            at = frame + onset(file.samples[frame : frame + length])
            assert abs(release - WORDS[str(cue["text"])] * RATE - at) <= 0.010 * RATE
    if style != "tones":
        assert {"Three.", "Two.", "One."} <= {cue["text"] for cue in counted}


def first_sound(samples: npt.NDArray[np.int16], near: int) -> int:
    """The first sample that is not silent, looking from 120 ms before a place."""
    start = near - 2880
    return start + int(np.flatnonzero(samples[start : near + 2880])[0])


@pytest.mark.parametrize("name", ["hip", "feet-sitting"])
def test_nothing_overlaps_and_the_file_is_as_long_as_its_timeline(run: Run, tmp_path: Path, name: str):
    file = exported(run, tmp_path, name)
    sounding = sorted(
        (int(str(cue["frame"])), round(float(str(cue["seconds"])) * RATE))
        for cue in file.cues
        if cue["kind"] != "mark"
    )

    assert len(file.samples) == round(file.seconds * RATE)
    assert all(frame + length <= following for (frame, length), (following, _) in pairwise(sounding))
    silent = np.ones(len(file.samples), bool)
    for frame, length in sounding:
        silent[frame : frame + length] = False
    assert not file.samples[silent].any()


def test_the_same_choices_give_the_same_file(run: Run, tmp_path: Path):
    for name in ("first.wav", "second.wav"):
        run(["export", "feet-sitting", "-o", str(tmp_path / name)])

    assert (tmp_path / "first.wav").read_bytes() == (tmp_path / "second.wav").read_bytes()
