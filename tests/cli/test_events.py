"""The event file: a line for every change, and one sentence when it can no longer be written."""

import io
import json

from voiceguide.cli.events import EventFile
from voiceguide.core.command import By
from voiceguide.core.facts import Event, EventName, Sound
from voiceguide.player import Heard

PAUSED = Heard(12.34567, Event(24_000, 1.0, EventName.PAUSED, By.VOICE, 3, "GB30", "left"))


class FullDisk(io.StringIO):
    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


def test_an_event_is_one_line_and_words_are_none():
    file, told = io.StringIO(), list[str]()
    events = EventFile(file, told.append)
    events.write(PAUSED)
    events.write(Heard(13.0, Sound(24_000, "Paused.")))
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
    events.write(PAUSED)
    events.write(PAUSED)

    assert told == [
        "The event file can no longer be written (no space left on device); the session goes on without it."
    ]
