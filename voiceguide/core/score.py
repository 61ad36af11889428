"""One stage's cues at exact frames: a pure function of the stage, the lengths of its clips and the hold."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from voiceguide.core import wording
from voiceguide.core.calls import Room, calls, count_vocabulary
from voiceguide.core.cue import TONE_FRAMES, Cue, Mark, Phase, Tone
from voiceguide.core.frames import ONSET, RATE, frames
from voiceguide.core.preferences import Bed, Count, Talk
from voiceguide.core.stage import Kind, Stage

Lengths = Callable[[str], int]
"""Frames of a text's clip, 0 while there is none. Words without a clip are left out of a score."""

SENTENCE_GAP = frames(0.5)
DOING_GAP = frames(1.1)
"""After a sentence that asks the hands to do something."""
PHASE_GAP = frames(0.8)
LISTENING_GAP = frames(2.0)
"""Leaves an ear open for about 1.5 s: a room goes on sounding for a while after the guide."""
LISTEN_EVERY = 3
"""Sentences of an instruction after which there is such a gap."""
BREATH_LEAD = RATE
"""From the start tone of breathing to the first breath in."""
BREATH_IN, BREATH_OUT = 4 * RATE, 6 * RATE
SPOKEN_BREATHS = 3
CLOSE_GAIN = -3.0
CLOSE_TAIL = frames(2)


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int

    def __contains__(self, frame: int) -> bool:
        return self.start <= frame < self.end


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a stage is told."""

    talk: Talk = Talk.FULL
    count: Count = Count.CALM
    bed: Bed = Bed.BREATH
    listen: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Everything one stage sounds, in frames from its start."""

    cues: tuple[Cue, ...]
    length: int
    phases: tuple[tuple[int, Phase], ...]
    """Where each phase begins."""
    hold: Span | None = None
    quiet: Span | None = None
    """The time to settle, to lie down or to turn over: what "ready" ends and "wait" lengthens."""
    bed: Span | None = None
    told: Delivery = Delivery()

    def phase_at(self, frame: int) -> Phase:
        return next(phase for start, phase in reversed(self.phases) if start <= frame)


def score(stage: Stage, lengths: Lengths, delivery: Delivery) -> Score:
    """The score of a stage, with its own hold."""
    writer = Writer(stage, lengths, delivery)
    if stage.number is not None:
        writer.add(Mark.STAGE, 0, stage.first_phase)
    return writer.with_hold() if stage.held else writer.without_hold()


def needed(stage: Stage, delivery: Delivery) -> tuple[str, ...]:
    """Every text that a stage's score may say, about in the order in which it is said."""
    talk = delivery.talk
    if not stage.held:
        return (*stage.said(talk, Phase.OPEN, Phase.CLOSE, Phase.MOVE), *(line.text for line in stage.after))
    before = stage.said(talk, Phase.ANNOUNCE, Phase.LOCATE, Phase.PRESS, Phase.SETTLE)
    told = stage.announced_hold(stage.hold, talk)
    if stage.kind is Kind.BREATHE:
        within: tuple[str, ...] = (wording.BREATHE_IN, wording.BREATHE_OUT)
    else:
        within = count_vocabulary(delivery.count, stage.hold * RATE)
    after = stage.said(talk, Phase.HOLD, Phase.REST)
    return tuple(dict.fromkeys((*before, *([told] if told else []), *within, *after)))


