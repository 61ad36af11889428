"""Measured comparisons and long runs; never part of the tests."""

import sys
from pathlib import Path

# The virtual loudspeaker and the way to follow a session are those of the tests.
sys.path.append(str(Path(__file__).parents[1] / "tests"))
