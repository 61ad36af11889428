"""Gives inputs to targets, one after the other, and notes every promise that is broken."""

import faulthandler
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from fuzzing.chance import Chance, chance_for
from fuzzing.gates import Gates
from fuzzing.outcome import BrokenPromise, Target
from voiceguide.core.errors import VoiceguideError

SLOWEST = 1.0
"""Seconds of work for one input."""
STUCK = 30.0
"""Seconds after which an input that only waits is given up."""
HOPELESS = 300.0
"""Seconds after which the whole run is given up."""
MOST_MEMORY = 300.0
"""Megabytes of the whole program."""
KEPT = 20
"""Faults of a target that are shown; the rest is counted."""


class StuckError(BaseException):
    """An input takes too long."""


def most_memory() -> float:
    """Megabytes that this program has held at most.

    Linux counts what the program that started it held, unless asked about this one's own memory.
    """
    status = Path("/proc/self/status")
    if status.exists():
        [held] = [line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:")]
        return int(held.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PER_MEGABYTE


@dataclass(slots=True)
class Tally:
    """What became of a target's inputs."""

    inputs: int = 0
    faults: int = 0
    slowest: float = 0.0
    """Seconds of work."""
    seconds: float = 0.0
    memory: float = 0.0
    """The most that the program has had so far, in megabytes."""
    told: dict[str, int] = field(default_factory=dict)
    """Every kind of fault, with the number of the first input that led to it."""


class Run:
    """Inputs by number; `tallies` may be read at any time."""

    def __init__(self, targets: Sequence[Target], seed: int, folder: Path) -> None:
        """`folder`: the only one in which anything may be written."""
        self._targets = targets
        self._seed = seed
        self._gates = Gates(folder)
        self.tallies = {target.name: Tally() for target in targets}

    @property
    def faults(self) -> int:
        return sum(tally.faults for tally in self.tallies.values())

    def go(self, numbers: range, passed: Callable[[int], None]) -> None:
        """Give all inputs of these numbers; `passed` gets how many are done."""
        shares = [target.share for target in self._targets]
        before = signal.signal(signal.SIGPROF, _give_up), signal.signal(signal.SIGALRM, _give_up)
        try:
            for done, number in enumerate(numbers, 1):
                [target] = chance_for(self._seed, "", number).choices(self._targets, shares)
                self.one(target, number)
                passed(done)
        finally:
            signal.signal(signal.SIGPROF, before[0])
            signal.signal(signal.SIGALRM, before[1])

    def one(self, target: Target, number: int) -> None:
        """Give one input."""
        tally, chance = self.tallies[target.name], chance_for(self._seed, target.name, number)
        began, worked = time.perf_counter(), time.process_time()
        broken = self._attempt(target, chance)
        tally.inputs += 1
        tally.seconds += time.perf_counter() - began
        tally.slowest = max(tally.slowest, time.process_time() - worked)
        if tally.inputs % 256 == 1:
            # What no signal interrupts, as a number of a million digits, ends the program and tells where.
            faulthandler.dump_traceback_later(HOPELESS, exit=True)
            tally.memory = most_memory()
            if tally.memory > MOST_MEMORY:
                # To fill so much takes long, too; what is told is its cause.
                broken = f"more than {MOST_MEMORY:g} MB of memory"
        if broken:
            tally.faults += 1
            if len(tally.told) < KEPT:
                tally.told.setdefault(broken, number)

    def _attempt(self, target: Target, chance: Chance) -> str | None:
        """What went wrong, in one line."""
        try:
            with _watched(), self._gates.closed(processes=target.starts_processes):
                target.attempt(chance)
        except StuckError:
            return f"more than {SLOWEST:g} s of work, or {STUCK:g} s of waiting"
        except BrokenPromise as broken:
            return str(broken)
        except VoiceguideError as error:
            return f"nobody took {type(error).__name__}: {str(error)[:120]!a}"
        except Exception as error:  # noqa: BLE001 - everything else is what is looked for
            return _place_of(error)
        return self._gates.passed


_PER_MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10


@contextmanager
def _watched() -> Iterator[None]:
    """Work is measured by the processor's time, so that a busy machine makes no fault."""
    signal.setitimer(signal.ITIMER_PROF, SLOWEST)
    signal.setitimer(signal.ITIMER_REAL, STUCK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _give_up(_number: int, _frame: FrameType | None) -> None:
    raise StuckError


def _place_of(error: Exception) -> str:
    """The kind of an error, and where it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "voiceguide" in Path(frame.filename).parts] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
    return f"{type(error).__name__} at {place}: {str(error)[:120]!a}"
