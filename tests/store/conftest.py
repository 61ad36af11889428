"""Writers that are killed, and a disk that is full."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import disks
import pytest

KILLS = int(os.environ.get("VOICEGUIDE_KILLS", "40"))
"""How many random instants; more where there is time."""

_ROOT = Path(__file__).parents[2]

Kill = Callable[[str, Path], Iterator[int]]


@pytest.fixture
def killed() -> Kill:
    """Kill writers of one kind at random instants; each time tell the last number surely written."""
    if sys.platform == "win32":
        pytest.skip("killing a writer anywhere needs fork, which Windows lacks")

    def kill(kind: str, folder: Path) -> Iterator[int]:
        program = [sys.executable, str(Path(__file__).with_name("killing.py")), kind, str(folder), "seven"]
        pipe = subprocess.PIPE
        environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
        with subprocess.Popen(program, stdin=pipe, stdout=pipe, text=True, env=environment) as nursery:
            assert nursery.stdin
            assert nursery.stdout
            for _ in range(KILLS):
                nursery.stdin.write("\n")
                nursery.stdin.flush()
                yield int(nursery.stdout.readline())
            nursery.stdin.close()

    return kill


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KB."""
    with disks.small_disk(tmp_path / "disk") as folder:
        yield folder


@pytest.fixture
def full() -> Callable[[Path], object]:
    """Fill a disk for as long as a block lasts."""
    return disks.full
