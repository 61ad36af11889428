"""Every setting in one table: its key, what it is for, its default and its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from voiceguide.core.duration import format_duration
from voiceguide.core.preferences import (
    LEAST_HOLD,
    LEAST_RATE,
    LEAST_SCALE,
    LEAST_VOLUME,
    MOST_HOLD,
    MOST_LEAD,
    MOST_RATE,
    MOST_SCALE,
    MOST_VOLUME,
    Bed,
    Count,
    Talk,
)
from voiceguide.store.kinds import (
    Choice,
    Concerns,
    Day,
    Factor,
    Flag,
    Kind,
    Number,
    OrAuto,
    Seconds,
    Text,
    Toml,
)

VERSION = 1
"""Of the file; a later one holds things that this program does not know."""

HOLDS = "holds"
SAFETY = "safety"
EVERY = "every"


class OutputName(StrEnum):
    """Where it sounds."""

    AUTO = "auto"
    MINIAUDIO = "miniaudio"
    SIMPLEAUDIO = "simpleaudio"
    NONE = "none"


class Theme(StrEnum):
    """The colours of the screen."""

    DARK = "dark"
    LIGHT = "light"
    HIGH_CONTRAST = "high-contrast"


@dataclass(frozen=True, slots=True)
class Key:
    """One setting."""

    name: str
    """As in `Settings`, and in the file."""
    kind: Kind
    default: object
    comment: str
    """What it is for, above it in the file."""
    section: str = ""
    example: Toml | None = None
    """What the file shows where there is no default."""

    @property
    def sample(self) -> Toml:
        """What stands in the file, behind a #, until it is changed."""
        return self.kind.write(self.default) if self.example is None else self.example

    @property
    def path(self) -> str:
        return f"{self.section}.{self.name}" if self.section else self.name


def _words(words: type[StrEnum]) -> str:
    return ", ".join(words)


HOLD = Seconds(LEAST_HOLD, MOST_HOLD)

PLAIN_KEYS = (
    Key(
        "scale",
        Factor(LEAST_SCALE, MOST_SCALE),
        Fraction(1),
        "All holds times this: 0.7 makes every session shorter.",
    ),
    Key("talk", Choice(Talk), Talk.FULL, f"How much is said: {_words(Talk)}."),
    Key("count", Choice(Count), Count.CALM, f"How a hold is counted: {_words(Count)}."),
    Key("bed", Choice(Bed), Bed.BREATH, f"The soft sound under silence: {_words(Bed)}."),
    Key(
        "voice",
        OrAuto(Text("the name of a voice")),
        None,
        'Who speaks: a name that "voiceguide voices" lists, or auto.',
    ),
    Key("rate", Number(LEAST_RATE, MOST_RATE), 1.0, "How fast it speaks: 0.5 to 2."),
    Key(
        "volume",
        Number(LEAST_VOLUME, MOST_VOLUME),
        0.0,
        f"How loud it is, in decibels: {LEAST_VOLUME:g} to {MOST_VOLUME:g}.",
    ),
    Key(
        "lead",
        OrAuto(Seconds(0, MOST_LEAD)),
        None,
        f"Time to lie down before a session: 60s, at most {format_duration(MOST_LEAD)}, or auto.",
    ),
    Key(
        "microphone",
        OrAuto(Text("the name of a microphone")),
        None,
        'Which microphone it listens with: a name that "voiceguide doctor" lists, or auto.',
    ),
    Key("listen", OrAuto(Flag()), None, "Whether it listens for spoken commands: true, false or auto."),
    Key("headphones", Flag(), False, "Whether you wear headphones, so that it does not hear itself."),
    Key("output", Choice(OutputName), OutputName.AUTO, f"Where it sounds: {_words(OutputName)}."),
    Key("auto_resume", Flag(), True, "Whether it goes on by itself when a lost loudspeaker is soon back."),
    Key("theme", Choice(Theme), Theme.DARK, f"The colours of the screen: {_words(Theme)}."),
    Key("captions", Flag(), True, "Whether the spoken words are shown."),
    Key("keep_awake", Flag(), True, "Whether the computer is kept awake during a session."),
    Key(
        "avoid",
        Concerns(),
        (),
        'What to be careful with, always: ["numb-feet:left", "skin"]; "voiceguide play -h" names all.',
    ),
)

EVERY_HOLD = Key(EVERY, HOLD, None, "How long any other point is held.", HOLDS, "45s")

SAFETY_KEYS = (
    Key("answered", Day(), None, "When the safety questions were last answered.", SAFETY, date(2025, 3, 31)),
    Key("concerns", Concerns(), (), "What the answers ask to be careful with.", SAFETY),
)

SECTIONS: Mapping[str, str] = {
    HOLDS: 'How long you usually hold a point: GB30 = "20s".',
    SAFETY: "Your answers to the safety questions. They stay on this computer.",
}

KEYS: Mapping[str, Key] = {key.path: key for key in (*PLAIN_KEYS, EVERY_HOLD, *SAFETY_KEYS)}
"""By path; the holds of single points come on top."""
