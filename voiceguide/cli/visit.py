"""Somebody comes for a session: what is known of them, what is asked, and what becomes of the answers."""

import argparse
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from voiceguide.book import CHANGED, Book, is_unchanged
from voiceguide.cli.face import tell
from voiceguide.cli.folders import Folders, settings_store
from voiceguide.cli.options import preferences
from voiceguide.cli.outputs import has_bed
from voiceguide.cli.room import Room
from voiceguide.content.folders import lasting
from voiceguide.content.library import Shelf
from voiceguide.core.choices import lies_on_no_side, refusal
from voiceguide.core.conversation import Conversation
from voiceguide.core.dialogue import Dialogue
from voiceguide.core.dialogue import tell as say
from voiceguide.core.errors import PlanError, VoiceguideError
from voiceguide.core.going_on import rest_of, where_in
from voiceguide.core.greeting import KNOWN_AFTER, Advised, Offer, Parting, Visit, Wish, before, parting
from voiceguide.core.phrases import Answer
from voiceguide.core.plan import Plan
from voiceguide.core.point import spot
from voiceguide.core.preferences import Bed, Preferences, Talk
from voiceguide.core.record import Ending, changed_holds, usual_holds
from voiceguide.core.safety import End, SafetyOutcome
from voiceguide.core.safety_talk import fixed_words, new_or_worse, safety_talk
from voiceguide.core.session import Session
from voiceguide.core.timeline import estimated_seconds
from voiceguide.diary import Diary
from voiceguide.remote import shown_outside
from voiceguide.sound.clock import SystemClock
from voiceguide.store.files import StoreError
from voiceguide.store.place import Place
from voiceguide.times import today

_T = TypeVar("_T")

NOT_TODAY = 1
"""The exit code where somebody's health stands in the way."""

_SHORT = ("back-lying", "hip-supine")
_BY_WORD = {Answer.HIP: "hip", Answer.BACK: "back", Answer.FEET: "feet-sitting"}


class Visitor:
    """One person at this machine: their routines, settings and history."""

    def __init__(self, given: argparse.Namespace, places: Folders, book: Book, lead: int) -> None:
        """`lead`: the time to lie down, in seconds, where none is given."""
        self.shelf = Shelf(places.data)
        self.book = book
        self._given = given
        self._lead = lead
        self._settings = settings_store()

    def preferences(self, scale: Fraction = Fraction(1), outcome: SafetyOutcome | None = None) -> Preferences:
        """What the options, the settings and the answers ask for, with all holds so much longer.

        Raises:
            PlanError: a value is out of range, or a point is unknown.
        """
        wished = preferences(self._given, self.shelf.points(), self._lead)
        if outcome and outcome.end is End.ANSWERED:
            concerns = dict.fromkeys((*self._given.avoid_always, *outcome.answers.concerns))
            wished = replace(wished, concerns=tuple(concerns))
        return replace(wished, scale=wished.scale * scale)

    def plan_of(self, routine: str, wished: Preferences) -> Plan:
        """That of a session that was cut off, with what is to be respected by now."""
        return self.shelf.plan(routine, wished.respecting(self.preferences().concerns))

    def where(self, place: Place) -> str:
        """A place as it is told."""
        return where_in(self.plan_of(place.routine, place.preferences), place.reached)

    # Questions

    def safety(self) -> Dialogue[SafetyOutcome]:
        """All questions to whoever has never answered them, one to everybody else."""
        reading, points = self._settings.read(), self.shelf.points()
        if reading.settings.safety.answered is None or reading.health_unread:
            return safety_talk(points)
        return new_or_worse(points)

    def keep_answers(self, outcome: SafetyOutcome) -> None:
        """Keep what was answered; if that cannot be, it holds for today and a sentence says so.

        After a red flag what was answered before is no longer enough: all is asked anew next time.
        """
        if outcome.end is End.RED_FLAG:
            self._keep({"safety.answered": None})
        if outcome.end is not End.ANSWERED:
            return
        self._keep({"safety.answered": today(), "safety.concerns": outcome.answers.concerns or None})

    def hear(self, room: Room, talk: Conversation[_T]) -> None:
        """Have a conversation; how loud it was made holds for all that follows."""
        room.play(talk)
        self._given.volume = talk.volume

    def ask_before(self, room: Room, place: Place | None, *, go_on: bool) -> Wish | None:
        """Whether to go on, and how somebody is; None if it was stopped. What was answered is kept."""
        cut_off = self.where(place) if place and not go_on else None
        talk = Conversation(
            before(cut_off, self.safety, go_on=go_on), self._given.volume, tuple(fixed_words())
        )
        self.hear(room, talk)
        wish: Wish | None = talk.result
        if wish and wish.safety:
            self.keep_answers(wish.safety)
        return wish

    def ask_afterwards(self, room: Room, diary: Diary) -> None:
        """How it was, and whether changed holds are to be the usual ones."""
        points, record = self.shelf.points(), diary.record
        changed = {spot(points[one.point]): one for one in changed_holds(record)}
        self.book.flush()
        knows_it = self._given.talk is Talk.FULL and self.book.finished(record.routine) == KNOWN_AFTER
        talk: Conversation[Parting] = Conversation(parting(changed, knows_it=knows_it), self._given.volume)
        self.hear(room, talk)
        if talk.result:
            if talk.result.brief:
                self._keep({"talk": Talk.BRIEF})
            diary.note(pain_after=talk.result.pain)
            holds = usual_holds(record, Fraction(record.more.get("scale", "1")))
            self._keep({f"holds.{point}": holds[point] for point in talk.result.keep})

    def _keep(self, changes: Mapping[str, object]) -> None:
        try:
            if changes:
                self._settings.save(changes)
        except StoreError as error:
            tell(str(error))

    # A session

    def play(self, room: Room, routine: str, wish: Wish, place: Place | None) -> None:
        """Play a session, or the rest of the one that was cut off; where it is right, ask how it was."""
        if place and wish.go_on:
            concerns = self.preferences(outcome=wish.safety).concerns
            routine = place.routine
            wished = replace(place.preferences.respecting(concerns), volume=self._given.volume)
        else:
            wished = self.preferences(wish.scale, wish.safety)
        made = self.shelf.plan(routine, wished)
        if place and wish.go_on and not is_unchanged(place, made):
            tell(CHANGED)
            wish = replace(wish, go_on=False)
        if place and not wish.go_on:
            self.book.decline(place)
        for note in made.notes:
            tell(note)
        gone_on = place if wish.go_on else None
        diary = self.book.begin(made, wished, routine=lasting(routine), place=gone_on)
        diary.note(pain_before=wish.pain)
        self._play(room, diary, self._rest(made, place) if place and wish.go_on else made, wished)
        if wish.safety and diary.record.ended is Ending.DONE:
            self.ask_afterwards(room, diary)

    def play_if_possible(self, room: Room, routine: str, wish: Wish, place: Place | None) -> int:
        """As `play`; where health leaves nothing to play, that is told and heard. The exit code."""
        try:
            self.play(room, routine, wish, place)
        except PlanError as error:
            self.hear(room, Conversation(say(str(error)), self._given.volume))
            tell(str(error))
            return NOT_TODAY
        return 0

    def _rest(self, made: Plan, place: Place) -> Plan:
        return rest_of(made, place.reached)

    def _play(self, room: Room, diary: Diary, plan: Plan, wished: Preferences) -> None:
        bed = wished.bed if has_bed(self._given.output) else Bed.NONE
        listens = room.listening is not None
        heard = replace(wished, bed=bed, listen=listens, newcomer=self.book.newcomer)
        try:
            with shown_outside(plan.title) as remote:
                room.play(Session(plan, heard), [diary, remote])
        finally:
            diary.break_off()


