"""What wins: only what makes sense now, eager on pause and ouch, strict on stop."""

import pytest

from voiceguide.core.command import State
from voiceguide.core.phrases import phrases_in
from voiceguide.listen.choice import choose

HOLDING = phrases_in(State.HOLDING)
PAUSED = phrases_in(State.PAUSED)


def test_what_is_likely_and_makes_sense_wins():
    choice = choose({"longer": 0.9}, HOLDING)

    assert choice
    assert choice.phrase == "longer"


def test_what_makes_no_sense_now_never_wins():
    assert choose({"resume": 0.99}, HOLDING) is None
    assert choose({"pause": 0.99}, PAUSED) is None


def test_what_makes_no_sense_now_still_counts_against_what_does():
    assert choose({"wait": 0.2, "eight": 0.8}, HOLDING) is None


def test_while_nothing_is_expected_nothing_wins():
    assert choose({"pause": 0.99}, ()) is None


def test_two_phrases_with_one_meaning_help_each_other():
    choice = choose({"next": 0.4, "next one": 0.5}, HOLDING)

    assert choice
    assert choice.phrase == "next one"
    assert choice.score == pytest.approx(0.9)


def test_a_phrase_that_sounds_like_another_has_to_win_clearly():
    assert choose({"ouch": 0.52, "enough": 0.45}, HOLDING) is None


EAGER = {"pause": True, "ouch": True, "stop": False, "longer": False}


@pytest.mark.parametrize(("phrase", "understood"), EAGER.items())
def test_half_sure_is_enough_for_pause_and_ouch_alone(phrase: str, understood: bool):
    assert (choose({phrase: 0.5}, HOLDING) is not None) is understood


@pytest.mark.parametrize(("phrase", "understood"), [("stop", False), ("longer", True)])
def test_stop_needs_more_than_the_others(phrase: str, understood: bool):
    assert (choose({phrase: 0.8}, HOLDING) is not None) is understood
