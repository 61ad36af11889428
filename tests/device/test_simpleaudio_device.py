"""What simpleaudio makes heard on a real sound server, through ALSA, and what happens when that goes away."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import virtual_speaker
from virtual_speaker import Recording, VirtualSpeaker, bridges_to_pulse

from voiceguide.core.errors import SoundError
from voiceguide.core.frames import RATE
from voiceguide.sound.clock import SystemClock
from voiceguide.sound.simpleaudio_output import SimpleaudioOutput

pytestmark = [
    pytest.mark.device,
    pytest.mark.skipif(find_spec("simpleaudio") is None, reason="the extra simpleaudio is not installed"),
    pytest.mark.skipif(
        not bridges_to_pulse(),
        reason="ALSA cannot reach PulseAudio (Debian: libasound2-plugins)",
    ),
]

CLICK, HUM = 25_000, 300
LOUD = 6_000
NEAR = 0.06

PROGRAM = """
import numpy as np
from voiceguide.core.errors import SoundError
from voiceguide.sound.clock import SystemClock
from voiceguide.sound.simpleaudio_output import SimpleaudioOutput

output = SimpleaudioOutput(SystemClock())
try:
    output.open()
except SoundError:
    raise SystemExit(3)
output.begin(0, np.full(48_000, 3_000, "<i2").tobytes())
for _ in range(50):
    output.write(bytes(2 * output.room()))
    output.wait(0.02)
"""


@pytest.fixture
def output(speaker: VirtualSpeaker, tmp_path: Path) -> Iterator[SimpleaudioOutput]:  # noqa: ARG001 - first
    """Closed, and led to the virtual speaker."""
    settings = tmp_path / "asound.conf"
    settings.write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
    before = os.environ.get("ALSA_CONFIG_PATH")
    os.environ["ALSA_CONFIG_PATH"] = str(settings)
    output = SimpleaudioOutput(SystemClock())
    yield output
    output.close()
    del os.environ["ALSA_CONFIG_PATH"]
    if before is not None:
        os.environ["ALSA_CONFIG_PATH"] = before


def sound(seconds: float) -> bytes:
    """A click, then a hum so low that it is not taken for one."""
    pcm = np.full(round(seconds * RATE), HUM, "<i2")
    pcm[0] = CLICK
    return pcm.tobytes()


def run(output: SimpleaudioOutput, frames: int, sounds: dict[int, bytes]) -> list[float]:
    """Hand out so many frames; when the first of each sound was heard, as the output told."""
    waiting = sorted(sounds.items())
    written, told = 0, []
    asked = [frame for frame, _ in waiting]
    while output.heard() < frames:
        room = output.room()
        while waiting and waiting[0][0] < written + room:
            output.begin(*waiting.pop(0))
        output.write(bytes(2 * room))
        written += room
        while len(told) < len(asked) and asked[len(told)] < output.heard():
            told.append(output.heard_at(asked[len(told)]))
        output.wait(0.02)
    return told


def heard(recording: Recording) -> list[float]:
    """When each click was heard."""
    samples = recording.samples()
    loud = np.flatnonzero(samples > LOUD)
    groups = np.split(loud, np.flatnonzero(np.diff(loud) > RATE // 10) + 1)
    return [recording.instant(int(group[np.argmax(samples[group])])) for group in groups]


@pytest.mark.exact
def test_sounds_are_heard_when_the_output_says_and_none_is_cut(
    speaker: VirtualSpeaker, output: SimpleaudioOutput
):
    frames = [2_400, RATE, round(1.6 * RATE), 4 * RATE]
    with speaker.record() as recording:
        output.open()
        told = run(output, 5 * RATE, dict.fromkeys(frames, sound(0.4)))
        recording.wait_until(output.now())
        times = heard(recording)
        hum = np.count_nonzero(recording.samples() > HUM // 2)

    assert len(times) == len(told) == len(frames)
    assert np.abs(np.subtract(times, told)).max() < NEAR
    assert hum / virtual_speaker.RATE == pytest.approx(len(frames) * 0.4, abs=0.02)


@pytest.mark.exact
def test_the_first_sound_arrives_whole_at_a_loudspeaker_that_slept(
    speaker: VirtualSpeaker, output: SimpleaudioOutput
):
    speaker.pactl("load-module", "module-suspend-on-idle", "timeout=0")
    with speaker.record() as recording:
        output.open()
        run(output, 4 * RATE, {3 * RATE: sound(0.4)})
        recording.wait_until(output.now())
        hum = np.count_nonzero(recording.samples() > HUM // 2)

    assert hum / virtual_speaker.RATE == pytest.approx(0.4, abs=0.01)


def test_a_hushed_sound_is_soon_silent_and_ends_without_a_click(
    speaker: VirtualSpeaker, output: SimpleaudioOutput
):
    tone = (12_000 * np.sin(np.arange(5 * RATE) * 2 * np.pi * 440 / RATE)).astype("<i2").tobytes()
    with speaker.record() as recording:
        output.open()
        run(output, RATE, {2_400: tone})
        output.hush()
        hushed = output.now()
        recording.wait_until(hushed + 1)
        samples = recording.samples().astype(np.int64)
        last = int(np.flatnonzero(np.abs(samples) > 10)[-1])

    assert recording.instant(last) - hushed < 0.3 + NEAR
    assert np.abs(np.diff(samples[last - RATE // 5 : last + RATE // 5])).max() < 750


def test_a_lost_server_starves_and_a_new_opening_finds_it_again(
    speaker: VirtualSpeaker, output: SimpleaudioOutput
):
    output.open()
    speaker.kill()
    output.begin(100, sound(0.4))
    for _ in range(250):
        output.write(bytes(2 * output.room()))
        output.wait(0.02)
        if output.starved() > 1:
            break
    starved = output.starved()
    with pytest.raises(SoundError, match="Connect or switch on a loudspeaker"):
        output.open()
    speaker.start()
    output.open()

    assert starved > 1
    assert output.room() > 0


@pytest.mark.usefixtures("output")
def test_a_program_that_ends_in_the_middle_of_a_sound_ends_well(speaker: VirtualSpeaker):
    with_server = run_child(speaker)
    speaker.kill()
    without = run_child(speaker)

    assert (with_server.returncode, with_server.stdout, with_server.stderr) == (0, b"", b"")
    assert (without.returncode, without.stdout, without.stderr) == (3, b"", b"")


def run_child(speaker: VirtualSpeaker) -> subprocess.CompletedProcess[bytes]:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**speaker.environment, "PYTHONPATH": path},
        capture_output=True,
        check=False,
    )
