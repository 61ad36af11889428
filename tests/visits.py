"""A room in which somebody answers as a script says, and all that a visit needs beside it."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from voiceguide.book import Book
from voiceguide.cli.folders import Folders
from voiceguide.cli.visit import Visitor
from voiceguide.core.command import By, Command
from voiceguide.core.conversation import Conversation
from voiceguide.core.facts import Sound
from voiceguide.core.frames import RATE
from voiceguide.core.phrases import Meaning
from voiceguide.core.preferences import Bed, Count, Holds, Talk
from voiceguide.core.safety import Answers, End, SafetyOutcome
from voiceguide.core.safety_questions import Statement
from voiceguide.core.session import Session
from voiceguide.core.spoken import estimated_frames
from voiceguide.partners import Guide
from voiceguide.player import Listener

_GIVEN: Mapping[str, object] = {
    "hold": [],
    "scale": Fraction(1),
    "skip": [],
    "avoid": [],
    "avoid_always": [],
    "talk": Talk.FULL,
    "count": Count.CALM,
    "bed": Bed.NONE,
    "voice": None,
    "rate": 1.0,
    "volume": 0.0,
    "lead": 0,
    "usual": Holds(),
    "output": "none",
    "routine": "hip",
    "resume": False,
    "written": frozenset(),
}


class Stage:
    """Sessions are only taken down; in conversations each answer of the script follows its words."""

    def __init__(self, replies: Mapping[str, Meaning] | None = None, *, listens: bool = True) -> None:
        """`replies`: by the words after which each is given, once they have begun to be said."""
        self.listens = listens
        self.sessions: list[Session] = []
        self.said: list[str] = []
        self._replies = replies or {}

    def play(self, guide: Guide, followers: Sequence[Listener] = ()) -> None:
        del followers
        if isinstance(guide, Session):
            self.sessions.append(guide)
            return
        assert isinstance(guide, Conversation)
        while not guide.ended:
            for text in guide.wanted:
                guide.learn(text, estimated_frames(text))
            for fact in guide.advance(RATE // 2).sounds:
                if isinstance(fact, Sound):
                    self.said.append(str(fact.source))
            reply = self._replies.get(self.said[-1] if self.said else "")
            if reply and (reply is Command.STOP or reply in guide.expected):
                guide.command(reply, By.VOICE)


def given_with(**given: object) -> Namespace:
    """What was written on the command line, filled in."""
    return Namespace(**{**_GIVEN, **given})


def visitor_in(home: Path, book: Book, **given: object) -> Visitor:
    """Somebody with these options, whose own files are in a folder of the home."""
    places = Folders(home / "data", home, home, home, home / "state")
    return Visitor(given_with(**given), places, book, 0)


def answering(**stated: Statement) -> SafetyOutcome:
    return SafetyOutcome(End.ANSWERED, Answers(stated))
