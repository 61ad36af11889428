"""Others that count aloud, run and recorded as ours is; who is not installed is left out with a word."""

import json
import os
import pty
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from threading import Thread, Timer

from virtual_speaker import RATE, VirtualSpeaker

from benchmarks.onsets import Heard, count_errors, sounds

LAST = 5
READY = 5.0
"""Seconds after which somebody has heard what comes next and presses Enter."""
TAIL = 2.0
"""Seconds for what still sounds when a program is gone."""
PLAIN = Path(__file__).with_name("plain_loop.py")
PULSE = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"


@dataclass(frozen=True, slots=True)
class Loop:
    """What was heard of one, in the words of the table."""

    hold_error: str
    count_error: str
    lost: str
    first: str


def absent(why: str) -> Loop:
    return Loop(why, why, why, why)


def plain_loop(speaker: VirtualSpeaker, hold: int) -> Loop:
    """pyttsx3 says a number, `time.sleep` waits a second, and so on."""
    recorded = _recorded(speaker, [sys.executable, str(PLAIN), str(hold)])
    if isinstance(recorded, str):
        return absent(recorded)
    first, heard = recorded
    if len(heard) < hold // 2:
        return absent(f"only {len(heard)} sounds were heard; pyttsx3 needs espeak-ng and aplay")
    release = heard[-1].onset
    error = release - heard[0].end - hold
    worst = max(count_errors(heard, release, LAST))
    whole = hold + 1
    return Loop(
        f"{error:+.1f} s",
        f"{1000 * worst:.0f} ms",
        f"{max(0, whole - len(heard))} of {whole}",
        f"{first:.2f} s",
    )


def termdown(speaker: VirtualSpeaker, hold: int) -> Loop:
    """termdown counts its last seconds aloud; the bell at the end is no sound of its own."""
    program = os.environ.get("TERMDOWN") or shutil.which("termdown")
    if program is None:
        return absent("not installed")
    if not (shutil.which("espeak") or shutil.which("espeak-ng")):
        return absent("it needs espeak")
    words = [program, f"{hold // 2}s", "-v", "en", "-c", str(LAST), "-B", "-W", "-q", "1", "--no-art"]
    recorded = _recorded(speaker, words)
    if isinstance(recorded, str):
        return absent(recorded)
    first, heard = recorded
    if not heard:
        return absent("it was not heard")
    onsets = [one.onset for one in heard[-LAST:]]
    # Nothing sounds at its end; its words should at least be a second apart.
    worst = max((abs(later - one - 1) for one, later in pairwise(onsets)), default=float("nan"))
    lost = f"{max(0, LAST - len(heard))} of {LAST}"
    return Loop("no start is heard", f"{1000 * worst:.0f} ms from word to word", lost, f"{first:.2f} s")


def coach(speaker: VirtualSpeaker, hold: int) -> Loop:
    """exercise-coach-tui holds from "Go" to "Done"; its counts are cues that its file asks for."""
    program = os.environ.get("EXERCISE_COACH")
    if program is None:
        return absent("not installed")
    if not (shutil.which("espeak") or shutil.which("espeak-ng")):
        return absent("it needs espeak-ng")
    with tempfile.TemporaryDirectory() as name:
        cassette = Path(name) / "hold.json"
        cassette.write_text(json.dumps(_cassette(hold)), "utf-8")
        recorded = _recorded(speaker, [sys.executable, program, str(cassette)], enter_after=READY)
    if isinstance(recorded, str):
        return absent(recorded)
    first, heard = recorded
    if len(heard) <= LAST:
        return absent(f"only {len(heard)} sounds were heard")
    # The longest silence is that of the hold, from "Go" to the first count.
    begins = max(range(1, len(heard)), key=lambda place: heard[place].onset - heard[place - 1].end)
    go, words = heard[begins - 1], heard[begins:]
    lost = f"{max(0, LAST + 1 - len(words))} of {LAST + 1}"
    if len(words) <= LAST:
        return Loop("its end is not heard", "not all are heard", lost, f"{first:.2f} s")
    release = words[LAST].onset
    worst = max(count_errors(words[: LAST + 1], release, LAST))
    return Loop(
        f"{release - go.onset - hold:+.2f} s",
        f"{1000 * worst:.0f} ms",
        lost,
        f"{first:.2f} s",
    )


