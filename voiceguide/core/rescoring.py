"""Changes to a score while it is played; what has passed stays as it was."""

from dataclasses import replace

from voiceguide.core.calls import FREE, Room
from voiceguide.core.cue import TONE_FRAMES, Cue, Phase, Tone
from voiceguide.core.frames import RATE
from voiceguide.core.score import Lengths, Score, Span, Writer, in_order
from voiceguide.core.stage import Stage


def rescore(
    old: Score, stage: Stage, lengths: Lengths, *, hold: int, now: int, start_again: bool = False
) -> Score:
    """The score with a hold of so many frames, `now` frames into it.

    A hold that ends now, or that goes on after a pause (`start_again`), has hushed what sounded before;
    one that goes on has its start tone at `now`, if the release is far enough.
    """
    if old.hold is None or old.quiet is None:
        return old
    phases = [(at, phase) for at, phase in old.phases if phase not in (Phase.HOLD, Phase.REST)]
    if now <= old.quiet.end or now < old.hold.start:
        told = [cue for cue in old.cues if cue.frame < max(now, old.quiet.end)]
        announced = stage.announced_hold(round((old.hold.end - old.hold.start) / RATE), old.told.talk)
        return Writer(stage, lengths, old.told, told, phases).from_settled(old.quiet, hold, announced)
    span = Span(old.hold.start, old.hold.start + hold)
    kept = [cue for cue in old.cues if cue.frame < now or cue.phase not in (Phase.HOLD, Phase.REST)]
    if start_again or span.end <= now:
        kept = [_cut(cue, now) for cue in kept]
    writer = Writer(stage, lengths, old.told, kept, phases)
    if start_again and span.end - now >= TONE_FRAMES[Tone.START] + FREE:
        writer.add(Tone.START, now, Phase.HOLD)
    return writer.from_hold(span, old.quiet, now)


def with_cue(old: Score, cue: Cue) -> Score:
    """The score with one more cue in it."""
    return replace(old, cues=in_order((*old.cues, cue)))


def with_quiet_until(old: Score, end: int) -> Score:
    """The score with a quiet time that ends at frame `end`; everything after it moves along."""
    if old.quiet is None:
        return old
    before, quiet = old.quiet.end, Span(old.quiet.start, end)

    def shifted(frame: int) -> int:
        return frame + end - before if frame >= before else min(frame, end)

    hold = Span(shifted(old.hold.start), shifted(old.hold.end)) if old.hold else None
    bed = hold if old.bed == old.hold else old.bed and Span(quiet.start, shifted(old.bed.end))

    passed = [_cut(cue, end) for cue in old.cues if cue.frame < min(before, end)]
    following = [replace(cue, frame=shifted(cue.frame)) for cue in old.cues if cue.frame >= before]
    return replace(
        old,
        cues=in_order((*passed, *following)),
        length=shifted(old.length),
        phases=tuple((shifted(start), phase) for start, phase in old.phases),
        hold=hold,
        quiet=quiet,
        bed=bed,
    )


def free_place(written: Score, now: int, length: int, within: int) -> int | None:
    """The first frame from `now` on where so long a sound has silence around it, or None."""
    room = Room([cue for cue in written.cues if cue.length], written.length + FREE)
    places = sorted({now, *(cue.end + FREE for cue in written.cues if now <= cue.end + FREE <= now + within)})
    return next((place for place in places if room.is_free(place, place + length)), None)


def _cut(cue: Cue, end: int) -> Cue:
    """A cue that sounds no longer than until a frame."""
    return replace(cue, length=min(cue.length, end - cue.frame)) if cue.frame < end else cue
