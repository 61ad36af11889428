"""`play`: a session in plain lines, for terminals, screen readers, pipes and ssh."""

import argparse
import sys
from dataclasses import replace

from voiceguide.cli.face import tell
from voiceguide.cli.outputs import has_bed, open_output
from voiceguide.cli.parts import LEAD, chosen, folders
from voiceguide.cli.room import open_room
from voiceguide.cli.speech import open_studio
from voiceguide.core.preferences import Bed
from voiceguide.core.session import Session
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
    wished = choice.preferences if has_bed(given.output) else replace(choice.preferences, bed=Bed.NONE)
    with open_room(given, folders(), attended=attended) as room:
        heard = replace(wished, listen=room.listening is not None)
        room.play(Session(choice.plan, heard))
        return 0 if room.signal is None else SIGNALLED + room.signal


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
