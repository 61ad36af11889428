import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest

from voiceguide.core.errors import VoiceError
from voiceguide.voice.worker import Worker

TIMELY = 20.0
WorkerThat = Callable[..., Worker]
needs_named_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


@pytest.fixture
def worker_that(tmp_path: Path):
    opened: list[Worker] = []

    def make(
        behaviour: str, answer_seconds: float = TIMELY, now: Callable[[], float] = time.monotonic
    ) -> Worker:
        path = str(tmp_path / "told")
        worker = Worker("fakes_engine", behaviour, path, answer_seconds=answer_seconds, now=now)
        opened.append(worker)
        return worker

    yield make
    for worker in opened:
        worker.close()


@pytest.fixture(scope="module")
def speaking():
    worker = Worker("fakes_engine", "speaks")
    yield worker
    worker.close()


@pytest.fixture
def told(tmp_path: Path) -> Path:
    path = tmp_path / "told"
    os.mkfifo(path)
    return path


@pytest.mark.parametrize("rate", [1.0, 0.5, 2.0])
def test_a_text_becomes_a_read_only_clip_at_24_khz_whatever_the_engine_gives(speaking: Worker, rate: float):
    clip = speaking.render("Let go.", rate)

    assert clip.samples.dtype == np.int16
    assert not clip.samples.flags.writeable
    assert 0.48 < clip.frames / 24_000 < 0.54


def test_one_process_serves_many_texts(speaking: Worker):
    speaking.render("Let go.", 1.0)
    first = speaking.pid
    speaking.render("Rest.", 1.0)

    assert speaking.pid == first


def test_nothing_runs_before_it_is_needed(worker_that: WorkerThat):
    worker = worker_that("speaks")

    assert worker.pid is None


def test_starting_early_starts_the_process_that_later_speaks(worker_that: WorkerThat):
    worker = worker_that("speaks")
    worker.start()
    early = worker.pid
    worker.render("Let go.", 1.0)

    assert early is not None
    assert worker.pid == early


def test_what_an_engine_prints_reaches_neither_the_answers_nor_the_terminal(
    worker_that: WorkerThat, capfd: pytest.CaptureFixture[str]
):
    worker = worker_that("prints")
    clip = worker.render("Let go.", 1.0)

    assert clip.frames
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("behaviour", ["dies-once", "writes-garbage-once"])
def test_a_text_lost_with_its_engine_is_said_by_the_next_one(worker_that: WorkerThat, behaviour: str):
    worker = worker_that(behaviour)
    worker.start()
    first = worker.pid
    clip = worker.render("Let go.", 1.0)

    assert clip.frames
    assert worker.pid != first


class Clock:
    """The real time, and what a test adds to it."""

    added = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.added


@needs_named_pipes
def test_a_text_at_which_the_engine_hung_is_said_by_the_next_one(worker_that: WorkerThat, told: Path):
    clock = Clock()
    worker = worker_that("tells-and-hangs-once", now=clock)

    def let_time_pass() -> None:
        with told.open("rb") as pipe:
            pipe.readline()
            clock.added = TIMELY

    Thread(target=let_time_pass, daemon=True).start()
    clip = worker.render("Let go.", 1.0)

    assert clip.frames


@pytest.mark.parametrize(
    ("behaviour", "seconds", "told"),
    [
        ("dies", TIMELY, "ended"),
        ("hangs", 0.1, "took too long"),
        ("writes-garbage", TIMELY, "something else"),
        ("exits", TIMELY, "ended"),
    ],
)
def test_an_engine_that_fails_twice_is_given_up_by_naming_the_text(
    worker_that: WorkerThat, behaviour: str, seconds: float, told: str
):
    with pytest.raises(VoiceError) as given_up:
        worker_that(behaviour, answer_seconds=seconds).render("Let go. " * 60, 1.0)

    sentence = str(given_up.value)
    assert '"Let go. Let go.' in sentence
    assert told in sentence
    assert len(sentence) < 200


def test_an_engine_that_cannot_be_loaded_says_why(worker_that: WorkerThat):
    with pytest.raises(VoiceError, match=r"^The engine is not installed\.$"):
        worker_that("is-missing").render("Let go.", 1.0)


def test_an_engine_that_does_not_load_in_time_is_given_up():
    worker = Worker("fakes_engine", "never-loads", load_seconds=0.1)

    with pytest.raises(VoiceError, match="took too long"):
        worker.render("Let go.", 1.0)
    worker.close()


def test_an_engine_that_does_not_exist_is_given_up():
    worker = Worker("no_such_engine")

    with pytest.raises(VoiceError, match="ended"):
        worker.render("Let go.", 1.0)
    worker.close()


def test_a_refused_text_keeps_the_engine_for_the_next_one(speaking: Worker):
    with pytest.raises(VoiceError, match=r"^I do not say that\.$"):
        speaking.render("Refuse this.", 1.0)
    before = speaking.pid
    speaking.render("Let go.", 1.0)

    assert speaking.pid == before


def test_a_text_that_gives_no_sound_is_a_fault(speaking: Worker):
    with pytest.raises(VoiceError, match="no sound"):
        speaking.render("", 1.0)


def test_a_closed_worker_says_so_and_may_be_closed_again(worker_that: WorkerThat):
    worker = worker_that("speaks")
    worker.render("Let go.", 1.0)
    worker.close()
    worker.close()

    with pytest.raises(VoiceError, match="closed"):
        worker.render("Let go.", 1.0)


@needs_named_pipes
def test_closing_ends_a_text_under_way(worker_that: WorkerThat, told: Path):
    worker = worker_that("tells-and-hangs")
    faults: list[VoiceError] = []
    ended = Event()

    def speak() -> None:
        try:
            worker.render("Let go.", 1.0)
        except VoiceError as error:
            faults.append(error)
        ended.set()

    Thread(target=speak, daemon=True).start()
    with told.open("rb") as pipe:
        pipe.readline()
        worker.close()

    assert ended.wait(TIMELY)
    assert "closed" in str(faults[0])


@pytest.fixture
def _ctrl_c_is_heard():
    """Also where the tests were started in the background, which makes a program deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_ctrl_c_is_heard")
@needs_named_pipes
def test_ctrl_c_stops_a_text_under_way_and_the_next_one_gets_its_own_answer(
    worker_that: WorkerThat, told: Path
):
    worker = worker_that("tells-and-hangs-once")

    def press_ctrl_c() -> None:
        with told.open("rb") as pipe:
            pipe.readline()
            signal.raise_signal(signal.SIGINT)
            pipe.read()

    Thread(target=press_ctrl_c, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        worker.render("Let go.", 1.0)

    assert worker.render("Rest.", 1.0).frames


PROGRAM = """
import sys
from voiceguide.voice.worker import Worker
Worker("fakes_engine", "tells-and-hangs", sys.argv[1]).render("Let go.", 1.0)
"""


@needs_named_pipes
def test_no_engine_outlives_a_program_that_was_killed_in_the_middle_of_a_text(told: Path):
    path = os.pathsep.join(entry for entry in sys.path if entry)
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(told)], env={**os.environ, "PYTHONPATH": path}
    )
    with told.open("rb", buffering=0) as pipe:
        pipe.readline()
        program.kill()
        program.wait()
        ready, _, _ = select.select([pipe], [], [], TIMELY)

        assert ready, "the engine still holds its end of the pipe"
        assert pipe.read() == b""
