"""What is printed for other programs."""

import json
import sys


def print_json(value: object) -> None:
    """Plain ASCII, as a title may hold letters that a terminal or a pipe does not know."""
    json.dump(value, sys.stdout, indent=1, default=str)
    sys.stdout.write("\n")
