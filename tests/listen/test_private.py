"""Listening leaves nothing behind and tells nobody."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from voiceguide.listen.features import Networks

LISTEN = """
import sys
import numpy as np

told = []

def watch(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"):
        told.append(event)
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        told.append(f"{event} {arguments[0]}")

sys.addaudithook(watch)
from voiceguide.listen.recogniser import OwnRecogniser

recogniser = OwnRecogniser()
recogniser.expect(["pause"])
recogniser.feed(np.load(sys.argv[1]), 0.0)
print([one.phrase for one in recogniser.heard()], told)
"""


def test_no_file_appears_and_no_connection_is_made(
    tmp_path: Path, networks: Networks, speak: Callable[[str], np.ndarray]
):
    assert networks
    recording = tmp_path / "recording.npy"
    np.save(recording, speak("pause"))
    home = tmp_path / "home"
    home.mkdir()
    told = {name: str(home) for name in ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "TMPDIR")}
    private = {"ORT_DISABLE_TELEMETRY": "1", "PYTHONDONTWRITEBYTECODE": "1"}

    done = subprocess.run(
        [sys.executable, "-c", LISTEN, str(recording)],
        env={**os.environ, **told, **private},
        cwd=home,
        check=True,
        capture_output=True,
        text=True,
    )

    assert done.stdout.strip() == "['pause'] []"
    assert list(home.rglob("*")) == []
