"""The machine is kept awake while somebody lies there without a key; where it cannot be, that is told."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every machine can be kept awake")

QUIET = ("--voice", "silent", "--output", "none", "--lead", "0", "--no-ask", "--no-listen")
SLEEPY = "This machine may fall asleep meanwhile; set it to stay awake.\n"


def complaints_of(home: Path, arguments: Sequence[str], settings: str = "") -> str:
    """What is told of a session that begins where there is nobody to ask to stay awake."""
    (home / "settings.toml").write_text(settings, "utf-8")
    keyboard, terminal = os.openpty()
    playing = subprocess.Popen(
        [sys.executable, "-m", "voiceguide", *arguments, *QUIET],
        env={
            **os.environ,
            "VOICEGUIDE_HOME": str(home),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={home}/none",
        },
        stdin=terminal,
        stdout=terminal,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(terminal)
    shown = b""
    while b"\n" not in shown:
        shown += os.read(keyboard, 4096)
    playing.terminate()
    _, complaints = playing.communicate(timeout=60)
    os.close(keyboard)
    return complaints


@pytest.mark.parametrize("arguments", [("play", "hip"), ("--hands-free",)])
def test_whoever_is_there_is_told_that_the_machine_may_fall_asleep(tmp_path: Path, arguments: Sequence[str]):
    assert complaints_of(tmp_path, arguments).count(SLEEPY) == 1


@pytest.mark.parametrize("arguments", [("play", "hip"), ("--hands-free",)])
def test_a_machine_that_need_not_stay_awake_is_let_sleep(tmp_path: Path, arguments: Sequence[str]):
    assert SLEEPY not in complaints_of(tmp_path, arguments, "keep_awake = false\n")
