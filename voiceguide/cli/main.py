"""The command line's entry: arguments, subcommands and exit codes."""

import argparse
import os
import sys
from collections.abc import Sequence

from voiceguide.core.errors import VoiceguideError

DONE, FAULT, INTERRUPTED = 0, 1, 130

_PRIMER = (
    "Without a command it opens the screen. Try: voiceguide, voiceguide hip, voiceguide list, "
    "voiceguide play hip, voiceguide export back -o back.mp3"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code. Usage faults exit with 2 by themselves."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        return _run(_understood(words))
    except VoiceguideError as error:
        sys.stderr.write(f"{error}\n")
        return FAULT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _understood(words: Sequence[str]) -> argparse.Namespace:
    """Without a command the screen is meant, perhaps opened on a session."""
    parser = build_parser()
    if words and (words[0] in _commands(parser) or words[0] in ("-h", "--help")):
        return parser.parse_args(words)
    screen = build_screen_parser()
    given = screen.parse_args(words)
    if given.routine:
        from voiceguide.cli.parts import shelf  # noqa: PLC0415
        from voiceguide.content.folders import is_path  # noqa: PLC0415

        if not is_path(given.routine) and given.routine.casefold() not in shelf().ids():
            known = ", ".join((*_commands(parser), *shelf().ids()))
            screen.error(f"there is no command and no session called {given.routine!a}; there are: {known}")
    return given


def _commands(parser: argparse.ArgumentParser) -> Sequence[str]:
    [action] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001 - argparse has no other way
    return tuple(action.choices)


def _run(given: argparse.Namespace) -> int:
    if "scale" in given:
        _fill_in(given)
    # Each loads only what it needs: a list is there at once.
    match given.command:
        case "list":
            from voiceguide.cli.show import show_list as act  # noqa: PLC0415
        case "show":
            from voiceguide.cli.show import show as act  # noqa: PLC0415
        case "check":
            from voiceguide.cli.check import check as act  # noqa: PLC0415
        case "voices" if given.say:
            from voiceguide.cli.play import say_sample as act  # noqa: PLC0415
        case "voices":
            from voiceguide.cli.speech import show_voices as act  # noqa: PLC0415
        case "doctor":
            from voiceguide.cli.doctor import doctor as act  # noqa: PLC0415
        case "export":
            from voiceguide.cli.export import export as act  # noqa: PLC0415
        case "screen":
            from voiceguide.cli.screen import open_screen as act  # noqa: PLC0415
        case _:
            from voiceguide.cli.play import play as act  # noqa: PLC0415
    return act(given)


def _fill_in(given: argparse.Namespace) -> None:
    from voiceguide.cli.options import fill_in  # noqa: PLC0415
    from voiceguide.cli.parts import settings_store  # noqa: PLC0415

    reading = settings_store().read()
    for fault in reading.faults:
        sys.stderr.write(f"{fault}\n")
    fill_in(given, reading.settings)


def build_screen_parser() -> argparse.ArgumentParser:
    """What may follow `voiceguide` when no command does."""
    from voiceguide.cli.options import add_playing_options, add_session_options  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        "voiceguide",
        description="Opens the screen: choose a session, adjust it, start it, follow it.",
        epilog="voiceguide --help lists the commands.",
        allow_abbrev=False,
    )
    parser.add_argument("routine", nargs="?", metavar="ROUTINE", help="an id, as hip, or a path")
    parser.set_defaults(command="screen")
    add_session_options(parser)
    add_playing_options(parser)
    return parser


def build_parser() -> argparse.ArgumentParser:
    """All subcommands and options."""
    from voiceguide.cli.options import add_playing_options, add_session_options  # noqa: PLC0415
    from voiceguide.core.command import keys_in_a_row  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        "voiceguide",
        usage="voiceguide [ROUTINE] [options]\n       voiceguide COMMAND ...",
        description="A calm voice guides you through acupressure for the hip and the back.",
        epilog=_PRIMER,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(prog="voiceguide", dest="command", metavar="COMMAND", required=True)

    def add(name: str, summary: str, epilog: str = "") -> argparse.ArgumentParser:
        return commands.add_parser(name, help=summary, description=summary, epilog=epilog, allow_abbrev=False)

    listing = add("list", "the sessions there are")
    listing.add_argument("--json", action="store_true", help="for programs")

    showing = add("show", "what a session will be")
    showing.add_argument("routine", metavar="ROUTINE", help="an id, as hip, or a path")
    showing.add_argument("--timeline", action="store_true", help="every word and tone with its exact time")
    showing.add_argument("--json", action="store_true", help="for programs")
    add_session_options(showing)

    playing = add("play", "guide a session, in plain lines", keys_in_a_row())
    playing.add_argument("routine", metavar="ROUTINE", help="an id, as hip, or a path")
    add_session_options(playing)
    add_playing_options(playing)

    exporting = add("export", "write a session to a file to take along")
    exporting.add_argument("routine", nargs="?", metavar="ROUTINE", help="an id, as hip, or a path")
    target = exporting.add_mutually_exclusive_group(required=True)
    endings = ("mp3", "ogg", "opus", "flac", "wav", "html")
    target.add_argument(
        "-o", dest="file", metavar="FILE", help=f"a name ending in {', '.join(f'.{one}' for one in endings)}"
    )
    target.add_argument("--all", dest="folder", metavar="DIR", help="write every session into a folder")
    exporting.add_argument("--format", choices=endings, help="what --all writes; wav if not given")
    exporting.add_argument("--captions", action="store_true", help="write .vtt and .lrc files beside it")
    exporting.add_argument("--force", action="store_true", help="replace files that exist")
    exporting.set_defaults(misused=exporting.error)
    add_session_options(exporting)

    checking = add("check", "everything that is wrong in routines and points of your own")
    checking.add_argument("file", nargs="+", metavar="FILE", help="a routine or a points file")

    voices = add("voices", "the voices of this machine")
    voices.add_argument("--json", action="store_true", help="for programs")
    voices.add_argument("--say", metavar="NAME", help="let this one say a few words")
    voices.add_argument(
        "--rate", type=float, default=1.0, metavar="FACTOR", help="how fast it speaks, 0.5 to 2"
    )

    add("doctor", "what works here, and what to do about the rest")
    return parser
