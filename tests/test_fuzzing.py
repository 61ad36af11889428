"""A short run of `python -m fuzzing`, and that it would find what it looks for."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="work is measured by signals of Unix")


def fuzzing(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "fuzzing", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


CHEAP = ("routines", "points", "settings", "place", "cache-entries", "cache", "texts", "engine")
TOLD = ("voice-answers", "catalogue", "events", "keys")
SLOW = (
    *("names", "settings-saved", "recogniser"),
    "history",
    "arguments",
)


def test_thousands_of_hostile_inputs_get_a_plain_answer():
    chosen = [word for name in (*CHEAP, *TOLD) for word in ("--target", name)]
    done = fuzzing("--inputs", "2500", "--seed", "20", *chosen)

    assert done.returncode == 0, done.stdout
    assert "2500 inputs with seed 20" in done.stdout
    assert " 0 faults" in done.stdout


@pytest.mark.parametrize("target", SLOW)
def test_where_an_input_costs_more_fewer_of_them_do(target: str):
    done = fuzzing("--inputs", "40", "--seed", "7", "--target", target)

    assert done.returncode == 0, done.stdout


PROBE = """
import sys, tempfile
from pathlib import Path
from fuzzing.outcome import Target, keep_sentence
from fuzzing.run import Run
from fuzzing.chance import Chance

def attempt(chance: Chance) -> None:
    {act}

with tempfile.TemporaryDirectory() as name:
    run = Run([Target("probe", 1, attempt)], 1, Path(name))
    run.go(range(1), lambda done: None)
    print(*run.tallies["probe"].told)
"""


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("{}['x']", "KeyError"),
        ("__import__('os').system('true')", "os.system was called"),
        ("__import__('subprocess').run(['true'])", "subprocess.Popen was called"),
        ("__import__('socket').socket()", "socket.__new__ was called"),
        ("open('/tmp/outside-of-the-folder', 'w')", "was opened for writing"),
        ("__import__('os').remove('/tmp/outside-of-the-folder')", "os.remove was called"),
        ("keep_sentence('\\x1b[2J')", "a terminal would be driven"),
        ("keep_sentence('\\u202e')", "a terminal would be driven"),
        ("all(not zero for zero in iter(int, 1))", "of work"),
        ("chance.memory = b'x' * (320 * 2**20)", "MB of memory"),
    ],
)
def test_a_broken_promise_is_found(act: str, told: str):
    program = PROBE.format(act=act) if "{}" not in act else PROBE.replace("{act}", act)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )

    assert told in done.stdout, done.stderr


SHOWN = """
from fuzzing.chance import chance_for
from fuzzing.texts import hostile
print(*(ascii(hostile(chance_for(3, "x", number))) for number in range(50)))
"""


def test_the_same_seed_gives_the_same_inputs():
    program = SHOWN
    first, second = (
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True).stdout
        for _ in range(2)
    )

    assert first == second
    assert len(first) > 500
