"""A hold as a plain script gives it, to be measured beside ours: say a number, sleep a second."""

import sys
import time

import pyttsx3

HOLD = int(sys.argv[1])

engine = pyttsx3.init()


def say(text: str) -> None:
    engine.say(text)
    engine.runAndWait()


say("Press now")
start = time.monotonic()
for left in range(HOLD - 1, 0, -1):
    say(str(left))
    time.sleep(1)
say("Let go")
print(f"A hold of {HOLD} s lasted {time.monotonic() - start:.1f} s")
