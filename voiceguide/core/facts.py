"""What a session hands out: sounds for the mixer, events for everybody else; each at a frame handed out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from voiceguide.core.command import By, State
from voiceguide.core.cue import Tone
from voiceguide.core.frames import RATE
from voiceguide.core.stage import Stage
from voiceguide.core.turning import Refusal


class EventName(StrEnum):
    SESSION_STARTED = "session_started"
    STAGE_STARTED = "stage_started"
    HOLD_STARTED = "hold_started"
    HOLD_ENDED = "hold_ended"
    PAUSED = "paused"
    RESUMED = "resumed"
    HOLD_CHANGED = "hold_changed"
    SKIPPED = "skipped"
    REPEATED = "repeated"
    WAITING = "waiting"
    COMMAND_HEARD = "command_heard"
    DEVICE_LOST = "device_lost"
    DEVICE_BACK = "device_back"
    VOICE_CHANGED = "voice_changed"
    SESSION_ENDED = "session_ended"


@dataclass(frozen=True, slots=True)
class Sound:
    """Words or a tone begin."""

    frame: int
    """Counted from the first frame handed out, as everywhere here."""
    source: str | Tone
    gain: float = 0.0
    """Decibels relative to the level of speech."""


@dataclass(frozen=True, slots=True)
class Hush:
    """Whatever sounds dies away."""

    frame: int


@dataclass(frozen=True, slots=True)
class BedChange:
    """The bed comes in or goes."""

    frame: int
    on: bool
    breath: int = 0
    """The frame at which a breath in begins."""
    over: int = RATE
    """Frames that it takes from silence to its full strength, or back."""


@dataclass(frozen=True, slots=True)
class VolumeChange:
    frame: int
    decibels: float


SoundFact = Sound | Hush | BedChange | VolumeChange


@dataclass(frozen=True, slots=True)
class Event:
    """A change, told to whoever follows the session."""

    frame: int
    at: float
    """The position in seconds: the running sum of scores, with holds as changed."""
    name: EventName
    by: By
    stage: int | None
    point: str | None
    side: str | None
    more: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """What happens within some frames handed out."""

    start: int
    frames: int
    sounds: tuple[SoundFact, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """What a session is doing at one frame handed out, for faces."""

    frame: int
    position: int
    """Frames from the session's start, with holds as changed."""
    state: State
    stage: Stage
    following: Stage | None
    hold_left: int | None
    """Frames, while something is held."""
    running: bool
    """Whether position moves."""
    steps: int = 0
    """How many steps the session has, as they are spoken."""
    left: int = 0
    """Frames until the session's end if nothing more is asked of it; about, while clips are missing."""
    refusals: tuple[Refusal, ...] = ()
    """Of turning over, up to here."""
