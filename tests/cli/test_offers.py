"""What a conversation can offer: sessions that can be read and that health allows, by their titles."""

from pathlib import Path

import pytest
from visits import Stage, answering, visitor_in

from voiceguide.book import Book
from voiceguide.cli.offers import visit_of
from voiceguide.content.fault import Faults
from voiceguide.core.command import Command
from voiceguide.core.greeting import Visit, welcome
from voiceguide.core.phrases import Answer
from voiceguide.core.preferences import Concern
from voiceguide.core.record import Record
from voiceguide.core.safety_questions import Statement

PREGNANT = answering(pregnant=Statement.YES, hip=Statement.BOTH)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "state", lambda: 0.0, lambda: 1e9, lambda _sentence: None)


def visit_in(home: Path, book: Book, chosen: str | None = None, **given: object) -> Visit:
    return visit_of(visitor_in(home, book, **given), None, chosen, asks=False)


def write(home: Path, name: str, content: str) -> None:
    path = home / "data" / "routines" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")


def test_a_session_that_health_forbids_too_is_not_proposed_instead(tmp_path: Path, book: Book):
    advised = visit_in(tmp_path, book).advised("hip", PREGNANT)

    assert advised.refused == "No point is left in the session Hip session."
    assert advised.instead is None


def test_what_is_proposed_instead_is_as_long_as_health_leaves_it(tmp_path: Path, book: Book):
    visit = visit_in(tmp_path, book)
    whole, shortened = (
        visit.advised("hip", answering(side=Statement.BOTH, **more)).instead
        for more in ({}, {"hands": Statement.YES})
    )

    assert whole is not None
    assert shortened is not None
    assert whole.title == "Hip session without turning"
    assert shortened.seconds < whole.seconds


def test_all_that_can_be_chosen_after_a_refusal_can_be_played(tmp_path: Path, book: Book):
    visitor = visitor_in(
        tmp_path, book, avoid_always=[Concern("hip-replacement")], avoid=[Concern("hip-replacement")]
    )
    visit = visit_of(visitor, None, None, asks=False)
    stage = Stage(
        {
            "Hip or back?": Answer.FEET,
            "Or say no.": Answer.BACK,
            "Or shorter, or longer?": Answer.USUAL,
        }
    )
    wish = visitor.hear(stage, welcome(visit))  # type: ignore[arg-type]

    assert "No point is left in the session Sitting foot session." in stage.said
    assert "Say feet, for Sitting foot session, about seven minutes." not in stage.said
    assert wish is not None
    assert visitor.carry_out(stage, wish, wish.routine, None) == 0  # type: ignore[arg-type]
    assert len(stage.sessions) == 1


@pytest.mark.parametrize("condition", ["pregnancy", "hip-replacement", "numb-feet"])
def test_a_session_of_which_nothing_is_left_is_refused_while_somebody_is_there_to_hear_it(
    tmp_path: Path, book: Book, condition: str
):
    visit = visit_in(tmp_path, book, avoid_always=[Concern(condition)])

    assert visit.advised("feet-sitting", answering()).refused == (
        "No point is left in the session Sitting foot session."
    )


def test_no_id_is_spoken_where_a_session_is_refused(tmp_path: Path, book: Book):
    visit = visit_in(tmp_path, book)
    told = [visit.advised(one, PREGNANT).refused or "" for one in ("hip", "back", "hip-supine", "back-lying")]

    assert not [words for words in told if "-supine" in words or "-lying" in words]


def test_a_file_of_ones_own_that_is_at_fault_is_left_out_and_told_in_one_sentence(
    tmp_path: Path, book: Book, capsys: pytest.CaptureFixture[str]
):
    write(tmp_path, "hip.yaml", "title: Mine\nsumary: Mine.\nsteps:\n  - pont: CV6\n")
    visit = visit_in(tmp_path, book)
    told = capsys.readouterr().err

    assert Answer.HIP not in visit.offers
    assert Answer.BACK in visit.offers
    assert visit.last_done is None
    assert visit.unreadable
    assert told.count("\n") == 1
    assert "hip.yaml:1:1:" in told
    assert "2 more, see voiceguide check)" in told


def test_where_the_session_done_last_cannot_be_read_any_more_the_usual_one_is_the_hip(
    tmp_path: Path, book: Book
):
    write(tmp_path, "mine.yaml", "title: Mine\n")
    book.history.keep(Record("one", "mine", "2026-01-01T10:00:00Z"))
    visit = visit_in(tmp_path, book)

    assert visit.last_done == visit.offers[Answer.HIP]
    assert visit.unreadable


def test_a_session_that_was_chosen_and_cannot_be_read_is_a_fault_at_once(tmp_path: Path, book: Book):
    write(tmp_path, "mine.yaml", "title: Mine\n")

    with pytest.raises(Faults):
        visit_in(tmp_path, book, "mine")


def test_without_questions_neither_health_nor_pain_nor_the_last_place_is_asked_about(
    tmp_path: Path, book: Book
):
    visitor = visitor_in(tmp_path, book)
    stage = Stage({"Hip or back?": Answer.BACK, "Or shorter, or longer?": Command.SHORTER})
    wish = visitor.hear(stage, welcome(visit_of(visitor, None, None, asks=False)))  # type: ignore[arg-type]

    assert [words for words in stage.said if words.endswith("?")] == [
        "Hip or back?",
        "As usual today?",
        "Or shorter, or longer?",
    ]
    assert wish is not None
    assert visitor.carry_out(stage, wish, wish.routine, None) == 0  # type: ignore[arg-type]


def test_a_session_is_offered_as_long_as_it_will_be_with_what_is_known(tmp_path: Path, book: Book):
    usual, careful = (
        visit_in(tmp_path, book, avoid=avoided).offers for avoided in ([], [Concern("numb-feet")])
    )

    assert careful[Answer.BACK].seconds < usual[Answer.BACK].seconds - 120
    assert careful[Answer.BACK].title == "Back session"
    assert Answer.FEET in careful
