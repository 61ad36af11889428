"""The process in which an engine speaks: `python -m voiceguide.voice.worker_main MODULE [ARGUMENT...]`.

JSON lines both ways. First line out: `{"ready": true}` or `{"error": sentence}`. Then for each
`{"id", "text", "rate"}` in, `{"id", "samples"}` (base64, 16-bit little-endian, mastered) or
`{"id", "error"}` out. The process ends with its standard input, even in the middle of a text.
"""

import base64
import importlib
import json
import os
import sys
from collections.abc import Mapping
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from voiceguide.core.errors import VoiceError
from voiceguide.pcm.master import mastered
from voiceguide.pcm.resample import resampled
from voiceguide.system.worker_streams import own_streams, send
from voiceguide.voice.engine import Engine


def main(module: str, *arguments: str) -> int:
    requests_in, answers_out = own_streams()
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_read, args=(requests_in, requests), daemon=True).start()
    try:
        engine: Engine = importlib.import_module(module).load(*arguments)
    except VoiceError as error:
        send(answers_out, {"error": str(error)})
        return 1
    send(answers_out, {"ready": True})
    while True:
        send(answers_out, _answer(engine, json.loads(requests.get())))


def _read(stream: BinaryIO, requests: SimpleQueue[bytes]) -> None:
    for line in stream:
        requests.put(line)
    os._exit(0)  # The program is gone; an engine that hangs must not outlive it.


def _answer(engine: Engine, request: Mapping[str, Any]) -> Mapping[str, object]:
    try:
        clip = mastered(resampled(*engine.render(request["text"], request["rate"])))
    except VoiceError as error:
        return {"id": request["id"], "error": str(error)}
    samples = clip.samples.astype("<i2").tobytes()
    return {"id": request["id"], "samples": base64.b64encode(samples).decode("ascii")}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
