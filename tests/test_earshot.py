"""What an ear is told of the guide's own sound, also where the device falls behind."""

from collections.abc import Collection

import pytest
from fakes import HandClock

from voiceguide.core.cue import TONE_FRAMES, Tone
from voiceguide.core.facts import Hush, Sound
from voiceguide.core.frames import RATE
from voiceguide.earshot import FADED, Earshot
from voiceguide.sound.silent import SilentOutput

WORDS = "Let go."
LENGTH = 2 * RATE


class Late(SilentOutput):
    """A device that has run dry for some seconds: all that is still to be heard is heard so much later."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock)
        self._began = clock.now()
        self.late = 0.0

    def heard_at(self, frame: int) -> float:
        return frame / RATE + self.late

    def heard(self) -> int:
        return int((self.now() - self._began - self.late) * RATE)


class Noting:
    """An ear that remembers what it was told."""

    def __init__(self) -> None:
        self.soundings: list[tuple[float, float]] = []
        self.hushed: list[float] = []

    def expect(self, phrases: Collection[str]) -> None: ...

    def sounds(self, start: float, end: float) -> None:
        self.soundings.append((start, end))

    def hush(self, at: float) -> None:
        self.hushed.append(at)


def told_of_words() -> tuple[Earshot, Noting, Late, HandClock]:
    clock, ear = HandClock(), Noting()
    output = Late(clock)
    earshot = Earshot(ear, output, lambda _text: LENGTH)
    earshot.warn([Sound(RATE, WORDS)])
    return earshot, ear, output, clock


def test_words_and_tones_are_told_from_their_first_frame_to_their_last():
    earshot, ear, _, _ = told_of_words()
    earshot.warn([Sound(5 * RATE, Tone.START)])

    assert ear.soundings == [(1.0, 3.0), (5.0, 5.0 + TONE_FRAMES[Tone.START] / RATE)]


def test_what_is_on_time_is_told_once():
    earshot, ear, _, clock = told_of_words()
    for _ in range(50):
        clock.sleep(0.02)
        earshot.look()

    assert len(ear.soundings) == 1


def test_where_sound_runs_dry_the_later_end_is_told():
    earshot, ear, output, clock = told_of_words()
    clock.sleep(2.0)
    output.late = 0.9
    earshot.look()

    assert ear.soundings[1:] == [pytest.approx((1.9, 3.9))]


def test_what_was_heard_to_its_end_is_not_told_again():
    earshot, ear, output, clock = told_of_words()
    clock.sleep(3.1)
    earshot.look()
    output.late = 0.9
    earshot.look()

    assert len(ear.soundings) == 1


def test_what_was_hushed_is_not_told_again():
    earshot, ear, output, _ = told_of_words()
    earshot.warn([Hush(2 * RATE)])
    output.late = 0.9
    earshot.look()

    assert ear.hushed == [2.0 + FADED]
    assert len(ear.soundings) == 1
