"""`--hands-free`: from the greeting to the farewell without a key."""

import argparse
from dataclasses import replace

from voiceguide.cli.face import tell
from voiceguide.cli.folders import SIGNALLED, TERMINAL_LEAD, folders
from voiceguide.cli.offers import visit_of
from voiceguide.cli.resuming import offered_place
from voiceguide.cli.room import open_room
from voiceguide.cli.visit import visiting
from voiceguide.core.greeting import fixed_words, welcome

DEAF = "Nothing is listened to, so answer with keys; the last line names them."
OPENING = 3.0
"""Seconds in which a microphone opens."""


def hands_free(given: argparse.Namespace) -> int:
    """Talk, guide, talk; 0 if nothing stood in the way, 1 if health did, 128 and more after a signal."""
    places = folders()
    with visiting(given, places, TERMINAL_LEAD) as visitor:
        # Whatever is wrong with what was asked for is told before anything is opened.
        visitor.preferences()
        place = offered_place(visitor, given) if given.ask else None
        visit = visit_of(visitor, place, given.routine, asks=given.ask)
        with open_room(given, places, attended=True) as room:
            room.settle(OPENING)
            if not room.listens:
                tell(DEAF)
            visit = replace(visit, listens=room.listens)
            wish = visitor.hear(room, welcome(visit), tuple(fixed_words(visit)))
            code = visitor.carry_out(room, wish, wish.routine if wish else None, place)
            return code if room.signal is None else SIGNALLED + room.signal
