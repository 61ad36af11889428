"""Keys that are meant, and hands that lie on the keyboard."""

import pytest

from voiceguide.core.command import Command, State
from voiceguide.core.keypresses import FUMBLE, Keypresses


def done(state: State, *pressed: tuple[float, str]) -> list[Command]:
    """Everything that keys pressed at these seconds bring about, in order."""
    keys, found = Keypresses(), []
    for index, (at, key) in enumerate(pressed):
        found.append(keys.press(key, state, at))
        following = pressed[index + 1][0] if index + 1 < len(pressed) else at + 1
        if following - at > FUMBLE:
            found.append(keys.due(state, at + 1.01 * FUMBLE))
    return [command for command in found if command]


def test_a_single_key_does_what_it_says():
    assert done(State.HOLDING, (0, "n")) == [Command.NEXT]


def test_keys_one_after_the_other_each_count():
    assert done(State.HOLDING, (0, "+"), (0.3, "+")) == [Command.LONGER, Command.LONGER]


@pytest.mark.parametrize("key", ["n", "q", "+", "b", "k"])
def test_two_keys_at_nearly_the_same_time_only_pause(key: str):
    assert done(State.HOLDING, (0, key), (0.1, "n")) == [Command.PAUSE]


def test_a_hand_on_the_keyboard_pauses_and_never_goes_on():
    burst = [(0.03 * index, " ") for index in range(30)]

    assert set(done(State.HOLDING, *burst)) == {Command.PAUSE}
    assert done(State.PAUSED, *burst) == []


@pytest.mark.parametrize("key", ["x", "\r", "7", "\x1b"])
def test_a_key_without_a_meaning_pauses_at_once(key: str):
    assert Keypresses().press(key, State.GUIDING, 0) is Command.PAUSE


@pytest.mark.parametrize("key", ["x", "\r"])
def test_a_key_without_a_meaning_does_nothing_in_a_pause(key: str):
    assert done(State.PAUSED, (0, key)) == []


@pytest.mark.parametrize(("key", "command"), [(" ", Command.PAUSE), ("o", Command.OUCH)])
def test_pausing_and_pain_do_not_wait(key: str, command: Command):
    assert Keypresses().press(key, State.HOLDING, 0) is command


def test_going_on_waits_until_it_is_sure():
    keys = Keypresses()

    assert keys.press(" ", State.PAUSED, 0) is None
    assert keys.due(State.PAUSED, FUMBLE / 2) is None
    assert keys.due(State.PAUSED, FUMBLE) is Command.RESUME
    assert keys.due(State.PAUSED, 1) is None
