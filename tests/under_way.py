"""A program of its own that plays a session so many times faster than real time and tells where it is.

Arguments: the folder of its state, and how many times faster. On stdout: the session's id; then, as it goes,
the stage ("-" for none) and the position in seconds.
"""

import sys
import time
from pathlib import Path

from fakes import FakeNarrator, plan_of, routine_of

from voiceguide.book import Book
from voiceguide.core.frames import RATE
from voiceguide.core.plan import Plan
from voiceguide.core.preferences import Preferences
from voiceguide.core.session import Session
from voiceguide.diary import Diary
from voiceguide.player import Heard, Player
from voiceguide.sound.silent import SilentOutput

WISHES = Preferences(lead=0)


def plan() -> Plan:
    """A breathing, and two points with three holds."""
    held = "  - {point: GB29, sides: right, hold: 20s, rest: 3}\n  - {point: B48, hold: 25s, repeat: 2}\n"
    return plan_of(routine_of(f"  - breathe: 15s\n{held}"), WISHES)


class FastClock:
    def __init__(self, times: float) -> None:
        self._times = times

    def now(self) -> float:
        return time.perf_counter() * self._times

    def sleep(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds / self._times))


class Teller:
    """Keeps the diary and tells where the session is."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary

    def hear(self, heard: Heard) -> None:
        self._diary.hear(heard)

    def draw(self, player: Player) -> None:
        moment = player.moment
        self._diary.move(moment)
        stage = "-" if moment.stage.number is None else moment.stage.number
        sys.stdout.write(f"{stage} {moment.position / RATE:.3f}\n")
        sys.stdout.flush()


def main(folder: str, times: str) -> None:
    clock = FastClock(float(times))
    book = Book(Path(folder), clock.now, time.time, sys.stderr.write)
    diary = book.begin(plan(), WISHES)
    sys.stdout.write(f"{diary.record.id}\n")
    Player(Session(plan(), WISHES), FakeNarrator(clock), SilentOutput(clock), Teller(diary)).run()  # type: ignore[arg-type]
    book.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
