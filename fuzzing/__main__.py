"""`python -m fuzzing`: gives hostile inputs to every door of the program and prints what became of them."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from fuzzing import asked, content, kept, spoken, told
from fuzzing.outcome import Target
from fuzzing.run import Run, Tally

DONE, FAULT, INTERRUPTED = 0, 1, 130
_ROW = "{:<16} {:>9} {:>7} {:>12} {:>11} {:>9}"
_BETWEEN = {True: 0.2, False: 15.0}
"""Seconds from one line of progress to the next, on a terminal and elsewhere."""


def main(words: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(words)
    with tempfile.TemporaryDirectory(prefix="voiceguide-fuzzing-") as name:
        folder = Path(name)
        tempfile.tempdir = name
        targets = _chosen(all_targets(folder), given.target)
        run = Run(targets, given.seed, folder)
        numbers = range(given.first, given.first + given.inputs)
        interrupted = False
        began = time.perf_counter()
        try:
            run.go(numbers, _progress(given.inputs, run))
        except KeyboardInterrupt:
            interrupted = True
        _print(run.tallies, time.perf_counter() - began, given.seed)
    return INTERRUPTED if interrupted else FAULT if run.faults else DONE


def all_targets(folder: Path) -> Sequence[Target]:
    """Every door, with a folder for what is written meanwhile."""
    return [target for part in (content, kept, spoken, told, asked) for target in part.targets(folder)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m fuzzing", description=__doc__)
    parser.add_argument(
        "--inputs", type=int, default=10_000, metavar="N", help="how many; 10000 if not given"
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="the same seed gives the same inputs"
    )
    parser.add_argument("--first", type=int, default=0, metavar="N", help="begin with this number")
    parser.add_argument("--target", action="append", metavar="NAME", help="only this one; may be repeated")
    return parser


def _chosen(targets: Sequence[Target], names: Sequence[str] | None) -> Sequence[Target]:
    known = [target.name for target in targets]
    for name in names or ():
        if name not in known:
            sys.exit(f"There is no target called {name!a}; there are: {' '.join(known)}.")
    return [target for target in targets if not names or target.name in names]


def _progress(total: int, run: Run) -> Callable[[int], None]:
    live = sys.stderr.isatty()
    began = told_at = time.monotonic()

    def passed(done: int) -> None:
        nonlocal told_at
        now = time.monotonic()
        if now - told_at < _BETWEEN[live]:
            return
        told_at = now
        pace = done / (now - began)
        left = (total - done) / pace
        line = f"{done} of {total}, {pace:.0f} a second, {run.faults} faults, {left / 60:.0f} min left"
        sys.stderr.write(f"\r\x1b[K{line}" if live else f"{line}\n")
        sys.stderr.flush()

    return passed


def _print(tallies: dict[str, Tally], seconds: float, seed: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    print(_ROW.format("target", "inputs", "faults", "slowest", "a second", "memory"))
    for name, tally in sorted(tallies.items(), key=lambda item: -item[1].inputs):
        pace = tally.inputs / tally.seconds if tally.seconds else 0
        slowest, memory = f"{tally.slowest * 1000:.0f} ms", f"{tally.memory:.0f} MB"
        print(_ROW.format(name, tally.inputs, tally.faults, slowest, f"{pace:.0f}", memory))
    inputs, faults = (sum(getattr(one, what) for one in tallies.values()) for what in ("inputs", "faults"))
    print(f"{inputs} inputs with seed {seed} in {seconds:.0f} s, {faults} faults")
    for name, tally in tallies.items():
        for broken, number in tally.told.items():
            again = f"--target {name} --seed {seed} --first {number} --inputs 1"
            print(f"{name}: {broken}\n    again with: python -m fuzzing {again}")


if __name__ == "__main__":
    sys.exit(main())
