"""The short forms of the long runs: `python -m benchmarks soak`."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def soak(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "benchmarks", "soak", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=400)


def test_half_an_hour_of_restless_sessions_loses_no_sample():
    done = soak("--hours", "0.5", "--seed", "4")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "drift 0 samples" in done.stdout


@pytest.mark.device
@pytest.mark.exact
@pytest.mark.usefixtures("speaker")
def test_a_minute_in_the_air_leaves_no_thread_no_file_and_no_word_behind():
    done = soak("--air", "60")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "threads" in done.stdout
    assert "stood still" in done.stdout
