"""A program of its own whose children write without end, and are killed wherever they happen to be.

Each line on stdin starts a writer and kills it with SIGKILL after a random amount of work; the answer on
stdout is how many of its writes had been finished for certain.
"""

import os
import random
import signal
import struct
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from voiceguide.core.preferences import Preferences
from voiceguide.core.record import Done, Ending, Record
from voiceguide.store.background import Background
from voiceguide.store.history import History
from voiceguide.store.place import Place, PlaceKeeper
from voiceguide.store.settings_file import SettingsStore

_MOST_WRITES = 2
_MOST_SPINS = 20_000


def write_settings(folder: Path) -> Callable[[int], None]:
    store = SettingsStore(folder)

    def write(number: int) -> None:
        seconds = 5 + number % 500
        store.save({"holds.GB30": seconds, "scale": 1 + Fraction(number, 1000), "holds.B48": seconds})

    return write


def write_history(folder: Path) -> Callable[[int], None]:
    history = History(folder)
    assert history.trouble is None

    def write(number: int) -> None:
        """Three stages to a session, written as they end."""
        session, stages = divmod(number - 1, 3)
        done = tuple(Done(stage, "GB30", "left", 30, 30.0) for stage in range(stages + 1))
        started = f"2025-03-31T18:{session // 60 % 60:02}:{session % 60:02}Z"
        ended = Ending.DONE if stages == 2 else None
        history.keep(
            Record(f"{session:06}", "hip", started, seconds=len(done) * 30.0, ended=ended, stages=done)
        )

    return write


def write_place(folder: Path) -> Callable[[int], None]:
    # Made in the writer itself, as a thread does not live on in a child.
    keepers: list[PlaceKeeper] = []

    def write(number: int) -> None:
        if not keepers:
            keepers.append(PlaceKeeper(folder, Background(), float))
        place = Place("one", "hip", "f" * 64, Preferences(), number, number / 2, number * 2.0, 1e9 + number)
        keepers[0].move(place, at_once=True)
        keepers[0].close()

    return write


WRITERS = {"settings": write_settings, "history": write_history, "place": write_place}


def kill_a_writer(writer: Callable[[], Callable[[int], None]], begin: int, chance: random.Random) -> int:
    """Let a child write from `begin` on, kill it, and tell the last number that it finished."""
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        os.close(told)
        write = writer()
        number = begin
        while True:
            number += 1
            write(number)
            os.write(tell, struct.pack("<q", number))
    os.close(tell)
    finished = begin
    for _ in range(chance.randint(0, _MOST_WRITES)):
        finished = struct.unpack("<q", os.read(told, 8))[0]
    for _ in range(chance.randint(0, _MOST_SPINS)):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(told, 8):
        finished = struct.unpack("<q", more)[0]
    os.close(told)
    return finished


def main(kind: str, folder: str, seed: str) -> None:
    chance = random.Random(seed)  # noqa: S311 - which instant it is need not be a secret
    finished = 0
    for _ in sys.stdin:
        finished = kill_a_writer(lambda: WRITERS[kind](Path(folder)), finished, chance)
        sys.stdout.write(f"{finished}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
