"""Which session that was cut off may be gone on with, in place of what is asked for."""

import argparse

from voiceguide.cli.face import tell
from voiceguide.cli.options import CHANGING_OPTIONS
from voiceguide.cli.visit import Visitor
from voiceguide.content.folders import lasting
from voiceguide.core.errors import VoiceguideError
from voiceguide.store.place import Place

NONE = "There is no session to go on with; start one, as: voiceguide play hip."


def refuse_other_session(given: argparse.Namespace) -> None:
    """`--resume` goes on with a session as it was; what would make another one is a usage fault."""
    changing = [f"--{name}" for name in CHANGING_OPTIONS if name in given.written]
    if given.resume and changing:
        given.misused(f"--resume goes on with the session as it was; leave {changing[0]} out")


def offered_place(visitor: Visitor, given: argparse.Namespace) -> Place | None:
    """Where the last session was cut off, if nothing was asked for that makes it another session."""
    if given.written & set(CHANGING_OPTIONS):
        return None
    reached, trouble = visitor.book.reached()
    if reached and _other(reached, given):
        return None
    place, told = visitor.book.tried(reached, visitor.plan_of) if reached else (None, trouble)
    if told:
        tell(told)
    return place


def wanted_place(visitor: Visitor, given: argparse.Namespace) -> Place:
    """Where the last session was cut off.

    Raises:
        VoiceguideError: there is no such place, or it cannot be gone on with, or it is in another session.
    """
    reached, trouble = visitor.book.reached()
    if not reached:
        raise VoiceguideError(trouble or NONE)
    place, told = visitor.book.tried(reached, visitor.plan_of)
    if _other(reached, given):
        other = f"What was cut off is {reached.routine}; go on with it: voiceguide play --resume."
        raise VoiceguideError(other if place else NONE)
    if not place:
        raise VoiceguideError(told or NONE)
    return place


def _other(place: Place, given: argparse.Namespace) -> bool:
    return bool(given.routine) and lasting(given.routine) != place.routine
