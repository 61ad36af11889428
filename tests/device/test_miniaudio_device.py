"""What really arrives at a loudspeaker, and what happens when it goes away."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import virtual_speaker
from niceness import first, niceness
from virtual_speaker import VirtualSpeaker

from voiceguide.core.errors import SoundError
from voiceguide.core.frames import RATE
from voiceguide.sound.device import MiniaudioOutput

pytestmark = pytest.mark.device

EVERY = 6_000
"""Frames from click to click."""

LOUD = 6_000
TURNS = 1_000
DOUBLE = virtual_speaker.RATE // RATE

OPEN_AND_CLOSE = """
from voiceguide.core.errors import SoundError
from voiceguide.sound.clock import SystemClock
from voiceguide.sound.device import MiniaudioOutput

output = MiniaudioOutput(SystemClock())
try:
    output.open()
    output.close()
except SoundError:
    raise SystemExit(3)
"""


def clicks(count: int) -> bytes:
    """So many clicks of one frame each, the first at frame 0."""
    pcm = np.zeros(count * EVERY, "<i2")
    pcm[::EVERY] = 20_000
    return pcm.tobytes()


def play(output: MiniaudioOutput, pcm: bytes, each_turn: Callable[[], None] = lambda: None) -> None:
    """Write as there is room, until all of it was heard."""
    left = memoryview(pcm)
    before = output.heard()
    for _ in range(TURNS):
        size = 2 * min(output.room(), len(left) // 2)
        output.write(bytes(left[:size]))
        left = left[size:]
        each_turn()
        if output.heard() - before >= len(pcm) // 2:
            return
        output.wait(0.02)
    pytest.fail("the loudspeaker stopped playing")


def wait_until_starved(output: MiniaudioOutput, seconds: float) -> None:
    for _ in range(TURNS):
        if output.starved() > seconds:
            return
        output.wait(0.02)
    pytest.fail("the device goes on taking frames")


def heard_clicks(samples: npt.NDArray[np.int16]) -> list[int]:
    """Where the clicks are in a recording."""
    loud = np.flatnonzero(samples > LOUD)
    groups = np.split(loud, np.flatnonzero(np.diff(loud) > EVERY // 2) + 1) if len(loud) else []
    return [int(group[np.argmax(samples[group])]) for group in groups]


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def threads() -> int:
    return len(list(Path("/proc/self/task").iterdir()))


def run_child(speaker: VirtualSpeaker) -> subprocess.CompletedProcess[bytes]:
    """Open and close the output in a process of its own; 3 if there is none."""
    return subprocess.run(
        [sys.executable, "-c", OPEN_AND_CLOSE], env=speaker.environment, capture_output=True, check=False
    )


@pytest.mark.exact
def test_every_click_arrives_sample_for_sample(speaker: VirtualSpeaker, output: MiniaudioOutput):
    with speaker.record() as recording:
        output.open()
        play(output, clicks(5))
        recording.wait_until(output.now())
        heard = heard_clicks(recording.samples())

    assert np.diff(heard).tolist() == [EVERY * DOUBLE] * 4


@pytest.mark.exact
def test_the_first_click_arrives_at_a_loudspeaker_that_slept(
    speaker: VirtualSpeaker, output: MiniaudioOutput
):
    speaker.pactl("load-module", "module-suspend-on-idle", "timeout=0")
    output.open()
    with speaker.record() as recording:
        play(output, clicks(3))
        recording.wait_until(output.now())
        heard = heard_clicks(recording.samples())

    assert len(heard) == 3


@pytest.mark.exact
def test_clicks_are_heard_when_the_output_says(speaker: VirtualSpeaker, output: MiniaudioOutput):
    told: list[float] = []

    def tell() -> None:
        if output.heard() > len(told) * EVERY:
            told.append(output.heard_at(len(told) * EVERY))

    with speaker.record() as recording:
        output.open()
        play(output, clicks(6), tell)
        recording.wait_until(output.now())
        heard = [recording.instant(frame) for frame in heard_clicks(recording.samples())]

    assert np.abs(np.subtract(told, heard)).max() < 0.05


@pytest.mark.exact
def test_silence_for_want_of_frames_does_not_change_the_distance_within_what_follows(
    speaker: VirtualSpeaker, output: MiniaudioOutput
):
    with speaker.record() as recording:
        output.open()
        play(output, clicks(2))
        play(output, clicks(3))
        recording.wait_until(output.now())
        heard = heard_clicks(recording.samples())

    assert len(heard) == 5
    assert np.diff(heard).tolist()[2:] == [EVERY * DOUBLE] * 2


@pytest.mark.usefixtures("speaker")
def test_opening_a_hundred_times_leaves_nothing_behind(output: MiniaudioOutput):
    output.open()
    output.close()
    before = descriptors(), threads()
    for _ in range(100):
        output.open()
        output.close()

    assert (descriptors(), threads()) == before


def test_without_a_loudspeaker_opening_says_so_and_leaves_nothing_behind(
    speaker: VirtualSpeaker, output: MiniaudioOutput
):
    output.open()
    output.close()
    speaker.unplug("speaker")
    speaker.unplug("room")
    before = descriptors(), threads()
    for _ in range(20):
        with pytest.raises(SoundError, match="Connect or switch on a loudspeaker"):
            output.open()

    assert (descriptors(), threads()) == before
    assert output.room() == 0


def test_without_a_sound_server_opening_says_so(speaker: VirtualSpeaker, output: MiniaudioOutput):
    speaker.kill()

    with pytest.raises(SoundError, match="Connect or switch on a loudspeaker"):
        output.open()


def test_nothing_is_printed_with_or_without_a_sound_server(speaker: VirtualSpeaker):
    with_server = run_child(speaker)
    speaker.kill()
    without = run_child(speaker)

    assert (with_server.returncode, with_server.stdout, with_server.stderr) == (0, b"", b"")
    assert (without.returncode, without.stdout, without.stderr) == (3, b"", b"")


def test_a_loudspeaker_that_falls_asleep_starves_and_plays_on_when_it_wakes(
    speaker: VirtualSpeaker, output: MiniaudioOutput
):
    output.open()
    play(output, clicks(1))
    speaker.suspend()
    output.write(bytes(2 * output.room()))
    wait_until_starved(output, 0.3)
    held = output.heard()
    speaker.wake()
    play(output, bytes(2 * EVERY))

    assert held < EVERY + 2 * 2_400
    assert output.starved() < 0.3


def test_a_loudspeaker_that_is_taken_away_is_replaced_by_another(
    speaker: VirtualSpeaker, output: MiniaudioOutput
):
    output.open()
    play(output, clicks(1))
    speaker.unplug("speaker")
    with speaker.record("room.monitor") as recording:
        play(output, clicks(4))
        recording.wait_until(output.now())
        heard = heard_clicks(recording.samples())

    assert len(heard) >= 3


@pytest.mark.parametrize("loss", ["last loudspeaker", "server"])
def test_a_lost_loudspeaker_starves_and_a_new_opening_finds_the_next(
    speaker: VirtualSpeaker, output: MiniaudioOutput, loss: str
):
    output.open()
    play(output, clicks(1))
    if loss == "server":
        speaker.kill()
    else:
        speaker.unplug("room")
        speaker.unplug("speaker")
    wait_until_starved(output, 0.5)
    output.close()
    if loss == "server":
        speaker.start()
    else:
        speaker.plug()
    with speaker.record() as recording:
        output.open()
        play(output, clicks(2))
        recording.wait_until(output.now())
        heard = heard_clicks(recording.samples())

    assert len(heard) == 2


def test_its_thread_goes_first_while_it_is_open_and_only_then(output: MiniaudioOutput):
    usual, wished = niceness(), first()
    output.open()
    meanwhile = niceness()
    output.close()

    assert (meanwhile, niceness()) == (wished, usual)
