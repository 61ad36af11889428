"""The process that looks for the voices of the system: `python -m voiceguide.voice.catalogue_main`.

It writes one JSON line, a catalogue or `{"error": sentence}`, and ends; a system engine may end it earlier.
"""

import json
import os
import sys

from voiceguide.core.errors import VoiceError
from voiceguide.voice.catalogue import written
from voiceguide.voice.pyttsx3_library import catalogue


def main() -> int:
    # What a library prints must not end up in the answer.
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        try:
            answer = written(catalogue())
        except VoiceError as error:
            answer = {"error": str(error)}
        answers.write(json.dumps(answer).encode("ascii") + b"\n")
    return 1 if "error" in answer else 0


if __name__ == "__main__":
    sys.exit(main())
