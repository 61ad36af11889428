"""`play`: a session in plain lines, for terminals, screen readers, pipes and ssh."""

import argparse
import sys
from pathlib import Path

from voiceguide.cli.events import event_file
from voiceguide.cli.face import PlainFace, tell
from voiceguide.cli.parts import chosen, folders
from voiceguide.cli.speech import open_studio
from voiceguide.cli.terminal import LiveLine, keyboard, on_signals
from voiceguide.core.session import Session
from voiceguide.player import Player
from voiceguide.sound.clock import SystemClock
from voiceguide.sound.device import MiniaudioOutput, prepare
from voiceguide.sound.protocol import Output
from voiceguide.sound.silent import SilentOutput

LEAD, UNATTENDED_LEAD = 60, 10
"""Seconds to lie down: at a terminal, and where nobody is seen."""

SIGNALLED = 128


def play(given: argparse.Namespace) -> int:
    """Guide one session; 0 when it ended or was stopped, 128 and more when a signal ended it."""
    attended = sys.stdin.isatty() and sys.stdout.isatty()
    choice = chosen(given, LEAD if attended else UNATTENDED_LEAD)
    for note in choice.plan.notes:
        tell(note)
    caught: list[int] = []
    session = Session(choice.plan, choice.preferences)
    studio = open_studio(given, folders().cache, tell)
    try:
        # The voice begins to load while the sound library does.
        studio.request(session.vocabulary)
        output = _output(given.output)
        with event_file(Path(given.events) if given.events else None) as events:
            face = PlainFace(LiveLine(live=sys.stdout.isatty()), events)
            player = Player(session, studio, output, face)

            def interrupt(number: int) -> None:
                caught.append(number)
                player.interrupt("interrupted")

            with on_signals(interrupt), keyboard(player.press):
                try:
                    player.run()
                finally:
                    face.close()
        if studio.trouble:
            tell(studio.trouble)
    finally:
        studio.close()
    return SIGNALLED + caught[0] if caught else 0


def _output(name: str) -> Output:
    """The output that `--output` names, its library loaded.

    Raises:
        SoundError: the library is missing or broken.
    """
    if name == SilentOutput.name:
        return SilentOutput(SystemClock())
    prepare()
    return MiniaudioOutput(SystemClock())
