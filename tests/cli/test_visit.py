"""What becomes of a visit: what was answered is kept and respected, also where a session is gone on with."""

from fractions import Fraction
from pathlib import Path

import pytest
from visits import Stage, answering, visitor_in

from voiceguide.book import Book
from voiceguide.cli.visit import NOT_TODAY, Visitor
from voiceguide.core.command import Command
from voiceguide.core.dialogue import tell
from voiceguide.core.facts import VolumeChange
from voiceguide.core.greeting import KEEP_AS_USUAL, Wish
from voiceguide.core.phrases import Answer
from voiceguide.core.preferences import MOST_SCALE, VOLUME_STEP, Bed, Concern, Count, Preferences, Talk
from voiceguide.core.record import Done, Record
from voiceguide.core.safety_questions import EMERGENCY, Statement
from voiceguide.core.safety_talk import IS_THAT_RIGHT, NEW_OR_WORSE
from voiceguide.store.fingerprint import fingerprint
from voiceguide.store.place import Place
from voiceguide.store.settings import Safety
from voiceguide.store.settings_file import SettingsStore
from voiceguide.times import today


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VOICEGUIDE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def book(own_home: Path) -> Book:
    return Book(own_home / "state", lambda: 0.0, lambda: 1e9, lambda _sentence: None)


@pytest.fixture
def visitor(own_home: Path, book: Book) -> Visitor:
    return visitor_in(own_home, book)


def kept(home: Path) -> Safety:
    return SettingsStore(home).read().settings.safety


def cut_off(visitor: Visitor, stage: int = 4) -> Place:
    wished = Preferences(bed=Bed.NONE, lead=0)
    made = visitor.shelf.plan("hip", wished)
    return Place("one", "hip", fingerprint(made), wished, stage, 3.0, 100.0, 1e9)


def words_of(stage: Stage) -> str:
    """All that the one session played will say."""
    [session] = stage.sessions
    return " ".join(session.vocabulary)


def test_a_session_is_gone_on_with_where_it_was_cut_off(visitor: Visitor):
    stage = Stage()
    code = visitor.carry_out(stage, Wish(go_on=True), "", cut_off(visitor))  # type: ignore[arg-type]

    assert code == 0
    assert "Step two of seven." not in words_of(stage)
    assert "Step five of seven." in words_of(stage)


def test_new_answers_are_respected_where_a_session_would_be_gone_on_with(visitor: Visitor):
    stage, place = Stage(), cut_off(visitor)
    outcome = answering(hip=Statement.BOTH)
    visitor.carry_out(stage, Wish(go_on=True, safety=outcome), "", place)  # type: ignore[arg-type]

    assert "uter buttock." not in words_of(stage)


def test_what_forbids_a_session_forbids_going_on_with_it(own_home: Path, book: Book):
    place = cut_off(visitor_in(own_home, book))
    visitor, stage = visitor_in(own_home, book, avoid_always=[Concern("blood-clot")]), Stage()
    code = visitor.carry_out(stage, Wish(go_on=True, safety=answering()), "", place)  # type: ignore[arg-type]

    assert code == NOT_TODAY
    assert stage.sessions == []
    assert "doctor" in " ".join(stage.said)


def test_how_much_is_said_may_be_asked_for_where_a_session_is_gone_on_with(own_home: Path, book: Book):
    written = frozenset({"talk", "count", "lead"})
    visitor = visitor_in(
        own_home, book, talk=Talk.MINIMAL, count=Count.TONES, lead=120, bed=Bed.BREATH, written=written
    )
    stage = Stage()
    visitor.carry_out(stage, Wish(go_on=True), "", cut_off(visitor))  # type: ignore[arg-type]

    assert "Step five of seven." not in words_of(stage)
    assert "I begin in two minutes, or when you say ready." in words_of(stage)
    assert "Halfway." not in words_of(stage)


def test_how_loud_a_conversation_was_made_holds_for_the_session(visitor: Visitor):
    stage = Stage({"Hello.": Command.LOUDER})
    visitor.hear(stage, tell("Hello."))  # type: ignore[arg-type]
    visitor.carry_out(stage, Wish(), "hip", None)  # type: ignore[arg-type]

    [louder] = [fact for fact in stage.sessions[0].advance(10).sounds if isinstance(fact, VolumeChange)]
    assert louder.decibels >= VOLUME_STEP


def test_whoever_is_not_heard_is_told_of_no_ear_in_the_session(visitor: Visitor):
    stage = Stage(listens=False)
    visitor.carry_out(stage, Wish(), "hip", None)  # type: ignore[arg-type]

    assert "I begin now." in words_of(stage)
    assert "I listen" not in words_of(stage)
    assert "say" not in words_of(stage).split()


