"""How much it hurts, before a session and after it; whoever does not want to say need not."""

from collections.abc import Sequence

from voiceguide.core.command import Command
from voiceguide.core.dialogue import Dialogue, ask
from voiceguide.core.phrases import NUMBERS, Answer, Meaning

HURTS_NOW = ("How much does it hurt now, from zero to ten?", "Or say skip.")
HURTS_AFTER = ("And how much does it hurt now, from zero to ten?", "Or say skip.")
A_NUMBER = ("A number from zero to ten, or skip.",)
WORSE = (
    "That is more than before.",
    "Rest now, and leave these points alone for a while.",
    "If it does not fade, or feels new, please ask a doctor.",
)
"""After a session that has not been good for somebody."""
MUCH = 2
"""By how much more it has to hurt, of ten: less comes and goes."""

_RATINGS: tuple[Meaning, ...] = (*NUMBERS, Command.NEXT, Command.NO, Answer.NONE)


def how_much(words: Sequence[str]) -> Dialogue[int | None]:
    """Pain from 0 to 10; whoever does not want to say need not."""
    reply = yield from ask(words, _RATINGS, again=A_NUMBER, any_key=Command.NEXT)
    return NUMBERS[reply] if isinstance(reply, Answer) and reply in NUMBERS else None


def worse(before: int | None, after: int | None) -> bool:
    """Whether it hurts so much more after a session that it has to be spoken of; not if that is not known."""
    return before is not None and after is not None and after - before >= MUCH
