"""A real sound server with a loudspeaker, a room and a microphone, on a machine that has no sound card."""

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

RATE = 48_000
"""Frames per second of every virtual device."""

PROGRAMS = ("pulseaudio", "pactl", "parec", "paplay")
PROTOCOL = "module-native-protocol-unix auth-anonymous=1 auth-cookie-enabled=0"
NULL_SINK = "module-null-sink"
QUICK = f"rate={RATE} norewinds=1"
"""Without rewinding the sink works in blocks of 50 ms, like a loudspeaker; otherwise in blocks of 2 s."""
MICROPHONE = ("module-remap-source", "master=room.monitor", "source_name=mic")
ALSA_SETTINGS = Path("/usr/share/alsa/alsa.conf")
PATIENCE = 10.0
"""Seconds after which a server that does not answer counts as broken."""


def missing() -> str:
    """Why there can be no virtual speaker here; empty if there can."""
    absent = [program for program in PROGRAMS if shutil.which(program) is None]
    return f"a virtual speaker needs {', '.join(absent)} (Debian: pulseaudio)" if absent else ""


def bridges_to_pulse() -> bool:
    """Whether ALSA has the plugin that makes a sound server its card."""
    return any(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so"))


class Recording:
    """What the loudspeaker plays, from the moment this is made until `stop`."""

    def __init__(self, environment: dict[str, str], source: str) -> None:
        options = ["--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=5"]
        self._parec = subprocess.Popen(
            ["parec", "-d", source, *options], env=environment, stdout=subprocess.PIPE, bufsize=0
        )
        self._pcm = bytearray()
        self._start = float("inf")
        self._grown = threading.Condition()
        self._reader = threading.Thread(target=self._read, name="recording")
        self._reader.start()

    def _read(self) -> None:
        assert self._parec.stdout is not None
        while chunk := self._parec.stdout.read(65_536):
            arrived = time.perf_counter()
            with self._grown:
                self._pcm += chunk
                self._start = min(self._start, arrived - len(self._pcm) / (2 * RATE))
                self._grown.notify_all()

    def wait(self, frames: int) -> None:
        """Return when this many frames are recorded."""
        with self._grown:
            assert self._grown.wait_for(lambda: len(self._pcm) >= 2 * frames, PATIENCE + frames / RATE)

    def wait_until(self, instant: float) -> None:
        """Return when everything heard up to a monotonic instant is recorded."""
        with self._grown:
            frames = (instant - self._start) * RATE
        self.wait(max(1, int(frames)))

    def instant(self, frame: float) -> float:
        """When a recorded frame sounded, in monotonic seconds.

        The server hands a recording on some milliseconds after it sounded and never before, so the
        earliest arrivals tell best.
        """
        with self._grown:
            return self._start + frame / RATE

    def samples(self) -> npt.NDArray[np.int16]:
        """All frames until now, mono, 48 kHz."""
        with self._grown:
            return np.frombuffer(bytes(self._pcm), "<i2", count=len(self._pcm) // 2)

    def stop(self) -> None:
        self._parec.terminate()
        self._reader.join()
        self._parec.wait()
        assert self._parec.stdout is not None
        self._parec.stdout.close()


class VirtualSpeaker:
    """A private PulseAudio: loudspeaker `speaker`, a `room` that people speak into, microphone `mic`.

    Nothing outside its own folder is read or written, so it runs beside a desktop's own server, and as root.
    """

    def __init__(self) -> None:
        self._folder = Path()
        self._server: subprocess.Popen[bytes] | None = None
        self._sinks: dict[str, str] = {}

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="speaker-"))
        try:
            self.start()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._remove()

    def _remove(self) -> None:
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def environment(self) -> dict[str, str]:
        """The whole environment for a process that shall hear and speak through this server."""
        return {**os.environ, **self.variables}

    @property
    def variables(self) -> dict[str, str]:
        """Only what differs from this process's environment."""
        folder = str(self._folder)
        return {
            "XDG_RUNTIME_DIR": folder,
            "PULSE_RUNTIME_PATH": folder,
            "PULSE_STATE_PATH": folder,
            "PULSE_COOKIE": f"{folder}/cookie",
            "PULSE_SERVER": f"unix:{folder}/native",
        }

    def through_alsa(self, folder: Path) -> dict[str, str]:
        """As `variables`, for a machine on which there is nothing but ALSA: this server is its only card."""
        server = self.variables["PULSE_SERVER"]
        there = f'{{ type pulse server "{server}" hint {{ show on description "Card" }} }}'
        settings = folder / "asound.conf"
        lines = (f"<{ALSA_SETTINGS}>", f"pcm.!default {there}", f"ctl.!default {there}", "")
        settings.write_text("\n".join(lines), "utf-8")
        nowhere = {name: str(folder / "nowhere") for name in self.variables}
        return {**nowhere, "PULSE_SERVER": f"unix:{folder}/nowhere", "ALSA_CONFIG_PATH": str(settings)}

    @contextmanager
    def here(self) -> Iterator[None]:
        """Make it the sound server of this very process."""
        before = {name: os.environ.get(name) for name in self.variables}
        os.environ.update(self.variables)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value

    def start(self) -> None:
        """Start the server, or start it again after `kill`, and wait until it answers."""
        modules = [
            f"{PROTOCOL} socket={self._folder}/native",
            f"{NULL_SINK} sink_name=speaker {QUICK}",
            f"{NULL_SINK} sink_name=room {QUICK}",
            " ".join(MICROPHONE),
        ]
        options = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--log-level=error"]
        loads = [word for module in modules for word in ("-L", module)]
        with (self._folder / "server.log").open("ab") as log:
            self._server = subprocess.Popen(
                ["pulseaudio", *options, *loads], env=self.environment, stdout=log, stderr=log
            )
        self._wait_for_answer()
        listed = [line.split("\t") for line in self.pactl("list", "short", "modules").splitlines()]
        names = {"sink_name=speaker": "speaker", "sink_name=room": "room"}
        self._sinks = {
            name: number
            for number, module, given, *_ in listed
            for word, name in names.items()
            if module == NULL_SINK and word in given
        }
        self._choose()

    def _wait_for_answer(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while subprocess.run(
            ["pactl", "info"], env=self.environment, capture_output=True, check=False
        ).returncode:
            log = (self._folder / "server.log").read_text()
            assert self._server is not None
            assert self._server.poll() is None, log
            assert time.monotonic() < deadline, log
            time.sleep(0.01)

    def _choose(self) -> None:
        if "speaker" in self._sinks:
            self.pactl("set-default-sink", "speaker")
        if "room" in self._sinks:
            self.pactl("set-default-source", "mic")

    def kill(self) -> None:
        """End the server, as a crash would."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None

    def pactl(self, *words: str) -> str:
        """Ask the server for something; the answer as text."""
        done = subprocess.run(
            ["pactl", *words], env=self.environment, capture_output=True, check=True, text=True
        )
        return done.stdout

    @contextmanager
    def record(self, source: str = "speaker.monitor") -> Iterator[Recording]:
        """Record what a loudspeaker plays (`speaker.monitor`) or a microphone hears (`mic`)."""
        recording = Recording(self.environment, source)
        try:
            recording.wait(1)
            yield recording
        finally:
            recording.stop()

    def say(self, wav: Path) -> None:
        """Play a file into the room, so that the microphone hears it; returns when it is over."""
        subprocess.run(["paplay", "-d", "room", str(wav)], env=self.environment, check=True)

    def suspend(self, sink: str = "speaker") -> None:
        """Let a loudspeaker fall asleep: it takes nothing until it wakes."""
        self.pactl("suspend-sink", sink, "1")

    def wake(self, sink: str = "speaker") -> None:
        self.pactl("suspend-sink", sink, "0")

    def unplug(self, sink: str = "speaker") -> None:
        """Take a loudspeaker away while it may be playing.

        The server moves what plays there to the other one; take `room` away too, and the microphone with it,
        to leave none.
        """
        self.pactl("unload-module", self._sinks.pop(sink))

    def plug(self, sink: str = "speaker") -> None:
        """Bring a loudspeaker back, and make `speaker` the one that is used."""
        given = (NULL_SINK, f"sink_name={sink}", *QUICK.split())
        self._sinks[sink] = self.pactl("load-module", *given).strip()
        if sink == "room":
            self.pactl("load-module", *MICROPHONE)
        self._choose()
