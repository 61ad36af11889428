"""`python -m benchmarks`: measures the program beside others and prints a table in Markdown."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.air import after_a_key, in_the_air
from benchmarks.cost import export_speed, first_word, hold_cost, lists
from benchmarks.export_formats import print_formats
from benchmarks.faults import recovery
from benchmarks.measure import Row
from benchmarks.screen import screen_cost
from benchmarks.soak import add_options, soak
from benchmarks.spoken import spoken

MEASURES: Mapping[str, Callable[[Path], Iterator[Row]]] = {
    "export": export_speed,
    "air": in_the_air,
    "key": after_a_key,
    "spoken": spoken,
    "faults": recovery,
    "start": first_word,
    "list": lists,
    "cost": hold_cost,
    "screen": screen_cost,
}
HEAD = ("what", "voiceguide", "aim", "pyttsx3 + sleep", "termdown", "exercise-coach-tui", "note")


def main() -> int:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    table = commands.add_parser("table", help="everything, as a table in Markdown; about ten minutes")
    table.add_argument("--only", choices=tuple(MEASURES), action="append", help="only this; may be repeated")
    commands.add_parser("formats", help="export in every format").add_argument("format", nargs="*")
    add_options(commands.add_parser("soak", help="very long sessions, as fast as they go or in the air"))
    given = parser.parse_args()
    if given.command == "formats":
        print_formats(given.format)
        return 0
    if given.command == "soak":
        return soak(given)
    print_table(getattr(given, "only", None) or tuple(MEASURES))
    return 0


def print_table(names: Sequence[str]) -> None:
    """Row by row, as they are measured; speech is rendered once, for all of them."""
    print(_line(HEAD), _line("---" for _ in HEAD), sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as name:
        for measure in names:
            sys.stderr.write(f"measuring: {measure}\n")
            for row in MEASURES[measure](Path(name)):
                cells = (row.what, row.figure, row.aim, row.plain, row.termdown, row.coach, row.note)
                print(_line(cells), flush=True)


def _line(cells: Iterator[str] | Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
