"""The safety answers: what is a red flag, what the plan has to respect, how it is read back."""

import pytest
from fakes import points

from voiceguide.core.condition import CONDITIONS
from voiceguide.core.point import Side
from voiceguide.core.preferences import Concern
from voiceguide.core.safety import Answers, last_time, read_back
from voiceguide.core.safety_questions import (
    ASK_A_DOCTOR,
    EMERGENCY,
    ITEMS,
    QUESTIONS,
    Checklist,
    RedFlag,
    Statement,
    possible,
)

NO, YES, LEFT, RIGHT, BOTH, UNSURE = (
    Statement.NO,
    Statement.YES,
    Statement.LEFT,
    Statement.RIGHT,
    Statement.BOTH,
    Statement.UNSURE,
)
FLAGS = {"nerves": EMERGENCY, "now": EMERGENCY, "unchecked": ASK_A_DOCTOR}
MEANT = {
    "pregnant": ["pregnancy"],
    "thin-bones": ["osteoporosis"],
    "rheumatoid": ["rheumatoid"],
    "bleeding": ["blood-thinners"],
    "veins": ["varicose-veins"],
    "clot": ["blood-clot"],
    "numb-feet": ["numb-feet"],
    "hernia": ["belly"],
    "heart": ["belly"],
    "skin": ["skin"],
    "spine": ["spine-surgery"],
    "hip": ["hip-replacement"],
    "knee": ["knee-surgery"],
    "foot": ["numb-feet"],
    "belly": ["belly"],
    "pump": ["belly", "spine-surgery"],
    "elsewhere": [],
    "side": ["no-left-side", "no-right-side"],
    "hands": ["sore-hands"],
    "floor": [],
}
SIDED = {"veins", "numb-feet", "skin", "hip", "knee", "foot"}


def no_to_everything() -> Answers:
    answers = Answers()
    for question in QUESTIONS:
        answers = answers.with_no_to_the_rest(question)
    return answers


def told(answers: Answers) -> str:
    return " ".join(read_back(answers, points()))


def test_there_are_six_questions_three_of_them_red_flags():
    kinds = [type(question) for question in QUESTIONS]

    assert kinds == [RedFlag] * 3 + [Checklist] * 3
    assert sorted(ITEMS) == sorted(MEANT)


def test_no_to_everything_is_complete_and_changes_nothing():
    answers = no_to_everything()

    assert not any(answers.open_in(question) for question in QUESTIONS)
    assert answers.red_flag is None
    assert answers.concerns == ()
    assert told(answers) == "You said: none of this applies. I leave nothing out."


@pytest.mark.parametrize("name", [*FLAGS, *MEANT])
def test_one_thing_unanswered_is_not_a_no(name: str):
    given = {other: statement for other, statement in no_to_everything().given.items() if other != name}
    answers = Answers(given)

    assert answers.to(name) is None
    assert [name] == [left for question in QUESTIONS for left in answers.open_in(question)]


@pytest.mark.parametrize("statement", [YES, UNSURE])
@pytest.mark.parametrize("name", FLAGS)
def test_a_red_flag_is_raised_by_yes_and_by_not_sure(name: str, statement: Statement):
    assert no_to_everything().stating(name, statement).red_flag is FLAGS[name]


def test_the_emergency_is_told_before_the_doctor():
    answers = no_to_everything().stating("unchecked", YES).stating("now", UNSURE)

    assert answers.red_flag is EMERGENCY


def test_the_advice_is_what_it_has_to_be():
    emergency, doctor = " ".join(EMERGENCY.words), " ".join(ASK_A_DOCTOR.words)

    assert "Call your local emergency number, or ask someone to." in emergency
    assert "needs checking now" in emergency
    assert "stopping here" in emergency
    assert "ask a doctor first; today, if you are feverish" in doctor
    assert "emergency" not in doctor


@pytest.mark.parametrize(("name", "conditions"), MEANT.items())
@pytest.mark.parametrize("statement", list(Statement))
def test_every_item_leads_to_its_conditions_on_the_sides_it_is_stated_for(
    name: str, conditions: list[str], statement: Statement
):
    if statement not in possible(name):
        with pytest.raises(ValueError, match="no answer"):
            Answers().stating(name, statement)
        return
    concerns = Answers().stating(name, statement).concerns

    if statement is NO:
        assert concerns == ()
    elif name == "side":
        wanted = {LEFT: conditions[:1], RIGHT: conditions[1:]}.get(statement, conditions)
        assert concerns == tuple(map(Concern, wanted))
    elif name in SIDED:
        side = {LEFT: Side.LEFT, RIGHT: Side.RIGHT}.get(statement)
        assert concerns == (Concern(conditions[0], side),)
    else:
        assert concerns == tuple(map(Concern, conditions))


def test_every_condition_can_be_stated():
    stated = {
        concern.condition
        for name in ITEMS
        for concern in Answers().stating(name, possible(name)[-1]).concerns
    }

    assert stated == set(CONDITIONS)


@pytest.mark.parametrize(
    ("first", "second", "side"),
    [(LEFT, RIGHT, None), (RIGHT, LEFT, None), (LEFT, LEFT, Side.LEFT), (RIGHT, BOTH, None)],
)
def test_a_numb_foot_and_an_operated_one_are_one_concern_on_their_sides(
    first: Statement, second: Statement, side: Side | None
):
    answers = Answers().stating("numb-feet", first).stating("foot", second)

    assert answers.concerns == (Concern("numb-feet", side),)
    assert len(answers.said) == 2