def _cassette(hold: int) -> Mapping[str, object]:
    counts = zip(range(LAST, 0, -1), ("Five", "Four", "Three", "Two", "One"), strict=True)
    cues = [{"at_seconds": hold - left, "line": word} for left, word in counts]
    exercise = {"name": "Hold", "timed": True, "sets": [{"reps": hold}]}
    group = {"type": "straight", "rounds": 1, "exercises": [exercise], "voice_during_set": [cues]}
    return {"version": "1.0", "meta": {"rest_default": 5}, "phases": [{"type": "main", "groups": [group]}]}


def plain_after_loss(speaker: VirtualSpeaker) -> str:
    return _after_loss(speaker, [sys.executable, str(PLAIN), "30"])


def termdown_after_loss(speaker: VirtualSpeaker) -> str:
    program = os.environ.get("TERMDOWN") or shutil.which("termdown")
    if program is None:
        return "not installed"
    return _after_loss(speaker, [program, "30s", "-v", "en", "-c", "30", "-B", "-W", "-q", "1", "--no-art"])


def _after_loss(speaker: VirtualSpeaker, command: list[str]) -> str:
    """When something is heard again, after the sound server was killed for two seconds."""
    with tempfile.TemporaryDirectory() as name:
        ours, its = pty.openpty()
        process = subprocess.Popen(
            command, env=_surroundings(speaker, Path(name)), stdin=its, stdout=its, stderr=subprocess.DEVNULL
        )
        os.close(its)
        draining = Thread(target=_drain, args=(ours,), daemon=True)
        draining.start()
        time.sleep(6)
        speaker.kill()
        time.sleep(2)
        speaker.start()
        back = time.perf_counter()
        with speaker.record() as recording:
            time.sleep(10)
            heard = sounds(recording.samples(), RATE)
        zero, code = recording.instant(0), process.poll()
        process.kill()
        process.wait()
        draining.join()
        os.close(ours)
    if code is not None:
        return f"it ended, exit code {code}"
    if not heard:
        return "not heard again within 10 s"
    return f"heard again {heard[0].onset + zero - back:.1f} s after its return"


def _recorded(
    speaker: VirtualSpeaker, command: list[str], enter_after: float | None = None
) -> tuple[float, list[Heard]] | str:
    """Seconds from its start to its first sound, and all its sounds; or why there are none."""
    with tempfile.TemporaryDirectory() as name, speaker.record() as recording:
        environment = _surroundings(speaker, Path(name))
        ours, its = pty.openpty()
        began = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdin=its, stdout=its, stderr=subprocess.DEVNULL)
        os.close(its)
        press = Timer(enter_after or 0.0, os.write, (ours, b"\n"))
        if enter_after is not None:
            press.start()
        _drain(ours)
        press.cancel()
        os.close(ours)
        process.wait()
        recording.wait_until(time.perf_counter() + TAIL)
        heard = sounds(recording.samples(), RATE)
    if not heard:
        return f"it was not heard (exit code {process.returncode})"
    return heard[0].onset + recording.instant(0) - began, heard


def _surroundings(speaker: VirtualSpeaker, folder: Path) -> Mapping[str, str]:
    """With ALSA led to the loudspeaker, and espeak-ng under its older name."""
    settings = folder / "asound.conf"
    settings.write_text(PULSE)
    newer = shutil.which("espeak-ng")
    if newer and not shutil.which("espeak"):
        (folder / "espeak").symlink_to(newer)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return {
        **speaker.environment,
        "ALSA_CONFIG_PATH": str(settings),
        "PATH": path,
        "HOME": str(folder),
        "TERM": "xterm",
        "COLUMNS": "100",
        "LINES": "30",
    }


def _drain(terminal: int) -> None:
    """Read what a terminal shows until its program is gone."""
    try:
        while os.read(terminal, 65_536):
            pass
    except OSError:
        pass
