"""What is not needed is not loaded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import Run

LOADED = """
import sys
from voiceguide.cli.main import main
main({arguments})
sys.stderr.write(" ".join(sorted(sys.modules)))
"""


def loaded_by(home: Path, *arguments: str) -> set[str]:
    script = LOADED.format(arguments=list(arguments))
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "VOICEGUIDE_HOME": str(home)},
        check=True,
        capture_output=True,
        text=True,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [("list",), ("show", "hip")])
def test_lists_load_no_arrays_no_sound_and_no_voice(home: Path, arguments: tuple[str, ...]):
    assert not loaded_by(home, *arguments) & {"numpy", "miniaudio", "hibari", "onnxruntime"}


def test_a_session_whose_speech_is_cached_loads_no_voice(run: Run, home: Path, tmp_path: Path):
    target = str(tmp_path / "feet.wav")
    assert run(["export", "feet-sitting", "-o", target]).code == 0

    loaded = loaded_by(home, "export", "feet-sitting", "-o", target, "--force")

    assert "voiceguide.voice.neural" in loaded
    assert not loaded & {"hibari", "onnxruntime"}
