"""The recogniser's process: whatever becomes of it, the program goes on."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from voiceguide.listen.errors import ListenError
from voiceguide.listen.features import Networks
from voiceguide.listen.recogniser import Heard, Miss, Recognition
from voiceguide.listen.utterance import RATE
from voiceguide.listen.worker import WorkerRecogniser

PATIENCE = 20.0
BLOCK = np.zeros(480, np.int16)

Start = Callable[..., WorkerRecogniser]


@pytest.fixture
def start() -> Iterator[Start]:
    """A recogniser whose process behaves as told."""
    started = []

    def begin(behaviour: str, **seconds: float) -> WorkerRecogniser:
        script = Path(__file__).with_name("scripted_worker.py")
        started.append(WorkerRecogniser([sys.executable, str(script), behaviour], **seconds))
        return started[-1]

    yield begin
    for one in started:
        one.close()


def feed_until_told(recogniser: WorkerRecogniser) -> Sequence[Heard]:
    """Feed silence until something is understood; fails if nothing ever is."""
    deadline = time.monotonic() + PATIENCE
    recogniser.expect(["pause"])
    while time.monotonic() < deadline:
        recogniser.feed(BLOCK, 7.0)
        if told := recogniser.heard():
            return told
        time.sleep(0.001)
    raise AssertionError("nothing was understood")


def feed_until_lost(recogniser: WorkerRecogniser) -> str:
    deadline = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < deadline:
            recogniser.feed(BLOCK, 0.0)
            time.sleep(0.001)
    except ListenError as error:
        return str(error)
    raise AssertionError("it was never given up")


def test_what_the_process_understands_is_told(start: Start):
    assert feed_until_told(start("understands"))[0] == Recognition("pause", 0.9, 7.0, 7.5)


def test_what_the_process_nearly_understands_is_told(start: Start):
    assert feed_until_told(start("doubts"))[0] == Miss(7.0, 7.5)


def test_a_process_that_is_killed_is_replaced_once(start: Start):
    recogniser = start("understands")
    feed_until_told(recogniser)
    first = recogniser.pid

    os.kill(first or 0, signal.SIGTERM)
    while recogniser.pid == first:
        recogniser.heard()

    assert feed_until_told(recogniser)


@pytest.mark.parametrize("behaviour", ["dies", "babbles", "invents"])
def test_one_that_fails_twice_is_given_up_with_one_sentence(start: Start, behaviour: str):
    assert feed_until_lost(start(behaviour)) == (
        "Listening stopped working. Use the keys; restart voiceguide to listen again."
    )


def test_one_that_hangs_is_given_up(start: Start):
    assert "stopped working" in feed_until_lost(start("hangs", answer_seconds=0.1))


def test_one_that_never_loads_is_given_up(start: Start):
    assert "stopped working" in feed_until_lost(start("never-loads", load_seconds=0.1))


def test_its_own_sentence_is_passed_on(start: Start):
    assert feed_until_lost(start("refuses")) == "It cannot listen here. Do something about it."
    assert feed_until_lost(start("fails")) == "It broke while it listened. Do something about it."


def test_after_closing_there_is_no_process(start: Start):
    recogniser = start("understands")

    recogniser.close()

    assert recogniser.pid is None


def test_the_real_process_understands_a_spoken_phrase(networks: Networks, speak: Callable[[str], np.ndarray]):
    assert networks
    recogniser = WorkerRecogniser()
    try:
        recogniser.expect(["pause", "next"])
        deadline = time.monotonic() + PATIENCE
        while not recogniser.ready and time.monotonic() < deadline:
            recogniser.heard()
        sound = speak("pause")
        for place in range(0, len(sound), 480):
            recogniser.feed(sound[place : place + 480], place / RATE)
        told = recogniser.heard()
        while not told and time.monotonic() < deadline:
            told = recogniser.heard()
    finally:
        recogniser.close()

    assert [one.phrase for one in told if isinstance(one, Recognition)] == ["pause"]
