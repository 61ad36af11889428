"""Engines for the worker that behave well, badly or strangely, by the name of a behaviour."""

import os
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import numpy as np

from voiceguide.core.errors import VoiceError
from voiceguide.pcm.clip import Signal

Act = Callable[[Path], None]


def tone(rate: int = 24_000) -> Signal:
    return np.asarray(0.3 * np.sin(np.arange(rate // 2) * (2 * np.pi * 220 / rate)), np.float32)


def die(_: Path) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    hang(_)


def hang(_: Path) -> None:
    Event().wait()


def write_garbage(_: Path) -> None:
    for descriptor in range(3, 32):
        try:
            if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
                os.write(descriptor, b"\xff no answer\n")
        except OSError:
            continue


def print_much(_: Path) -> None:
    sys.stdout.write("loud\n" * 100_000)
    sys.stdout.flush()
    os.write(1, b"louder\n")


def tell_and_hang(told: Path) -> None:
    with told.open("wb", buffering=0) as pipe:
        pipe.write(b"rendering\n")
        hang(told)


def keep_quiet(_: Path) -> None:
    return


def once(act: Act) -> Act:
    """Only the first process behaves like this."""

    def acted(path: Path) -> None:
        marker = path.with_suffix(".acted")
        if not marker.exists():
            marker.touch()
            act(path)

    return acted


ACTS: dict[str, Act] = {
    "speaks": keep_quiet,
    "prints": print_much,
    "dies": die,
    "dies-once": once(die),
    "hangs": hang,
    "writes-garbage": write_garbage,
    "writes-garbage-once": once(write_garbage),
    "tells-and-hangs": tell_and_hang,
    "tells-and-hangs-once": once(tell_and_hang),
}


class FakeEngine:
    def __init__(self, act: Act, path: Path) -> None:
        self._act = act
        self._path = path

    def render(self, text: str, rate: float) -> tuple[Signal, int]:
        if text == "Refuse this.":
            raise VoiceError("I do not say that.")
        self._act(self._path)
        samples = round(24_000 * rate)
        return (tone(samples), samples) if text else (np.zeros(0, np.float32), samples)


def load(behaviour: str, path: str = "") -> FakeEngine:
    if behaviour == "exits":
        sys.exit(4)
    if behaviour == "never-loads":
        hang(Path())
    if behaviour == "is-missing":
        raise VoiceError("The engine is not installed.")
    return FakeEngine(ACTS[behaviour], Path(path))
