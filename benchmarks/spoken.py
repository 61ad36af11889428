"""How soon what is said is done, and what listening costs: words spoken into a microphone in a hold."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from guided import Guided, children, guided, wait_until
from talker import Talker
from virtual_speaker import RATE, Recording, VirtualSpeaker, missing

from benchmarks.measure import Row, cpu_seconds

ROUTINE = "title: Long\nsummary: A long hold.\nsteps:\n  - {point: CV6, hold: 600, rest: 0, prepare: 0}\n"
OPTIONS = ("--listen", "--no-ask", "--count", "tones")
VOICES = ("am_michael", "bf_emma")
WORDS = ("longer", "shorter")
TIMES = 5
"""How often each voice says each word."""
APART = 2.5
"""Seconds between two words."""
SAID = 600
"""Of 32768: what is louder is a word, not the room."""
QUIET = 15.0
"""Seconds for which the cost is observed."""


def spoken(folder: Path) -> Iterator[Row]:
    """From the end of a word to its command, in the air; and processor time while it listens."""
    if why := missing():
        yield Row("spoken words", "not measured", note=f"{why}")
        return
    with VirtualSpeaker() as speaker, tempfile.TemporaryDirectory() as name:
        home = {**speaker.variables, "VOICEGUIDE_HOME": str(folder / "export")}
        with (
            Talker(speaker, Path(name)),
            guided(Path(name), home, *OPTIONS, routine=ROUTINE) as session,
            speaker.record("mic") as recording,
        ):
            session.go_to_the_hold()
            time.sleep(APART)
            share = _cost(session)
            waits = [
                wait
                for voice in VOICES
                for word in WORDS * TIMES
                for wait in _wait(session, recording, Talker(speaker, Path(name), voice), word)
            ]
    said = len(VOICES) * len(WORDS) * TIMES
    figure = f"{statistics.median(waits):.2f} s, worst of {len(waits)} {max(waits):.2f} s"
    note = f"{said - len(waits)} of {said} were not understood"
    yield Row("end of a spoken word to its command, in the air", figure, "0.6 s, 1 s", note=note)
    yield Row("CPU in a hold while it listens", f"{share:.1%}", "10 % more", note="both processes")


def _cost(session: Guided) -> float:
    listening = children(session.process.pid, "listen.worker_main")
    both = (session.process.pid, *listening)
    before, start = sum(map(cpu_seconds, both)), time.perf_counter()
    time.sleep(QUIET)
    return (sum(map(cpu_seconds, both)) - before) / (time.perf_counter() - start)


def _wait(session: Guided, recording: Recording, talker: Talker, word: str) -> Iterator[float]:
    """Seconds from the end of a word to its command; nothing, if it was not understood."""
    before = _commands(session)
    talker.say(word)
    try:
        wait_until(lambda: len(_commands(session)) > len(before), APART)
    except AssertionError:
        return
    heard = _commands(session)[len(before)]
    zero = recording.instant(0)
    samples = np.abs(recording.samples()[: round((heard - zero) * RATE)].astype(np.int32))
    yield heard - zero - float(np.flatnonzero(samples > SAID)[-1]) / RATE
    time.sleep(APART)


def _commands(session: Guided) -> list[float]:
    """When each command was heard."""
    return [
        event["t"]
        for event in session.events()
        if event["event"] == "command_heard" and event["by"] == "voice"
    ]