def test_however_much_longer_a_session_is_made_its_place_can_be_read_again(own_home: Path, book: Book):
    visitor = visitor_in(own_home, book, scale=Fraction(5))

    assert visitor.preferences(Fraction(13, 10)).scale == MOST_SCALE


def test_what_cannot_be_played_is_heard_before_the_program_ends(own_home: Path, book: Book):
    stage, visitor = Stage(), visitor_in(own_home, book, avoid_always=[Concern("numb-feet")])
    code = visitor.carry_out(stage, Wish(safety=answering()), "feet-sitting", None)  # type: ignore[arg-type]

    assert stage.said == ["No point is left in the session Sitting foot session."]
    assert code == NOT_TODAY


def test_where_health_left_nothing_to_choose_the_code_says_so(visitor: Visitor):
    assert visitor.carry_out(Stage(), Wish(safety=answering()), "", None) == NOT_TODAY  # type: ignore[arg-type]


def test_after_a_red_flag_all_is_asked_anew_though_the_advice_is_stopped(own_home: Path, visitor: Visitor):
    SettingsStore(own_home).save({"safety.answered": today()})
    script = {
        NEW_OR_WORSE: Command.YES,
        "Yes, no, or not sure?": Command.YES,
        EMERGENCY.words[0]: Command.STOP,
    }
    stage = Stage(script)
    wish = visitor.ask_before(stage, None, go_on=False)  # type: ignore[arg-type]
    code = visitor.carry_out(stage, wish, "hip", None)  # type: ignore[arg-type]

    assert wish is None
    assert stage.said[-1] == EMERGENCY.words[0]
    assert kept(own_home).answered is None
    assert code == NOT_TODAY


def test_confirmed_answers_are_kept_though_what_follows_is_stopped(own_home: Path, visitor: Visitor):
    script = {
        "Yes, no, or not sure?": Command.NO,
        IS_THAT_RIGHT: Command.YES,
        "Or say skip.": Command.STOP,
    }
    stage = Stage(script)
    wish = visitor.ask_before(stage, None, go_on=False)  # type: ignore[arg-type]
    code = visitor.carry_out(stage, wish, "hip", None)  # type: ignore[arg-type]

    assert wish is None
    assert kept(own_home).answered == today()
    assert (code, stage.sessions) == (0, [])


def test_answers_that_cannot_be_kept_are_told_after_the_talk(
    own_home: Path, visitor: Visitor, capsys: pytest.CaptureFixture[str]
):
    (own_home / "settings.toml").mkdir()
    told = []
    for _ in range(2):
        visitor.keep_answers(answering())
        visitor.hear(Stage(), tell("Thank you."))  # type: ignore[arg-type]
        told.append(capsys.readouterr().err)

    assert ["The settings cannot be saved" in one for one in told] == [True, True]


def test_what_was_answered_afterwards_is_kept_though_the_next_question_is_stopped(
    own_home: Path, visitor: Visitor, book: Book
):
    place = cut_off(visitor)
    lengthened = (Done(2, "GB29", "right", 60, 75, changed=75), Done(4, "GB30", "right", 30, 45, changed=45))
    book.history.keep(Record("one", "hip", "2026-01-01T10:00:00Z", stages=lengthened))
    made = visitor.plan_of("hip", place.preferences)
    diary = book.begin(made, place.preferences, place=place)
    script = {
        "Or say skip.": Answer.TWO,
        "Right hip: you held one minute fifteen seconds instead of one minute.": Command.YES,
        KEEP_AS_USUAL: Command.YES,
        "Outer buttock: you held forty-five seconds instead of half a minute.": Command.STOP,
    }
    stage = Stage(script)
    visitor.ask_afterwards(stage, diary)  # type: ignore[arg-type]

    assert "Rest as long as you like." not in stage.said
    assert diary.record.pain_after == 2
    assert SettingsStore(own_home).read().settings.holds.by_point == {"GB29": 75}


def test_after_a_session_with_shorter_holds_what_is_asked_about_is_what_is_kept(
    own_home: Path, visitor: Visitor, book: Book
):
    place = cut_off(visitor)
    lengthened = (Done(2, "GB30", "right", 21, 36, changed=36),)
    shorter = {"scale": "7/10"}
    book.history.keep(Record("one", "hip", "2026-01-01T10:00:00Z", stages=lengthened, more=shorter))
    made = visitor.plan_of("hip", place.preferences)
    diary = book.begin(made, place.preferences, place=place)
    stage = Stage({"Keep fifty-one seconds as usual?": Command.YES})
    visitor.ask_afterwards(stage, diary)  # type: ignore[arg-type]

    assert SettingsStore(own_home).read().settings.holds.by_point == {"GB30": 51}