def test_several_things_on_different_sides_stay_apart():
    answers = (
        Answers()
        .stating("hip", LEFT)
        .stating("knee", BOTH)
        .stating("veins", RIGHT)
        .stating("skin", LEFT)
        .stating("side", BOTH)
    )

    assert set(answers.concerns) == {
        Concern("hip-replacement", Side.LEFT),
        Concern("knee-surgery"),
        Concern("varicose-veins", Side.RIGHT),
        Concern("skin", Side.LEFT),
        Concern("no-left-side"),
        Concern("no-right-side"),
    }


def test_an_answer_can_be_taken_back():
    answers = Answers().stating("hip", LEFT).stating("hip", NO)

    assert answers.concerns == ()


def test_what_was_said_is_read_back_with_sides_and_with_what_follows():
    said = told(no_to_everything().stating("thin-bones", YES).stating("hip", LEFT))

    operated = "an operation, fracture or new joint of the hip or pelvis on the left side"
    assert said.startswith(f"You said: thin bones; {operated}.")
    assert "I leave out: lower back, behind the left knee" in said
    assert "left outer buttock" in said
    assert "A lighter touch at: right outer buttock and upper buttock." in said
    assert "lying on a side" in said
    assert "Ask a doctor first: thin bones." in said


def test_what_somebody_is_not_sure_of_is_read_back_as_perhaps():
    assert "perhaps varicose veins on both sides" in told(Answers().stating("veins", UNSURE))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("heart", "With a heart or bowel illness or an aneurysm, ask a doctor first."),
        ("floor", "a bed instead of the floor, or choose the sitting foot session"),
        ("pump", "Never press on an implant"),
        ("elsewhere", "Never press on an implant"),
        ("spine", "After a recent operation or fracture, ask a doctor first"),
        ("pregnant", "do not lie flat on your back"),
        ("clot", "ask a doctor before any session"),
    ],
)
def test_advice_beside_the_points_is_read_back(name: str, words: str):
    assert words in told(Answers().stating(name, YES))


@pytest.mark.parametrize(
    ("name", "statement"), [("pregnant", YES), ("hip", LEFT), ("numb-feet", BOTH), ("foot", UNSURE)]
)
def test_nobody_is_sent_to_the_foot_session_who_has_no_point_left_in_it(name: str, statement: Statement):
    said = told(Answers().stating("floor", YES).stating(name, statement))

    assert "Lie on a bed instead of the floor." in said
    assert "foot session" not in said


def test_with_one_numb_foot_the_foot_session_still_has_points():
    assert "the sitting foot session" in told(Answers().stating("floor", YES).stating("numb-feet", LEFT))


NAMED = {
    "numb-feet": "numb|feet",
    "foot": "operated|feet",
    "spine": "spine",
    "pump": "implant",
    "hip": "hip or pelvis",
    "knee": "knee operation, fracture or new joint",
    "belly": "belly operation",
    "hernia": "hernia",
    "heart": "heart or bowel illness|aneurysm",
}


@pytest.mark.parametrize(("name", "words"), NAMED.items())
def test_the_reason_on_the_screen_is_true_of_every_answer_that_leads_to_it(name: str, words: str):
    concerns = Answers().stating(name, possible(name)[1]).concerns

    for concern in concerns:
        assert all(word in CONDITIONS[concern.condition].title for word in words.split("|"))


def test_what_changes_no_point_leaves_nothing_out():
    for name in ("floor", "elsewhere"):
        assert "I leave nothing out." in told(Answers().stating(name, YES))


def test_sexual_function_is_asked_on_the_screen_only():
    flags = [question for question in QUESTIONS if isinstance(question, RedFlag)]
    seen = " ".join(part.text for flag in flags for group in flag.groups for part in group.parts)
    heard = " ".join(sentence for flag in flags for sentence in flag.aloud)

    assert "sexual" in seen
    assert "sexual" not in heard.casefold()


@pytest.mark.parametrize("name", sorted(set(MEANT) - {"side"}))
def test_kept_concerns_come_back_as_the_answers_they_came_from_or_stay_open(name: str):
    answers = no_to_everything().stating(name, possible(name)[1])

    again = last_time(answers.concerns, answered=True)

    known = {item: again.to(item) for item in MEANT if again.to(item) is not None}
    assert known.items() <= answers.given.items()
    ambiguous = {"hernia", "heart", "belly", "pump", "numb-feet", "foot", "spine"}
    assert (again.to(name) is None) == (name in {*ambiguous, "elsewhere", "floor"})


@pytest.mark.parametrize("statement", [LEFT, RIGHT, BOTH])
def test_the_side_that_cannot_be_lain_on_comes_back(statement: Statement):
    kept = Answers().stating("side", statement).concerns

    assert last_time(kept, answered=True).to("side") is statement


def test_red_flags_never_come_back_answered():
    again = last_time(no_to_everything().concerns, answered=True)

    assert [name for name in FLAGS if again.to(name) is not None] == []


def test_before_all_was_answered_what_is_not_kept_stays_open():
    again = last_time((Concern("pregnancy"),), answered=False)

    assert again.given == {"pregnant": YES}
