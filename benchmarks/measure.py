"""Ways to measure a run of the program from outside: seconds, memory, CPU."""

import json
import os
import statistics
import subprocess
import sys
import time
import wave
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    figure: str
    aim: str = ""
    plain: str = ""
    """A loop of pyttsx3 and `time.sleep`."""
    termdown: str = ""
    coach: str = ""
    """exercise-coach-tui."""
    note: str = ""
    """The bare library's figure, or why another is better."""


def voiceguide(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "voiceguide", *arguments]


def at_home(home: Path) -> dict[str, str]:
    return {**os.environ, "VOICEGUIDE_HOME": str(home)}


def median_seconds(run: Callable[[], object], times: int) -> float:
    """The median of some runs after one that is not counted."""
    run()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def once(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def quietly(command: Sequence[str], environment: Mapping[str, str]) -> None:
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wav_seconds(path: Path) -> float:
    with wave.open(str(path), "rb") as file:
        return file.getnframes() / file.getframerate()


def cpu_seconds(pid: int) -> float:
    """CPU time of a process so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak_megabytes(pid: int) -> float:
    """The most memory a process has had (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def events(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def wait_for(path: Path, name: str, seconds: float) -> dict[str, Any]:
    """The first event of a name in an event file that is still being written."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = [event for event in events(path) if event["event"] == name]
        if found:
            return found[0]
        time.sleep(0.05)
    raise TimeoutError(f"no {name} within {seconds:g} seconds")
