"""The table of commands: one key, phrases, help, and states for each."""

from itertools import combinations

import pytest

from voiceguide.core.command import COMMANDS, STATE_IN, Command, State, command_for_key
from voiceguide.core.cue import Phase

KEYS = {
    " ": {"pause", "resume"},
    "n": {"next", "no"},
    "e": {"enough"},
    "b": {"go-back"},
    "r": {"repeat"},
    "g": {"ready"},
    "w": {"wait"},
    "+": {"longer"},
    "-": {"shorter"},
    "]": {"louder"},
    "[": {"quieter"},
    "m": {"less-talking"},
    "t": {"how-long"},
    "o": {"ouch"},
    "k": {"no-turning"},
    "q": {"stop"},
    "y": {"yes"},
    "?": {"help"},
}
RUNNING = [
    *(State.OPENING, State.MOVING, State.GUIDING, State.SETTLING, State.HOLDING, State.RESTING, State.CLOSING)
]


def test_every_command_has_its_row_and_every_key_its_command():
    by_key: dict[str, set[str]] = {}
    for command, row in COMMANDS.items():
        by_key.setdefault(row.key, set()).add(command.value)

    assert set(COMMANDS) == set(Command)
    assert by_key == KEYS


def test_commands_with_one_key_are_never_accepted_together_but_next_yields_to_no():
    for one, other in combinations(COMMANDS, 2):
        if COMMANDS[one].key == COMMANDS[other].key:
            assert not COMMANDS[one].states & COMMANDS[other].states


def test_no_phrase_means_two_things():
    phrases = [phrase for row in COMMANDS.values() for phrase in row.phrases]

    assert len(phrases) == len(set(phrases))
    assert all(row.phrases and row.help for row in COMMANDS.values())


@pytest.mark.parametrize("state", RUNNING)
def test_space_pauses_whatever_runs(state: State):
    assert command_for_key(" ", state) is Command.PAUSE


@pytest.mark.parametrize("state", [State.PAUSED, State.CHOOSING, State.ASKING])
def test_space_goes_on_from_whatever_stands_still(state: State):
    assert command_for_key(" ", state) is Command.RESUME


def test_n_is_no_only_while_a_question_is_open():
    assert command_for_key("n", State.ASKING) is Command.NO
    assert command_for_key("n", State.CHOOSING) is Command.NEXT
    assert command_for_key("n", State.HOLDING) is Command.NEXT


def test_a_key_that_is_not_accepted_now_still_names_its_command():
    assert command_for_key("y", State.HOLDING) is Command.YES


def test_an_unbound_key_names_none():
    assert command_for_key("x", State.HOLDING) is None


@pytest.mark.parametrize("command", [Command.OUCH, Command.STOP])
def test_pain_and_stop_are_accepted_until_the_end(command: Command):
    assert COMMANDS[command].states == frozenset(State) - {State.ENDED}


def test_nothing_is_accepted_after_the_end():
    assert not [command for command, row in COMMANDS.items() if State.ENDED in row.states]


def test_enough_is_for_holds_alone():
    assert COMMANDS[Command.ENOUGH].states == {State.HOLDING}


def test_every_phase_is_a_state():
    assert set(STATE_IN) == set(Phase)
