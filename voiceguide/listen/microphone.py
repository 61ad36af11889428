"""The microphone, through miniaudio, as blocks of 16 kHz mono that say when they were heard."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Protocol

import numpy as np

from voiceguide.listen.errors import ListenError, MicrophoneLostError
from voiceguide.listen.utterance import RATE, Pcm
from voiceguide.system.miniaudio_devices import backends, let_go
from voiceguide.system.quiet import quietly

PERIOD = 30
"""Milliseconds that the device hands over at a time."""

HEARTBEAT = 1.0
"""Seconds of waiting without a block after which a microphone counts as lost."""

LOOK_AGAIN = 3.0
"""Seconds after which it is made sure that the microphone is still there: a sound server may quietly have
put something else in its place."""

_LOOPED_BACK = "Monitor of "
"""How PulseAudio and PipeWire name what a loudspeaker plays: there it would hear only itself."""

NO_MICROPHONE = "There is no microphone that can be used. Connect one or allow its use."
NOT_CONNECTED = 'The microphone "{name}" is not connected. Connect it, or choose another one.'
LOST = "The microphone is gone. Connect it again."
MUTED = "The microphone is muted. Switch it on."
NOT_LOADED = "The library miniaudio cannot be loaded. Install voiceguide anew, or use --no-listen."


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A stretch of sound, and the second at which its first frame was heard."""

    samples: Pcm
    at: float


class Microphone(Protocol):
    """Opened, read and closed by one thread."""

    def open(self) -> None:
        """Begin to listen; once more after it was lost.

        Raises:
            MicrophoneLostError: there is none, it is busy, or its use is not allowed.
        """
        ...

    def read(self, seconds: float) -> Block | None:
        """The next block; None if none came within these seconds.

        Raises:
            MicrophoneLostError: it is gone.
        """
        ...

    def close(self) -> None: ...


class MiniaudioMicrophone:
    """The system's default microphone, or the one of this name. miniaudio's own thread only copies frames."""

    def __init__(self, now: Callable[[], float], name: str = "") -> None:
        """`now` gives seconds that never run backwards."""
        self._now = now
        self._name = name
        self._device: Any = None
        self._blocks: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
        self._waited = 0.0
        """Seconds of waiting since the last block. Time in which the program was stopped does not count."""
        self._looked = 0.0

    @property
    def backend(self) -> str:
        """The sound system that listens, as "PulseAudio"; empty while closed."""
        return str(self._device.backend) if self._device is not None else ""

    def open(self) -> None:
        library = _library()
        self.close()
        self._blocks = SimpleQueue()
        with quietly():
            self._device = _open_device(library, self._name)
            calls = _copies(self._blocks, self._now)
            next(calls)
            try:
                self._device.start(calls)
            except library.MiniaudioError as error:
                self.close()
                raise MicrophoneLostError(NO_MICROPHONE) from error
        self._waited, self._looked = 0.0, self._now()

    def read(self, seconds: float) -> Block | None:
        try:
            arrived, pcm = self._blocks.get(timeout=seconds)
        except Empty:
            self._waited += seconds
            if self._waited >= HEARTBEAT:
                raise MicrophoneLostError(LOST) from None
            return None
        self._waited = 0.0
        self._look(arrived)
        samples = np.frombuffer(pcm, "<i2").astype(np.int16, copy=False)
        return Block(samples, arrived - len(samples) / RATE)

    def _look(self, now: float) -> None:
        if now - self._looked < LOOK_AGAIN:
            return
        self._looked = now
        with quietly():
            names = [str(one["name"]) for one in _listed(_library())]
        if not names or (self._name and self._name not in names):
            raise MicrophoneLostError(LOST)

    def close(self) -> None:
        if self._device is not None:
            with quietly():
                let_go(_library(), self._device)
            self._device = None


def microphones() -> list[str]:
    """The names of all that are connected, as the screen offers them.

    Raises:
        MicrophoneLostError: there is none.
    """
    library = _library()
    with quietly():
        found = _listed(library)
    if not found:
        raise MicrophoneLostError(NO_MICROPHONE)
    return [str(one["name"]) for one in found]


def _library() -> Any:  # noqa: ANN401 - the library has no types
    try:
        import miniaudio  # noqa: PLC0415 - slow to load, and not needed without a microphone
    except (ImportError, OSError) as error:
        raise ListenError(NOT_LOADED) from error
    return miniaudio


def _copies(
    blocks: "SimpleQueue[tuple[float, bytes]]", now: Callable[[], float]
) -> Generator[None, bytes, None]:
    """Take what the device hands over; never raises and never ends: after either it gets no more."""
    while True:
        pcm = yield
        blocks.put((now(), bytes(pcm)))


def _listed(library: Any) -> list[Any]:  # noqa: ANN401 - the library has no types
    try:
        devices = library.Devices(backends(library))
    except library.MiniaudioError:
        return []
    try:
        return [one for one in devices.get_captures() if not one["name"].startswith(_LOOPED_BACK)]
    except library.MiniaudioError:  # one device that does not describe itself hides all others
        return []


def _open_device(library: Any, name: str) -> Any:  # noqa: ANN401 - the library has no types
    """The device, not yet started; what a failure leaves behind is let go of."""
    listed = _listed(library)
    if not listed:
        raise MicrophoneLostError(NO_MICROPHONE)
    chosen = next((one["id"] for one in listed if one["name"] == name), None)
    if name and chosen is None:
        raise MicrophoneLostError(NOT_CONNECTED.format(name=name))
    device = library.CaptureDevice.__new__(library.CaptureDevice)
    try:
        device.__init__(
            input_format=library.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=PERIOD,
            callback_periods=3,
            device_id=chosen,
            backends=backends(library),
            app_name="voiceguide",
        )
    except library.MiniaudioError as error:
        let_go(library, device)
        raise MicrophoneLostError(NO_MICROPHONE) from error
    return device
