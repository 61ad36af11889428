"""What the palette offers: everything that can be done at the moment, by name."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from textual.app import SystemCommand
from textual.keys import format_key

from voiceguide.core.command import COMMANDS, Command
from voiceguide.tui.screens.choose import ChooseScreen


def palette(
    commands: tuple[Command, ...] | None,
    ask: Callable[[Command], None],
    run: Callable[[str], Awaitable[object]],
) -> Iterator[SystemCommand]:
    """Entries of the palette.

    Args:
        commands: what a session accepts now; None when none is under way.
        ask: asks a session for a command.
        run: runs an action of the choosing screen.
    """
    if commands is None:
        for binding in ChooseScreen.BINDINGS:
            if binding.description:
                key = binding.key_display or format_key(binding.key.partition(",")[0])
                title = binding.description.capitalize()
                yield SystemCommand(title, f"key {key}", partial(run, binding.action))
    for command in commands or ():
        title = command.replace("-", " ").capitalize()
        yield SystemCommand(title, COMMANDS[command].help, partial(ask, command))
    yield SystemCommand("Quit", "leave voiceguide", partial(run, "app.quit"))
