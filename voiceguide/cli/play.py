"""`play`: a session in plain lines, for terminals, screen readers, pipes and ssh."""

import argparse

from voiceguide.cli.face import tell
from voiceguide.cli.folders import LEAD, SIGNALLED, TERMINAL_LEAD, folders
from voiceguide.cli.options import check_rate
from voiceguide.cli.outputs import open_output
from voiceguide.cli.room import Room, open_room
from voiceguide.cli.speech import open_studio
from voiceguide.cli.terminal import attended
from voiceguide.cli.visit import NOT_TODAY, Visitor, visiting
from voiceguide.content.folders import lasting
from voiceguide.core.errors import VoiceguideError
from voiceguide.core.greeting import Wish
from voiceguide.sample import SAMPLE, play_sample
from voiceguide.store.place import Place


def play(given: argparse.Namespace) -> int:
    """Guide one session; 0 when it ended or was stopped, 128 and more when a signal ended it."""
    there = attended()
    places, lead = folders(), TERMINAL_LEAD if there else LEAD
    with visiting(given, places, lead) as visitor:
        asks = there and given.ask
        place = _place(visitor, given) if given.resume or asks else None
        if not place:
            # Whatever is wrong with what was asked for is told before anything is opened.
            visitor.shelf.plan(given.routine, visitor.preferences())
        with open_room(given, places, attended=there) as room:
            code = _play(room, visitor, given, place) if asks else _just_play(room, visitor, given, place)
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


def _place(visitor: Visitor, given: argparse.Namespace) -> Place | None:
    """Where the last session was cut off, if that is wished for or may be offered."""
    place, told = visitor.book.offered(visitor.plan_of)
    if told:
        tell(told)
    wanted = given.routine and lasting(given.routine)
    if given.resume and (place is None or wanted not in (None, place.routine)):
        raise VoiceguideError("There is no session to go on with; start one, as: voiceguide play hip.")
    return place if place and wanted in (None, place.routine) else None


def _just_play(room: Room, visitor: Visitor, given: argparse.Namespace, place: Place | None) -> int:
    visitor.play(room, given.routine, Wish(go_on=place is not None), place)
    return 0


def _play(room: Room, visitor: Visitor, given: argparse.Namespace, place: Place | None) -> int:
    """With the questions before and after."""
    wish = visitor.ask_before(room, place, go_on=given.resume)
    if wish is None or wish.safety is None:
        return 0
    if not wish.safety.may_start:
        return NOT_TODAY
    return visitor.play_if_possible(room, given.routine, wish, place)
