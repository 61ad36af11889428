"""A recogniser whose libraries are missing or broken is one sentence, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from voiceguide.listen.features import NOT_LOADED, Networks
from voiceguide.listen.utterance import RATE
from voiceguide.listen.worker import COMMAND
from voiceguide.listen.worker_main import HEADER, HEARD_AT, SOUND

BROKEN = {
    "onnxruntime missing": ("onnxruntime.py", "raise ImportError('no such library')"),
    "onnxruntime half installed": ("onnxruntime.py", ""),
    "onnxruntime failing": ("onnxruntime.py", "raise SystemError('wrong processor')"),
    "networks missing": ("livekit/__init__.py", ""),
    "networks broken": ("livekit/__init__.py", "raise ImportError('half installed')"),
}

FAILING_LATER = """
class SessionOptions: ...


class InferenceSession:
    def __init__(self, *given, **named): ...

    def get_inputs(self):
        raise NotImplementedError("no such operator")
"""


def said_by_worker_with(folder: Path, file: str, source: str, message: bytes = b"") -> list[object]:
    """What the process says until it ends with this for a library; no traceback is shown."""
    library = folder / file
    library.parent.mkdir(exist_ok=True)
    library.write_text(source, "utf-8")
    path = os.pathsep.join([str(folder), *sys.path])
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(COMMAND, env={**os.environ, "PYTHONPATH": path}, **pipes) as process:
        process.stdin.write(message)
        process.stdin.flush()
        said = [json.loads(line) for line in process.stdout]
        assert process.stderr.read() == b""
    return said


@pytest.mark.parametrize(("file", "source"), BROKEN.values(), ids=BROKEN)
def test_a_library_that_cannot_be_loaded_is_one_sentence(tmp_path: Path, file: str, source: str):
    assert said_by_worker_with(tmp_path, file, source) == [{"error": NOT_LOADED}]


def test_networks_that_fail_while_they_listen_are_one_sentence(tmp_path: Path, networks: Networks):
    assert networks
    quiet, word = np.zeros(RATE // 2, "<i2"), np.resize(np.repeat([8000, -8000], 50), RATE // 2).astype("<i2")
    sound = HEARD_AT.pack(0.0) + np.concatenate([quiet, word, quiet]).tobytes()

    said = said_by_worker_with(
        tmp_path, "onnxruntime.py", FAILING_LATER, HEADER.pack(SOUND, len(sound)) + sound
    )

    assert said == [{"ready": True}, {"error": NOT_LOADED}]
