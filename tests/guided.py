"""A session of the real program in a process of its own, with a keyboard, followed through its events."""

import json
import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 60.0
"""Seconds until something must have happened."""
PROGRAM = (sys.executable, "-m", "voiceguide")
JUMPING = """
import itertools, sys, time
real, jumps = time.time, itertools.count()
time.time = lambda: real() + 3600 * (-1) ** next(jumps)
from voiceguide.cli.main import main
sys.exit(main())
"""
"""The program, with a clock that somebody sets forward and back all the time."""
ROUTINE = """\
title: One
summary: A hold.
steps:
  - {breathe: 15s}
  - {point: LR3, sides: left, hold: 5s, rest: 0s}
"""
"""Breathing first, since it is held soon after it is announced."""
Events = list[dict[str, Any]]


class Guided:
    """What is going on in a session, and ways to disturb it."""

    def __init__(self, process: "subprocess.Popen[str]", keyboard: int, path: Path) -> None:
        self.process = process
        self.complaints = ""
        """What it wrote to standard error, once it has ended."""
        self._keyboard = keyboard
        self._path = path

    def press(self, keys: str) -> None:
        os.write(self._keyboard, keys.encode())

    def events(self) -> Events:
        lines = self._path.read_text("utf-8").splitlines() if self._path.exists() else []
        return [json.loads(line) for line in lines]

    def names(self) -> list[str]:
        return [event["event"] for event in self.events()]

    def wait_for(self, name: str, seconds: float = PATIENCE) -> dict[str, Any]:
        """The last event of a name, once there is one."""
        wait_until(lambda: name in self.names(), seconds, lambda: f"no {name}: {self.events()}")
        return [event for event in self.events() if event["event"] == name][-1]

    def go_to_the_hold(self) -> dict[str, Any]:
        """Skip the opening; return once the hold has begun."""
        self.wait_for("session_started")
        self.press("n")
        return self.wait_for("hold_started")

    def end(self) -> int:
        """Wait for its end; the exit code."""
        _, self.complaints = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode


@contextmanager
def guided(
    folder: Path,
    environment: Mapping[str, str],
    *options: str,
    program: Sequence[str] = PROGRAM,
    routine: str = ROUTINE,
) -> Iterator[Guided]:
    """`environment`: what differs from this process's own; `program`: how voiceguide is started."""
    file, events = folder / "one.yaml", folder / "events.jsonl"
    file.write_text(routine, "utf-8")
    ours, its = pty.openpty()
    command = [*program, "play", str(file), "--talk", "minimal", "--lead", "0", "--bed", "none"]
    process = subprocess.Popen(
        [*command, "--events", str(events), *options],
        env={**os.environ, **environment},
        stdin=its,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Guided(process, ours, events)
    finally:
        process.kill()
        process.communicate()
        os.close(ours)
        os.close(its)


def children(parent: int, word: str) -> list[int]:
    """The processes that a process has started and whose command holds a word (Linux)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            started_by = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if started_by == parent and word in words:
            found.append(int(folder.name))
    return found


def wait_until(
    happened: Callable[[], bool], seconds: float = PATIENCE, told: Callable[[], str] = lambda: "it never came"
) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, told()
        time.sleep(0.01)
