"""The event file: a line for every change, and one sentence when it can no longer be written."""

import io
import json
import os
import threading
from pathlib import Path

import pytest

from voiceguide.cli.events import EventFile, event_file
from voiceguide.core.command import By
from voiceguide.core.facts import Event, EventName, Sound
from voiceguide.player import Heard, Listener

MORE_THAN_A_PIPE_HOLDS = 2_000
PATIENCE = 20.0
PAUSED = Heard(12.34567, Event(24_000, 1.0, EventName.PAUSED, By.VOICE, 3, "GB30", "left"))


class FullDisk:
    def write(self, _content: bytes) -> int:
        raise OSError(28, "No space left on device")


def test_an_event_is_one_line_and_words_are_none():
    file, told = io.BytesIO(), list[str]()
    events = EventFile(file, told.append)
    events.hear(PAUSED)
    events.hear(Heard(13.0, Sound(24_000, "Paused.")))
    [line] = file.getvalue().splitlines()

    assert json.loads(line) == {
        "t": 12.3457,
        "at": 1.0,
        "event": "paused",
        "by": "voice",
        "stage": 3,
        "point": "GB30",
        "side": "left",
    }
    assert told == []


def test_a_disk_that_is_full_is_told_once_and_nothing_more_is_written():
    told = list[str]()
    events = EventFile(FullDisk(), told.append)
    events.hear(PAUSED)
    events.hear(PAUSED)

    assert told == [
        "The event file can no longer be written (no space left on device); the session goes on without it."
    ]


class AlmostFullDisk(io.BytesIO):
    """Takes little at a time."""

    def write(self, content: object) -> int:
        return super().write(bytes(content)[:7])  # type: ignore[call-overload]


def test_a_line_that_is_taken_in_pieces_is_whole():
    file = AlmostFullDisk()
    EventFile(file, pytest.fail).hear(PAUSED)

    assert json.loads(file.getvalue())["event"] == "paused"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_file_that_takes_nothing_for_a_while_holds_nobody_up_and_misses_nothing(tmp_path: Path):
    pipe = tmp_path / "events"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    read = bytearray()

    def read_on() -> None:
        os.set_blocking(reader, True)
        while content := os.read(reader, 65_536):
            read.extend(content)

    with event_file(str(pipe), pytest.fail) as [events]:
        telling = threading.Thread(target=tell_much, args=(events,), daemon=True)
        telling.start()
        telling.join(PATIENCE)
        held_up = telling.is_alive()
        reading = threading.Thread(target=read_on)
        reading.start()
        assert events.close(PATIENCE)
    reading.join()
    os.close(reader)

    assert not held_up
    assert [json.loads(line)["event"] for line in read.splitlines()] == ["paused"] * MORE_THAN_A_PIPE_HOLDS


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_file_that_takes_nothing_for_good_is_given_up_with_a_sentence(tmp_path: Path):
    pipe, told = tmp_path / "events", list[str]()
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with event_file(str(pipe), told.append) as [events]:
        tell_much(events)
    os.close(reader)

    assert told[0] == f"The event file {pipe} takes nothing any more; its end is missing."


def tell_much(events: Listener) -> None:
    for _ in range(MORE_THAN_A_PIPE_HOLDS):
        events.hear(PAUSED)


def test_without_a_name_nobody_writes_events():
    with event_file(None, pytest.fail) as followers:
        assert followers == ()
