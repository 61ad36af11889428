"""One thing to hear at one instant, and the phases of a stage in which it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    OPEN = "open"
    MOVE = "move"
    ANNOUNCE = "announce"
    LOCATE = "locate"
    PRESS = "press"
    SETTLE = "settle"
    HOLD = "hold"
    REST = "rest"
    CLOSE = "close"


class Tone(StrEnum):
    START = "start"
    HALFWAY = "halfway"
    RELEASE = "release"
    ATTENTION = "attention"


TONE_FRAMES: Mapping[Tone, int] = {
    Tone.START: 14_400,
    Tone.HALFWAY: 10_800,
    Tone.RELEASE: 16_800,
    Tone.ATTENTION: 7_200,
}
"""How long each tone sounds."""


class Mark(StrEnum):
    """Instants that are not heard but told."""

    STAGE = "stage"
    HOLD_START = "hold_start"
    HOLD_END = "hold_end"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words, a tone or a mark at a frame counted from the start of its score."""

    frame: int
    """For words the clip's first frame, `ONSET` before the onset; for a tone its onset."""
    phase: Phase
    sound: str | Tone | Mark
    """Words to say, a tone, or a mark."""
    length: int = 0
    """Frames that it sounds; 0 for a mark."""
    gain: float = 0.0
    """Decibels relative to the level of speech."""

    @property
    def end(self) -> int:
        return self.frame + self.length

    @property
    def words(self) -> str | None:
        """What is said, or None for a tone or a mark."""
        return None if isinstance(self.sound, Tone | Mark) else self.sound