def visit_of(visitor: Visitor, cut_off: Place | None, chosen: str | None) -> Visit:
    """What a conversation with somebody has to know."""
    usual = visitor.preferences()

    def offer(routine: str) -> Offer:
        made = visitor.shelf.routine(routine)
        wished = Preferences(lead=usual.lead)
        seconds = estimated_seconds(visitor.shelf.plan(routine, wished), wished)
        return Offer(routine, made.title, seconds)

    def offered(routine: str) -> Offer | None:
        try:
            return offer(routine)
        except VoiceguideError as error:
            tell(str(error))
            return None

    found = {word: offered(routine) for word, routine in _BY_WORD.items()}
    offers = {word: one for word, one in found.items() if one}
    short = [one for one in map(offered, _SHORT) if one]
    if short:
        offers[Answer.SHORT] = min(short, key=lambda one: one.seconds)

    def advised(routine: str, outcome: SafetyOutcome) -> Advised:
        wished = visitor.preferences(outcome=outcome)
        made = visitor.shelf.routine(routine)
        turning = made.without_turning and lies_on_no_side(wished.concerns)
        instead = offer(made.without_turning) if turning and made.without_turning else None
        return Advised(refusal(made, wished.concerns) or impossible(routine, wished), instead)

    def impossible(routine: str, wished: Preferences) -> str | None:
        """Why nothing is left of a routine, if nothing is."""
        try:
            visitor.shelf.plan(routine, wished)
        except PlanError as error:
            return str(error)
        return None

    def length(routine: str, scale: Fraction, outcome: SafetyOutcome) -> float:
        wished = visitor.preferences(scale, outcome)
        return estimated_seconds(visitor.shelf.plan(routine, wished), wished)

    again = visitor.book.last_routine()
    return Visit(
        offers=offers,
        last_done=offer(chosen or (again if again in visitor.shelf.ids() and again else "hip")),
        cut_off=visitor.where(cut_off) if cut_off else None,
        safety=visitor.safety,
        advised=advised,
        length=length,
        chosen=offer(chosen) if chosen else None,
    )


@contextmanager
def visiting(given: argparse.Namespace, places: Folders, lead: int) -> Iterator[Visitor]:
    """Somebody, with the history open."""
    book = Book(places.state, SystemClock().now, time.time, tell)
    try:
        yield Visitor(given, places, book, lead)
    finally:
        book.close()
