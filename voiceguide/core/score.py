"""One stage's cues at exact frames: a pure function of the stage, the lengths of its clips and the hold."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from voiceguide.core import wording
from voiceguide.core.calls import FREE, Room, calls, count_vocabulary
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
BEFORE_START = frames(0.5)
BREATH_LEAD = RATE
"""From the start tone of breathing to the first breath in."""
BREATH_IN, BREATH_OUT = 4 * RATE, 6 * RATE
SPOKEN_BREATHS = 3
CLOSE_GAIN = -3.0
CLOSE_TAIL = frames(2)
WAIT = 10 * RATE
"""What "wait" adds to a quiet time."""


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
    left_out: tuple[str, ...] = ()
    """Words for which there was no room."""
    waited: int = 0
    """Frames that "wait" has added to the quiet time, or "ready" has taken from it."""
    told: Delivery = Delivery()

    def phase_at(self, frame: int) -> Phase:
        return next(phase for start, phase in reversed(self.phases) if start <= frame)


def score(
    stage: Stage, lengths: Lengths, delivery: Delivery, hold: int | None = None, waited: int = 0
) -> Score:
    """The score of a stage whose hold lasts `hold` frames (its own if not given)."""
    writer = _Writer(stage, lengths, delivery)
    if stage.number is not None:
        writer.add(Mark.STAGE, 0, writer.phase)
    if stage.kind in (Kind.OPEN, Kind.CLOSE, Kind.MOVE):
        return writer.without_hold(waited)
    return writer.with_hold(stage.hold * RATE if hold is None else hold, waited)


def rescore(
    old: Score, stage: Stage, lengths: Lengths, *, hold: int, now: int, start_again: bool = False
) -> Score:
    """The score with a hold of so many frames, `now` frames into it: what has passed stays.

    With `start_again` the start tone sounds at `now`, if the release is far enough.
    """
    if old.hold is None:
        return old
    settled = min((cue.frame for cue in old.cues if cue.phase is Phase.SETTLE), default=old.hold.start)
    if now <= settled:
        return score(stage, lengths, old.told, hold, old.waited)
    kept = [cue for cue in old.cues if cue.frame < now or cue.phase not in (Phase.HOLD, Phase.REST)]
    writer = _Writer(stage, lengths, old.told, kept)
    if start_again and old.hold.start + hold - now >= TONE_FRAMES[Tone.START] + FREE:
        writer.add(Tone.START, now, Phase.HOLD)
    return writer.hold_and_rest(old.hold.start, hold, old, now)


def with_cue(old: Score, cue: Cue) -> Score:
    """The score with one more cue in it."""
    return replace(old, cues=_sorted((*old.cues, cue)))


def stretched(old: Score, at: int, by: int = WAIT) -> Score:
    """The score with more quiet, or with `by` below 0 less, after frame `at`."""

    def shifted(frame: int) -> int:
        return max(at, frame + by) if frame > at else frame

    def longer(span: Span | None) -> Span | None:
        return None if span is None else Span(shifted(span.start), shifted(span.end))

    return replace(
        old,
        cues=tuple(replace(cue, frame=shifted(cue.frame)) for cue in old.cues),
        length=old.length + by,
        phases=tuple((shifted(start), phase) for start, phase in old.phases),
        hold=longer(old.hold),
        quiet=longer(old.quiet),
        bed=longer(old.bed),
        waited=old.waited + by,
    )


def free_place(written: Score, now: int, length: int, within: int) -> int | None:
    """The first frame from `now` on where so long a sound has silence around it, or None."""
    room = Room([cue for cue in written.cues if cue.length])
    places = sorted({now, *(cue.end + FREE for cue in written.cues if now <= cue.end + FREE <= now + within)})
    return next((place for place in places if room.is_free(place, place + length)), None)


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


class _Writer:
    """Puts cues one after the other; `at` is the frame reached."""

    def __init__(
        self, stage: Stage, lengths: Lengths, delivery: Delivery, cues: list[Cue] | None = None
    ) -> None:
        self.stage = stage
        self.lengths = lengths
        self.delivery = delivery
        self.cues = cues or []
        self.phases: list[tuple[int, Phase]] = []
        self.at = 0

    @property
    def phase(self) -> Phase:
        first = {Kind.OPEN: Phase.OPEN, Kind.CLOSE: Phase.CLOSE, Kind.MOVE: Phase.MOVE}
        return first.get(self.stage.kind, Phase.ANNOUNCE)

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

    def without_hold(self, waited: int) -> Score:
        stage, talk = self.stage, self.delivery.talk
        self.begin(self.phase)
        gain = CLOSE_GAIN if stage.kind is Kind.CLOSE else 0.0
        self.say(self.phase, stage.said(talk, self.phase), PHASE_GAP, gain)
        quiet = Span(self.at, self.at + stage.quiet * RATE + waited)
        self.at = quiet.end
        self.say(self.phase, (line.text for line in stage.after), PHASE_GAP)
        if stage.kind is Kind.CLOSE:
            self.at += CLOSE_TAIL
        has_quiet = quiet.end > quiet.start
        return Score(
            _sorted(self.cues),
            self.at,
            tuple(self.phases),
            quiet=quiet if has_quiet else None,
            bed=quiet if has_quiet and self.delivery.bed is Bed.BREATH else None,
            waited=waited,
            told=self.delivery,
        )

    def with_hold(self, hold: int, waited: int) -> Score:
        stage, talk = self.stage, self.delivery.talk
        for phase, gap in (
            (Phase.ANNOUNCE, SENTENCE_GAP),
            (Phase.LOCATE, DOING_GAP),
            (Phase.PRESS, DOING_GAP),
        ):
            texts = stage.said(talk, phase)
            if texts or phase is Phase.ANNOUNCE:
                self.begin(phase)
            self.say(phase, texts, gap)
        self.begin(Phase.SETTLE)
        ending = [*stage.said(talk, Phase.SETTLE)]
        told = stage.announced_hold(round(hold / RATE), talk)
        ending += [told] if told else []
        words = sum(self.lengths(text) + SENTENCE_GAP for text in ending)
        settle = stage.settle * RATE
        settle = max(
            settle, stage.prepare * RATE - self.at - words - (BEFORE_START - SENTENCE_GAP if ending else 0)
        )
        quiet = Span(self.at, self.at + settle + waited)
        self.at = quiet.end
        self.say(Phase.SETTLE, ending, SENTENCE_GAP)
        if ending:
            self.at += BEFORE_START - SENTENCE_GAP
        return self.hold_and_rest(
            self.at, hold, Score((), 0, tuple(self.phases), quiet=quiet, waited=waited), 0
        )

    def hold_and_rest(self, start: int, hold: int, before: Score, now: int) -> Score:
        """The hold from frame `start` and the rest after it; nothing is placed before frame `now`."""
        stage, end = self.stage, start + hold
        if now <= start:
            self.add(Mark.HOLD_START, start, Phase.HOLD)
            self.add(Tone.START, start, Phase.HOLD)
        self.add(Mark.HOLD_END, end, Phase.HOLD)
        self.add(Tone.RELEASE, end, Phase.HOLD)
        room = Room([cue for cue in self.cues if cue.phase in (Phase.SETTLE, Phase.HOLD) and cue.length])
        if stage.kind is Kind.BREATHE:
            self._breaths(room, Span(start, end), now)
        else:
            reminders = stage.said(self.delivery.talk, Phase.HOLD)
            calls(room, self.lengths, self.delivery.count, Span(start, end), now=now, reminders=reminders)
        self.cues += room.placed
        self.at = end + TONE_FRAMES[Tone.RELEASE] + SENTENCE_GAP
        rest = self.at
        self.say(Phase.REST, stage.said(self.delivery.talk, Phase.REST), SENTENCE_GAP)
        self.at += stage.rest * RATE
        settled = before.quiet.start if before.quiet else start
        return Score(
            _sorted(self.cues),
            self.at,
            _with_hold_phases(before.phases, start, rest),
            hold=Span(start, end),
            quiet=before.quiet,
            bed=self._bed(settled, start, end),
            left_out=tuple(room.left_out),
            waited=before.waited,
            told=self.delivery,
        )

    def _bed(self, settled: int, start: int, end: int) -> Span | None:
        if self.delivery.bed is Bed.NONE:
            return None
        return Span(start, end) if self.stage.kind is Kind.BREATHE else Span(settled, self.at)

    def _breaths(self, room: Room, hold: Span, now: int) -> None:
        """The first breaths are spoken; a short hold has fewer of them."""
        at = hold.start + BREATH_LEAD - ONSET
        sentences: list[tuple[str, int]] = []
        for _ in range(SPOKEN_BREATHS):
            sentences += [(wording.BREATHE_IN, at), (wording.BREATHE_OUT, at + BREATH_IN)]
            at += BREATH_IN + BREATH_OUT
        for text in self.stage.said(self.delivery.talk, Phase.HOLD):
            sentences.append((text, at))
            at += self.lengths(text) + SENTENCE_GAP
        for text, frame in sentences:
            if frame < hold.end:
                room.call(text, self.lengths(text), frame, now)


def _with_hold_phases(
    phases: Iterable[tuple[int, Phase]], start: int, rest: int
) -> tuple[tuple[int, Phase], ...]:
    kept = [(at, phase) for at, phase in phases if phase not in (Phase.HOLD, Phase.REST)]
    return (*kept, (start, Phase.HOLD), (rest, Phase.REST))


def _sorted(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """By frame; at the same frame marks come first, so that a tone stands after the mark it belongs to."""
    return tuple(sorted(cues, key=lambda cue: (cue.frame, not isinstance(cue.sound, Mark))))
