"""`play`: a session in plain lines, for terminals, screen readers, pipes and ssh."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from voiceguide.cli.events import event_file
from voiceguide.cli.face import PlainFace, tell
from voiceguide.cli.outputs import has_bed, open_output
from voiceguide.cli.parts import LEAD, chosen, folders
from voiceguide.cli.speech import open_studio
from voiceguide.cli.terminal import LiveLine, keyboard, on_signals
from voiceguide.core.preferences import Bed
from voiceguide.core.session import Session
from voiceguide.player import Player
from voiceguide.sample import SAMPLE, play_sample

TERMINAL_LEAD = 60
"""Seconds to lie down, at a terminal."""

SIGNALLED = 128


def play(given: argparse.Namespace) -> int:
    """Guide one session; 0 when it ended or was stopped, 128 and more when a signal ended it."""
    attended = sys.stdin.isatty() and sys.stdout.isatty()
    choice = chosen(given, TERMINAL_LEAD if attended else LEAD)
    for note in choice.plan.notes:
        tell(note)
    caught: list[int] = []
    wished = choice.preferences if has_bed(given.output) else replace(choice.preferences, bed=Bed.NONE)
    session = Session(choice.plan, wished)
    studio = open_studio(given.voice, given.rate, folders(), tell)
    try:
        # The voice begins to load while the sound library does.
        studio.request(session.vocabulary)
        output = open_output(given.output)
        with event_file(Path(given.events) if given.events else None) as events:
            face = PlainFace(LiveLine(live=sys.stdout.isatty()), events)
            player = Player(session, studio, output, face, auto_resume=given.auto_resume)

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


def say_sample(given: argparse.Namespace) -> int:
    """Let the voice that is named say a few words, to be heard and compared.

    Raises:
        SoundError: there is no output.
        VoiceError: there is no such voice.
    """
    studio = open_studio(given.say, given.rate, folders(), tell)
    try:
        play_sample(studio.clip(SAMPLE), open_output("auto"))
    finally:
        studio.close()
    return 0
