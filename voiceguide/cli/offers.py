"""What a conversation can offer somebody: the sessions that can be read, and what health makes of them."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from voiceguide.cli.face import tell
from voiceguide.cli.visit import Visitor
from voiceguide.content.fault import Faults
from voiceguide.core.advice import first_of
from voiceguide.core.choices import instead
from voiceguide.core.errors import ContentError, VoiceguideError
from voiceguide.core.greeting import Advised, Offer, Visit
from voiceguide.core.phrases import Answer
from voiceguide.core.preferences import Preferences
from voiceguide.core.safety import SafetyOutcome
from voiceguide.core.timeline import estimated_seconds
from voiceguide.store.place import Place

_SHORT = ("back-lying", "hip-supine")
_BY_WORD = {Answer.HIP: "hip", Answer.BACK: "back", Answer.FEET: "feet-sitting"}


def visit_of(visitor: Visitor, cut_off: Place | None, chosen: str | None, *, asks: bool) -> Visit:
    """What a conversation with somebody has to know.

    Args:
        visitor: who comes.
        cut_off: where their last session was cut off, if that is to be offered.
        chosen: what they have chosen already, if they have.
        asks: whether health is asked about, and pain.

    Raises:
        ContentError: what was chosen cannot be read, or nothing can.
        PlanError: a value is out of range, or a point is unknown.
    """
    offered = _Offered(visitor)
    chosen_offer = offered.offer(chosen) if chosen else None
    offers = _by_word(offered.readable)
    last_done = chosen_offer or offered.readable(_last_done(visitor)) or offers.get(Answer.HIP)
    if not offers and not last_done:
        raise ContentError("No session can be read; voiceguide list shows what is wrong.")
    return Visit(
        offers=offers,
        last_done=last_done,
        cut_off=visitor.where(cut_off) if cut_off else None,
        safety=visitor.safety if asks else None,
        advised=offered.advised,
        length=offered.length,
        chosen=chosen_offer,
        unreadable=offered.unreadable,
    )


def _by_word(readable: Callable[[str], Offer | None]) -> Mapping[Answer, Offer]:
    found = {word: readable(routine) for word, routine in _BY_WORD.items()}
    offers = {word: one for word, one in found.items() if one}
    short = [one for one in map(readable, _SHORT) if one]
    if short:
        offers[Answer.SHORT] = min(short, key=lambda one: one.seconds)
    return offers


def _last_done(visitor: Visitor) -> str:
    again = visitor.book.last_routine()
    return again if again and again in visitor.shelf.ids() else "hip"


class _Offered:
    """The sessions that somebody can be offered, each read once."""

    def __init__(self, visitor: Visitor) -> None:
        self.unreadable = False
        """Whether one of them could not be read."""
        self._visitor = visitor
        self._wished = visitor.preferences()
        self._read: dict[str, Offer | None] = {}

    def offer(self, routine: str, wished: Preferences | None = None) -> Offer:
        """A session with its title, and about how long it takes; without `wished`, by what is known.

        Raises:
            ContentError: it is at fault.
            PlanError: nothing of it is left.
        """
        made, wished = self._visitor.shelf.routine(routine), wished or self._as_known(routine)
        seconds = estimated_seconds(self._visitor.shelf.plan(routine, wished), wished)
        return Offer(routine, made.title, seconds)

    def _as_known(self, routine: str) -> Preferences:
        """What is asked for and known by now; where nothing is left, that is told to whoever chooses it."""
        forbidden = self._visitor.forbidden(routine, self._wished)
        return Preferences(lead=self._wished.lead) if forbidden else self._wished

    def readable(self, routine: str) -> Offer | None:
        """As `offer`; why a session cannot be read is told once."""
        if routine not in self._read:
            try:
                self._read[routine] = self.offer(routine)
            except VoiceguideError as error:
                self.unreadable, self._read[routine] = True, None
                tell(_in_short(error))
        return self._read[routine]

    def advised(self, routine: str, outcome: SafetyOutcome | None) -> Advised:
        """What somebody's health means for a session; another is proposed only if they can do it."""
        wished = self._visitor.preferences(outcome=outcome)
        shelf, made = self._visitor.shelf, self._visitor.shelf.routine(routine)
        other = shelf.routine(made.without_turning) if made.without_turning else None
        better = instead(made, other, shelf.points(), wished)
        offer = self.offer(better.id, wished) if better else None
        return Advised(self._visitor.forbidden(routine, wished), offer)

    def length(self, routine: str, scale: Fraction, outcome: SafetyOutcome | None) -> float:
        """About how many seconds a session takes that health allows."""
        return self.offer(routine, self._visitor.preferences(scale, outcome)).seconds


def _in_short(error: VoiceguideError) -> str:
    """One sentence, also where a file has many faults."""
    return first_of(error.faults, "voiceguide check") if isinstance(error, Faults) else str(error)
