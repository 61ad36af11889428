"""What holds around every session: what is asked, what is kept of the answers, staying awake."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date

from voiceguide.awake import kept_awake
from voiceguide.book import Book
from voiceguide.core.greeting import KNOWN_AFTER
from voiceguide.core.preferences import Talk
from voiceguide.core.safety import End, SafetyOutcome
from voiceguide.store.settings import Reading


def asks_all(reading: Reading) -> bool:
    """Whether the six questions come before the next session; else one does."""
    return reading.settings.safety.answered is None or reading.health_unread


def kept_of(outcome: SafetyOutcome, today: date) -> Mapping[str, object]:
    """What of the safety answers is kept, as changes of the settings.

    After a red flag what was answered before is no longer enough: all is asked anew next time.
    """
    match outcome.end:
        case End.ANSWERED:
            return {"safety.answered": today, "safety.concerns": outcome.answers.concerns or None}
        case End.RED_FLAG:
            return {"safety.answered": None}
        case End.DELETED:
            return {"safety.answered": None, "safety.concerns": None}
    return {}


def knows_it(book: Book, routine: str, talk: Talk) -> bool:
    """Whether fewer words are offered after a session, which happens once; waits for the disk."""
    book.flush()
    return talk is Talk.FULL and book.finished(routine) == KNOWN_AFTER


def awake(wanted: bool) -> AbstractContextManager[str | None]:
    """Keeps the machine awake if that is wanted; gives a sentence if it cannot be had."""
    return kept_awake() if wanted else nullcontext()
