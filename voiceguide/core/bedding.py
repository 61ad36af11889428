"""When the bed sounds under a session, and in which rhythm it breathes."""

from voiceguide.core.score import BREATH_LEAD, Score
from voiceguide.core.stage import Kind, Stage

BedState = tuple[bool, int]
"""Whether it sounds, and the frame handed out at which a breath in begins."""

SILENT: BedState = (False, 0)


def bed_at(
    stage: Stage, written: Score | None, frame: int, *, handed_out: int, still: bool, before: BedState
) -> BedState:
    """The bed at a frame of a score: where the score says, and wherever position stands still.

    Breathing sets its rhythm; elsewhere it keeps the one it has.
    """
    hold = written.hold if written and stage.kind is Kind.BREATHE else None
    if hold and frame in hold and not still:
        return (True, handed_out - frame + hold.start + BREATH_LEAD)
    if not still and not (written and written.bed and frame in written.bed):
        return SILENT
    was_on, breath = before
    return (True, breath if was_on else handed_out)
