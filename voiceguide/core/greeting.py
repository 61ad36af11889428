"""What is said before and after a session that is run by voice alone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from voiceguide.core.choices import unscaled
from voiceguide.core.command import Command
from voiceguide.core.dialogue import Dialogue, ask, tell
from voiceguide.core.pain import A_NUMBER, HURTS_AFTER, HURTS_NOW, WORSE, how_much, worse
from voiceguide.core.phrases import Answer, Meaning
from voiceguide.core.record import Changed
from voiceguide.core.safety import SafetyOutcome
from voiceguide.core.safety_talk import THANK_YOU
from voiceguide.core.spoken import about_minutes, duration

LESS, MORE = Fraction(7, 10), Fraction(13, 10)
"""What shorter and longer make of all holds."""
LONG_PATIENCE = 60.0
"""Seconds for which somebody who has said nothing is still waited for."""

HELLO = ("Hello.", "When I am quiet, I listen.", "To end, say stop.")
HELLO_BY_KEYS = ("Hello.", "Please answer with the keyboard.")
UNREADABLE = "A file of your own cannot be read, so its session is left out."
HIP_OR_BACK = "Hip or back?"
WHICH = "Which session?"
STILL_HERE = ("I wait.", "Say which one, or press any key.")
GOODBYE = "I heard nothing, so I stop here."
GOODBYE_BY_KEYS = "No key was pressed, so I stop here."
GO_ON_THERE = "Go on there?"
YES_OR_NO = "Yes, or no?"
HOW_TODAY = ("As usual today?", "Or shorter, or longer?")
HOW_TODAY_AGAIN = ("Say usual, shorter, or longer.",)
AS_USUAL = "As usual, then."
INSTEAD = "Shall we do that one instead?"
ANOTHER = "Another one?"
OR_NO = "Or say no."
NOTHING_TODAY = "Nothing more today, then."
WE_BEGIN = "We begin."
KEEP_AS_USUAL = "Keep that as usual?"
SAY_LESS = ("You know this session by now.", "Shall I say less from now on?")
KNOWN_AFTER = 3
"""Sessions of a kind after which fewer words are offered, once."""
FAREWELL = "Rest as long as you like."

_CHANGED: Mapping[Meaning | None, Fraction] = {Command.SHORTER: LESS, Command.LONGER: MORE}


@dataclass(frozen=True, slots=True)
class Offer:
    """A session that can be chosen."""

    routine: str
    title: str
    seconds: float
    """About how long it takes."""


@dataclass(frozen=True, slots=True)
class Advised:
    """What somebody's health means for a session that was chosen."""

    refused: str | None = None
    """Why it is not for them."""
    instead: Offer | None = None
    """What suits them better."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was agreed on."""

    routine: str = ""
    scale: Fraction = Fraction(1)
    pain: int | None = None
    go_on: bool = False
    """Go on where the last session was cut off; nothing else was chosen."""
    safety: SafetyOutcome | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known when somebody comes."""

    offers: Mapping[Answer, Offer]
    """By the word that chooses them; hip, back, feet and short. With `last_done`, at least one."""
    last_done: Offer | None
    """What they did last."""
    cut_off: str | None
    """Where the last session was cut off: "step four, left outer buttock"."""
    safety: Callable[[], Dialogue[SafetyOutcome]] | None
    """What has to be asked about their health; None: neither that is asked, nor how much it hurts."""
    advised: Callable[[str, SafetyOutcome | None], Advised]
    """What their health, with the answers if there are any, means for a routine."""
    length: Callable[[str, Fraction, SafetyOutcome | None], float]
    """About how many seconds it takes with all holds so much longer or shorter."""
    chosen: Offer | None = None
    """What they have chosen already."""
    listens: bool = True
    """Whether they can answer by voice."""
    unreadable: bool = False
    """Whether a session is missing because its file is at fault."""


def welcome(visit: Visit) -> Dialogue[Wish | None]:
    """Greet, choose, ask about today and about health.

    Returns:
        None where nothing was said; a wish without a routine, to go on neither, where health left nothing.
    """
    yield from tell(*(HELLO if visit.listens else HELLO_BY_KEYS))
    if visit.unreadable:
        yield from tell(UNREADABLE)
    if visit.safety and visit.cut_off and (yield from _goes_on(visit.cut_off)):
        return (yield from before(None, visit.safety, go_on=True))
    chosen = visit.chosen or (yield from _choice(visit))
    if chosen is None:
        yield from tell(GOODBYE if visit.listens else GOODBYE_BY_KEYS)
        return None
    outcome = (yield from visit.safety()) if visit.safety else None
    if outcome and not outcome.may_start:
        return Wish(safety=outcome)
    suited = yield from _suited(visit, chosen, outcome)
    if suited is None:
        return Wish(safety=outcome)
    scale = yield from _today()
    length = visit.length(suited.routine, scale, outcome)
    yield from tell(f"{suited.title}, {about_minutes(length)}.")
    pain = (yield from how_much(HURTS_NOW)) if visit.safety else None
    yield from tell(*(() if pain is None else (THANK_YOU,)), WE_BEGIN)
    return Wish(suited.routine, scale, pain, safety=outcome)


def before(
    cut_off: str | None, safety: Callable[[], Dialogue[SafetyOutcome]], *, go_on: bool = False
) -> Dialogue[Wish]:
    """What is asked before a session that is chosen already; `go_on`: it is known to go on where it was."""
    goes_on = go_on or (cut_off is not None and (yield from _goes_on(cut_off)))
    outcome = yield from safety()
    if not outcome.may_start or goes_on:
        return Wish(go_on=goes_on, safety=outcome)
    pain = yield from how_much(HURTS_NOW)
    return Wish(pain=pain, safety=outcome)


class Keeper(Protocol):
    """Keeps each answer as soon as it is known: whatever comes after it may be stopped."""

    def pain(self, rating: int) -> None: ...

    def usual(self, point: str, seconds: int) -> None:
        """From now on this is the usual hold of a point."""
        ...

    def less(self) -> None:
        """Less is to be said from now on."""
        ...


def parting(
    changes: Mapping[str, Changed],
    keeper: Keeper,
    *,
    scale: Fraction = Fraction(1),
    before: int | None = None,
    knows_it: bool = False,
) -> Dialogue[None]:
    """Ask how it was, and what is to be kept.

    Args:
        changes: the holds that were changed, by the names of their places.
        keeper: is told what was answered.
        scale: what all holds were times; what is kept is free of it.
        before: how much it hurt before the session, if that was told.
        knows_it: whether somebody may by now know the session well enough for fewer words.
    """
    pain = yield from how_much(HURTS_AFTER)
    if pain is not None:
        keeper.pain(pain)
    if worse(before, pain):
        # Points that are to be left alone are not to be held longer from now on.
        yield from tell(*WORSE)
    else:
        yield from _usual(changes, keeper, scale)
    if knows_it:
        reply = yield from ask(SAY_LESS, (Command.YES, Command.NO), again=SAY_LESS, any_key=Command.REPEAT)
        if reply is Command.YES:
            keeper.less()
    yield from tell(FAREWELL)


def _usual(changes: Mapping[str, Changed], keeper: Keeper, scale: Fraction) -> Dialogue[None]:
    """Ask of each changed hold whether it is to be the usual one, and name that where it was not held so."""
    for place, change in changes.items():
        usual = unscaled(change.wished, scale)
        held = f"{place}: you held {duration(change.wished)} instead of {duration(change.planned)}."
        *why, question = _kept(usual, change.wished)
        reply = yield from ask(
            (held, *why, question),
            (Command.YES, Command.NO),
            again=(question, YES_OR_NO),
            any_key=Command.REPEAT,
        )
        if reply is Command.YES:
            keeper.usual(change.point, usual)


def _kept(usual: int, held: int) -> tuple[str, ...]:
    """The question whether a hold is to be kept; in seconds, what would be, and what it was this time."""
    if usual == held:
        return (KEEP_AS_USUAL,)
    made = "shorter" if held < usual else "longer"
    return (f"All holds were made {made}.", f"Keep {duration(usual)} as usual?")


def fixed_words(visit: Visit) -> Iterator[str]:
    """What is worth rendering before it is needed, in about the order in which it is said."""
    yield from (*HELLO, *_first_asked(visit), *_all_offers(visit.offers), *HOW_TODAY, *HOW_TODAY_AGAIN)
    yield from (*HURTS_NOW, *A_NUMBER, THANK_YOU, WE_BEGIN, *STILL_HERE, GOODBYE)
    yield from (*HURTS_AFTER, FAREWELL, *WORSE)


def _goes_on(where: str) -> Dialogue[bool]:
    words = (f"Last time you were at {where}.", GO_ON_THERE)
    reply = yield from ask(words, (Command.YES, Command.NO, Command.RESUME), again=(GO_ON_THERE, YES_OR_NO))
    return reply in (Command.YES, Command.RESUME)


def _choice(visit: Visit) -> Dialogue[Offer | None]:
    """What is to be done; any key chooses what was done last, or else the first."""
    choices = _choices(visit)
    any_key = Answer.USUAL if visit.last_done else next(iter(choices))
    reply = yield from ask(_first_asked(visit), choices, again=_all_offers(choices), any_key=any_key)
    if reply is None:
        reply = yield from ask(STILL_HERE, choices, any_key=any_key, patience=LONG_PATIENCE)
    return choices[reply] if isinstance(reply, Answer) else None


def _choices(visit: Visit) -> Mapping[Answer, Offer]:
    return {**visit.offers, **({Answer.USUAL: visit.last_done} if visit.last_done else {})}


def _first_asked(visit: Visit) -> tuple[str, ...]:
    if not {Answer.HIP, Answer.BACK} <= visit.offers.keys():
        return (WHICH, *_all_offers(_choices(visit)))
    own = visit.last_done if visit.last_done not in visit.offers.values() else None
    return (HIP_OR_BACK, *((f"Or say usual, for {own.title}.",) if own else ()))


def _all_offers(choices: Mapping[Answer, Offer]) -> tuple[str, ...]:
    """Each session once, though it may have two words."""
    words: dict[str, Answer] = {}
    for word, offer in choices.items():
        words.setdefault(offer.routine, word)
    return tuple(
        f"Say {word.value}, for {offer.title}, {about_minutes(offer.seconds)}."
        for word, offer in choices.items()
        if words[offer.routine] is word
    )


def _suited(visit: Visit, chosen: Offer, outcome: SafetyOutcome | None) -> Dialogue[Offer | None]:
    """The chosen session, or what suits better; None if nothing is left that somebody wants."""
    while True:
        advised = visit.advised(chosen.routine, outcome)
        if advised.refused:
            yield from tell(advised.refused)
        if advised.instead and (yield from _takes(advised.instead)):
            return advised.instead
        if not advised.refused:
            return chosen
        other = yield from _another(visit, outcome)
        if other is None:
            yield from tell(NOTHING_TODAY, FAREWELL)
            return None
        chosen = other


def _takes(instead: Offer) -> Dialogue[bool]:
    words = (f"There is also: {instead.title}, {about_minutes(instead.seconds)}.", INSTEAD)
    reply = yield from ask(words, (Command.YES, Command.NO), again=(INSTEAD, YES_OR_NO))
    return reply is Command.YES


def _another(visit: Visit, outcome: SafetyOutcome | None) -> Dialogue[Offer | None]:
    """Another session that health allows, if there is one and somebody wants it; any key takes the first."""
    possible = {
        word: offer
        for word, offer in _choices(visit).items()
        if not visit.advised(offer.routine, outcome).refused
    }
    if not possible:
        return None
    words = (ANOTHER, *_all_offers(possible), OR_NO)
    reply = yield from ask(
        words, (*possible, Command.NO, Answer.NONE), again=words, any_key=next(iter(possible))
    )
    return possible.get(reply) if isinstance(reply, Answer) else None


def _today() -> Dialogue[Fraction]:
    """By how much all holds are changed today; who says nothing wants what is usual."""
    expected = (Answer.USUAL, Answer.SHORT, Command.YES, Command.SHORTER, Command.LONGER)
    reply = yield from ask(HOW_TODAY, expected, again=HOW_TODAY_AGAIN, any_key=Answer.USUAL)
    if reply is None:
        yield from tell(AS_USUAL)
    return LESS if reply is Answer.SHORT else _CHANGED.get(reply, Fraction(1))
