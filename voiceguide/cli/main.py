"""The command line's entry: which command acts, and exit codes."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from voiceguide.cli.arguments import build_parser, build_screen_parser
from voiceguide.cli.streams import drain_streams, mend_streams, put
from voiceguide.core.advice import advice, printable, quoted, reason
from voiceguide.core.errors import VoiceguideError

DONE, FAULT, INTERRUPTED = 0, 1, 130

NO_MEMORY = "There is not enough memory; close other programs, and try again."

UNREAD = (
    "Something about your health in the settings cannot be read, so no session is given; "
    "mend what is named above."
)

_ACTS = {
    "check": ("check", "check"),
    "doctor": ("doctor", "doctor"),
    "export": ("export", "export"),
    "hands_free": ("hands_free", "hands_free"),
    "history": ("history", "show_history"),
    "list": ("show", "show_list"),
    "play": ("play", "play"),
    "say": ("play", "say_sample"),
    "screen": ("screen", "open_screen"),
    "settings": ("settings", "show_settings"),
    "show": ("show", "show"),
    "teach": ("teach", "teach"),
    "voices": ("speech", "show_voices"),
}
"""By command, or a variety of it: a module beside this one, and the function in it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code. Usage faults exit with 2 by themselves."""
    words = sys.argv[1:] if arguments is None else arguments
    mend_streams()
    try:
        code = _run(_understood(words))
        sys.stdout.flush()
    except VoiceguideError as error:
        return _complained(str(error))
    except MemoryError:
        return _complained(NO_MEMORY)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone.
        return DONE
    except OSError as error:
        return _complained(refused(error))
    else:
        return code
    finally:
        drain_streams()


def refused(error: OSError) -> str:
    """What the system refused, where no other sentence was found for it."""
    if error.filename is None:
        return f"The system says: {reason(error)}. Mend that, and try again."
    return f"{error.filename} cannot be used: {reason(error)}. Mend that, or name another place."


def _complained(fault: str) -> int:
    # A name of a file may hold anything; nothing of it drives the terminal.
    put(sys.stderr, "".join(f"{printable(line)}\n" for line in fault.split("\n")))
    return FAULT


def _understood(words: Sequence[str]) -> argparse.Namespace:
    """Without a command the screen is meant, perhaps opened on a session."""
    parser, first = build_parser(), words[0] if words else ""
    if first in (*_commands(parser), "-h", "--help"):
        given, others = parser.parse_known_args(words)
        if others:
            given.misused(f"unrecognized arguments: {' '.join(others)}")
        return given
    if not first.startswith("-"):
        # A command that was mistyped is told before what follows it, which the screen does not understand.
        _refuse_unknown(parser, first)
    given = build_screen_parser().parse_args(words)
    _refuse_unknown(parser, given.routine)
    return given


def _refuse_unknown(parser: argparse.ArgumentParser, routine: str | None) -> None:
    from voiceguide.cli.folders import shelf  # noqa: PLC0415
    from voiceguide.content.folders import is_path  # noqa: PLC0415

    if not routine or is_path(routine) or routine.casefold() in shelf().ids():
        return
    if routine in _commands(parser):
        parser.error(f"a command comes first, as in: voiceguide {routine}")
    instead = advice(routine, (*_commands(parser), *shelf().ids()))
    parser.error(f"there is no command and no session called {quoted(routine)}; {instead}")


def _commands(parser: argparse.ArgumentParser) -> Sequence[str]:
    [action] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001 - argparse has no other way
    return tuple(action.choices)


def _run(given: argparse.Namespace) -> int:
    if "scale" in given:
        _fill_in(given)
    # Each loads only what it needs: a list is there at once.
    module, name = _ACTS[_act(given)]
    act: Callable[[argparse.Namespace], int] = getattr(import_module(f"voiceguide.cli.{module}"), name)
    return act(given)


def _act(given: argparse.Namespace) -> str:
    """The command, or the variety of it that is meant."""
    variety = {"voices": "say", "screen": "hands_free"}.get(given.command)
    if variety and getattr(given, variety) not in (None, False):
        return variety
    if given.command == "play" and not (given.routine or given.resume):
        given.misused("name a session, as hip, or go on with the last one: --resume")
    return str(given.command)


def _fill_in(given: argparse.Namespace) -> None:
    from voiceguide.cli.folders import settings_store  # noqa: PLC0415
    from voiceguide.cli.options import fill_in  # noqa: PLC0415

    reading = settings_store().read()
    for fault in reading.faults:
        sys.stderr.write(f"{fault}\n")
    if reading.health_unread and not _is_safe(given):
        raise VoiceguideError(UNREAD)
    fill_in(given, reading.settings)


def _is_safe(given: argparse.Namespace) -> bool:
    """Whether somebody is asked about their health, or nothing is given that could harm them."""
    from voiceguide.cli.terminal import attended  # noqa: PLC0415

    if given.command == "play":
        return bool(given.ask and attended())
    if given.command == "screen":  # Which asks by itself before anything starts.
        return bool(given.ask or not given.hands_free)
    return bool(given.command != "export")
