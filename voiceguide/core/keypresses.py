"""Tells a key that is meant from a hand that lies on the keyboard, which only ever pauses."""

import math

from voiceguide.core.command import COMMANDS, Command, State, command_for_key

FUMBLE = 0.15
"""Keys that follow one another within so many seconds are not meant."""

_AT_ONCE = (Command.PAUSE, Command.OUCH)
"""What cannot do harm, and must not wait."""


class Keypresses:
    """Times are seconds on any clock, passed in."""

    def __init__(self) -> None:
        self._waiting: str | None = None
        self._last = -math.inf

    def press(self, key: str, state: State, now: float) -> Command | None:
        """What is to happen at once; what a single key means comes from `due`, when no other has followed."""
        hurried = now - self._last < FUMBLE
        self._last = now
        if hurried:
            self._waiting = None
            return _pause(state)
        command = command_for_key(key, state)
        if command is None:
            return _pause(state)
        if command in _AT_ONCE and state in COMMANDS[command].states:
            return command
        self._waiting = key
        return None

    def due(self, state: State, now: float) -> Command | None:
        """What the last key means, once it is sure that it was meant."""
        if self._waiting is None or now - self._last < FUMBLE:
            return None
        key, self._waiting = self._waiting, None
        return command_for_key(key, state)


def _pause(state: State) -> Command | None:
    return Command.PAUSE if state in COMMANDS[Command.PAUSE].states else None
