"""What wins: only what makes sense now, eager on pause and ouch, strict on stop; and what nearly wins."""

import math
from collections.abc import Collection, Mapping

import pytest

from voiceguide.core.command import State
from voiceguide.core.phrases import phrases_in
from voiceguide.listen.choice import (
    ALONE,
    ALONE_IN_TALK,
    EAGERLY_ALONE,
    TALKING,
    Choice,
    close,
    likeliest,
    sure,
)

HOLDING = phrases_in(State.HOLDING)
PAUSED = phrases_in(State.PAUSED)


def choose(
    likelihoods: Mapping[str, float],
    expected: Collection[str],
    quiet: float = math.inf,
    talked: float = 0.0,
) -> Choice | None:
    choice = likeliest(likelihoods, expected)
    return choice if choice and sure(choice, quiet=quiet, talked=talked) else None


def test_what_is_likely_and_makes_sense_wins():
    choice = choose({"longer": 0.9}, HOLDING)

    assert choice
    assert choice.phrase == "longer"


def test_what_makes_no_sense_now_never_wins():
    assert choose({"resume": 0.99}, HOLDING) is None
    assert choose({"pause": 0.99}, PAUSED) is None


def test_what_makes_no_sense_now_still_counts_against_what_does():
    assert choose({"longer": 0.1, "eight": 0.9}, HOLDING) is None
    assert choose({"longer": 0.1}, ["longer"]) is None


def test_while_nothing_is_expected_nothing_wins():
    assert choose({"pause": 0.99}, ()) is None


def test_two_phrases_with_one_meaning_help_each_other():
    choice = choose({"next": 0.4, "next one": 0.5}, HOLDING)

    assert choice
    assert choice.phrase == "next one"
    assert choice.score == pytest.approx(0.9)


def test_a_phrase_that_sounds_like_another_has_to_win_clearly():
    assert choose({"ouch": 0.52, "enough": 0.45}, HOLDING) is None


UNDERSTOOD = {"pause": True, "ouch": True, "longer": False, "stop": False}


@pytest.mark.parametrize(("phrase", "understood"), UNDERSTOOD.items())
def test_a_third_is_enough_for_pause_and_ouch_alone(phrase: str, understood: bool):
    assert (choose({phrase: 0.37}, HOLDING) is not None) is understood


@pytest.mark.parametrize(("phrase", "understood"), [("stop", False), ("help", False), ("longer", True)])
def test_what_ends_a_session_or_is_common_in_talk_needs_more_than_the_others(phrase: str, understood: bool):
    assert (choose({phrase: 0.6}, HOLDING) is not None) is understood


def test_in_the_middle_of_talk_nothing_is_a_command():
    assert choose({"longer": 0.99}, HOLDING, quiet=ALONE - 0.1) is None
    assert choose({"pause": 0.99}, HOLDING, quiet=EAGERLY_ALONE - 0.1) is None
    assert choose({"longer": 0.99}, HOLDING, quiet=ALONE + 0.1)


def test_pause_and_ouch_may_follow_upon_talk():
    assert choose({"pause": 0.99}, HOLDING, quiet=ALONE - 0.1)
    assert choose({"ouch": 0.99}, HOLDING, quiet=ALONE - 0.1)


def test_where_people_talk_a_command_needs_more_quiet_before_it():
    assert choose({"longer": 0.99}, HOLDING, quiet=ALONE_IN_TALK - 0.1, talked=TALKING) is None
    assert choose({"longer": 0.99}, HOLDING, quiet=ALONE_IN_TALK, talked=TALKING)
    assert choose({"longer": 0.99}, HOLDING, quiet=ALONE, talked=TALKING - 0.1)


def test_where_people_talk_pause_and_ouch_need_as_much_quiet_as_others_do_elsewhere_and_to_be_likelier():
    assert choose({"ouch": 0.7}, HOLDING, quiet=ALONE, talked=TALKING)
    assert choose({"ouch": 0.7}, HOLDING, quiet=ALONE - 0.1, talked=TALKING) is None
    assert choose({"ouch": 0.5}, HOLDING, quiet=ALONE, talked=TALKING) is None
    assert choose({"ouch": 0.5}, HOLDING, quiet=ALONE)


def test_where_people_talk_nothing_is_nearly_understood_that_is_part_of_it():
    choice = likeliest({"longer": 0.35}, HOLDING)

    assert choice
    assert not close(choice, quiet=ALONE_IN_TALK - 0.1, talked=TALKING)
    assert close(choice, quiet=ALONE_IN_TALK, talked=TALKING)


@pytest.mark.parametrize(
    ("likelihoods", "quiet", "nearly"),
    [
        ({"longer": 0.35}, math.inf, True),
        ({"longer": 0.35}, ALONE - 0.1, False),
        ({"longer": 0.1}, math.inf, False),
        ({"resume": 0.9}, math.inf, False),
    ],
)
def test_what_stands_alone_and_is_much_like_an_expected_phrase_is_nearly_understood(
    likelihoods: Mapping[str, float], quiet: float, nearly: bool
):
    choice = likeliest(likelihoods, HOLDING)

    assert choice
    assert close(choice, quiet=quiet, talked=0.0) is nearly
