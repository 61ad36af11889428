"""When each whole sound is started and how it is cut off, with a library that only notes what it is given."""

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from niceness import first, niceness

from voiceguide.core.errors import SoundError
from voiceguide.core.frames import FADE, RATE
from voiceguide.pcm.clip import Samples
from voiceguide.sound.clock import Clock
from voiceguide.sound.protocol import LEAD_IN
from voiceguide.sound.simpleaudio_library import NOT_INSTALLED, refuse_crash
from voiceguide.sound.simpleaudio_output import TAKEN, WAKE, SimpleaudioOutput

ROOT = Path(__file__).parents[2]
TURN = 0.02


class Sounding:
    """A sound that lasts as long as it has samples."""

    def __init__(self, samples: Samples, clock: Clock) -> None:
        self.samples = samples
        self.began = clock.now()
        self.stopped = False
        self._clock = clock

    def is_playing(self) -> bool:
        return not self.stopped and self._clock.now() < self.began + len(self.samples) / RATE

    def stop(self) -> None:
        self.stopped = True


class Library:
    """Notes what it was asked to play; `broken`, it has no device."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.played: list[Sounding] = []
        self.broken = False

    def __call__(self, samples: Samples) -> Sounding:
        if self.broken:
            raise SoundError("There is no device.")
        self.played.append(Sounding(samples, self._clock))
        return self.played[-1]

    @property
    def sounds(self) -> list[Sounding]:
        """Without the silence that wakes the device."""
        return self.played[1:]


@pytest.fixture
def library(clock: Clock) -> Library:
    return Library(clock)


@pytest.fixture
def opened(clock: Clock, library: Library) -> SimpleaudioOutput:
    output = SimpleaudioOutput(clock, library)
    output.open()
    return output


def loud(seconds: float) -> bytes:
    return np.full(round(seconds * RATE), 9_000, "<i2").tobytes()


def run(output: SimpleaudioOutput, seconds: float, sounds: dict[int, bytes] | None = None) -> None:
    """Hand out silence for so long, and each sound shortly before its frame."""
    waiting = sorted((sounds or {}).items())
    until = output.now() + seconds
    written = output.heard()
    while output.now() < until:
        room = output.room()
        while waiting and waiting[0][0] < written + room:
            output.begin(*waiting.pop(0))
        output.write(bytes(2 * room))
        written += room
        output.wait(TURN)


def heard_from(sounding: Sounding) -> float:
    """When its first loud sample is heard."""
    return sounding.began + int(np.flatnonzero(sounding.samples)[0]) / RATE


def test_opening_wakes_the_device_with_silence(opened: SimpleaudioOutput, library: Library):
    assert opened.room() > 0
    assert [len(sounding.samples) for sounding in library.played] == [LEAD_IN]
    assert not library.played[0].samples.any()


def test_each_sound_is_heard_when_its_frame_is(opened: SimpleaudioOutput, library: Library):
    frames = [2_400, RATE, 2 * RATE, 9 * RATE, 20 * RATE + 123]
    run(opened, 25, dict.fromkeys(frames, loud(0.4)))
    told = [opened.heard_at(frame) for frame in frames]

    assert [heard_from(sounding) for sounding in library.sounds] == pytest.approx(told, abs=1e-4)


def test_only_after_a_rest_is_the_device_woken_again(opened: SimpleaudioOutput, library: Library):
    run(opened, 10, dict.fromkeys([RATE, 2 * RATE, 7 * RATE], loud(0.4)))
    silences = [int(np.flatnonzero(sounding.samples)[0]) for sounding in library.sounds]

    assert silences == [0, 0, WAKE]


def test_a_sound_keeps_its_samples(opened: SimpleaudioOutput, library: Library):
    pcm = np.arange(-500, 500, dtype="<i2")
    run(opened, 2, {2_400: pcm.tobytes()})

    assert library.sounds[0].samples.tolist() == pcm.tolist()


def test_frames_without_a_sound_start_nothing(opened: SimpleaudioOutput, library: Library):
    run(opened, 5)

    assert library.sounds == []


def cut(samples: Samples) -> tuple[int, npt.NDArray[np.int64]]:
    """The last sample at full strength, and the steps after it."""
    full = int(np.flatnonzero(samples == samples.max())[-1])
    return full, np.diff(samples[full:].astype(np.int64))


def test_a_hushed_sound_fades_out_at_once(opened: SimpleaudioOutput, library: Library):
    run(opened, 2, {2_400: loud(4)})
    sounding = library.sounds[0]
    hushed = round((opened.now() - sounding.began) * RATE)
    opened.hush()
    full, steps = cut(sounding.samples)

    assert full == pytest.approx(hushed + TAKEN, abs=2)
    assert not sounding.samples[full + FADE :].any()
    assert steps.min() >= -15
    assert steps.max() <= 0


def test_a_sound_hushed_near_its_end_loses_nothing_and_breaks_nothing(
    opened: SimpleaudioOutput, library: Library
):
    run(opened, 1.9, {2_400: loud(1)})
    opened.hush()

    assert all((sounding.samples == 9_000).all() for sounding in library.sounds)


def test_a_sound_hushed_before_it_was_heard_never_is(opened: SimpleaudioOutput, library: Library):
    opened.begin(1_000, loud(1))
    opened.hush()
    run(opened, 3)

    assert library.sounds == []


def test_what_begins_after_a_hush_is_heard_whole(opened: SimpleaudioOutput, library: Library):
    run(opened, 2, {2_400: loud(4)})
    opened.hush()
    opened.begin(opened.heard() + RATE, loud(0.5))
    run(opened, 3)

    assert np.count_nonzero(library.sounds[-1].samples) == RATE // 2


def test_a_lost_device_starves_and_a_new_opening_begins_anew(opened: SimpleaudioOutput, library: Library):
    run(opened, 1)
    library.broken = True
    run(opened, 3, {opened.heard() + RATE: loud(0.4)})
    starved = opened.starved()
    library.broken = False
    opened.open()

    assert starved > 1
    assert (opened.heard(), opened.starved()) == (0, 0.0)


def test_without_a_device_opening_says_so(clock: Clock, library: Library):
    library.broken = True
    output = SimpleaudioOutput(clock, library)

    with pytest.raises(SoundError, match="no device"):
        output.open()
    assert output.room() == 0


def test_closing_stops_what_sounds_and_forgets_what_was_to_come(opened: SimpleaudioOutput, library: Library):
    run(opened, 2, {2_400: loud(4)})
    opened.begin(opened.heard() + RATE, loud(1))
    opened.close()
    opened.open()
    run(opened, 3)

    assert library.sounds[0].stopped
    assert len(library.played) == 3


def test_the_clock_of_its_frames_never_stands_or_jumps(opened: SimpleaudioOutput):
    run(opened, 30, dict.fromkeys(range(0, 25 * RATE, RATE // 2), loud(0.3)))
    times = [opened.heard_at(frame) for frame in range(0, 25 * RATE, RATE)]

    assert all(later - earlier == pytest.approx(1) for earlier, later in pairwise(times))


@pytest.mark.parametrize("python", [(3, 12), (3, 13)])
def test_the_library_that_crashes_on_a_newer_python_is_refused(python: tuple[int, int]):
    with pytest.raises(
        SoundError, match=r'In the folder .* .*pip install --force-reinstall "\.\[simpleaudio\]"\.'
    ):
        refuse_crash(python, installed=True)


def test_what_is_to_be_installed_is_what_the_readme_says():
    installing = '.venv/bin/pip install ".[simpleaudio]"'

    assert f"`{installing}` in this folder" in (ROOT / "README.md").read_text("utf-8")
    assert NOT_INSTALLED.endswith(f"In the folder of voiceguide, install it with {installing}.")


@pytest.mark.parametrize(("python", "installed"), [((3, 11), True), ((3, 12), False), ((3, 13), False)])
def test_the_library_that_works_is_not_refused(python: tuple[int, int], installed: bool):
    refuse_crash(python, installed)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere priority is not a thread's own")
def test_its_thread_goes_first_while_it_is_open_and_only_then(clock: Clock, library: Library):
    output = SimpleaudioOutput(clock, library)
    usual, wished = niceness(), first()
    output.open()
    meanwhile = niceness()
    output.close()

    assert (meanwhile, niceness()) == (wished, usual)
