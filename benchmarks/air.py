"""What is really heard, recorded from a loudspeaker: a hold, its counted words, every word of a session."""

import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from guided import PROGRAM, guided
from session_in_the_air import Wave, exported, fit
from virtual_speaker import RATE, Recording, VirtualSpeaker, missing

from benchmarks.measure import Row
from benchmarks.onsets import count_errors, nearest, sounds
from benchmarks.peers import Loop, coach, plain_loop, termdown

HOLD = 20
COUNTED = 5
KEYS = 8
UNTIL_SILENCE, UNTIL_GONE_ON, UNTIL_SAID = 35.0, 12.0, 4.0
"""Seconds until nothing is said in a long breathing, after going on from a pause, and in one."""
OURS = 24_000
ROUTINE = f"""\
title: A hold
summary: For the clock.
steps:
  - {{point: CV6, hold: {HOLD}s, rest: 0s}}
"""
Samples = npt.NDArray[np.int16]
NO_FILE = "writes no file"
LIKE = 0.9
"""A word less like itself than this was cut, or something sounded over it."""


class Others(NamedTuple):
    """The same hold, by others."""

    plain: Loop
    termdown: Loop
    coach: Loop

    def told(self, of: Callable[[Loop], str]) -> tuple[str, str, str]:
        """One thing that was heard of each, in the order of the table."""
        return of(self.plain), of(self.termdown), of(self.coach)


