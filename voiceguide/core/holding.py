"""Changes to what is being held or waited for: release, longer, shorter, ready, wait, and their earcons."""

import math
from dataclasses import replace

from voiceguide.core import wording
from voiceguide.core.aside import Aside
from voiceguide.core.cue import TONE_FRAMES, Cue, Tone
from voiceguide.core.facts import EventName
from voiceguide.core.frames import RATE, frames
from voiceguide.core.playhead import Playhead
from voiceguide.core.preferences import MOST_HOLD
from voiceguide.core.rescoring import free_place, rescore, with_cue, with_quiet_until
from voiceguide.core.score import Score, Span

HOLD_STEP = 15
"""Seconds by which longer and shorter change a hold."""
LEAST_LEFT = 5
"""Seconds that shorter leaves."""
EARCON_WITHIN = frames(2)
"""How late an earcon may come; later it would answer nothing."""
WAIT = frames(10)
"""What "wait" adds to a quiet time."""


def hold_of(head: Playhead) -> Span | None:
    """The hold that has started and not ended, if there is one."""
    return head.score.hold if head.score and head.in_hold else None


def rehold(head: Playhead, hold: int, start_again: bool = False) -> None:
    """Let the stage's hold last so many frames, from where position stands."""
    if head.score:
        written = rescore(
            head.score, head.stage, head.length_of, hold=hold, now=head.frame, start_again=start_again
        )
        head.replace_score(written)


def release(head: Playhead) -> None:
    """End the hold at this very frame; the release sounds before anything else."""
    head.break_off()
    hold = hold_of(head)
    if hold:
        head.hush()
        rehold(head, head.frame - hold.start)
        head.sound_at_once()


def change_hold(head: Playhead, *, longer: bool) -> None:
    """Fifteen seconds more, or less while at least five are left."""
    stage = head.stage
    if not stage.held:
        return
    if longer:
        seconds = min(MOST_HOLD, stage.hold + HOLD_STEP)
    else:
        seconds = min(stage.hold, max(stage.hold - HOLD_STEP, _least(head)))
    if seconds == stage.hold:
        acknowledge(head)
        return
    _hold_for(head, seconds)
    words = wording.FIFTEEN_MORE if longer else wording.FIFTEEN_LESS
    acknowledge(head, words if abs(seconds - stage.hold) == HOLD_STEP else None)


def set_hold(head: Playhead, seconds: int) -> None:
    """So many seconds, or as few as there may be left by now; what is over stays as it was."""
    seconds = max(seconds, _least(head))
    written = head.score.hold if head.score else None
    if written and not head.in_hold and head.frame >= written.end:
        return
    if head.stage.held and seconds != head.stage.hold:
        _hold_for(head, seconds)
        acknowledge(head)


def _least(head: Playhead) -> int:
    """The shortest that the hold can still be made, in seconds."""
    hold = hold_of(head)
    return LEAST_LEFT + (math.ceil((head.frame - hold.start) / RATE) if hold else 0)


def _hold_for(head: Playhead, seconds: int) -> None:
    head.sections[head.index] = replace(head.stage, hold=seconds)
    head.emit(EventName.HOLD_CHANGED, hold=seconds)
    rehold(head, seconds * RATE)


def ready(head: Playhead) -> None:
    """End a quiet time; while its words still sound, in an opening or a move, leave it out."""
    head.hasten_aside()
    quiet = quiet_ahead(head)
    if quiet:
        end_quiet_at(head, quiet.start)


def wait(head: Playhead) -> None:
    """Ten seconds more of a quiet time; if what follows it is being said, this is said anew after them."""
    if head.aside_running:
        head.say_aside(Aside((wording.TAKE_YOUR_TIME, WAIT)), patient=True)
        return
    if head.score is None:
        be_quiet_for(head, head.stage.quiet + WAIT // RATE)
        head.say_aside(Aside((wording.TAKE_YOUR_TIME,)))
        return
    quiet = head.score.quiet
    if quiet and _before_what_it_leads_to(head, head.score):
        if head.frame >= quiet.end:
            head.hush()
            head.stand_at(quiet.end)
        head.replace_score(with_quiet_until(head.score, quiet.end + WAIT))
        acknowledge(head, wording.TAKE_YOUR_TIME)


def _before_what_it_leads_to(head: Playhead, written: Score) -> bool:
    """Whether the hold, or the next stage, that a quiet time leads to has not begun."""
    hold = written.hold
    return hold is None or (head.frame <= hold.start < hold.end and not head.in_hold)


def be_quiet_for(head: Playhead, seconds: int) -> None:
    """How long the quiet time of a stage will be whose clips are late."""
    head.sections[head.index] = replace(head.stage, quiet=seconds)


def quiet_ahead(head: Playhead) -> Span | None:
    """The quiet time of the stage, if it has not ended."""
    quiet = head.score.quiet if head.score else None
    return quiet if quiet and head.frame < quiet.end else None


def end_quiet_at(head: Playhead, frame: int) -> None:
    """End the quiet time that is ahead at a frame, or now if that has passed; what sounds in it dies away."""
    quiet = quiet_ahead(head)
    if head.score and quiet:
        end = max(frame, quiet.start, head.frame)
        if head.frame in quiet and end == head.frame:
            head.hush()
        head.replace_score(with_quiet_until(head.score, end))


def acknowledge(head: Playhead, words: str | None = None) -> None:
    """Words where there is silence at once, else an earcon as soon as there is some."""
    written = head.score
    if written is None or not head.moving or head.aside_running:
        return
    if not (words and put_in(head, words)):
        _put_in(head, written, Tone.ATTENTION, TONE_FRAMES[Tone.ATTENTION], EARCON_WITHIN)


def put_in(head: Playhead, words: str) -> bool:
    """Say something now over the running clock, if there is silence enough; tell whether it is said."""
    length = head.length_of(words)
    return head.score is not None and length > 0 and _put_in(head, head.score, words, length, 0)


def _put_in(head: Playhead, written: Score, sound: str | Tone, length: int, within: int) -> bool:
    place = free_place(written, head.frame, length, within)
    if place is None or place + length > written.length:
        return False
    head.replace_score(with_cue(written, Cue(place, written.phase_at(place), sound, length)))
    return True
