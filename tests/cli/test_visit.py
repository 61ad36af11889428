"""What becomes of a visit: what was answered is respected, also where a session is gone on with."""

from argparse import Namespace
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from voiceguide.book import Book
from voiceguide.cli.folders import Folders
from voiceguide.cli.visit import NOT_TODAY, Visitor, visit_of
from voiceguide.core.command import By, Command
from voiceguide.core.conversation import Conversation
from voiceguide.core.dialogue import tell
from voiceguide.core.errors import PlanError
from voiceguide.core.facts import VolumeChange
from voiceguide.core.greeting import Wish
from voiceguide.core.preferences import VOLUME_STEP, Bed, Concern, Count, Holds, Preferences, Talk
from voiceguide.core.safety import Answers, End, SafetyOutcome
from voiceguide.core.safety_questions import Statement
from voiceguide.partners import Guide
from voiceguide.player import Listener
from voiceguide.store.fingerprint import fingerprint
from voiceguide.store.place import Place

GIVEN = Namespace(
    hold=[],
    scale=Fraction(1),
    skip=[],
    avoid=[],
    avoid_always=[],
    talk=Talk.FULL,
    count=Count.CALM,
    bed=Bed.NONE,
    voice=None,
    rate=1.0,
    volume=0.0,
    lead=0,
    usual=Holds(),
    output="none",
    routine="hip",
)


class Stage:
    """A room in which nothing sounds."""

    listening = None

    def __init__(self) -> None:
        self.given: list[Guide] = []

    def play(self, guide: Guide, followers: Sequence[Listener] = ()) -> None:
        del followers
        self.given.append(guide)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "state", lambda: 0.0, lambda: 1e9, lambda _sentence: None)


@pytest.fixture
def visitor(tmp_path: Path, home: Path, book: Book) -> Visitor:
    places = Folders(tmp_path, tmp_path, home, tmp_path, tmp_path / "state")
    return Visitor(Namespace(**vars(GIVEN)), places, book, 0)


def cut_off(visitor: Visitor, stage: int = 4) -> Place:
    wished = Preferences(bed=Bed.NONE, lead=0)
    made = visitor.shelf.plan("hip", wished)
    return Place("one", "hip", fingerprint(made), wished, stage, 3.0, 100.0, 1e9)


def answering(**stated: Statement) -> SafetyOutcome:
    return SafetyOutcome(End.ANSWERED, Answers(stated))


def words_of(stage: Stage) -> str:
    """All that the one thing played will say."""
    [guide] = stage.given
    return " ".join(guide.vocabulary)


def test_a_session_is_gone_on_with_where_it_was_cut_off(visitor: Visitor):
    stage = Stage()
    visitor.play(stage, "", Wish(go_on=True), cut_off(visitor))  # type: ignore[arg-type]

    assert "Step two of seven." not in words_of(stage)
    assert "Step five of seven." in words_of(stage)


def test_new_answers_are_respected_where_a_session_would_be_gone_on_with(visitor: Visitor):
    stage, place = Stage(), cut_off(visitor)
    outcome = answering(hip=Statement.BOTH)
    visitor.play(stage, "", Wish(go_on=True, safety=outcome), place)  # type: ignore[arg-type]

    assert "uter buttock." not in words_of(stage)


def test_what_forbids_a_session_forbids_going_on_with_it(visitor: Visitor):
    place = cut_off(visitor)
    visitor._given.avoid_always = [Concern("blood-clot")]

    with pytest.raises(PlanError, match="doctor"):
        visitor.play(Stage(), "", Wish(go_on=True, safety=answering()), place)  # type: ignore[arg-type]


def test_how_loud_a_conversation_was_made_holds_for_the_session(visitor: Visitor):
    stage, talk = Stage(), Conversation(tell("Hello."))
    talk.command(Command.LOUDER, By.VOICE)
    visitor.hear(stage, talk)  # type: ignore[arg-type]
    visitor.play(stage, "hip", Wish(), None)  # type: ignore[arg-type]

    assert VolumeChange(0, VOLUME_STEP) in stage.given[1].advance(10).sounds


@pytest.mark.parametrize("condition", ["pregnancy", "hip-replacement", "numb-feet"])
def test_a_session_of_which_nothing_is_left_is_refused_while_somebody_is_there_to_hear_it(
    visitor: Visitor, condition: str
):
    visitor._given.avoid_always = [Concern(condition)]
    advised = visit_of(visitor, None, None).advised("feet-sitting", answering())

    assert advised.refused == "No point is left in the session Sitting foot session."


def test_what_cannot_be_played_is_heard_before_the_program_ends(visitor: Visitor):
    stage = Stage()
    visitor._given.avoid_always = [Concern("numb-feet")]
    code = visitor.play_if_possible(stage, "feet-sitting", Wish(safety=answering()), None)  # type: ignore[arg-type]

    assert "No point is left" in words_of(stage)
    assert code == NOT_TODAY
