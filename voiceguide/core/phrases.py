"""Every phrase that can be heard, what each means, and which ones sound so alike that they need care."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from voiceguide.core.command import COMMANDS, Command, State


class Answer(StrEnum):
    """What a phrase says in the conversation around a session; yes, no, longer and shorter are commands."""

    HIP = "hip"
    BACK = "back"
    SHORT = "short"
    FEET = "feet"
    USUAL = "usual"
    START = "start"
    """Nothing asks for it; it is known so that it is not taken for "stop"."""
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    NONE = "none"
    UNSURE = "unsure"
    ZERO = "zero"
    ONE = "one"
    TWO = "two"
    THREE = "three"
    FOUR = "four"
    FIVE = "five"
    SIX = "six"
    SEVEN = "seven"
    EIGHT = "eight"
    NINE = "nine"
    TEN = "ten"


Meaning = Command | Answer

NUMBERS: Mapping[Answer, int] = {
    Answer.ZERO: 0,
    Answer.ONE: 1,
    Answer.TWO: 2,
    Answer.THREE: 3,
    Answer.FOUR: 4,
    Answer.FIVE: 5,
    Answer.SIX: 6,
    Answer.SEVEN: 7,
    Answer.EIGHT: 8,
    Answer.NINE: 9,
    Answer.TEN: 10,
}

_ALSO_SAID: Mapping[str, Meaning] = {
    "okay": Command.YES,
    "begin": Answer.START,
    "neither": Answer.NONE,
    "not sure": Answer.UNSURE,
    "I don't know": Answer.UNSURE,
}

_SAID_AS_WRITTEN = tuple(answer for answer in Answer if answer is not Answer.UNSURE)

PHRASES: Mapping[str, Meaning] = {
    **{phrase: command for command, row in COMMANDS.items() for phrase in row.phrases},
    **{answer.value: answer for answer in _SAID_AS_WRITTEN},
    **_ALSO_SAID,
}
"""By what is said; a phrase is its own id."""

ALIKE: tuple[tuple[str, str], ...] = (
    ("longer", "louder"),
    ("longer", "how much longer"),
    ("longer", "how long"),
    ("again", "say again"),
    ("repeat", "resume"),
    ("repeat", "ready"),
    ("resume", "ready"),
    ("next", "yes"),
    ("next", "next one"),
    ("wait", "right"),
    ("wait", "eight"),
    ("wait", "wait a minute"),
    ("go on", "go back"),
    ("go on", "hold on"),
    ("go on", "carry on"),
    ("go back", "back"),
    ("stay on my back", "back"),
    ("short", "shorter"),
    ("softer", "shorter"),
    ("more time", "less time"),
    ("less talking", "less time"),
    ("help", "help me"),
    ("help", "hip"),
    ("stop", "start"),
    ("pause", "four"),
    ("no", "nope"),
    ("no", "none"),
    ("none", "nine"),
    ("none", "done"),
    ("one", "none"),
    ("five", "nine"),
    ("one", "done"),
    ("ten", "again"),
    ("feet", "eight"),
    ("feet", "three"),
    ("finish", "feet"),
    ("enough", "ouch"),
    ("neither", "nine"),
)
"""Pairs by ear. Where the two mean different things, one has to win clearly over the other."""


def phrases_for(meanings: Collection[Meaning]) -> frozenset[str]:
    """Everything people say for any of these."""
    return frozenset(phrase for phrase, meaning in PHRASES.items() if meaning in meanings)


def phrases_in(state: State) -> frozenset[str]:
    """Everything that makes sense in a state of the session."""
    return phrases_for([command for command, row in COMMANDS.items() if state in row.states])


def rivals(phrase: str) -> frozenset[str]:
    """The phrases that sound like this one and mean something else."""
    other = {second if first == phrase else first for first, second in ALIKE if phrase in (first, second)}
    return frozenset(rival for rival in other if PHRASES[rival] is not PHRASES[phrase])
