"""What screens wish for, posted to the app."""

from dataclasses import dataclass

from textual.message import Message

from voiceguide.tui.outline import Outline
from voiceguide.tui.selection import Selection


@dataclass
class AskedFor(Message):
    """Something else is chosen now; its speech may be prepared."""

    selection: Selection
    outline: Outline


@dataclass
class StartSession(Message):
    """What is chosen is to begin."""


@dataclass
class SoundWished(Message):
    """A few words are to be heard, so that voice and volume can be judged."""

    selection: Selection


@dataclass
class KeepAsUsual(Message):
    """The hold of a point is to be the usual one from now on."""

    point: str
    seconds: int
