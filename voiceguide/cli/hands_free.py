"""`--hands-free`: from the greeting to the farewell without a key."""

import argparse
from dataclasses import replace

from voiceguide.cli.face import tell
from voiceguide.cli.folders import SIGNALLED, TERMINAL_LEAD, folders
from voiceguide.cli.room import Room, open_room
from voiceguide.cli.visit import NOT_TODAY, Visitor, visit_of, visiting
from voiceguide.core.conversation import Conversation
from voiceguide.core.greeting import Wish, fixed_words, welcome

DEAF = "Nothing is listened to, so answer with keys; the last line names them."
OPENING = 3.0
"""Seconds in which a microphone opens."""


def hands_free(given: argparse.Namespace) -> int:
    """Talk, guide, talk; 0 if nothing stood in the way, 1 if health did, 128 and more after a signal."""
    places = folders()
    with open_room(given, places, attended=True) as room, visiting(given, places, TERMINAL_LEAD) as visitor:
        listens = room.listening is not None and room.listening.settle(OPENING)
        if not listens:
            tell(DEAF)
        code = _visit(room, visitor, given, listens=listens)
        return code if room.signal is None else SIGNALLED + room.signal


def _visit(room: Room, visitor: Visitor, given: argparse.Namespace, *, listens: bool) -> int:
    place, told = visitor.book.offered(visitor.plan_of)
    if told:
        tell(told)
    visit = replace(visit_of(visitor, place, given.routine), listens=listens)
    talk: Conversation[Wish | None] = Conversation(welcome(visit), given.volume, tuple(fixed_words(visit)))
    visitor.hear(room, talk)
    wish = talk.result
    if wish is None or wish.safety is None:
        return 0
    visitor.keep_answers(wish.safety)
    if not wish.safety.may_start:
        return NOT_TODAY
    if wish.go_on or wish.routine:
        return visitor.play_if_possible(room, wish.routine, wish, place)
    return 0