class Writer:
    """Puts cues one after the other; `at` is the frame reached."""

    def __init__(
        self,
        stage: Stage,
        lengths: Lengths,
        delivery: Delivery,
        cues: Iterable[Cue] = (),
        phases: Iterable[tuple[int, Phase]] = (),
    ) -> None:
        """`cues` and `phases` that are written already stay."""
        self.stage = stage
        self.lengths = lengths
        self.delivery = delivery
        self.cues = list(cues)
        self.phases = list(phases)
        self.at = 0

    def add(self, sound: str | Tone | Mark, at: int, phase: Phase, gain: float = 0.0) -> int:
        """Place one sound; return the frame at which it ends."""
        length = 0
        if isinstance(sound, Tone):
            length = TONE_FRAMES[sound]
        elif not isinstance(sound, Mark):
            length = self.lengths(sound)
            if not length:
                return at
        self.cues.append(Cue(at, phase, sound, length, gain))
        return at + length

    def say(self, phase: Phase, texts: Iterable[str], gap: int, gain: float = 0.0) -> None:
        """Say texts from the frame reached, each followed by a gap."""
        for text in texts:
            end = self.add(text, self.at, phase, gain)
            self.at = end + gap if end > self.at else self.at

    def begin(self, phase: Phase) -> None:
        if not self.phases or self.phases[-1][1] is not phase:
            self.phases.append((self.at, phase))

    def without_hold(self) -> Score:
        stage, phase = self.stage, self.stage.first_phase
        self.begin(phase)
        gain = CLOSE_GAIN if stage.kind is Kind.CLOSE else 0.0
        self.say(phase, stage.said(self.delivery.talk, phase), PHASE_GAP, gain)
        quiet = None if stage.kind is Kind.CLOSE else Span(self.at, self.at + stage.quiet * RATE)
        self.at += stage.quiet * RATE
        self.say(phase, (line.text for line in stage.after), PHASE_GAP)
        if stage.kind is Kind.CLOSE:
            self.at += CLOSE_TAIL
        bed = None if self.delivery.bed is Bed.NONE else quiet
        return Score(
            in_order(self.cues), self.at, tuple(self.phases), quiet=quiet, bed=bed, told=self.delivery
        )

    def with_hold(self) -> Score:
        stage, talk, said = self.stage, self.delivery.talk, 0
        before = 0
        for phase, gap in (
            (Phase.ANNOUNCE, SENTENCE_GAP),
            (Phase.LOCATE, DOING_GAP),
            (Phase.PRESS, DOING_GAP),
        ):
            texts = stage.said(talk, phase)
            if texts or phase is Phase.ANNOUNCE:
                self.begin(phase)
            for text in texts:
                if self.delivery.listen and said and said % LISTEN_EVERY == 0:
                    self.at += LISTENING_GAP - before
                said, before = said + 1, gap
                self.say(phase, (text,), gap)
        self.begin(Phase.SETTLE)
        hold = stage.hold * RATE
        lengths = [length for text in self._last_words(hold) if (length := self.lengths(text))]
        last_words = sum(length + SENTENCE_GAP for length in lengths)
        settle = max(stage.settle * RATE, stage.prepare * RATE - self.at - last_words)
        return self.from_settled(Span(self.at, self.at + settle), hold)

    def from_settled(self, quiet: Span, hold: int, announced: str | None = None) -> Score:
        """What comes after the quiet time to settle: the last words, the hold, the rest.

        Last words that are written already stay, and with `announced` no other length is told.
        """
        begun = [cue for cue in self.cues if cue.frame >= quiet.end]
        said = {cue.sound for cue in begun}
        self.at = max((quiet.end, *(cue.end + SENTENCE_GAP for cue in begun)))
        words = () if announced in said else self._last_words(hold)
        self.say(Phase.SETTLE, (text for text in words if text not in said), SENTENCE_GAP)
        return self.from_hold(Span(self.at, self.at + hold), quiet, 0)

    def from_hold(self, hold: Span, quiet: Span, now: int) -> Score:
        """The hold and the rest after it; nothing is placed before frame `now`."""
        talk = self.delivery.talk
        if now <= hold.start:
            self.add(Mark.HOLD_START, hold.start, Phase.HOLD)
            self.add(Tone.START, hold.start, Phase.HOLD)
        self.add(Mark.HOLD_END, hold.end, Phase.HOLD)
        self.at = self.add(Tone.RELEASE, hold.end, Phase.HOLD) + SENTENCE_GAP
        taken = [cue for cue in self.cues if cue.phase in (Phase.SETTLE, Phase.HOLD) and cue.length]
        room = Room(taken, hold.end)
        if self.stage.kind is Kind.BREATHE:
            self._breaths(room, hold.start, now)
        else:
            reminders = self.stage.said(talk, Phase.HOLD)
            calls(room, self.lengths, self.delivery.count, hold, now=now, reminders=reminders)
        self.cues += room.placed
        rest = self.at
        self.say(Phase.REST, self.stage.said(talk, Phase.REST), SENTENCE_GAP)
        self.at += self.stage.rest * RATE
        return Score(
            in_order(self.cues),
            self.at,
            (*self.phases, (hold.start, Phase.HOLD), (rest, Phase.REST)),
            hold=hold,
            quiet=quiet,
            bed=self._bed(quiet, hold),
            told=self.delivery,
        )

    def _last_words(self, hold: int) -> tuple[str, ...]:
        """What is said right before a hold of so many frames."""
        told = self.stage.announced_hold(round(hold / RATE), self.delivery.talk)
        return (*self.stage.said(self.delivery.talk, Phase.SETTLE), *([told] if told else []))

    def _bed(self, quiet: Span, hold: Span) -> Span | None:
        if self.delivery.bed is Bed.NONE:
            return None
        return hold if self.stage.kind is Kind.BREATHE else Span(quiet.start, self.at)

    def _breaths(self, room: Room, start: int, now: int) -> None:
        first = start + BREATH_LEAD
        for breath in range(SPOKEN_BREATHS):
            at = first + breath * (BREATH_IN + BREATH_OUT)
            for text, frame in ((wording.BREATHE_IN, at), (wording.BREATHE_OUT, at + BREATH_IN)):
                room.call(text, self.lengths(text), frame - ONSET, now)
        at = first + SPOKEN_BREATHS * (BREATH_IN + BREATH_OUT) - ONSET
        for text in self.stage.said(self.delivery.talk, Phase.HOLD):
            length = self.lengths(text)
            room.call(text, length, at, now)
            at += length + SENTENCE_GAP


def in_order(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """By frame; at the same frame marks come first, so that a tone stands after the mark it belongs to."""
    return tuple(sorted(cues, key=lambda cue: (cue.frame, not isinstance(cue.sound, Mark))))