def in_the_air(folder: Path) -> Iterator[Row]:
    """One run of each, recorded in the same way."""
    if why := missing():
        yield Row("in the air", "not measured", note=f"{why}")
        return
    with VirtualSpeaker() as speaker:
        surroundings = {**speaker.environment, "VOICEGUIDE_HOME": str(folder / "export")}
        routine = folder / "hold.yaml"
        routine.write_text(ROUTINE, "utf-8")
        options = (str(routine), "--lead", "0", "--bed", "none", "--talk", "minimal", "--count", "last-5")
        words, wanted = exported(options, surroundings, folder)
        events = folder / "air.jsonl"
        with speaker.record() as recording:
            began = time.perf_counter()
            subprocess.run(
                [*PROGRAM, "play", *options, "--events", str(events)],
                env=surroundings,
                check=True,
                capture_output=True,
                stdin=subprocess.DEVNULL,
            )
            recorded = recording.samples()
        others = Others(plain_loop(speaker, HOLD), termdown(speaker, HOLD), coach(speaker, HOLD))
        yield from _hold(recording, recorded, _events(events), others)
        yield from _words(words, wanted, recorded[:: RATE // OURS].astype(np.float64), others)
        yield _first_sound(recording, recorded, began, others)
    yield from _on_file(words, wanted, options, surroundings)


def _events(path: Path) -> dict[str, Any]:
    return {event["event"]: event for event in map(json.loads, path.read_text("utf-8").splitlines())}


def _hold(
    recording: Recording,
    recorded: Samples,
    events: Mapping[str, Any],
    others: Others,
) -> Iterator[Row]:
    zero, heard = recording.instant(0), sounds(recorded, RATE)
    start, release = (
        nearest(heard, events[name]["t"] - zero).onset for name in ("hold_started", "hold_ended")
    )
    error = release - start - HOLD
    yield Row(
        f"hold of {HOLD} s in the air, error",
        f"{1000 * error:+.1f} ms",
        "20 ms",
        *others.told(lambda one: one.hold_error),
    )
    within = [one for one in heard if start + 1 < one.onset < release - 0.2]
    worst = max(count_errors(within, release, COUNTED), default=float("nan"))
    yield Row(
        f"last {COUNTED} counted words in the air, worst error",
        f"{1000 * worst:.0f} ms",
        "20 ms",
        *others.told(lambda one: one.count_error),
        note="ours includes the softness of each word's first sound; on file it is 0",
    )


def _words(
    words: list[dict[str, Any]],
    wanted: Wave,
    recorded: Wave,
    others: Others,
) -> Iterator[Row]:
    near = int(np.flatnonzero(np.abs(recorded) > 40)[0]) - words[0]["frame"]
    fits = []
    for cue in words:
        frame, length = cue["frame"], round(cue["seconds"] * OURS)
        found = fit(recorded, wanted[frame : frame + length], frame + near, OURS)
        fits.append((found.frame - frame, found.likeness))
    offsets = np.array([offset for offset, _ in fits])
    worst = float(np.abs(offsets - np.median(offsets)).max()) / OURS
    cut = sum(likeness < LIKE for _, likeness in fits)
    yield Row(f"words cut or overlapped, of {len(words)}", str(cut), "0", *others.told(lambda one: one.lost))
    yield Row("every word's place in the air, worst error", f"{1000 * worst:.1f} ms", "20 ms")


def _first_sound(recording: Recording, recorded: Samples, began: float, others: Others) -> Row:
    zero = recording.instant(0)
    first = next(one for one in sounds(recorded, RATE) if one.onset + zero > began).onset + zero - began
    note = "ours wakes the loudspeaker with 0.5 s of silence first; the others lose what it sleeps through"
    return Row(
        "Enter to first sound, speech cached",
        f"{first:.2f} s",
        "1.2 s",
        *others.told(lambda one: one.first),
        note,
    )


def _on_file(
    words: list[dict[str, Any]],
    wanted: Wave,
    options: tuple[str, ...],
    surroundings: Mapping[str, str],
) -> Iterator[Row]:
    shown = subprocess.run(
        [*PROGRAM, "show", *options, "--timeline", "--json"],
        env={**surroundings},
        check=True,
        capture_output=True,
    )
    cues = json.loads(shown.stdout)["cues"]
    marks = {cue["name"]: cue["frame"] for cue in cues if cue["kind"] == "mark" and cue["phase"] == "hold"}
    start, end = (_sounds_from(wanted, marks[name]) for name in ("hold_start", "hold_end"))
    names = ("Five.", "Four.", "Three.", "Two.", "One.")
    counted = {cue["text"]: cue["frame"] for cue in words if cue["text"] in names}
    errors = [
        abs(_onset(wanted, counted[name]) - (end - left * OURS))
        for left, name in zip(range(5, 0, -1), names, strict=True)
    ]
    yield Row(
        f"hold of {HOLD} s on file, error",
        f"{end - start - HOLD * OURS} samples",
        "0",
        *[NO_FILE] * 3,
    )
    yield Row(
        "last 5 counted words on file, worst error",
        f"{max(errors)} samples",
        "0",
        *[NO_FILE] * 3,
    )


def _sounds_from(wanted: Wave, near: int) -> int:
    """The first sample that is not zero, around a frame."""
    return near - 240 + int(np.flatnonzero(wanted[near - 240 :])[0])


def _onset(wanted: Wave, frame: int) -> int:
    """First 5 ms window above -40 dB of the loudest, windows one sample apart."""
    piece = wanted[frame : frame + OURS // 2]
    energy = np.convolve(piece**2, np.ones(120), "valid")
    return frame + int(np.argmax(energy > energy.max() * 1e-4))


def after_a_key(folder: Path) -> Iterator[Row]:
    """From a key to what is heard of it, in the silence of a long hold."""
    if missing():
        return
    routine = "title: Keys\nsummary: Keys.\nsteps:\n  - {breathe: 600s}\n  - {point: CV6, hold: 5s}\n"
    with VirtualSpeaker() as speaker, tempfile.TemporaryDirectory() as name, speaker.record() as recording:
        home = {**speaker.variables, "VOICEGUIDE_HOME": str(folder / "export")}
        with guided(Path(name), home, routine=routine) as session:
            session.go_to_the_hold()
            time.sleep(UNTIL_SILENCE)
            pressed = []
            for turn in range(KEYS):
                # Each at another instant between two blocks of the device.
                time.sleep(UNTIL_GONE_ON + turn * 0.017)
                pressed.append(time.perf_counter())
                session.press(" ")
                time.sleep(UNTIL_SAID)
                session.press(" ")
            heard = sounds(recording.samples(), RATE)
    zero = recording.instant(0)
    onsets = [one.onset + zero for one in heard]
    taken = sorted(min(onset - key for onset in onsets if onset > key) for key in pressed)
    figure = f"{1000 * statistics.median(taken):.0f} ms, worst of {KEYS} {1000 * taken[-1]:.0f} ms"
    yield Row("key to what is heard of it (paused)", figure, "250 ms", "takes no keys")
