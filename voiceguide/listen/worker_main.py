"""The process that listens: `python -m voiceguide.listen.worker_main [LESSONS]`.

In: messages of one byte, a length (4 bytes, little-endian) and as many bytes. `S` is sound: when its first
frame was heard (8 bytes, double), then 16-bit little-endian frames at 16 kHz. `E` names the phrases expected,
as JSON. `R` resets. Out, as JSON lines: first `{"ready": true}`; then `{"phrase", "score", "began", "ended"}`
for each phrase that was understood, `{"began", "ended"}` for each that nearly was, and `{"fed": frames}`
after each block of sound; `{"error": sentence}`, and no more, where it cannot load or go on. The process ends
with its standard input.
"""

import json
import os
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

import numpy as np

from voiceguide.listen.errors import ListenError
from voiceguide.listen.head import shipped
from voiceguide.listen.recogniser import OwnRecogniser
from voiceguide.listen.teach import load
from voiceguide.system.worker_streams import own_streams, send

HEADER = struct.Struct("<cI")
HEARD_AT = struct.Struct("<d")

SOUND, EXPECT, RESET = b"S", b"E", b"R"


def main(*lessons: str) -> int:
    messages_in, lines_out = own_streams()
    messages: SimpleQueue[tuple[bytes, bytes]] = SimpleQueue()
    Thread(target=_read, args=(messages_in, messages), daemon=True).start()
    try:
        head = shipped()
        taught = load(Path(lessons[0]), head.hidden) if lessons else None
        recogniser = OwnRecogniser(head=head, lessons=taught)
        send(lines_out, {"ready": True})
        while True:
            _answer(recogniser, *messages.get(), lambda line: send(lines_out, line))
    except ListenError as error:
        send(lines_out, {"error": str(error)})
        return 1


def _read(stream: BinaryIO, messages: "SimpleQueue[tuple[bytes, bytes]]") -> None:
    while len(header := stream.read(HEADER.size)) == HEADER.size:
        kind, length = HEADER.unpack(header)
        messages.put((kind, stream.read(length)))
    os._exit(0)  # The program is gone; nothing that hangs may outlive it.


def _answer(
    recogniser: OwnRecogniser, kind: bytes, payload: bytes, send: Callable[[Mapping[str, object]], None]
) -> None:
    if kind == EXPECT:
        recogniser.expect(json.loads(payload))
    elif kind == RESET:
        recogniser.reset()
    else:
        (at,) = HEARD_AT.unpack_from(payload)
        block = np.frombuffer(payload, "<i2", offset=HEARD_AT.size).astype(np.int16, copy=False)
        recogniser.feed(block, at)
        for heard in recogniser.heard():
            send(asdict(heard))
        send({"fed": len(block)})


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
