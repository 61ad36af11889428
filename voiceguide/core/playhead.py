"""Moves through the scores of a session frame by frame and hands out what sounds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from voiceguide.core.command import By
from voiceguide.core.cue import TONE_FRAMES, Cue, Mark, Phase, Tone
from voiceguide.core.facts import BedChange, Event, EventName, Hush, Part, Sound, SoundFact
from voiceguide.core.frames import RATE, frames
from voiceguide.core.preferences import Bed
from voiceguide.core.score import BREATH_LEAD, SENTENCE_GAP, Delivery, Score, needed, score
from voiceguide.core.stage import Kind, Stage

LATE_CLIP = frames(3)
"""After so long an aside goes on without the words that it waits for."""

MARK_EVENTS = {
    Mark.STAGE: EventName.STAGE_STARTED,
    Mark.HOLD_END: EventName.HOLD_ENDED,
}


@dataclass(frozen=True, slots=True)
class Aside:
    """Speech that is not in the score; position stands still meanwhile."""

    beats: tuple[str | Tone | int, ...]
    """Words, tones, and frames of quiet."""
    then: Callable[[], None] | None = None
    """What follows, also when the aside is broken off."""
    gain: float = 0.0


def _nothing() -> None:
    """What a session does at an alarm that nobody set."""


class Playhead:
    """Position is (section, frame) and moves only while the session plays; handed-out frames always count."""

    def __init__(self, sections: Sequence[Stage], told: Delivery) -> None:
        self.sections = list(sections)
        self.told = told
        self.lengths: dict[str, int] = {}
        self.handed_out = 0
        self.index = 0
        self.score: Score | None = None
        """None until every clip of the section is there."""
        self.frame = 0
        self.moving = True
        self.ended = False
        self.by = By.PROGRAM
        """Who caused the events that follow."""
        self.on_waiting: Callable[[], None] = _nothing
        self.on_last_section_done: Callable[[], None] = _nothing
        self._done: list[int] = []
        self._cursor = 0
        self._aside: Aside | None = None
        self._beat = 0
        self._beat_left: int | None = None
        self._give_up_at: int | None = None
        self._sounding_until = 0
        self._bed: tuple[bool, int] = (False, 0)
        self._alarms: list[tuple[int, Callable[[], None]]] = []
        self._waiting = False
        self._sounds: list[SoundFact] = []
        self._events: list[Event] = []

    # What it stands on

    @property
    def stage(self) -> Stage:
        return self.sections[self.index]

    @property
    def phase(self) -> Phase:
        if self.score is None:
            first = {Kind.OPEN: Phase.OPEN, Kind.CLOSE: Phase.CLOSE, Kind.MOVE: Phase.MOVE}
            return first.get(self.stage.kind, Phase.ANNOUNCE)
        return self.score.phase_at(min(self.frame, self.score.length - 1))

    @property
    def in_hold(self) -> bool:
        """Whether the start tone has sounded and the release has not."""
        hold = self.score.hold if self.score else None
        return hold is not None and hold.start < self.frame <= hold.end

    @property
    def position(self) -> int:
        """Frames from the session's start: the running sum of scores, with holds as changed."""
        return sum(self._done[: self.index]) + self.frame

    @property
    def interrupted(self) -> Cue | None:
        """The words of the score in the middle of which position stands."""
        cues = self.score.cues if self.score else ()
        return next((cue for cue in cues if cue.words and cue.frame < self.frame < cue.end), None)

    @property
    def sounding(self) -> int:
        """Frames until what sounds now has ended."""
        return max(0, self._sounding_until - self.handed_out)

    @property
    def aside_running(self) -> bool:
        return self._aside is not None

    @property
    def missing(self) -> tuple[str, ...]:
        """Texts whose clips are needed now."""
        asked: list[str] = []
        if self._aside:
            asked += _words(self._aside.beats[self._beat :])
        if self.score is None:
            asked += needed(self.stage, self.told)
        return tuple(text for text in dict.fromkeys(asked) if text not in self.lengths)

    def length_of(self, text: str) -> int:
        return self.lengths.get(text, 0)

    # What it is told

    def advance(self, count: int) -> Part:
        """Hand out the next frames."""
        start, last = self.handed_out, self.handed_out + count
        while self.handed_out < last:
            self._ring()
            end = min([last, *(at for at, _ in self._alarms)])
            if self._aside is not None:
                self._play_aside(end)
            elif self.ended or not self.moving or not self._entered():
                self._idle(end)
            else:
                self._play_score(end)
        return self.take(start, count)

    def take(self, start: int, count: int) -> Part:
        """The facts since the last time."""
        part = Part(start, count, tuple(self._sounds), tuple(self._events))
        self._sounds, self._events = [], []
        return part

    def emit(self, name: EventName, by: By | None = None, stage: Stage | None = None, **more: object) -> None:
        told = stage or self.stage
        side = told.side.value if told.side else None
        at = self.position / RATE
        self._events.append(
            Event(self.handed_out, at, name, by or self.by, told.number, told.point, side, more)
        )

    def fact(self, sound: SoundFact) -> None:
        self._sounds.append(sound)

    def alarm(self, after: int, call: Callable[[], None]) -> None:
        """Call after so many frames handed out, unless `quiet_alarms` comes first."""
        self._alarms.append((self.handed_out + after, call))

    def quiet_alarms(self) -> None:
        self._alarms.clear()

    def hush(self) -> None:
        """Let whatever sounds die away."""
        if self.sounding:
            self.fact(Hush(self.handed_out))
            self._sounding_until = self.handed_out

    def break_off(self) -> None:
        """End a running aside; what it was to lead to happens now."""
        aside, self._aside = self._aside, None
        if aside:
            self.hush()
            if aside.then:
                aside.then()

    def say_aside(self, aside: Aside, patient: bool = False) -> None:
        """Begin an aside; a patient one lets what sounds now come to its end."""
        self.break_off()
        pause = self.sounding + SENTENCE_GAP if patient and self.sounding else 0
        if not patient:
            self.hush()
        self._aside = replace(aside, beats=(pause, *aside.beats))
        self._beat, self._beat_left, self._give_up_at = 0, None, None
        self.refresh_bed()

    def go_to(self, index: int) -> None:
        """Stand at the start of a section."""
        self.hush()
        if self.score is not None and index > self.index:
            self._done[self.index :] = [self.score.length]
        while len(self._done) < index:
            self._done.append(0)
        self.index, self.frame, self._cursor = index, 0, 0
        self.score, self._waiting = None, False
        self.quiet_alarms()

    def stand_at(self, frame: int) -> None:
        """Move position within the score; cues from there on sound again."""
        assert self.score is not None
        self.frame = frame
        self._cursor = sum(cue.frame < frame for cue in self.score.cues)

    def replace_score(self, written: Score) -> None:
        """Follow another score of the same stage from the same position."""
        self.score = written
        self.stand_at(self.frame)

    def end(self) -> None:
        self.break_off()
        self.hush()
        self.quiet_alarms()
        self.moving, self.ended = False, True
        self.refresh_bed()

    # How it moves

    def _entered(self) -> bool:
        """Compile the section's score if its clips are there; otherwise wait under the bed."""
        if self.score is not None:
            return True
        if self.missing:
            if not self._waiting:
                self._waiting = True
                self.on_waiting()
            return False
        self._waiting = False
        self.quiet_alarms()
        self.score = score(self.stage, self.length_of, self.told)
        return True

    def _ring(self) -> None:
        due = [alarm for alarm in self._alarms if alarm[0] <= self.handed_out]
        for alarm in due:
            if alarm in self._alarms:
                self._alarms.remove(alarm)
                alarm[1]()

    def _hand_out(self, count: int) -> None:
        self.handed_out += count

    def _idle(self, end: int) -> None:
        self.refresh_bed()
        self._hand_out(end - self.handed_out)

    def _play_score(self, end: int) -> None:
        written = self.score
        assert written is not None
        cues = written.cues
        while self._cursor < len(cues) and cues[self._cursor].frame == self.frame:
            self._cursor += 1
            self._sound_cue(cues[self._cursor - 1])
        self.refresh_bed()
        if self.frame >= written.length:
            self._finish_section()
            return
        edges = [written.length, *([cues[self._cursor].frame] if self._cursor < len(cues) else [])]
        if written.bed:
            edges += [edge for edge in (written.bed.start, written.bed.end) if edge > self.frame]
        step = min(min(edges) - self.frame, end - self.handed_out)
        self.frame += step
        self._hand_out(step)

    def _sound_cue(self, cue: Cue) -> None:
        if isinstance(cue.sound, Mark):
            if cue.sound is Mark.HOLD_START:
                self.emit(EventName.HOLD_STARTED, By.PROGRAM, hold=self.stage.hold)
            else:
                self.emit(MARK_EVENTS[cue.sound], By.PROGRAM)
            return
        self._sound(cue.sound, cue.length, cue.gain)

    def _sound(self, source: str | Tone, length: int, gain: float) -> None:
        self.fact(Sound(self.handed_out, source, gain))
        self._sounding_until = self.handed_out + length

    def _finish_section(self) -> None:
        if self.index + 1 < len(self.sections):
            self.go_to(self.index + 1)
        else:
            self.on_last_section_done()

    def _play_aside(self, end: int) -> None:
        aside = self._aside
        assert aside is not None
        if self._beat == len(aside.beats):
            self._aside = None
            if aside.then:
                aside.then()
            return
        if self._beat_left is None:
            self._beat_left = self._begin_beat(aside.beats[self._beat], aside.gain)
            if self._beat_left is None:
                self._wait_for_words(end)
                return
        step = min(self._beat_left, end - self.handed_out)
        self._beat_left -= step
        self._hand_out(step)
        if self._beat_left == 0:
            self._beat, self._beat_left = self._beat + 1, None

    def _begin_beat(self, beat: str | Tone | int, gain: float) -> int | None:
        """Frames that a beat lasts, or None while its words have no clip."""
        if isinstance(beat, int):
            return beat
        length = TONE_FRAMES[beat] if isinstance(beat, Tone) else self.length_of(beat)
        if not length:
            return None
        self._give_up_at = None
        self._sound(beat, length, gain)
        return length + SENTENCE_GAP

    def _wait_for_words(self, end: int) -> None:
        if self._give_up_at is None:
            self._give_up_at = self.handed_out + LATE_CLIP
        if self.handed_out >= self._give_up_at:
            self._beat, self._give_up_at = self._beat + 1, None
            return
        self._idle(min(end, self._give_up_at))

    def refresh_bed(self) -> None:
        """The bed sounds where the score says, and wherever position stands still before the end."""
        state = self._wished_bed()
        if state != self._bed:
            self._bed = state
            self.fact(BedChange(self.handed_out, *state))

    def _wished_bed(self) -> tuple[bool, int]:
        if self.told.bed is Bed.NONE or self.ended:
            return (False, 0)
        written = self.score
        breathing = written is not None and self.stage.kind is Kind.BREATHE and written.hold is not None
        still = self._aside is not None or not self.moving or written is None
        on = still if not (written and written.bed and self.frame in written.bed) else True
        if breathing and written and written.hold and self.frame in written.hold:
            on = not still
            return (on, self.handed_out - self.frame + written.hold.start + BREATH_LEAD if on else 0)
        return (on, self._bed[1] if on and self._bed[0] else (self.handed_out if on else 0))


def _words(beats: Sequence[str | Tone | int]) -> list[str]:
    return [beat for beat in beats if isinstance(beat, str) and not isinstance(beat, Tone)]
