"""Speech that is not in the score: position stands still while it is told."""

from collections.abc import Callable
from dataclasses import dataclass

from voiceguide.core.cue import TONE_FRAMES, Tone
from voiceguide.core.frames import frames
from voiceguide.core.score import SENTENCE_GAP

LATE_CLIP = frames(3)
"""After so long an aside goes on without the words that it waits for."""

Beat = str | Tone | int
"""Words, a tone, or frames of quiet."""


@dataclass(frozen=True, slots=True)
class Aside:
    beats: tuple[Beat, ...]
    gain: float = 0.0


class Telling:
    """An aside under way."""

    def __init__(
        self,
        aside: Aside,
        lead: int,
        length_of: Callable[[str], int],
        sound: Callable[[str | Tone, int, float], None],
        late: int = LATE_CLIP,
    ) -> None:
        """It begins after `lead` frames; `sound` is called with each sound, its frames and its gain.

        After `late` frames it goes on without words whose clip is missing.
        """
        self._late = late
        self._lead = lead
        self._beats = list(aside.beats)
        self._gain = aside.gain
        self._length_of = length_of
        self._sound = sound
        self._left: int | None = None
        """Frames left of the first beat once it has begun."""
        self._give_up_at: int | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What is still to be said."""
        return tuple(beat for beat in self._beats if isinstance(beat, str) and not isinstance(beat, Tone))

    def add(self, beats: tuple[Beat, ...]) -> None:
        """Tell more before the next quiet time, or at the end if there is none."""
        place = next((place for place, beat in enumerate(self._beats) if _is_quiet(beat)), len(self._beats))
        if place == 0 and self._left is not None:
            self._beats[0], self._left = self._left, None
        self._beats[place:place] = beats

    def hasten(self) -> None:
        """Leave out the quiet times that are still to come."""
        if self._beats and _is_quiet(self._beats[0]):
            self._left = None
        self._beats = [beat for beat in self._beats if not _is_quiet(beat)]

    def step(self, now: int, most: int) -> int | None:
        """Begin what is due at frame `now`.

        Returns:
            How many frames, up to `most`, pass before the next step; None once all is told.
        """
        if self._lead:
            passing = min(self._lead, most)
            self._lead -= passing
            return passing
        while self._beats:
            if self._left is None:
                self._left = self._begin(self._beats[0])
            if self._left is None:
                self._give_up_at = now + self._late if self._give_up_at is None else self._give_up_at
                if now < self._give_up_at:
                    return min(most, self._give_up_at - now)
            elif self._left:
                passing = min(self._left, most)
                self._left -= passing
                return passing
            self._beats.pop(0)
            self._left = self._give_up_at = None
        return None

    def _begin(self, beat: Beat) -> int | None:
        """Frames that a beat lasts, or None while its words have no clip."""
        if isinstance(beat, int):
            return beat
        length = TONE_FRAMES[beat] if isinstance(beat, Tone) else self._length_of(beat)
        if not length:
            return None
        self._sound(beat, length, self._gain)
        return length + SENTENCE_GAP


def _is_quiet(beat: Beat) -> bool:
    return isinstance(beat, int)
