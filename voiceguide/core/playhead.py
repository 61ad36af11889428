"""Moves through the scores of a session frame by frame and hands out what sounds."""

from collections.abc import Callable, Sequence

from voiceguide.core.alarms import Alarms
from voiceguide.core.aside import Aside, Telling
from voiceguide.core.bedding import SILENT, bed_at
from voiceguide.core.command import By
from voiceguide.core.cue import Cue, Mark, Phase, Tone
from voiceguide.core.facts import BedChange, Event, EventName, Hush, Part, Sound, SoundFact
from voiceguide.core.frames import FADE, RATE
from voiceguide.core.pending import Leap, Pending
from voiceguide.core.preferences import Bed
from voiceguide.core.score import SENTENCE_GAP, Delivery, Score, needed, score
from voiceguide.core.stage import Stage


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
        self.in_hold = False
        """Whether a hold has started and has not ended; it may stand still."""
        self.moving = True
        self.ended = False
        self.by = By.PROGRAM
        """Who caused the events that follow."""
        self.on_waiting: Callable[[], None] = lambda: None
        self.on_last_section_done: Callable[[], None] = lambda: None
        self.on_pending: Callable[[Pending], None] = lambda _what_an_aside_has_led_to: None
        self._done: list[int] = []
        self._cursor = 0
        self._sounded_before = 0
        """Cues before this frame have sounded."""
        self._stage_told = False
        """Whether it was told that this stage has started; its first sentence may be said anew."""
        self._unbroken = 0
        """Frames played since position last moved otherwise, or stood still."""
        self._telling: Telling | None = None
        self._pending: Pending | None = None
        self._sounding_until = 0
        self._bed = SILENT
        self._alarms = Alarms()
        self._waiting = False
        self._sounds: list[SoundFact] = []
        self._events: list[Event] = []

    @property
    def stage(self) -> Stage:
        return self.sections[self.index]

    @property
    def phase(self) -> Phase:
        return self.score.phase_at(self.frame) if self.score else self.stage.first_phase

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
        return self._telling is not None

    @property
    def missing(self) -> tuple[str, ...]:
        """Texts whose clips are needed now."""
        asked = [*self._telling.words] if self._telling else []
        if self.score is None:
            asked += needed(self.stage, self.told)
        return tuple(text for text in dict.fromkeys(asked) if text not in self.lengths)

    def length_of(self, text: str) -> int:
        return self.lengths.get(text, 0)

    def emit(self, name: EventName, by: By | None = None, **more: object) -> None:
        stage = self.stage
        side = stage.side.value if stage.side else None
        at, who = self.position / RATE, by or self.by
        self._events.append(Event(self.handed_out, at, name, who, stage.number, stage.point, side, more))

    def fact(self, sound: SoundFact) -> None:
        self._sounds.append(sound)

    def hush(self) -> None:
        """Let whatever sounds die away."""
        if self.sounding:
            self.fact(Hush(self.handed_out))
            self._sounding_until = self.handed_out

    def end_hold(self) -> None:
        """Say that the hold is over, where no release sounds."""
        if self.in_hold:
            self.in_hold = False
            self.emit(EventName.HOLD_ENDED)

    def alarm(self, after: int, call: Callable[[], None]) -> None:
        """Call after so many frames handed out, unless `quiet_alarms` comes first."""
        self._alarms.set(self.handed_out + after, call)

    def quiet_alarms(self) -> None:
        self._alarms.clear()
        self._waiting = False

    def say_aside(self, aside: Aside, then: Pending | None = None, *, patient: bool = False) -> None:
        """Begin an aside at once in place of the one that runs, and then do what it leads to.

        A patient one lets what is being said come to its end; if it leads to nothing, it joins what runs.
        """
        if patient and self._telling and not then:
            self._telling.add(aside.beats)
            return
        if not patient:
            self.hush()
        lead = self.sounding + SENTENCE_GAP if self.sounding else 0
        self._telling, self._pending = Telling(aside, lead, self.length_of, self._sound), then
        self._unbroken = 0
        self.refresh_bed()

    def hasten_aside(self) -> None:
        """Go on to what comes after the quiet time of an aside."""
        if self._telling:
            self._telling.hasten()

    def drop_aside(self) -> Pending | None:
        """End a running aside; what it was to lead to does not happen, but is returned."""
        if self._telling:
            self.hush()
        pending, self._telling, self._pending = self._pending, None, None
        return pending

    def break_off(self) -> None:
        """End a running aside; if it was to lead elsewhere, do so now."""
        pending = self.drop_aside()
        if isinstance(pending, Leap):
            self.on_pending(pending)

    def go_to(self, index: int) -> None:
        """Stand at the start of a section."""
        self.hush()
        if self.score is not None and index > self.index:
            self._done[self.index :] = [self.score.length]
        self._done += [0] * (index - len(self._done))
        self.index, self.score = index, None
        self.frame = self._cursor = self._sounded_before = self._unbroken = 0
        self._stage_told = False
        self.quiet_alarms()

    def stand_at(self, frame: int) -> None:
        """Move position within the score; cues from there on sound again."""
        self.frame = self._sounded_before = frame
        self._unbroken = 0
        self._find_cursor()

    def replace_score(self, written: Score) -> None:
        """Follow another score of the same stage from the same position."""
        self.score = written
        self._unbroken = 0
        self._find_cursor()

    def step_back(self, most: int) -> int:
        """Move back over what was just played, as if it had not been; return by how many frames."""
        back = min(most, self._unbroken)
        if back:
            self.stand_at(self.frame - back)
            hold = self.score.hold if self.score else None
            self.in_hold = hold is not None and hold.start < self.frame <= hold.end
            self._stage_told = self._stage_told and self.frame > 0
        return back

    def sound_at_once(self) -> None:
        """Sound what stands at this very frame, before any frame passes."""
        self._sound_due()
        self._sounded_before = self.frame + 1

    def end(self) -> None:
        self.drop_aside()
        self.hush()
        self.quiet_alarms()
        self.moving, self.ended = False, True
        self.refresh_bed()

    def advance(self, count: int) -> Part:
        """Hand out the next frames."""
        start, last = self.handed_out, self.handed_out + count
        while self.handed_out < last:
            self._alarms.ring(self.handed_out)
            end = self._alarms.first_before(last)
            if self._telling is not None:
                self._play_aside(self._telling, end)
            elif self.ended or not self.moving or not self._entered():
                self.refresh_bed()
                self.handed_out = self._alarms.first_before(end)
            else:
                self._play_score(end)
        part = Part(start, count, tuple(self._sounds), tuple(self._events))
        self._sounds, self._events = [], []
        return part

    def _entered(self) -> bool:
        """Compile the section's score if its clips are there; otherwise wait under the bed."""
        if self.score is not None:
            return True
        if self.missing:
            if not self._waiting:
                self._waiting = True
                self.on_waiting()
            return False
        self.quiet_alarms()
        self.score = score(self.stage, self.length_of, self.told)
        return True

    def _play_aside(self, telling: Telling, end: int) -> None:
        passing = telling.step(self.handed_out, end - self.handed_out)
        if passing is not None:
            self.handed_out += passing
            return
        pending, self._telling, self._pending = self._pending, None, None
        if pending:
            self.on_pending(pending)

    def _play_score(self, end: int) -> None:
        written = self.score
        assert written is not None
        self._sound_due()
        self.refresh_bed()
        if self.frame >= written.length:
            self._finish_section()
            return
        edges = [written.length, *(cue.frame for cue in written.cues[self._cursor : self._cursor + 1])]
        if written.bed:
            edges += [edge for edge in (written.bed.start, written.bed.end) if edge > self.frame]
        step = min(min(edges) - self.frame, end - self.handed_out)
        self.frame += step
        self._unbroken += step
        self.handed_out += step

    def _find_cursor(self) -> None:
        cues = self.score.cues if self.score else ()
        self._cursor = sum(cue.frame < max(self.frame, self._sounded_before) for cue in cues)

    def _sound_due(self) -> None:
        cues = self.score.cues if self.score else ()
        while self._cursor < len(cues) and cues[self._cursor].frame == self.frame:
            self._cursor += 1
            self._sound_cue(cues[self._cursor - 1])

    def _sound_cue(self, cue: Cue) -> None:
        match cue.sound:
            case Mark.STAGE:
                if not self._stage_told:
                    self._stage_told = True
                    self.emit(EventName.STAGE_STARTED)
            case Mark.HOLD_START:
                self.in_hold = True
                self.emit(EventName.HOLD_STARTED, hold=self.stage.hold)
            case Mark.HOLD_END:
                self.end_hold()
            case sound:
                self._sound(sound, cue.length, cue.gain)

    def _sound(self, source: str | Tone, length: int, gain: float) -> None:
        self.fact(Sound(self.handed_out, source, gain))
        self._sounding_until = self.handed_out + length

    def _finish_section(self) -> None:
        if self.index + 1 < len(self.sections):
            self.go_to(self.index + 1)
        else:
            self.on_last_section_done()

    def refresh_bed(self) -> None:
        """The bed sounds where the score says, and wherever position stands still before the end."""
        wished = SILENT
        if self.told.bed is not Bed.NONE and not self.ended:
            still = self._telling is not None or not self.moving or self.score is None
            wished = bed_at(
                self.stage, self.score, self.frame, handed_out=self.handed_out, still=still, before=self._bed
            )
        if wished != self._bed:
            self._bed = wished
            self.fact(BedChange(self.handed_out, *wished, FADE if self.ended else RATE))
