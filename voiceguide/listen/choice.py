"""Decides which of the phrases expected now was said, if any: eager on pause and ouch, strict on stop."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from voiceguide.core.command import Command
from voiceguide.core.phrases import PHRASES, Meaning, rivals

USUAL = 0.55
"""How likely a meaning has to be."""

NEEDED: Mapping[Meaning, float] = {Command.PAUSE: 0.40, Command.OUCH: 0.40, Command.STOP: 0.85}
"""Where being wrong costs less than missing it, and where it costs more."""

CLEARLY = 0.20
"""By how much a phrase has to be likelier than one that sounds like it and means something else."""

UNEXPECTED = 0.25
"""How much the likelihood of phrases that make no sense now counts against those that do."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest phrase of the likeliest meaning, and how likely that meaning is."""

    phrase: str
    score: float


def choose(likelihoods: Mapping[str, float], expected: Collection[str]) -> Choice | None:
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
    if score < NEEDED.get(meaning, USUAL) or score - nearest < CLEARLY:
        return None
    return Choice(phrase, score)
