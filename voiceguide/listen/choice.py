"""Decides which of the phrases expected now was said, if any: eager on pause and ouch, strict on stop."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from voiceguide.core.phrases import PHRASES, Meaning, rivals

USUAL = 0.40
"""How likely a meaning has to be."""

EAGER: Mapping[str, float] = {"pause": 0.25, "wait a minute": 0.30, "ouch": 0.30, "it hurts": 0.30}
"""Where missing it costs more than being wrong: these may follow soon upon a word or two."""

STRICT: Mapping[str, float] = {
    "stop": 0.75,
    "finish": 0.75,
    "end session": 0.75,
    "help": 0.70,
    "go back": 0.70,
    "hold on": 0.60,
    "skip": 0.60,
    "cramp": 0.60,
    "again": 0.55,
    "done": 0.55,
    "wait": 0.55,
    "no": 0.55,
}
"""Short words that ordinary talk is full of, and those that lead to the end of a session.

Set, as all numbers here, by voices and talk that `training` keeps for it, not by those it measures with.
"""

CLEARLY = 0.20
"""By how much a phrase has to be likelier than one that sounds like it and means something else."""

UNEXPECTED = 0.25
"""How much the likelihood of phrases that make no sense now counts against those that do."""

ALONE, EAGERLY_ALONE = 0.6, 0.25
"""Seconds of quiet before a command. People stop talking to give one; ordinary talk goes on."""

TALKING = 0.9
"""Seconds of speech of late, from which on people are talking to each other, or a radio plays."""

ALONE_IN_TALK, EAGERLY_ALONE_IN_TALK = 1.5, ALONE
"""Seconds of quiet before a command then: more than there is between two who talk."""

EAGER_IN_TALK = 0.60
"""How likely pause and ouch have to be then: among many words some are like them."""

CLOSE = 0.2
"""From here on it was nearly understood."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest phrase of the likeliest meaning, how likely that meaning is, and its lead over rivals."""

    phrase: str
    score: float
    lead: float


def likeliest(likelihoods: Mapping[str, float], expected: Collection[str]) -> Choice | None:
    """`likelihoods` are of all phrases; what is missing to 1 is for everything that is no phrase."""
    weighed = {
        phrase: likelihood if phrase in expected else UNEXPECTED * likelihood
        for phrase, likelihood in likelihoods.items()
    }
    total = 1 - sum(likelihoods.values()) + sum(weighed.values())
    meanings: dict[Meaning, float] = {}
    for phrase in expected:
        meaning = PHRASES[phrase]
        meanings[meaning] = meanings.get(meaning, 0.0) + weighed.get(phrase, 0.0) / total
    if not meanings:
        return None
    meaning = max(meanings, key=lambda one: meanings[one])
    phrase = max((one for one in expected if PHRASES[one] is meaning), key=lambda one: weighed.get(one, 0.0))
    score = meanings[meaning]
    nearest = max((weighed.get(rival, 0.0) / total for rival in rivals(phrase)), default=0.0)
    return Choice(phrase, score, score - nearest)


def sure(choice: Choice, *, quiet: float, talked: float) -> bool:
    """Whether it was said, after so many seconds of quiet, and of speech shortly before."""
    talking, eager = talked >= TALKING, choice.phrase in EAGER
    if eager:
        needed = EAGER_IN_TALK if talking else EAGER[choice.phrase]
        alone = quiet >= (EAGERLY_ALONE_IN_TALK if talking else EAGERLY_ALONE)
    else:
        needed, alone = STRICT.get(choice.phrase, USUAL), _stands_alone(quiet, talked)
    return alone and choice.score >= needed and choice.lead >= CLEARLY


def close(choice: Choice, *, quiet: float, talked: float) -> bool:
    """Whether it may well have been said."""
    return choice.score >= CLOSE and _stands_alone(quiet, talked)


def _stands_alone(quiet: float, talked: float) -> bool:
    return quiet >= (ALONE_IN_TALK if talked >= TALKING else ALONE)
