"""`check`: everything that is wrong in routines and points of one's own."""

import argparse
import sys
from pathlib import Path

from voiceguide.cli.folders import shelf
from voiceguide.core.advice import printable


def check(given: argparse.Namespace) -> int:
    """Print every fault; 1 if there is one."""
    library = shelf()
    faulty = False
    for name in given.file:
        path = Path(name)
        faults = library.check(path)
        faulty = faulty or bool(faults)
        for fault in faults:
            sys.stderr.write(f"{fault}\n")
        if not faults:
            sys.stdout.write(f"{printable(str(path))}: no faults\n")
    return int(faulty)
