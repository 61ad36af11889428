"""The few phrases that a real person recorded, said in the same conditions as all the others."""

from collections import Counter
from collections.abc import Collection, Iterator

import numpy as np

from training.examples import CONDITIONS, in_condition
from training.rooms import to_pcm
from training.streams import HUMAN, read_wav
from training.voices import Sound
from voiceguide.core.phrases import NUMBERS, PHRASES
from voiceguide.listen.features import Networks
from voiceguide.listen.head import shipped
from voiceguide.listen.recogniser import OwnRecogniser, Recognition

FILES = {"pause": "dictate/pause", **{answer.value: f"digits/{number}" for answer, number in NUMBERS.items()}}

BLOCK = 480


def understood(situations: dict[str, Collection[str]]) -> Iterator[str]:
    """Lines of a table: in each condition, which were right, and what became of the others.

    `situations` says what is expected when a phrase is said.
    """
    networks, head, chance = Networks(), shipped(), np.random.default_rng(0)
    sounds = {phrase: read_wav(HUMAN / f"{name}.wav") for phrase, name in FILES.items() if HUMAN.exists()}
    for condition in CONDITIONS[:-1]:
        outcomes: Counter[str] = Counter()
        for phrase, sound in sounds.items():
            heard = in_condition(sound, condition, list(sounds.values()), chance)
            told = _told(OwnRecogniser(networks, head), heard, situations[phrase])
            outcomes[
                "right" if told and PHRASES[told] is PHRASES[phrase] else f"{phrase}: {told or 'missed'}"
            ] += 1
        right = outcomes.pop("right", 0)
        yield f"| {condition} | {right} of {len(sounds)} | {', '.join(outcomes)} |"


def _told(recogniser: OwnRecogniser, sound: Sound, expected: Collection[str]) -> str:
    recogniser.expect(expected)
    pcm = to_pcm(sound, 0.3)
    for at in range(0, len(pcm), BLOCK):
        recogniser.feed(pcm[at : at + BLOCK], 0.0)
    return next((one.phrase for one in recogniser.heard() if isinstance(one, Recognition)), "")
