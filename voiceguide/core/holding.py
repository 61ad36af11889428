"""Changes to what is being held or waited for: release, longer, shorter, ready, wait, and their earcons."""

import math
from collections.abc import Callable
from dataclasses import replace

from voiceguide.core import wording
from voiceguide.core.cue import TONE_FRAMES, Cue, Tone
from voiceguide.core.facts import EventName
from voiceguide.core.frames import RATE, frames
from voiceguide.core.playhead import Playhead
from voiceguide.core.preferences import MOST_HOLD
from voiceguide.core.score import Span, free_place, rescore, stretched, with_cue

HOLD_STEP = 15
"""Seconds by which longer and shorter change a hold."""
LEAST_LEFT = 5
"""Seconds that shorter leaves."""
EARCON_WITHIN = frames(2)
"""How late an earcon may come; later it would answer nothing."""


def hold_of(head: Playhead) -> Span | None:
    """The hold that is being played, if one is."""
    return head.score.hold if head.score and head.in_hold else None


def rehold(head: Playhead, hold: int, start_again: bool = False) -> None:
    """Let the stage's hold last so many frames, from where position stands."""
    if head.score:
        written = rescore(
            head.score, head.stage, head.length_of, hold=hold, now=head.frame, start_again=start_again
        )
        head.replace_score(written)


def release(head: Playhead, then: Callable[[], None] | None = None) -> None:
    """End the hold at this frame; `then` comes as soon as the release sounds."""
    head.break_off()
    head.hush()
    hold = hold_of(head)
    if hold:
        rehold(head, head.frame - hold.start)
    if then:
        head.alarm(1, then)


def change_hold(head: Playhead, *, longer: bool) -> None:
    """Fifteen seconds more, or less while at least five are left."""
    stage, hold = head.stage, hold_of(head)
    if not stage.held:
        return
    elapsed = math.ceil((head.frame - hold.start) / RATE) if hold else 0
    if longer:
        seconds = min(MOST_HOLD, stage.hold + HOLD_STEP)
    else:
        seconds = min(stage.hold, max(stage.hold - HOLD_STEP, elapsed + LEAST_LEFT))
    if seconds == stage.hold:
        acknowledge(head)
        return
    head.sections[head.index] = replace(stage, hold=seconds)
    head.emit(EventName.HOLD_CHANGED, hold=seconds)
    rehold(head, seconds * RATE)
    words = wording.FIFTEEN_MORE if longer else wording.FIFTEEN_LESS
    acknowledge(head, words if abs(seconds - stage.hold) == HOLD_STEP else None)


def ready(head: Playhead) -> None:
    """End a quiet time; while its words still sound, in an opening or a move, leave it out."""
    written = head.score
    if written is None or written.quiet is None or head.frame >= written.quiet.end:
        return
    start = max(head.frame, written.quiet.start)
    if start == head.frame or not head.stage.held:
        head.break_off()
        head.replace_score(stretched(written, start, start - written.quiet.end))


def wait(head: Playhead) -> None:
    """Ten seconds more of a quiet time."""
    written = head.score
    if written is None or written.quiet is None or head.frame >= written.quiet.end:
        return
    head.replace_score(stretched(written, max(head.frame, written.quiet.start)))
    acknowledge(head, wording.TAKE_YOUR_TIME)


def acknowledge(head: Playhead, words: str | None = None) -> None:
    """Words where there is silence at once, else an earcon as soon as there is some."""
    written = head.score
    if written is None or not head.moving or head.aside_running:
        return
    sounds: list[tuple[str | Tone, int, int]] = []
    if words and head.length_of(words):
        sounds.append((words, head.length_of(words), 0))
    sounds.append((Tone.ATTENTION, TONE_FRAMES[Tone.ATTENTION], EARCON_WITHIN))
    for sound, length, within in sounds:
        place = free_place(written, head.frame, length, within)
        if place is not None and place + length <= written.length:
            head.replace_score(with_cue(written, Cue(place, written.phase_at(place), sound, length)))
            return
