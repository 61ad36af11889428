"""What every output can do, whatever device is behind it."""

from typing import Protocol, runtime_checkable

AHEAD = 2_400
"""The most frames prepared and not yet taken by the device: 100 ms."""

NO_OUTPUT = "There is no sound output. Connect or switch on a loudspeaker, or use --output none."

LEAD_IN = 12_000
"""Frames of silence an opened output plays first, so that no word is lost while a device wakes: 0.5 s."""


class Output(Protocol):
    """Plays 16-bit mono sound at 24 kHz in the order in which it is written.

    Frames are counted from the first one written; the lead-in is not counted.
    """

    @property
    def latency(self) -> float:
        """Seconds from the moment the device takes a frame until it is heard; constant while open."""
        ...

    def open(self) -> None:
        """Start the device.

        Raises:
            SoundError: there is none, or it cannot be used.
        """
        ...

    def room(self) -> int:
        """Frames that may be written now without more than `AHEAD` waiting."""
        ...

    def write(self, pcm: bytes) -> None:
        """Hand out frames, two bytes each, little-endian."""
        ...

    def wait(self, seconds: float) -> None:
        """Return when there may be new room, and after this many seconds at the latest."""
        ...

    def now(self) -> float:
        """Monotonic seconds, on the clock of `heard_at`."""
        ...

    def heard_at(self, frame: int) -> float:
        """When a written frame is heard, in monotonic seconds; an estimate while it is still waiting."""
        ...

    def heard(self) -> int:
        """How many written frames have been heard by now."""
        ...

    def starved(self) -> float:
        """Seconds since the device last took frames; 0 before it is open."""
        ...

    def close(self) -> None:
        """Stop at once and let the device go; may be called twice."""
        ...


@runtime_checkable
class WholeSounds(Protocol):
    """An output that plays no stream: besides the frames that keep its time it is given each sound whole."""

    @property
    def wants_sounds(self) -> bool:
        """Whether it is worth giving it any now."""
        ...

    def begin(self, frame: int, pcm: bytes) -> None:
        """A sound begins at a frame that is about to be written."""
        ...

    def hush(self) -> None:
        """Whatever has begun dies away at once, and what has not yet sounded never will."""
        ...
