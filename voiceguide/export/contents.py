"""What a session really handed out, and when: the ground for chapters and captions."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from voiceguide.core.cue import Tone
from voiceguide.core.facts import Event, EventName, Part, Sound
from voiceguide.core.plan import Plan
from voiceguide.core.preferences import Preferences
from voiceguide.core.score import Lengths, score
from voiceguide.core.stage import Stage
from voiceguide.core.timeline import delivery, programme
from voiceguide.export.captions import Caption, Held
from voiceguide.export.chapters import Chapter, chapters


@dataclass(frozen=True, slots=True)
class Contents:
    """All frames count from the file's first sample, at 24 kHz, whatever rate the file itself has."""

    frames: int
    chapters: tuple[Chapter, ...]
    captions: tuple[Caption, ...]
    """Every sentence and count word, in order; none overlap."""
    holds: tuple[Held, ...]


@dataclass(slots=True)
class Transcript:
    """Follows a session while it is handed out."""

    frames: int = 0
    sounds: list[Sound] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def follow(self, part: Part, frames: int) -> None:
        """`frames`: how many of the part belong to the session; the last one ends within."""
        self.frames += frames
        self.sounds += (fact for fact in part.sounds if isinstance(fact, Sound))
        self.events += part.events

    def contents(self, plan: Plan, preferences: Preferences, lengths: Lengths) -> Contents:
        """What a whole session holds in which nothing was asked."""
        stages, told = programme(plan, preferences), delivery(preferences)
        closing = self.frames - score(stages[-1], lengths, told).length
        begun = ((0, stages[0]), *self._begun(plan.stages), (closing, stages[-1]))
        return Contents(
            self.frames,
            chapters(begun, self.frames),
            tuple(self._spoken(lengths)),
            tuple(self._held(plan.stages)),
        )

    def _begun(self, stages: Sequence[Stage]) -> list[tuple[int, Stage]]:
        return [
            (event.frame, stages[event.stage])
            for event in self.events
            if event.name is EventName.STAGE_STARTED and event.stage is not None
        ]

    def _spoken(self, lengths: Lengths) -> list[Caption]:
        return [
            Caption(sound.frame, sound.frame + lengths(sound.source), sound.source)
            for sound in self.sounds
            if not isinstance(sound.source, Tone)
        ]

    def _held(self, stages: Sequence[Stage]) -> list[Held]:
        starts = [event for event in self.events if event.name is EventName.HOLD_STARTED]
        ends = [event for event in self.events if event.name is EventName.HOLD_ENDED]
        return [
            Held(start.frame, end.frame, stages[start.stage])
            for start, end in zip(starts, ends, strict=True)
            if start.stage is not None
        ]
