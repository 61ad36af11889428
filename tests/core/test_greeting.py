"""What is said before and after a session that is run by voice alone."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Generic, TypeVar

import pytest

from voiceguide.core.command import Command
from voiceguide.core.dialogue import Ask, Dialogue, by_keys, tell
from voiceguide.core.greeting import (
    Advised,
    Offer,
    Visit,
    Wish,
    before,
    fixed_words,
    parting,
    welcome,
)
from voiceguide.core.pain import WORSE
from voiceguide.core.phrases import Answer, Meaning
from voiceguide.core.record import Changed
from voiceguide.core.safety import End, SafetyOutcome

_T = TypeVar("_T")

HIP, BACK = Offer("hip", "Hip session", 900), Offer("back", "Back session", 1200)
SHORT, FEET = Offer("hip-supine", "Hip session without turning", 540), Offer("feet-sitting", "Feet", 450)


def well() -> Dialogue[SafetyOutcome]:
    yield from tell("Anything new?")
    return SafetyOutcome(End.UNCHANGED)


def ill() -> Dialogue[SafetyOutcome]:
    yield from tell("Let us not start.")
    return SafetyOutcome(End.RED_FLAG)


VISIT = Visit(
    offers={Answer.HIP: HIP, Answer.BACK: BACK, Answer.FEET: FEET, Answer.SHORT: SHORT},
    last_done=HIP,
    cut_off=None,
    safety=well,
    advised=lambda _routine, _outcome: Advised(),
    length=lambda _routine, scale, _outcome: float(900 * scale),
)


class Kept:
    """What was kept after a session."""

    def __init__(self) -> None:
        self.all: list[object] = []

    def pain(self, rating: int) -> None:
        self.all.append(rating)

    def usual(self, point: str, seconds: int) -> None:
        self.all.append((point, seconds))

    def less(self) -> None:
        self.all.append("less")


class Talked(Generic[_T]):
    """A dialogue to which the same things are answered whenever they make sense, else silence."""

    def __init__(self, dialogue: Dialogue[_T], answers: Iterable[Meaning | None]) -> None:
        self.said: list[str] = []
        self.asks: list[Ask] = []
        self.result: _T | None = None
        left = list(answers)
        reply: Meaning | None = None
        try:
            while True:
                turn = dialogue.send(reply)
                self.asks.append(turn)
                self.said += turn.words
                reply = left.pop(0) if left and turn.expected else None
                assert reply is None or reply in turn.expected, f"{reply} makes no sense after {turn.words}"
        except StopIteration as end:
            self.result = end.value


def test_a_session_is_chosen_adjusted_and_begun_with_four_words():
    talk = Talked(welcome(VISIT), [Answer.BACK, Command.SHORTER, Answer.FOUR])

    assert talk.result == Wish("back", Fraction(7, 10), 4, safety=SafetyOutcome(End.UNCHANGED))
    assert "Back session, about ten minutes." in talk.said
    assert "Anything new?" in talk.said


@pytest.mark.parametrize(
    ("answer", "words"), [(Answer.EIGHT, ["Thank you.", "We begin."]), (Command.NEXT, ["We begin."])]
)
def test_how_much_it_hurts_is_thanked_for_and_never_called_good(answer: Meaning, words: list[str]):
    talk = Talked(welcome(VISIT), [Answer.HIP, Answer.USUAL, answer])

    assert talk.said[talk.said.index("Or say skip.") + 1 :] == words


def test_short_is_the_short_session_and_usual_the_one_that_was_done_last():
    assert Talked(welcome(VISIT), [Answer.SHORT]).result.routine == "hip-supine"  # type: ignore[union-attr]
    assert Talked(welcome(replace(VISIT, last_done=FEET)), [Answer.USUAL]).result.routine == "feet-sitting"  # type: ignore[union-attr]


def test_who_says_nothing_is_told_all_there_is_then_waited_for_and_then_left():
    talk = Talked(welcome(VISIT), [])

    assert talk.result is None
    assert "Say feet, for Feet, about eight minutes." in talk.said
    assert talk.said[-1] == "I heard nothing, so I stop here."
    assert talk.asks[-2].patience == 60


def test_silence_about_today_means_as_usual():
    talk = Talked(welcome(VISIT), [Answer.HIP])

    assert talk.result == Wish("hip", Fraction(1), None, safety=SafetyOutcome(End.UNCHANGED))
    assert "As usual, then." in talk.said


def any_key(dialogue: Dialogue[Wish | None]) -> tuple[Wish | None, int]:
    """What comes of pressing any key at every question, and how many that were."""
    keys, turn = 0, next(dialogue)
    try:
        while True:
            keys += bool(turn.expected)
            turn = dialogue.send(turn.any_key if turn.expected else None)
    except StopIteration as end:
        return end.value, keys


def test_any_key_leads_from_the_greeting_to_the_session():
    wish, keys = any_key(welcome(VISIT))

    assert wish is not None
    assert wish.routine == "hip"
    assert keys == 3


def test_with_a_red_flag_nothing_more_is_asked():
    talk = Talked(welcome(replace(VISIT, safety=ill)), [Answer.HIP])

    assert talk.said[-1] == "Let us not start."
    assert talk.result == Wish(safety=SafetyOutcome(End.RED_FLAG))


def test_a_session_that_was_cut_off_is_offered_first_and_asked_nothing_but_health():
    cut_off = replace(VISIT, cut_off="step four, right outer buttock")
    talk = Talked(welcome(cut_off), [Command.YES])

    assert talk.said[3:] == [
        "Last time you were at step four, right outer buttock.",
        "Go on there?",
        "Anything new?",
    ]
    assert talk.result == Wish(go_on=True, safety=SafetyOutcome(End.UNCHANGED))


@pytest.mark.parametrize("declined", [Command.NO, None])
def test_whoever_does_not_say_yes_to_going_on_chooses_anew(declined: Command | None):
    answers = [declined] if declined else [None, None]
    talk = Talked(welcome(replace(VISIT, cut_off="step one")), [*answers, Answer.HIP])

    assert talk.result is not None
    assert not talk.result.go_on
    assert talk.result.routine == "hip"


def test_a_refused_session_is_told_why_and_another_is_proposed():
    visit = replace(VISIT, advised=lambda _routine, _outcome: Advised("Not in pregnancy.", SHORT))
    talk = Talked(welcome(visit), [Answer.BACK, Command.YES])

    assert "Not in pregnancy." in talk.said
    assert talk.result is not None
    assert talk.result.routine == "hip-supine"


def only_hip_and_feet(routine: str, _outcome: SafetyOutcome | None) -> Advised:
    return Advised(None if routine in ("hip", "feet-sitting") else "Not in pregnancy.")


def test_after_a_refusal_those_that_health_allows_are_offered():
    visit = replace(VISIT, last_done=BACK, advised=only_hip_and_feet)
    talk = Talked(welcome(visit), [Answer.BACK, Answer.FEET])

    assert talk.result is not None
    assert talk.result.routine == "feet-sitting"
    [words] = [turn.words for turn in talk.asks if "Another one?" in turn.words]
    assert words == (
        "Another one?",
        "Say hip, for Hip session, about fifteen minutes.",
        "Say feet, for Feet, about eight minutes.",
        "Or say no.",
    )
    [turn] = [turn for turn in talk.asks if "Another one?" in turn.words]
    assert not {Answer.BACK, Answer.SHORT, Answer.USUAL} & turn.expected


@pytest.mark.parametrize("answer", [Command.NO, Answer.NONE, None])
def test_whoever_wants_nothing_after_a_refusal_is_told_that_it_ends(answer: Meaning | None):
    talk = Talked(welcome(replace(VISIT, advised=only_hip_and_feet)), [Answer.BACK, answer])

    assert talk.said[-2:] == ["Nothing more today, then.", "Rest as long as you like."]
    assert talk.result == Wish(safety=SafetyOutcome(End.UNCHANGED))


def test_where_health_allows_nothing_it_is_told_why_and_that_it_ends():
    visit = replace(VISIT, advised=lambda _routine, _outcome: Advised("Please ask a doctor first."))
    talk = Talked(welcome(visit), [Answer.BACK])

    assert talk.said[-3:] == [
        "Please ask a doctor first.",
        "Nothing more today, then.",
        "Rest as long as you like.",
    ]
    assert talk.result == Wish(safety=SafetyOutcome(End.UNCHANGED))


def test_whoever_declines_what_is_proposed_after_a_refusal_is_offered_the_rest():
    def advised(routine: str, _outcome: SafetyOutcome | None) -> Advised:
        return Advised("Nothing is left.", SHORT) if routine == "hip" else Advised()

    talk = Talked(welcome(replace(VISIT, advised=advised)), [Answer.HIP, Command.NO, Answer.FEET])

    assert talk.result is not None
    assert talk.result.routine == "feet-sitting"


def test_without_questions_only_the_session_and_today_are_asked_about():
    visit = replace(VISIT, safety=None, cut_off="step one")
    talk = Talked(welcome(visit), [Answer.BACK, Command.LONGER])

    assert talk.result == Wish("back", Fraction(13, 10))
    assert sum(bool(turn.expected) for turn in talk.asks) == 2


def test_a_session_that_cannot_be_read_is_not_spoken_of_but_that_it_is_missing_is():
    visit = replace(VISIT, offers={Answer.BACK: BACK, Answer.FEET: FEET}, last_done=None, unreadable=True)
    talk = Talked(welcome(visit), [Answer.FEET])

    assert "A file of your own cannot be read, so its session is left out." in talk.said
    [asked] = [turn.words for turn in talk.asks if "Which session?" in turn.words]
    assert asked == (
        "Which session?",
        "Say back, for Back session, about twenty minutes.",
        "Say feet, for Feet, about eight minutes.",
    )
    assert talk.result is not None
    assert talk.result.routine == "feet-sitting"


def test_whoever_is_not_heard_is_not_asked_to_say_anything():
    visit = replace(VISIT, listens=False)
    refused = replace(visit, advised=only_hip_and_feet)
    said = [
        *Talked(by_keys(welcome(visit)), []).said,
        *Talked(by_keys(welcome(refused)), [Answer.BACK, None, Answer.HIP]).said,
    ]

    assert not [words for words in said if {"say", "Say", "heard", "listen"} & set(words.split())]
    assert "No key was pressed, so I stop here." in said
    assert "Choose feet, for Feet, about eight minutes." in said


def test_what_suits_better_need_not_be_taken():
    visit = replace(VISIT, advised=lambda _routine, _outcome: Advised(None, SHORT))

    assert Talked(welcome(visit), [Answer.HIP, Command.NO]).result.routine == "hip"  # type: ignore[union-attr]


def test_a_chosen_session_is_not_asked_for_again():
    talk = Talked(welcome(replace(VISIT, chosen=BACK)), [Command.LONGER, Answer.TEN])

    assert talk.result == Wish("back", Fraction(13, 10), 10, safety=SafetyOutcome(End.UNCHANGED))


@pytest.mark.parametrize("answer", [Command.NEXT, Command.NO, Answer.NONE, None])
def test_pain_need_not_be_told(answer: Meaning | None):
    talk = Talked(before(None, well), [answer])

    assert talk.result == Wish(safety=SafetyOutcome(End.UNCHANGED))


def test_no_pain_is_a_number():
    assert Talked(before(None, well), [Answer.ZERO]).result == Wish(
        pain=0, safety=SafetyOutcome(End.UNCHANGED)
    )


def test_afterwards_changed_holds_are_offered_as_the_usual_ones():
    changes = {"Outer buttock": Changed("GB30", "right", 30, 45), "Hip hollow": Changed("GB29", None, 60, 45)}
    kept = Kept()
    talk = Talked(parting(changes, kept), [Answer.TWO, Command.YES, Command.NO])

    assert "Outer buttock: you held forty-five seconds instead of half a minute." in talk.said
    assert kept.all == [2, ("GB30", 45)]
    assert talk.said[-1] == "Rest as long as you like."


@pytest.mark.parametrize(("before_it", "told"), [(1, False), (0, True), (None, False), (4, False)])
def test_whoever_hurts_much_more_afterwards_is_told_what_to_do(before_it: int | None, told: bool):
    talk = Talked(parting({}, Kept(), before=before_it), [Answer.TWO])

    assert (WORSE[-1] in talk.said) is told


@pytest.mark.parametrize(("before_it", "asked"), [(0, False), (1, True), (None, True)])
def test_where_points_are_to_be_left_alone_their_holds_are_not_offered(before_it: int | None, asked: bool):
    changes = {"Outer buttock": Changed("GB30", "right", 30, 45)}
    talk = Talked(parting(changes, Kept(), before=before_it), [Answer.TWO])

    assert (WORSE[1] in talk.said) is not asked
    assert ("Keep that as usual?" in talk.said) is asked
    assert talk.said[-1] == "Rest as long as you like."


@pytest.mark.parametrize(
    ("scale", "change", "told", "seconds"),
    [
        (
            Fraction(7, 10),
            Changed("GB30", "right", 21, 36),
            [
                "Outer buttock: you held thirty-six seconds instead of twenty-one seconds.",
                "All holds were made shorter.",
                "Keep fifty-one seconds as usual?",
            ],
            51,
        ),
        (
            Fraction(13, 10),
            Changed("GB30", "right", 39, 24),
            [
                "Outer buttock: you held twenty-four seconds instead of thirty-nine seconds.",
                "All holds were made longer.",
                "Keep eighteen seconds as usual?",
            ],
            18,
        ),
    ],
)
def test_where_all_holds_were_changed_the_voice_names_what_is_kept(
    scale: Fraction, change: Changed, told: list[str], seconds: int
):
    kept = Kept()
    talk = Talked(parting({"Outer buttock": change}, kept, scale=scale), [None, None, None, Command.YES])

    question = talk.said.index(told[0])
    assert talk.said[question : question + 5] == [*told, told[-1], "Yes, or no?"]
    assert kept.all == [("GB30", seconds)]


def test_silence_keeps_holds_as_they_were():
    kept = Kept()
    Talked(parting({"Outer buttock": Changed("GB30", "right", 30, 45)}, kept), [])

    assert kept.all == []


def test_what_was_answered_afterwards_is_kept_though_what_follows_is_stopped():
    changes = {"Outer buttock": Changed("GB30", "right", 30, 45), "Hip hollow": Changed("GB29", None, 60, 45)}
    kept = Kept()
    talk = parting(changes, kept)
    next(talk)
    for answer in (Answer.TWO, Command.YES):
        talk.send(answer)
    talk.close()

    assert kept.all == [2, ("GB30", 45)]


def test_what_is_rendered_ahead_is_what_is_said():
    said = {
        words
        for answers in ([], [Answer.HIP, Command.LONGER, Answer.ONE])
        for words in Talked(welcome(VISIT), answers).said
    }
    known = set(fixed_words(VISIT))

    assert said - known <= {
        "Anything new?",
        "As usual, then.",
        "Hip session, about twenty minutes.",
        "Hip session, about fifteen minutes.",
    }


def test_somebody_who_knows_a_session_is_offered_fewer_words():
    agreed, silent = Kept(), Kept()
    Talked(parting({}, agreed, knows_it=True), [None, None, Command.YES])
    Talked(parting({}, silent, knows_it=True), [])

    assert (agreed.all, silent.all) == (["less"], [])
