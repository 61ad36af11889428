"""A recogniser's process that does as its argument says: understand, doubt, die, hang, babble, refuse."""

import json
import struct
import sys
import time


def say(line: object) -> None:
    sys.stdout.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
    sys.stdout.flush()


def main(behaviour: str) -> None:
    if behaviour == "refuses":
        say({"error": "It cannot listen here. Do something about it."})
        return
    if behaviour == "never-loads":
        time.sleep(60)
    say({"ready": True})
    stream = sys.stdin.buffer
    while header := stream.read(5):
        kind, length = struct.unpack("<cI", header)
        payload = stream.read(length)
        if kind == b"S":
            take(behaviour, *struct.unpack_from("<d", payload), (length - 8) // 2)


def take(behaviour: str, at: float, frames: int) -> None:
    if behaviour == "dies":
        sys.exit(1)
    if behaviour == "fails":
        say({"error": "It broke while it listened. Do something about it."})
        sys.exit(1)
    if behaviour == "hangs":
        time.sleep(60)
    if behaviour == "babbles":
        say("what is it?")
    if behaviour == "invents":
        say({"phrase": "abracadabra", "score": 1.0, "began": at, "ended": at + 1})
    if behaviour == "doubts":
        say({"began": at, "ended": at + 0.5})
    say({"phrase": "pause", "score": 0.9, "began": at, "ended": at + 0.5})
    say({"fed": frames})


if __name__ == "__main__":
    main(sys.argv[1])
