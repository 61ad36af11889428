"""Speaking leaves nothing behind and tells nobody."""

import os
import subprocess
import sys
from pathlib import Path

SPEAK = """
from voiceguide.voice.neural import NeuralVoice
voice = NeuralVoice()
voice.speak("Let go slowly.")
voice.close()
"""


def test_the_natural_voice_keeps_no_number_of_this_machine(tmp_path: Path):
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}

    subprocess.run([sys.executable, "-c", SPEAK], env={**os.environ, **home}, check=True)

    assert list(tmp_path.rglob("*")) == []
