"""The safety questions by voice, with answers from a script."""

from collections.abc import Callable, Iterable, Mapping

import pytest
from fakes import points

from voiceguide.core.command import Command
from voiceguide.core.condition import CONDITIONS
from voiceguide.core.dialogue import Ask, Dialogue, Reply
from voiceguide.core.phrases import PHRASES, Answer
from voiceguide.core.point import Point, Side
from voiceguide.core.preferences import Concern
from voiceguide.core.safety import End, SafetyOutcome
from voiceguide.core.safety_questions import ASK_A_DOCTOR, EMERGENCY, QUESTIONS, Checklist, Statement
from voiceguide.core.safety_talk import (
    IS_THAT_RIGHT,
    LEFT_OR_RIGHT,
    NEW_OR_WORSE,
    ON_THE_SCREEN,
    ONE_BY_ONE,
    ROUNDS,
    Known,
    fixed_words,
    new_or_worse,
    safety_talk,
)

YES, NO, STOP, REPEAT = Command.YES, Command.NO, Command.STOP, Command.REPEAT
UNSURE, NONE, LEFT, RIGHT, BOTH = Answer.UNSURE, Answer.NONE, Answer.LEFT, Answer.RIGHT, Answer.BOTH
SILENCE = None
NO_TO_ALL = [NO] * len(QUESTIONS)


class Talk:
    """One conversation: what was asked, when what came out was known, and how it ended."""

    def __init__(
        self,
        questions: Callable[[Mapping[str, Point], Known], Dialogue[SafetyOutcome]],
        replies: Iterable[Reply],
    ) -> None:
        self.turns: list[Ask] = []
        self.known: list[tuple[SafetyOutcome, int]] = []
        """What came out, and after how many turns."""
        left = list(replies)
        reply: Reply = None
        dialogue = questions(points(), lambda outcome: self.known.append((outcome, len(self.turns))))
        try:
            turn = next(dialogue)
            while True:
                self.turns.append(turn)
                reply = left.pop(0) if turn.expected else None
                assert reply is None or reply in turn.expected, f"{reply} is not expected after {turn.words}"
                turn = dialogue.send(reply)
        except StopIteration as ended:
            self.outcome: SafetyOutcome = ended.value
        self.unused = left

    @property
    def heard(self) -> str:
        return " ".join(word for turn in self.turns for word in turn.words)

    def times(self, words: str) -> int:
        return sum(words in turn.words for turn in self.turns)


def talk(*replies: Reply) -> Talk:
    return Talk(safety_talk, replies)


def checklist(number: int) -> Checklist:
    """The fourth, fifth or sixth question."""
    question = QUESTIONS[number - 1]
    assert isinstance(question, Checklist)
    return question


def one_by_one(number: int, **stated: list[Reply]) -> list[Reply]:
    """Yes to a question, then no to each of its items but those given."""
    replies: list[Reply] = [YES]
    for item in checklist(number).items:
        replies += stated.get(item.id.replace("-", "_"), [NO])
    return replies


def test_no_to_everything_is_read_back_and_kept():
    done = talk(*NO_TO_ALL, YES)

    assert done.outcome.end is End.ANSWERED
    assert done.outcome.may_start
    assert not any(done.outcome.answers.open_in(question) for question in QUESTIONS)
    assert done.outcome.answers.concerns == ()
    assert "You said: none of this applies." in done.heard
    assert done.times(IS_THAT_RIGHT) == 1
    assert ONE_BY_ONE not in done.heard


def test_every_sentence_holds_one_thing():
    red_flags = [turn for turn in talk(*NO_TO_ALL, YES).turns if turn.expected][:3]

    for turn in red_flags:
        assert len(turn.words) >= 4
        assert all(len(sentence.split()) <= 11 for sentence in turn.words), turn.words


@pytest.mark.parametrize("reply", [YES, UNSURE])
@pytest.mark.parametrize(("number", "advice"), [(1, EMERGENCY), (2, EMERGENCY), (3, ASK_A_DOCTOR)])
def test_a_red_flag_ends_with_advice_at_once(number: int, advice: object, reply: Reply):
    done = talk(*[NO] * (number - 1), reply)

    assert done.outcome.end is End.RED_FLAG
    assert not done.outcome.may_start
    assert done.outcome.answers.red_flag is advice
    assert done.turns[-1].words == done.outcome.answers.red_flag.words
    assert sum(bool(turn.expected) for turn in done.turns) == number


