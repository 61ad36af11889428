"""A real microphone on a sound server of our own: what doctor, the check and teaching make of it."""

import io
import subprocess
import sys
import threading
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import numpy as np
import pytest
from house import until
from textual.app import App
from textual.widgets import Static
from virtual_speaker import RATE as DEVICE_RATE
from virtual_speaker import VirtualSpeaker

from voiceguide.cli.hearing_check import check_microphone
from voiceguide.cli.teach import lesson
from voiceguide.cli.terminal import LiveLine
from voiceguide.core.errors import VoiceguideError
from voiceguide.listen.ear import Ear
from voiceguide.listen.errors import MicrophoneLostError
from voiceguide.listen.gate import Gate
from voiceguide.listen.head import shipped
from voiceguide.listen.microphone import LOST, MUTED, NO_MICROPHONE, MiniaudioMicrophone, microphones
from voiceguide.listen.teach import load
from voiceguide.listen.worker import WorkerRecogniser
from voiceguide.pcm.resample import resampled
from voiceguide.tui.screens.microphone import MicrophoneScreen
from voiceguide.tui.themes import DARK
from voiceguide.voice.neural import NeuralVoice

pytestmark = pytest.mark.device

NAME = "Remapped Monitor of Null Output"
TURNS = 8


@pytest.fixture(scope="module")
def pause(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The natural voice says "pause", with a quiet room around it."""
    voice = NeuralVoice()
    try:
        spoken = resampled(voice.speak("Pause.").signal, 24_000, DEVICE_RATE) * 12_000
    except VoiceguideError as error:
        pytest.skip(f"the natural voice is needed to speak: {error}")
    finally:
        voice.close()
    quiet = np.zeros(DEVICE_RATE)
    sound = np.concatenate([quiet, spoken, quiet]) + np.random.default_rng(0).normal(
        0, 10, 2 * DEVICE_RATE + len(spoken)
    )
    file = tmp_path_factory.mktemp("said") / "pause.wav"
    with wave.open(str(file), "wb") as wav:
        wav.setparams((1, 2, DEVICE_RATE, 0, "NONE", ""))
        wav.writeframes(np.round(sound).astype("<i2").tobytes())
    return file


@contextmanager
def said_again_and_again(speaker: VirtualSpeaker, file: Path) -> Iterator[None]:
    """Somebody in the room says it over and over."""
    enough = threading.Event()

    def say() -> None:
        for _ in range(TURNS):
            if not enough.is_set():
                speaker.say(file)

    thread = threading.Thread(target=say)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()


def doctor(speaker: VirtualSpeaker, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "voiceguide", "doctor"],
        env={**speaker.environment, "VOICEGUIDE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def line(told: str, part: str) -> str:
    (found,) = [line for line in told.splitlines() if line[4:].startswith(part)]
    return found


def test_a_microphone_in_a_room_is_named_with_its_level(speaker: VirtualSpeaker, pause: Path):
    with said_again_and_again(speaker, pause):
        finding = check_microphone(MiniaudioMicrophone(time.perf_counter))

    assert finding.well
    assert finding.told.startswith(f"{NAME} hears the room at -")
    assert finding.told.endswith("dB, by PulseAudio")


def test_a_muted_microphone_is_told_and_a_session_can_be_heard_all_the_same(
    speaker: VirtualSpeaker, tmp_path: Path
):
    speaker.pactl("set-source-mute", "mic", "1")

    done = doctor(speaker, tmp_path)

    assert line(done.stdout, "microphone") == f"--  {'microphone':<16} {NAME}: {MUTED}"
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_microphone_a_session_can_be_heard_all_the_same(speaker: VirtualSpeaker, tmp_path: Path):
    speaker.unplug("room")

    done = doctor(speaker, tmp_path)

    assert line(done.stdout, "microphone").startswith("--  microphone       There is no microphone")
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_said_in_the_room_teaches_the_phrase(speaker: VirtualSpeaker, pause: Path, tmp_path: Path):
    out, file = io.StringIO(), tmp_path / "lessons.npz"
    with said_again_and_again(speaker, pause), redirect_stdout(out):
        lesson("pause", MiniaudioMicrophone(time.perf_counter), file, LiveLine(live=False))

    assert list(load(file, shipped().hidden).taught) == ["pause"]
    assert out.getvalue().count('heard "pause"') >= 3


def test_without_a_microphone_nothing_is_taught(speaker: VirtualSpeaker, tmp_path: Path):
    speaker.unplug("room")

    with pytest.raises(MicrophoneLostError, match="There is no microphone"):
        lesson(
            "pause",
            MiniaudioMicrophone(time.perf_counter),
            tmp_path / "lessons.npz",
            LiveLine(live=False),
        )

    assert not list(tmp_path.iterdir())


class Desk(App[None]):
    """The check with what it has in the program."""

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.check = MicrophoneScreen(_open_ear, microphones, time.monotonic)

    def on_mount(self) -> None:
        self.push_screen(self.check)

    def shown(self, part: str) -> str:
        return str(self.check.query_one(f"#{part}", Static).content)


def _open_ear(
    microphone: str,
    *,
    told: Callable[[str, float], None],
    missed: Callable[[], None],
    troubled: Callable[[str], None],
) -> Ear:
    return Ear(
        MiniaudioMicrophone(time.perf_counter, microphone),
        WorkerRecogniser,
        Gate(),
        told=lambda one: told(one.phrase, one.score),
        missed=missed,
        troubled=troubled,
    )


async def test_the_check_shows_what_was_said_in_the_room(speaker: VirtualSpeaker, pause: Path):
    desk = Desk()
    with said_again_and_again(speaker, pause):
        async with desk.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await until(pilot, lambda: desk.shown("heard").startswith('Heard: "pause"'))

            assert desk.shown("why") == "It listens."


async def test_the_check_tells_that_a_microphone_was_pulled_out(speaker: VirtualSpeaker):
    desk = Desk()
    async with desk.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await until(pilot, lambda: "dB" in desk.shown("level"))
        speaker.kill()
        await until(pilot, lambda: desk.shown("why") in (LOST, NO_MICROPHONE))
