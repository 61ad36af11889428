"""Phrases: all that can be heard, each with one meaning."""

import pytest

from voiceguide.core.command import COMMANDS, Command, State
from voiceguide.core.phrases import ALIKE, NUMBERS, PHRASES, Answer, phrases_for, phrases_in, rivals


def test_every_phrase_of_every_command_can_be_heard():
    spoken = {phrase: command for command, row in COMMANDS.items() for phrase in row.phrases}

    assert spoken.items() <= PHRASES.items()


def test_every_answer_can_be_said():
    assert set(Answer) <= set(PHRASES.values())


def test_a_phrase_of_a_command_means_nothing_else():
    assert sum(len(row.phrases) for row in COMMANDS.values()) == len(
        [phrase for phrase, meaning in PHRASES.items() if isinstance(meaning, Command) and phrase != "okay"]
    )


def test_numbers_go_from_zero_to_ten():
    assert sorted(NUMBERS.values()) == list(range(11))


def test_in_a_hold_longer_makes_sense_and_resume_does_not():
    expected = phrases_in(State.HOLDING)

    assert {"longer", "more time", "enough"} <= expected
    assert not {"resume", "yes", "hip"} & expected


@pytest.mark.parametrize("state", [state for state in State if state is not State.ENDED])
def test_ouch_and_stop_make_sense_until_the_end(state: State):
    assert {"ouch", "it hurts", "stop"} <= phrases_in(state)


def test_after_the_end_nothing_makes_sense():
    assert not phrases_in(State.ENDED)


def test_a_question_can_be_narrowed_to_its_answers():
    assert phrases_for([Answer.LEFT, Answer.RIGHT]) == {"left", "right"}


def test_phrases_that_sound_alike_are_phrases():
    assert {phrase for pair in ALIKE for phrase in pair} <= set(PHRASES)


def test_a_rival_sounds_alike_and_means_something_else():
    assert "louder" in rivals("longer")
    assert "longer" in rivals("louder")
    assert "say again" not in rivals("again")