@pytest.mark.parametrize(
    "replies",
    [[YES], [NO, NO, YES], [*NO_TO_ALL, YES], [STOP], [SILENCE, SILENCE], [*NO_TO_ALL, NO] * ROUNDS],
)
def test_what_came_out_is_known_before_the_last_words_which_may_be_stopped(replies: list[Reply]):
    done = talk(*replies)

    assert done.known == [(done.outcome, len(done.turns) - 1)]
    assert not done.turns[-1].expected


def test_nothing_new_is_known_too():
    done = Talk(new_or_worse, [NO])

    assert done.known == [(SafetyOutcome(End.UNCHANGED), 1)]


@pytest.mark.parametrize("number", range(1, 7))
def test_silence_is_asked_again_and_then_left_to_the_screen(number: int):
    done = talk(*[NO] * (number - 1), SILENCE, SILENCE)

    assert done.outcome.end is End.UNANSWERED
    assert not done.outcome.may_start
    assert done.turns[-1].words == ON_THE_SCREEN
    assert done.turns[-3].words == done.turns[-2].words


@pytest.mark.parametrize("number", range(1, 7))
def test_an_answer_to_the_second_asking_counts(number: int):
    done = talk(*[NO] * (number - 1), SILENCE, *[NO] * (7 - number), YES)

    assert done.outcome.end is End.ANSWERED
    assert not any(done.outcome.answers.open_in(question) for question in QUESTIONS)


def test_repeat_asks_again_and_counts_as_no_answer():
    done = talk(REPEAT, NO, *NO_TO_ALL[1:], YES)
    asked = [turn for turn in done.turns if turn.expected]

    assert asked[0].words == asked[1].words
    assert done.outcome.end is End.ANSWERED


def test_only_after_a_yes_the_items_are_gone_through():
    done = talk(NO, NO, NO, *one_by_one(4, thin_bones=[YES], veins=[LEFT]), NO, NO, YES)

    assert done.times(ONE_BY_ONE) == 1
    assert done.outcome.answers.concerns == (
        Concern("osteoporosis"),
        Concern("varicose-veins", Side.LEFT),
    )
    assert "You said: thin bones; varicose veins on the left side." in done.heard
    assert "I leave out: lower back and behind the left knee." in done.heard
    assert done.unused == []


def test_not_sure_whether_any_applies_goes_through_the_items_too():
    done = talk(NO, NO, NO, UNSURE, *one_by_one(4)[1:], NO, NO, YES)

    assert done.times(ONE_BY_ONE) == 1
    assert done.outcome.answers.concerns == ()


def test_not_sure_about_an_item_counts_as_yes():
    done = talk(NO, NO, NO, *one_by_one(4, pregnant=[UNSURE]), NO, NO, YES)

    assert done.outcome.answers.concerns == (Concern("pregnancy"),)
    assert "perhaps pregnant" in done.heard


@pytest.mark.parametrize(
    ("replies", "side"),
    [
        ([YES, LEFT], Side.LEFT),
        ([YES, RIGHT], Side.RIGHT),
        ([YES, BOTH], None),
        ([YES, UNSURE], None),
        ([RIGHT], Side.RIGHT),
        ([BOTH], None),
        ([UNSURE], None),
    ],
)
def test_after_a_yes_the_side_is_asked(replies: list[Reply], side: Side | None):
    done = talk(NO, NO, NO, NO, *one_by_one(5, hip=replies), NO, YES)

    assert done.outcome.answers.concerns == (Concern("hip-replacement", side),)
    assert done.times(LEFT_OR_RIGHT) == (replies[0] is YES)


def test_neither_side_is_a_no():
    done = talk(NO, NO, NO, NO, *one_by_one(5, hip=[YES, NONE]), NO, YES)

    assert done.outcome.answers.concerns == ()


def test_silence_about_the_side_is_not_guessed():
    done = talk(NO, NO, NO, NO, YES, NO, YES, SILENCE, SILENCE)

    assert done.outcome.end is End.UNANSWERED


def test_silence_about_one_item_is_left_to_the_screen():
    done = talk(NO, NO, NO, YES, NO, SILENCE, SILENCE)

    assert done.outcome.end is End.UNANSWERED
    assert done.outcome.answers.given == {}


