"""How somebody lies by now, and what follows from there if they do not want to turn over."""

from collections.abc import Sequence

from voiceguide.core.playhead import Playhead
from voiceguide.core.point import Posture
from voiceguide.core.stage import Kind, Stage
from voiceguide.core.turning import Refusal, number_of, on_side


def lies(head: Playhead) -> Posture:
    """How the person lies or sits by now; whoever was told to move, and had time to, has done so."""
    stage, quiet = head.stage, head.score.quiet if head.score else None
    if stage.kind is Kind.MOVE and not (quiet and head.frame >= quiet.start):
        return head.sections[head.index - 1].posture
    return stage.posture


def refusal_now(head: Playhead) -> Refusal | None:
    """To turn over no more from here on; None if nothing is left that could change."""
    remaining = _still_to_give(head)
    if not remaining:
        return None
    first = number_of(remaining[0])
    after = first - 1 if head.stage.number is None else head.stage.number
    if len(remaining) > 1 and number_of(remaining[1]) > first + 1:
        # It was only to lead back to where the session goes on.
        first = number_of(remaining[1])
    # A move that is carried out leads to where it says.
    return Refusal(after, first, lies(head) if on_side(head.stage) else head.stage.posture)


def _still_to_give(head: Playhead) -> Sequence[Stage]:
    """The stages that follow; with the present one, if it is given up before its hold has ended."""
    hold = head.score.hold if head.score else None
    held = hold is not None and not head.in_hold and head.frame >= hold.end
    given_up = on_side(head.stage) and head.stage.held and not held
    return head.sections[head.index + (not given_up) : -1]
