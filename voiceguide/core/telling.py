"""What a session says about itself: the last instruction, how long still, that it waits for clips."""

import math

from voiceguide.core import wording
from voiceguide.core.aside import Aside
from voiceguide.core.cue import Phase, Tone
from voiceguide.core.facts import EventName
from voiceguide.core.frames import RATE, frames
from voiceguide.core.holding import hold_of
from voiceguide.core.playhead import Playhead
from voiceguide.core.spoken import estimated_frames
from voiceguide.core.timeline import total_frames

_INSTRUCTION = (Phase.OPEN, Phase.MOVE, Phase.ANNOUNCE, Phase.LOCATE, Phase.PRESS, Phase.CLOSE)

SAY_WAITING = frames(2)


def repeat(head: Playhead) -> None:
    """The last instruction as an aside; a sentence that it interrupts is said anew afterwards."""
    stage, cues = head.stage, head.score.cues if head.score else ()
    instructions = set(stage.said(head.told.talk, *_INSTRUCTION)) | {line.text for line in stage.after}
    said = [cue.words for cue in cues if cue.words in instructions and cue.end <= head.frame]
    if not stage.first:
        earlier = next(other for other in reversed(head.sections[: head.index]) if other.first)
        said = [*earlier.said(head.told.talk, Phase.LOCATE, Phase.PRESS), *said]
    cut = head.interrupted
    if cut and cut.words in instructions and not head.aside_running:
        head.hush()
        head.stand_at(cut.frame)
    head.emit(EventName.REPEATED)
    head.say_aside(Aside(tuple(text for text in said if not wording.is_step(text))), patient=True)


def how_long(head: Playhead) -> None:
    """Seconds of this hold and minutes of the session; the hold's clock waits."""
    hold = hold_of(head)
    here = (wording.seconds_here(math.ceil((hold.end - head.frame) / RATE)),) if hold else ()
    head.say_aside(Aside((*here, wording.minutes_in_all(seconds_left(head)))), patient=True)


def wait_for_clips(head: Playhead) -> None:
    """Say so if clips are late for long."""
    head.emit(EventName.WAITING)

    def say_so() -> None:
        known = head.length_of(wording.ONE_MOMENT)
        head.say_aside(Aside((wording.ONE_MOMENT if known else Tone.ATTENTION,)), patient=True)

    head.alarm(SAY_WAITING, say_so)


def seconds_left(head: Playhead) -> float:
    """About how long the session still lasts if nothing more is asked of it."""
    return (_rest(head) + _after(head)) / RATE


class Remaining:
    """How long a session still lasts, asked often: what lies ahead is summed up only when it changes."""

    def __init__(self, head: Playhead) -> None:
        self._head = head
        self._known: object = None
        self._after = 0

    @property
    def frames(self) -> int:
        """As `seconds_left`, in frames."""
        head = self._head
        known = (head.index, head.score is None, head.told, len(head.lengths), tuple(map(id, head.sections)))
        if known != self._known:
            self._known, self._after = known, _after(head)
        return _rest(head) + self._after


def _rest(head: Playhead) -> int:
    return head.score.length - head.frame if head.score else 0


def _after(head: Playhead) -> int:
    def length(text: str) -> int:
        return head.length_of(text) or estimated_frames(text)

    return total_frames(head.sections[head.index + (head.score is not None) :], length, head.told)
