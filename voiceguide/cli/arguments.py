"""What may be written on the command line: commands and their options."""

import argparse
from collections.abc import Callable
from typing import NoReturn

from voiceguide.core.advice import printable

MISUSED = 2
"""The exit code where something was written wrongly."""

_LONGEST = 400
"""Letters of what was written wrongly that are shown."""

_PRIMER = (
    "Without a command it opens the screen; voiceguide hip --help lists its options. Try: "
    "voiceguide, voiceguide hip, voiceguide list, voiceguide play hip, voiceguide export back -o back.mp3"
)


class Parser(argparse.ArgumentParser):
    """Tells in one line what was written wrongly; nothing in it can drive the terminal."""

    helped_by = ""
    """The words before --help that tell of this parser, where its name does not."""

    def error(self, message: str) -> NoReturn:
        told = printable(message[:_LONGEST]).removesuffix(".")
        end = "" if told.endswith("?") else "."
        self.exit(MISUSED, f"{self.prog}: {told}{end} See {self.helped_by or self.prog} --help.\n")


def build_screen_parser() -> argparse.ArgumentParser:
    """What may follow `voiceguide` when no command does."""
    from voiceguide.cli.options import add_playing_options, add_session_options  # noqa: PLC0415

    parser = Parser(
        "voiceguide",
        description="Opens the screen: choose a session, adjust it, start it, follow it.",
        epilog="voiceguide --help lists the commands.",
        allow_abbrev=False,
    )
    parser.helped_by = "voiceguide hip"
    parser.add_argument("routine", nargs="?", metavar="ROUTINE", help="an id, as hip, or a path")
    parser.add_argument("--hands-free", action="store_true", help="all by voice, from greeting to farewell")
    parser.set_defaults(command="screen")
    add_session_options(parser)
    add_playing_options(parser)
    return parser


def build_parser() -> argparse.ArgumentParser:
    """All subcommands and options."""
    from voiceguide.cli.options import add_playing_options, add_rate, add_session_options  # noqa: PLC0415
    from voiceguide.core.command import keys_in_a_row  # noqa: PLC0415

    parser = Parser(
        "voiceguide",
        usage="voiceguide [ROUTINE] [options]\n       voiceguide COMMAND ...",
        description="A calm voice guides you through acupressure for the hip and the back.",
        epilog=_PRIMER,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(prog="voiceguide", dest="command", metavar="COMMAND", required=True)

    def add(name: str, summary: str, epilog: str = "") -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=summary, description=summary, epilog=epilog, allow_abbrev=False)
        made.set_defaults(misused=made.error)
        return made

    listing = add("list", "the sessions there are")
    listing.add_argument("--json", action="store_true", help="for programs")

    showing = add("show", "what a session will be")
    showing.add_argument("routine", metavar="ROUTINE", help="an id, as hip, or a path")
    showing.add_argument("--timeline", action="store_true", help="every word and tone with its exact time")
    showing.add_argument("--json", action="store_true", help="for programs")
    add_session_options(showing)

    playing = add("play", "guide a session, in plain lines", keys_in_a_row())
    playing.add_argument("routine", nargs="?", metavar="ROUTINE", help="an id, as hip, or a path")
    playing.add_argument("--resume", action="store_true", help="go on where the last session was cut off")
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
    add_session_options(exporting)

    checking = add("check", "everything that is wrong in routines and points of your own")
    checking.add_argument("file", nargs="+", metavar="FILE", help="a routine or a points file")

    voices = add("voices", "the voices of this machine")
    voices.add_argument("--json", action="store_true", help="for programs")
    voices.add_argument("--say", metavar="NAME", help="let this one say a few words")
    add_rate(voices.add_argument, 1.0)

    _add_keeping(add)

    add("doctor", "what works here, and what to do about the rest")
    return parser


def _add_keeping(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands about what is kept of somebody."""
    history = add("history", "the sessions you have done")
    shown = history.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="for programs")
    shown.add_argument("--csv", action="store_true", help="for a spreadsheet")
    shown.add_argument("--delete", metavar="ID", help="forget one session")
    shown.add_argument("--delete-all", action="store_true", help="forget all sessions; needs --yes")
    history.add_argument("--yes", action="store_true", help="really")

    settings = add("settings", "every setting, its value, and where it comes from")
    settings.add_argument("--json", action="store_true", help="for programs")

    teaching = add("teach", "teach it how you say a phrase, as pause; what is kept is no sound")
    taught = teaching.add_mutually_exclusive_group(required=True)
    taught.add_argument("phrase", nargs="?", metavar="PHRASE", help='a phrase, as pause or "go on"')
    taught.add_argument("--forget", metavar="PHRASE", help="forget what was taught of a phrase")
    taught.add_argument("--list", action="store_true", help="every phrase, and which ones you have taught")
