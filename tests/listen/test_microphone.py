"""Microphones, the recorded one and the real one on a sound server of our own: the same promises."""

import subprocess
import sys
import threading
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from recorded_microphone import RecordedMicrophone
from virtual_speaker import VirtualSpeaker, missing

from voiceguide.listen.errors import MicrophoneLostError
from voiceguide.listen.microphone import HEARTBEAT, Microphone, MiniaudioMicrophone, microphones
from voiceguide.listen.utterance import RATE

PATIENCE = 20.0

OPEN = """
import time
from voiceguide.listen.errors import MicrophoneLostError
from voiceguide.listen.microphone import MiniaudioMicrophone

try:
    MiniaudioMicrophone(time.perf_counter).open()
except MicrophoneLostError as error:
    print(error)
"""


@pytest.fixture
def room() -> Iterator[VirtualSpeaker]:
    if why := missing():
        pytest.skip(why)
    with VirtualSpeaker() as speaker, speaker.here():
        yield speaker


@pytest.fixture(params=["recorded", pytest.param("real", marks=pytest.mark.device)])
def microphone(request: pytest.FixtureRequest) -> Iterator[Microphone]:
    if request.param == "real":
        request.getfixturevalue("room")
        real = MiniaudioMicrophone(time.perf_counter)
        yield real
        real.close()
    else:
        yield RecordedMicrophone(np.zeros(600 * RATE, np.int16))


def read(microphone: Microphone, seconds: float) -> tuple[np.ndarray, list[float]]:
    """This much of what it hears, and when each block of it is said to have begun."""
    blocks, times = [], []
    deadline = time.monotonic() + PATIENCE
    while sum(map(len, blocks)) < seconds * RATE:
        assert time.monotonic() < deadline
        if block := microphone.read(0.5):
            blocks.append(block.samples)
            times.append(block.at)
    return np.concatenate(blocks), times


def test_it_hands_over_16_bit_frames(microphone: Microphone):
    microphone.open()

    samples, _ = read(microphone, 0.3)

    assert samples.dtype == np.int16
    assert samples.ndim == 1


def test_blocks_begin_one_after_the_other(microphone: Microphone):
    microphone.open()

    _, times = read(microphone, 0.5)

    assert times == sorted(times)


def test_it_can_be_opened_again_after_it_was_closed(microphone: Microphone):
    microphone.open()
    microphone.close()

    microphone.open()

    assert len(read(microphone, 0.2)[0])


def test_closing_twice_is_harmless(microphone: Microphone):
    microphone.open()

    microphone.close()
    microphone.close()
    microphone.open()

    assert len(read(microphone, 0.2)[0])


@pytest.mark.device
def test_what_is_said_in_the_room_is_heard(room: VirtualSpeaker, tmp_path: Path):
    file = tmp_path / "said.wav"
    said = (12_000 * np.sin(2 * np.pi * 440 * np.arange(48_000) / 48_000)).astype("<i2")
    with wave.open(str(file), "wb") as wav:
        wav.setparams((1, 2, 48_000, 0, "NONE", ""))
        wav.writeframes(said.tobytes())
    microphone = MiniaudioMicrophone(time.perf_counter)
    microphone.open()

    speaker = threading.Thread(target=room.say, args=(file,))
    speaker.start()
    samples, _ = read(microphone, 2.0)
    speaker.join()
    microphone.close()

    loud = np.flatnonzero(np.abs(samples.astype(int)) > 6_000)
    assert (loud[-1] - loud[0]) / RATE == pytest.approx(1.0, abs=0.05)
    tone = np.abs(np.fft.rfft(samples[loud[0] : loud[0] + RATE // 2]))
    assert np.argmax(tone) * 2 == pytest.approx(440, abs=4)


@pytest.mark.device
def test_the_microphone_is_listed_and_what_the_loudspeaker_plays_is_not(room: VirtualSpeaker):
    assert room
    assert microphones() == ["Remapped Monitor of Null Output"]


@pytest.mark.device
def test_one_that_is_not_connected_is_named(room: VirtualSpeaker):
    assert room

    with pytest.raises(
        MicrophoneLostError, match=r'"Golden Ear" is not connected\. Connect it, or choose another one'
    ):
        MiniaudioMicrophone(time.perf_counter, "Golden Ear").open()


def test_after_the_program_was_stopped_for_a_while_the_microphone_is_not_taken_for_lost():
    instants = iter((0.0, 60.0, 120.0))
    microphone = MiniaudioMicrophone(lambda: next(instants))

    assert microphone.read(0.01) is None
    assert microphone.read(0.01) is None


def test_one_that_gives_nothing_for_as_long_as_a_heartbeat_is_lost():
    with pytest.raises(MicrophoneLostError, match="microphone is gone"):
        MiniaudioMicrophone(lambda: 0.0).read(HEARTBEAT)


@pytest.mark.device
def test_one_that_goes_away_is_reported(room: VirtualSpeaker):
    microphone = MiniaudioMicrophone(time.perf_counter)
    microphone.open()
    read(microphone, 0.2)

    room.kill()

    with pytest.raises(MicrophoneLostError, match="microphone is gone"):
        read(microphone, 10.0)
    microphone.close()


@pytest.mark.device
def test_without_a_microphone_one_sentence_says_so_and_nothing_reaches_the_terminal(room: VirtualSpeaker):
    room.kill()

    done = subprocess.run([sys.executable, "-c", OPEN], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("There is no microphone that can be used.")
    assert done.stderr == ""
