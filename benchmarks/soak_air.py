"""A long session in the air: every word's place, and the program's memory, threads and files."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from guided import PROGRAM
from session_in_the_air import Cue, Wave, exported, offsets
from virtual_speaker import RATE, Recording, VirtualSpeaker, missing

from benchmarks.footprint import Footprint, footprint, grown, told_of
from benchmarks.lookout import Lookout

OURS = 24_000
NEAR = 0.020
"""Seconds within which every word should stand, after one constant offset."""
SETTLED = 600.0
"""Seconds after which everything has been used; half of a shorter session."""
HOLD, SHORT_HOLD = 60, 15
"""Seconds of hold, in long sessions and in short ones."""
LONG = 300.0
"""Seconds from which a session is long."""
TOLD = 24
"""Seconds of one step beside its hold."""


def soak_air(seconds: float) -> list[str]:
    """What is not as it should be, in sentences; the figures are printed."""
    if why := missing():
        return [f"nothing was measured: {why}"]
    with tempfile.TemporaryDirectory() as name, VirtualSpeaker() as speaker, Lookout() as lookout:
        folder = Path(name)
        routine = folder / "long.yaml"
        hold = HOLD if seconds >= LONG else SHORT_HOLD
        steps = min(60, max(1, round((seconds - 60) / (hold + TOLD))))
        step = f"  - {{point: CV6, hold: {hold}s, rest: 10s}}\n"
        routine.write_text(f"title: Long\nsummary: Long.\nsteps:\n{step * steps}", "utf-8")
        options = (str(routine), "--lead", "0", "--bed", "none", "--talk", "minimal", "--count", "every-10")
        environment = {**speaker.environment, "VOICEGUIDE_HOME": str(folder / "home")}
        words, wanted = exported(options, environment, folder)
        whole = len(wanted) / OURS
        sys.stderr.write(f"{whole / 60:.1f} minutes, {len(words)} words\n")
        with speaker.record() as recording:
            playing = subprocess.Popen(
                [*PROGRAM, "play", *options],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
            settled, ended = _followed(playing, whole)
            recorded = recording.samples()[:: RATE // OURS].astype(np.float64)
    found = offsets(words, wanted, recorded) / OURS
    off = np.abs(found - np.median(found))
    print(f"{len(words)} words in {whole / 60:.1f} min: worst {1000 * off.max():.1f} ms from its place, "
          f"half of them within {1000 * np.median(off):.1f} ms")  # fmt: skip
    print(*_gaps(words, found, recording, lookout), sep="\n")
    print(told_of(settled, ended))
    far = [
        (cue["text"], cue["at"], 1000 * float(one)) for cue, one in zip(words, off, strict=True) if one > NEAR
    ]
    faults = [f"{text!a} at {at:.0f} s is {late:.0f} ms off" for text, at, late in far]
    faults += grown(settled, ended)
    return faults if playing.returncode == 0 else [*faults, f"the exit code is {playing.returncode}"]


def _gaps(words: list[Cue], found: Wave, recording: Recording, lookout: Lookout) -> Iterator[str]:
    """Where silence came between two words, and whether the machine itself stood still there."""
    longest = lookout.longest(0, float("inf"))
    yield (
        f"the machine stood still for at most {1000 * longest:.0f} ms"
        if longest
        else "the machine never stood still"
    )
    for before, cue, earlier, later in zip(words, words[1:], found, found[1:], strict=False):
        if later - earlier > NEAR:
            start, end = (
                recording.instant(RATE * (at["at"] + offset))
                for at, offset in ((before, earlier), (cue, later))
            )
            stood = lookout.longest(start, end)
            yield (
                f"{1000 * (later - earlier):.0f} ms of silence before {cue['text']!a} at {cue['at']:.0f} s; "
                f"the machine stood still for {1000 * stood:.0f} ms"
            )


def _followed(playing: "subprocess.Popen[bytes]", whole: float) -> tuple[Footprint, Footprint]:
    """What it needs once it has settled, and shortly before its end."""
    began, settled, last = time.monotonic(), None, (0.0, 0, 0)
    while playing.poll() is None:
        time.sleep(0.5)
        passed = time.monotonic() - began
        if 5 < passed < whole - 5:
            last = footprint(playing.pid)
        if settled is None and passed >= min(SETTLED, whole / 2):
            settled = last
    return settled or last, last
