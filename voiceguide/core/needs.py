"""Which texts a session needs as clips, now, soon, and if it is asked for something."""

from collections.abc import Iterator

from voiceguide.core import wording
from voiceguide.core.calls import count_vocabulary
from voiceguide.core.frames import RATE
from voiceguide.core.holding import HOLD_STEP
from voiceguide.core.playhead import Playhead
from voiceguide.core.preferences import LEAST_HOLD, MOST_HOLD
from voiceguide.core.score import Delivery
from voiceguide.core.stage import Kind, Stage
from voiceguide.core.timeline import vocabulary


def wanted(head: Playhead) -> tuple[str, ...]:
    """What is needed next, the most urgent first, as far as there is no clip of it."""
    soon = (text for text in _if_hold_changes(head.stage, head.told) if not head.length_of(text))
    return tuple(dict.fromkeys((*head.missing, *soon)))


def ahead(head: Playhead) -> tuple[str, ...]:
    """What is needed from here on if nothing more is asked for, in order, as far as there is no clip."""
    texts = vocabulary(head.sections[head.index :], head.told)
    return tuple(text for text in texts if not head.length_of(text))


def spare(head: Playhead) -> tuple[str, ...]:
    """What commands may need, the most urgent first."""
    postures = dict.fromkeys(stage.posture for stage in reversed(head.sections))
    getting_up = (text for posture in postures for text in wording.getting_up(posture))
    holds = (text for stage in head.sections for text in _if_hold_changes(stage, head.told))
    return tuple(dict.fromkeys((*wording.ANSWERS, *getting_up, *holds)))


def _if_hold_changes(stage: Stage, told: Delivery) -> Iterator[str]:
    """What longer and shorter would have to say of a stage's hold."""
    if not stage.held:
        return
    longer, shorter = min(MOST_HOLD, stage.hold + HOLD_STEP), max(LEAST_HOLD, stage.hold - HOLD_STEP)
    for hold in (longer, shorter):
        words = stage.announced_hold(hold, told.talk)
        if words:
            yield words
    if stage.kind is Kind.POINT:
        yield from count_vocabulary(told.count, longer * RATE)
