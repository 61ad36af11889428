"""The loudspeaker, through miniaudio: PulseAudio, PipeWire or ALSA, Core Audio, WASAPI."""

import threading
from collections.abc import Generator
from contextlib import ExitStack
from typing import Any

from voiceguide.core.errors import SoundError
from voiceguide.core.frames import RATE
from voiceguide.sound.clock import Clock
from voiceguide.sound.intake import Intake
from voiceguide.sound.protocol import NO_OUTPUT
from voiceguide.system.miniaudio_devices import backends, let_go
from voiceguide.system.priority import hurried, hurry
from voiceguide.system.quiet import quietly

BUFFER = 100
"""Milliseconds the device takes at a time: it plays on through this much of other threads' work."""

PULSE_LATENCY = 0.070
"""Seconds from the intake's pace to the monitor of a PulseAudio sink, measured with `BUFFER`.

It was 40 to 70 ms, by the block in which the sink works, and did not change while it was open.
"""

OTHER_LATENCY = BUFFER / 1000
"""Seconds for every other backend, not measured: the one buffer that is played while the next is taken."""

NOT_LOADED = "The library miniaudio cannot be loaded. Install voiceguide anew, or use --output none."


def prepare() -> None:
    """Load the library, which takes a fifth of a second, while something else is going on.

    Raises `SoundError` when it is missing or broken.
    """
    _library()


def _library() -> Any:  # noqa: ANN401 - the library has no types
    try:
        import miniaudio  # noqa: PLC0415 - slow to load, and not needed without a loudspeaker
    except (ImportError, OSError) as error:
        raise SoundError(NOT_LOADED) from error
    return miniaudio


class MiniaudioOutput:
    """The system's default loudspeaker; the system may move it to another one while it plays.

    Opened, closed and written to by one thread, which goes before others while it is open. miniaudio's own
    thread only copies prepared frames.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._device: Any = None
        self._latency = OTHER_LATENCY
        self._took = threading.Event()
        self._intake = Intake(0.0, self._latency)
        self._intake.stop(0.0)
        self._first = ExitStack()

    @property
    def latency(self) -> float:
        return self._latency

    @property
    def backend(self) -> str:
        """The sound system that plays, as "PulseAudio"; empty while closed."""
        return str(self._device.backend) if self._device is not None else ""

    def open(self) -> None:
        library = _library()
        self.close()
        with quietly():
            self._device = _open_device(library)
            self._latency = PULSE_LATENCY if self.backend == "PulseAudio" else OTHER_LATENCY
            self._intake = Intake(self._clock.now(), self._latency)
            calls = _answers(self._intake, self._clock, self._took)
            next(calls)
            try:
                self._device.start(calls)
            except library.MiniaudioError as error:
                self.close()
                raise SoundError(NO_OUTPUT) from error
        self._first.enter_context(hurried())

    def room(self) -> int:
        return self._intake.room()

    def write(self, pcm: bytes) -> None:
        self._intake.write(pcm)

    def wait(self, seconds: float) -> None:
        self._took.wait(seconds)
        self._took.clear()

    def now(self) -> float:
        return self._clock.now()

    def heard_at(self, frame: int) -> float:
        return self._intake.heard_at(frame)

    def heard(self) -> int:
        return self._intake.heard(self._clock.now())

    def starved(self) -> float:
        return self._intake.starved(self._clock.now())

    def close(self) -> None:
        if self._device is None:
            return
        self._first.close()
        self._intake.stop(self._clock.now())
        with quietly():
            let_go(_library(), self._device)
        self._device = None


def _answers(intake: Intake, clock: Clock, took: threading.Event) -> Generator[bytes, int, None]:
    """Answer the device's calls for frames; never raises and never ends: after either it gets no more."""
    frames = yield b""
    hurry()
    while True:
        pcm = intake.take(frames, clock.now())
        took.set()
        frames = yield pcm


def _open_device(library: Any) -> Any:  # noqa: ANN401 - the library has no types
    """The default device, not yet started; what a failure leaves behind is let go of."""
    if _none_is_listed(library):
        raise SoundError(NO_OUTPUT)
    device = library.PlaybackDevice.__new__(library.PlaybackDevice)
    try:
        device.__init__(
            output_format=library.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=BUFFER,
            callback_periods=2,
            backends=backends(library),
            app_name="voiceguide",
        )
    except library.MiniaudioError as error:
        let_go(library, device)
        raise SoundError(NO_OUTPUT) from error
    return device


def _none_is_listed(library: Any) -> bool:  # noqa: ANN401 - the library has no types
    """Whether the sound system says that it has no loudspeaker at all.

    Asked first, because opening one that PulseAudio does not have leaves its connection behind for ever, five
    descriptors each time, and a lost loudspeaker is tried again and again.
    """
    try:
        return not library.Devices(backends(library)).get_playbacks()
    except library.MiniaudioError:  # one device that does not describe itself hides all others; opening tells
        return False