def test_operations_on_both_sides_and_a_side_that_cannot_be_lain_on():
    done = talk(
        NO,
        NO,
        NO,
        NO,
        *one_by_one(5, hip=[YES, LEFT], knee=[YES, BOTH]),
        *one_by_one(6, side=[LEFT], hands=[YES], floor=[YES]),
        YES,
    )

    assert done.outcome.answers.concerns == (
        Concern("hip-replacement", Side.LEFT),
        Concern("knee-surgery"),
        Concern("no-left-side"),
        Concern("sore-hands"),
    )
    assert "Lie on a bed instead of the floor" in done.heard


def test_no_to_what_is_read_back_goes_through_it_again():
    done = talk(NO, NO, NO, *one_by_one(4, skin=[BOTH]), NO, NO, NO, *NO_TO_ALL, YES)

    assert done.outcome.end is End.ANSWERED
    assert done.outcome.answers.concerns == ()
    assert done.times(IS_THAT_RIGHT) == 2


@pytest.mark.parametrize("reply", [NO, UNSURE])
def test_what_is_never_right_is_left_to_the_screen(reply: Reply):
    done = talk(*[*NO_TO_ALL, reply] * ROUNDS)

    assert done.outcome.end is End.UNANSWERED
    assert done.outcome.answers.given == {}
    assert done.turns[-1].words == ON_THE_SCREEN


def test_silence_at_the_end_keeps_nothing():
    done = talk(*NO_TO_ALL, SILENCE, SILENCE)

    assert done.outcome.end is End.UNANSWERED
    assert done.outcome.answers.given == {}


@pytest.mark.parametrize("before", [[], [NO, NO], [NO, NO, NO, YES, NO], NO_TO_ALL])
def test_stop_keeps_nothing_and_starts_nothing(before: list[Reply]):
    done = talk(*before, STOP)

    assert done.outcome.end is End.GIVEN_UP
    assert not done.outcome.may_start


def test_nothing_new_or_worse_goes_on_without_questions():
    done = Talk(new_or_worse, [NO])

    assert done.outcome.end is End.UNCHANGED
    assert done.outcome.may_start
    assert done.heard == NEW_OR_WORSE


@pytest.mark.parametrize("reply", [YES, UNSURE])
def test_something_new_or_worse_asks_the_questions_again(reply: Reply):
    done = Talk(new_or_worse, [reply, *NO_TO_ALL, YES])

    assert done.outcome.end is End.ANSWERED
    assert done.times(IS_THAT_RIGHT) == 1


def test_silence_about_anything_new_starts_nothing():
    done = Talk(new_or_worse, [SILENCE, SILENCE])

    assert done.outcome.end is End.UNANSWERED
    assert not done.outcome.may_start
    assert done.times(NEW_OR_WORSE) == 2


def test_stop_before_a_session_starts_nothing():
    done = Talk(new_or_worse, [STOP])

    assert done.outcome.end is End.GIVEN_UP
    assert not done.outcome.may_start


def test_a_key_without_a_meaning_answers_nothing():
    turns = talk(NO, NO, NO, *one_by_one(4, skin=[YES, LEFT]), NO, NO, YES).turns

    assert {turn.any_key for turn in turns if turn.expected} == {REPEAT}


def test_everything_expected_can_be_said():
    done = talk(NO, NO, NO, *one_by_one(4), *one_by_one(5), *one_by_one(6), YES)

    for turn in done.turns:
        assert set(turn.expected) <= set(PHRASES.values())


def test_every_fixed_sentence_is_known_beforehand():
    known = set(fixed_words())
    everything = talk(
        *NO_TO_ALL[:3], *one_by_one(4, skin=[YES, BOTH]), *one_by_one(5), *one_by_one(6), NO, *NO_TO_ALL, YES
    )
    said = {word for turn in everything.turns for word in turn.words}
    from_answers = [word for word in said if word.startswith(("You said", "I leave", "A lighter", "Ask a d"))]

    assert said - known == set(from_answers)


def test_conditions_that_are_asked_about_are_all_conditions():
    asked = {name for number in (4, 5, 6) for item in checklist(number).items for name in item.conditions}
    asked |= {name for item in checklist(6).items for name in item.condition_by_side.values()}

    assert asked == set(CONDITIONS)


def test_a_statement_is_never_made_up():
    done = talk(NO, NO, NO, *one_by_one(4, skin=[YES, LEFT]), NO, NO, YES)

    assert done.outcome.answers.to("skin") is Statement.LEFT
    assert done.outcome.answers.to("veins") is Statement.NO
