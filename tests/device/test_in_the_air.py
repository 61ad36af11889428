"""A whole session, played by the program as people run it, recorded from the loudspeaker."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from session_in_the_air import MINUTE, deviations, exported
from virtual_speaker import RATE, VirtualSpeaker

pytestmark = pytest.mark.device


def voiceguide(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "voiceguide", *arguments]


def environment(speaker: VirtualSpeaker, home: Path) -> dict[str, str]:
    return {**os.environ, **speaker.environment, "VOICEGUIDE_HOME": str(home)}


@pytest.mark.exact
def test_a_session_in_the_air_is_the_exported_one(speaker: VirtualSpeaker, home: Path, tmp_path: Path):
    routine = tmp_path / "minute.yaml"
    routine.write_text(MINUTE, "utf-8")
    options = (str(routine), "--lead", "0", "--bed", "none")
    surroundings = environment(speaker, home)
    words, wanted = exported(options, surroundings, tmp_path)

    with speaker.record() as recording:
        subprocess.run(
            voiceguide("play", *options),
            env=surroundings,
            check=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )
        recorded = recording.samples()[:: RATE // 24_000].astype(np.float64)

    assert len(words) > 20
    assert deviations(words, wanted, recorded).max() <= 0.020 * 24_000


def test_ctrl_c_ends_the_sound_at_once_and_tells_so(speaker: VirtualSpeaker, home: Path, tmp_path: Path):
    events = tmp_path / "events.jsonl"
    with speaker.record() as recording:
        playing = subprocess.Popen(
            voiceguide("play", "hip", "--lead", "0", "--events", str(events)),
            env=environment(speaker, home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert playing.stdout is not None
        playing.stdout.readline()
        playing.stdout.readline()
        playing.send_signal(signal.SIGINT)
        pressed = time.perf_counter()
        code = playing.wait(10)
        playing.stdout.close()
        quiet_from = recording.instant(0) + (int(np.flatnonzero(recording.samples())[-1]) / RATE)

    assert code == 130
    assert quiet_from - pressed < 0.5
    ended = _events(events)[-1]
    assert (ended["event"], ended["reason"]) == ("session_ended", "interrupted")


def test_without_a_loudspeaker_one_sentence_says_so(home: Path, tmp_path: Path):
    nowhere = {
        **os.environ,
        "VOICEGUIDE_HOME": str(home),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PULSE_RUNTIME_PATH": "",
    }
    nowhere |= {"PULSE_SERVER": f"unix:{tmp_path}/none", "ALSA_CONFIG_PATH": os.devnull}

    playing = subprocess.run(
        voiceguide("play", "hip"),
        env=nowhere,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )

    assert playing.returncode == 1
    assert (
        playing.stderr
        == "There is no sound output. Connect or switch on a loudspeaker, or use --output none.\n"
    )


def _events(path: Path) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
