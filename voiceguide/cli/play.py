"""`play`: a session in plain lines, for terminals, screen readers, pipes and ssh."""

import argparse

from voiceguide.cli.face import tell
from voiceguide.cli.folders import LEAD, SIGNALLED, TERMINAL_LEAD, folders
from voiceguide.cli.options import check_rate
from voiceguide.cli.outputs import open_output
from voiceguide.cli.resuming import offered_place, refuse_other_session, wanted_place
from voiceguide.cli.room import open_room
from voiceguide.cli.speech import open_studio
from voiceguide.cli.terminal import attended
from voiceguide.cli.visit import Visitor, visiting
from voiceguide.core.greeting import Wish
from voiceguide.sample import SAMPLE, play_sample
from voiceguide.store.place import Place


def play(given: argparse.Namespace) -> int:
    """Guide one session; 0 when it ended or was stopped, 128 and more when a signal ended it."""
    refuse_other_session(given)
    there = attended()
    asks = there and given.ask
    places, lead = folders(), TERMINAL_LEAD if there else LEAD
    with visiting(given, places, lead) as visitor:
        # Whatever is wrong with what was asked for is told before anything is opened.
        wished = visitor.preferences()
        place = _place(visitor, given, asks=asks)
        if not place:
            visitor.shelf.plan(given.routine, wished)
        with open_room(given, places, attended=there) as room:
            go_on = Wish(go_on=place is not None)
            wish = visitor.ask_before(room, place, go_on=given.resume) if asks else go_on
            code = visitor.carry_out(room, wish, given.routine, place)
            return code if room.signal is None else SIGNALLED + room.signal


def say_sample(given: argparse.Namespace) -> int:
    """Let the voice that is named say a few words, to be heard and compared.

    Raises:
        PlanError: no voice speaks as fast or as slowly.
        SoundError: there is no output.
        VoiceError: there is no such voice.
    """
    check_rate(given.rate)
    studio = open_studio(given.say, given.rate, folders(), tell)
    try:
        play_sample(studio.clip(SAMPLE), open_output("auto"))
    finally:
        studio.close()
    return 0


def _place(visitor: Visitor, given: argparse.Namespace, *, asks: bool) -> Place | None:
    if given.resume:
        return wanted_place(visitor, given)
    return offered_place(visitor, given) if asks else None
