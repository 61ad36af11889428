"""`--hands-free`: from the greeting to the farewell without a key."""

import argparse

from voiceguide.cli.face import tell
from voiceguide.cli.parts import folders
from voiceguide.cli.play import NOT_TODAY, SIGNALLED, TERMINAL_LEAD
from voiceguide.cli.room import Room, open_room
from voiceguide.cli.visit import Visitor, visit_of, visiting
from voiceguide.core.conversation import Conversation
from voiceguide.core.greeting import Wish, fixed_words, welcome

DEAF = "Nothing is listened to, so answer with keys: y, n, a number, or any other key."


def hands_free(given: argparse.Namespace) -> int:
    """Talk, guide, talk; 0 if nothing stood in the way, 1 if health did, 128 and more after a signal."""
    places = folders()
    with open_room(given, places, attended=True) as room, visiting(given, places, TERMINAL_LEAD) as visitor:
        if room.listening is None:
            tell(DEAF)
        code = _evening(room, visitor, given)
        return code if room.signal is None else SIGNALLED + room.signal


def _evening(room: Room, visitor: Visitor, given: argparse.Namespace) -> int:
    place, told = visitor.book.offered(visitor.shelf.plan)
    if told:
        tell(told)
    visit = visit_of(visitor, place, given.routine)
    talk: Conversation[Wish | None] = Conversation(welcome(visit), given.volume, tuple(fixed_words(visit)))
    room.play(talk)
    wish = talk.result
    if wish is None or wish.safety is None:
        return 0
    visitor.keep_answers(wish.safety)
    if not wish.safety.may_start:
        return NOT_TODAY
    if wish.go_on or wish.routine:
        visitor.play(room, wish.routine, wish, place)
    return 0
