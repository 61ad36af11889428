"""Promises about loudspeakers, terminals and busy machines, kept on a real sound server."""

import os
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from guided import JUMPING, PROGRAM, Guided, guided
from session_in_the_air import MINUTE, deviations, exported
from virtual_speaker import RATE, Recording, VirtualSpeaker, bridges_to_pulse

pytestmark = pytest.mark.device

QUIET = 40
"""Of 32768: below it nothing is heard."""


def voiceguide(*words: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*PROGRAM, *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_without_a_loudspeaker_it_says_so_before_it_begins_and_still_writes_files(
    speaker: VirtualSpeaker, surroundings: dict[str, str], tmp_path: Path
):
    speaker.unplug("room")
    speaker.unplug("speaker")

    target, minute = tmp_path / "minute.wav", tmp_path / "minute.yaml"
    minute.write_text(MINUTE, "utf-8")
    playing = voiceguide("play", str(minute), environment=surroundings)
    looking = voiceguide("doctor", environment=surroundings)
    writing = voiceguide("export", str(minute), "-o", str(target), environment=surroundings)

    assert (playing.returncode, playing.stdout) == (1, "")
    assert playing.stderr.startswith("There is no sound output.")
    assert playing.stderr.count("\n") == 1
    assert looking.returncode == 1
    assert "A session cannot be heard yet." in looking.stdout
    assert writing.returncode == 0
    assert target.stat().st_size > 10**6


def test_a_session_that_somebody_paused_never_goes_on_by_itself(
    speaker: VirtualSpeaker, surroundings: dict[str, str], tmp_path: Path
):
    with guided(tmp_path, surroundings) as session:
        session.go_to_the_hold()
        session.press(" ")
        session.wait_for("paused")
        speaker.kill()
        session.wait_for("device_lost")
        speaker.start()
        session.wait_for("device_back")
        time.sleep(2)

        assert "resumed" not in session.names()
        session.press(" ")
        assert session.wait_for("resumed")["by"] == "key"


@pytest.mark.skipif(
    not bridges_to_pulse(), reason="ALSA cannot reach PulseAudio (Debian: libasound2-plugins)"
)
def test_where_there_is_nothing_but_alsa_a_session_is_heard_and_keeps_its_place_when_that_is_lost(
    speaker: VirtualSpeaker, home: Path, tmp_path: Path
):
    surroundings = {**speaker.through_alsa(tmp_path), "VOICEGUIDE_HOME": str(home)}
    found = voiceguide("doctor", environment=surroundings)
    with speaker.record() as recording, guided(tmp_path, surroundings) as session:
        began = session.go_to_the_hold()
        recording.wait_until(began["t"] + 1)
        heard = heard_at(recording, began["t"])
        speaker.kill()
        lost = session.wait_for("device_lost", 5)
        speaker.start()
        session.wait_for("device_back")
        ended = session.wait_for("hold_ended")

    assert "plays through ALSA" in found.stdout
    # The bridge to the server is slower than a card: 0.2 s were measured.
    assert heard == pytest.approx(began["t"], abs=0.3)
    assert lost["at"] < began["at"] + 5
    assert ended["at"] - began["at"] == pytest.approx(15, abs=1e-3)


@pytest.mark.exact
def test_a_device_that_runs_dry_gets_silence_and_the_count_goes_on_where_it_was(
    speaker: VirtualSpeaker, surroundings: dict[str, str], tmp_path: Path
):
    still = 1.0
    with speaker.record() as recording, guided(tmp_path, surroundings) as session:
        began = session.go_to_the_hold()
        time.sleep(3)
        session.process.send_signal(signal.SIGSTOP)
        time.sleep(still)
        session.process.send_signal(signal.SIGCONT)
        ended = session.wait_for("hold_ended")
        recording.wait_until(ended["t"] + 0.5)

        assert "device_lost" not in session.names()
        assert ended["at"] - began["at"] == pytest.approx(15, abs=1e-3)
        assert still - 0.3 < ended["t"] - began["t"] - 15 < still + 0.3
        assert heard_at(recording, ended["t"]) == pytest.approx(ended["t"], abs=0.05)


def heard_at(recording: Recording, near: float) -> float:
    """When the sound nearest to an instant begins, after a tenth of a second of quiet."""
    loud = np.abs(recording.samples().astype(np.int32)) > QUIET
    frames = np.flatnonzero(loud)
    begins = frames[np.flatnonzero(np.diff(frames, prepend=-RATE) > RATE // 10)]
    instants = [recording.instant(float(frame)) for frame in begins]
    return min(instants, key=lambda instant: abs(instant - near))


BUSY = "while True: pass"


@contextmanager
def busy_cores() -> Iterator[None]:
    """Twice as many programs that never rest as there are cores."""
    programs = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(2 * (os.cpu_count() or 1))]
    try:
        yield
    finally:
        for program in programs:
            program.kill()
            program.wait()


@pytest.mark.exact
def test_on_a_busy_machine_whose_clock_jumps_every_word_stands_in_its_place(
    speaker: VirtualSpeaker, surroundings: dict[str, str], tmp_path: Path
):
    routine = tmp_path / "minute.yaml"
    routine.write_text(MINUTE, "utf-8")
    options = (str(routine), "--lead", "0", "--bed", "none", "--talk", "minimal")
    environment = {**os.environ, **surroundings}
    words, wanted = exported(options, environment, tmp_path)

    with speaker.record() as recording, busy_cores():
        jumping = [sys.executable, "-c", JUMPING, "play", *options]
        subprocess.run(jumping, env=environment, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        recorded = recording.samples()[:: RATE // 24_000].astype(np.float64)

    assert np.median(deviations(words, wanted, recorded)) <= 0.020 * 24_000
    assert len(words) > 10


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_session_that_is_ended_from_outside_is_silent_at_once(
    speaker: VirtualSpeaker, surroundings: dict[str, str], tmp_path: Path, how: signal.Signals
):
    with speaker.record() as recording, guided(tmp_path, surroundings) as session:
        session.wait_for("session_started")
        time.sleep(1.5)
        session.process.send_signal(how)
        asked = time.perf_counter()
        code = session.end()
        recording.wait_until(time.perf_counter())
        loud = np.flatnonzero(np.abs(recording.samples().astype(np.int32)) > QUIET)
        silent_after = recording.instant(float(loud[-1])) - asked

    assert (code, session.complaints) == (128 + how, "")
    assert session.events()[-1]["reason"] == "interrupted"
    assert silent_after < 0.3


def test_a_session_that_is_ended_from_outside_keeps_its_place(home: Path, tmp_path: Path):
    with guided(tmp_path, {"VOICEGUIDE_HOME": str(home)}, "--output", "none") as session:
        _end_in_the_hold(session)

    assert list(home.rglob("place.json"))


def _end_in_the_hold(session: Guided) -> None:
    session.go_to_the_hold()
    session.process.send_signal(signal.SIGTERM)
    session.end()


def test_a_microphone_that_goes_away_does_not_disturb_the_session(
    speaker: VirtualSpeaker, surroundings: dict[str, str], tmp_path: Path
):
    with murmur(speaker, tmp_path), guided(tmp_path, surroundings, "--listen") as session:
        began = session.go_to_the_hold()
        time.sleep(3)
        speaker.unplug("room")
        ended = session.wait_for("hold_ended")
        session.process.send_signal(signal.SIGINT)
        code = session.end()

    assert code == 130
    assert "device_lost" not in session.names()
    assert ended["at"] - began["at"] == pytest.approx(15, abs=1e-3)
    assert "Traceback" not in session.complaints


@contextmanager
def murmur(speaker: VirtualSpeaker, folder: Path) -> Iterator[None]:
    """A faint noise in the room, since a microphone that gives nothing at all counts as muted."""
    noise = np.random.default_rng(1).normal(0, 60, 60 * RATE).astype("<i2")
    with wave.open(str(folder / "noise.wav"), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(noise.tobytes())
    playing = subprocess.Popen(
        ["paplay", "-d", "room", str(folder / "noise.wav")],
        env=speaker.environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        playing.kill()
        playing.wait()
