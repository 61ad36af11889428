"""What the program costs: start-up, export, CPU and memory, beside the bare libraries."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import (
    Row,
    at_home,
    cpu_seconds,
    median_seconds,
    once,
    peak_megabytes,
    quietly,
    voiceguide,
    wait_for,
    wav_seconds,
)

LEAD_IN = 0.5
"""Seconds of silence that an output plays first; not counted as waiting for words."""

RAW_VOICE = """
import json, sys
from hibari import Hibari
speak = Hibari(voice="heart", threads=1)
for text in json.load(sys.stdin):
    speak(text, speed=0.85, seed=1)
"""
EMPTY_LOOP = "import time\nwhile True: time.sleep(0.02)"


def export_speed(folder: Path) -> Iterator[Row]:
    """Cold and warm export of the hip session, and the bare voice for the same texts."""
    home, target = folder / "export", folder / "hip.wav"
    command = voiceguide("export", "hip", "--force", "-o", str(target))
    cold = once(lambda: quietly(command, at_home(home)))
    warm = median_seconds(lambda: quietly(command, at_home(home)), 5)
    seconds = wav_seconds(target)
    shown = subprocess.run(
        voiceguide("show", "hip", "--timeline", "--json"), env=at_home(home), check=True, capture_output=True
    )
    said = [cue["text"] for cue in json.loads(shown.stdout)["cues"] if cue["kind"] == "say"]
    texts = json.dumps(list(dict.fromkeys(said)))
    bare = once(lambda: subprocess.run([sys.executable, "-c", RAW_VOICE], input=texts, text=True, check=True))
    yield Row(
        "export hip, nothing cached",
        f"{seconds / cold:.0f} x real time",
        "60",
        note=f"bare hibari {seconds / bare:.0f} x",
    )
    yield Row("export hip, speech cached", f"{seconds / warm:.0f} x real time", "400")


def first_word(folder: Path) -> Iterator[Row]:
    """From the start of the program until the first word is handed to the output."""

    def until_first_line(home: Path) -> float:
        start = time.perf_counter()
        playing = subprocess.Popen(
            voiceguide("play", "hip", "--output", "none", "--lead", "0"),
            env=at_home(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        assert playing.stdout is not None
        playing.stdout.readline()
        taken = time.perf_counter() - start - LEAD_IN
        playing.terminate()
        playing.wait()
        playing.stdout.close()
        return taken

    colds = sorted(until_first_line(folder / f"cold{number}") for number in range(3))
    warms = sorted(until_first_line(folder / "export") for _ in range(5))
    yield Row("first word, nothing cached", f"{colds[1]:.2f} s", "1.5 s")
    yield Row("first word, speech cached", f"{warms[2]:.2f} s", "0.7 s")


def lists(folder: Path) -> Iterator[Row]:
    taken = median_seconds(lambda: quietly(voiceguide("list"), at_home(folder / "export")), 9)
    bare = median_seconds(lambda: quietly([sys.executable, "-c", "import yaml"], at_home(folder)), 9)
    yield Row("list", f"{taken:.2f} s", "0.25 s", note=f"Python with PyYAML alone {bare:.2f} s")


def hold_cost(folder: Path) -> Iterator[Row]:
    """CPU share and memory within a hold, beside a loop that only sleeps as often."""
    events = folder / "events.jsonl"
    playing = subprocess.Popen(
        voiceguide("play", "hip", "--output", "none", "--lead", "0", "--events", str(events)),
        env=at_home(folder / "export"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    sleeping = subprocess.Popen([sys.executable, "-c", EMPTY_LOOP])
    try:
        wait_for(events, "hold_started", 120)
        before, idle, start = cpu_seconds(playing.pid), cpu_seconds(sleeping.pid), time.perf_counter()
        time.sleep(30)
        span = time.perf_counter() - start
        share = (cpu_seconds(playing.pid) - before) / span
        loop = (cpu_seconds(sleeping.pid) - idle) / span
        memory = peak_megabytes(playing.pid)
    finally:
        for process in (playing, sleeping):
            process.terminate()
            process.wait()
    yield Row("CPU in a hold", f"{share:.1%}", "3 %", note=f"a loop that only sleeps {loop:.1%}")
    yield Row("memory, speech cached", f"{memory:.0f} MB")
