"""A session that is cut off by a kill at any instant: the next start knows where it was."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from voiceguide.core.record import Ending
from voiceguide.store.history import History
from voiceguide.store.place import find_place

KILLS = int(os.environ.get("VOICEGUIDE_KILLS", "3"))
"""VOICEGUIDE_KILLS=200 does as many, and a fifth as many in real time; the usual few are all fast."""
NEAR = 2.0
"""Seconds by which what is kept may be behind."""
DISK = 0.25
"""Seconds that a busy disk may take: where a session goes faster than they do, more of it is behind."""
TESTS = Path(__file__).parent


def killed_at(folder: Path, times: float, after: float) -> tuple[str, str, float]:
    """Play until a kill, so many seconds after the first word of where it is; its id, and its last place."""
    playing = subprocess.Popen(
        [sys.executable, str(TESTS / "under_way.py"), str(folder), str(times)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS.parent), str(TESTS)))},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert playing.stdout
    name, last = playing.stdout.readline().strip(), playing.stdout.readline()
    deadline = time.monotonic() + after
    while time.monotonic() < deadline and (line := playing.stdout.readline()):
        last = line
    playing.kill()
    rest, _ = playing.communicate()
    whole = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    stage, position = (whole[-1] if whole else last).split()
    return name, stage, float(position)


@pytest.mark.parametrize(
    ("times", "kills", "first", "last"),
    [
        pytest.param(12.0, KILLS, 0.2, 12.0, id="fast"),
        *([pytest.param(1.0, KILLS // 5, 18.0, 45.0, id="real-time")] if KILLS >= 5 else []),
    ],
)
def test_whenever_it_is_killed_the_right_place_is_offered_and_the_history_is_whole(
    tmp_path: Path, times: float, kills: int, first: float, last: float
):
    seed = random.randrange(10**6)  # noqa: S311 - any instant will do
    chance = random.Random(seed)  # noqa: S311 - that can be repeated
    checked = 0
    # The first falls into a hold, the others anywhere.
    instants = ((first + last) / 3, *(chance.uniform(first, last) for _ in range(kills - 1)))
    for kill, instant in enumerate(instants):
        name, stage, position = killed_at(tmp_path, times, instant)
        place, trouble = find_place(tmp_path, time.time())
        history = History(tmp_path)
        latest = history.sessions(1)
        history.close()

        assert trouble is None
        assert history.trouble is None
        if stage == "-":
            # Nothing is to be gone on with of a session that has just begun, or that is over.
            assert place is None or place.session != name
            continue
        if place is None or place.session != name:
            # The first stage has only just begun.
            assert stage == "0"
            continue
        behind = position - place.position
        assert -0.5 < behind < NEAR + (times - 1) * DISK, (seed, kill, stage, position, place)
        checked += 1
        assert str(place.stage) == stage or behind > 0
        assert latest[0].ended in (None, Ending.DONE)
    assert checked
