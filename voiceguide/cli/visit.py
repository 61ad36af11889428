"""Somebody comes for a session: what is known of them, what is asked, and what becomes of the answers."""

import argparse
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import count
from typing import TypeVar

from voiceguide.around import asks_all, kept_of, knows_it
from voiceguide.book import CHANGED, Book, is_unchanged
from voiceguide.cli.face import tell
from voiceguide.cli.folders import Folders, settings_store
from voiceguide.cli.options import preferences
from voiceguide.cli.outputs import has_bed
from voiceguide.cli.room import Room
from voiceguide.content.folders import lasting
from voiceguide.content.library import Shelf
from voiceguide.core.choices import refusal
from voiceguide.core.conversation import Conversation
from voiceguide.core.dialogue import Dialogue, by_keys, for_keys
from voiceguide.core.dialogue import tell as say
from voiceguide.core.errors import PlanError
from voiceguide.core.going_on import rest_of, where_in
from voiceguide.core.greeting import Wish, parting
from voiceguide.core.greeting import before as asked_before
from voiceguide.core.plan import Plan
from voiceguide.core.point import spot
from voiceguide.core.preferences import LEAST_SCALE, MOST_SCALE, Bed, Preferences, Talk
from voiceguide.core.record import Ending, changed_holds
from voiceguide.core.safety import End, SafetyOutcome
from voiceguide.core.safety_talk import fixed_words, new_or_worse, safety_talk
from voiceguide.core.session import Session
from voiceguide.diary import Diary
from voiceguide.remote import shown_outside
from voiceguide.sound.clock import SystemClock
from voiceguide.store.background import Background
from voiceguide.store.files import StoreError
from voiceguide.store.place import Place
from voiceguide.times import today

_T = TypeVar("_T")

NOT_TODAY = 1
"""The exit code where somebody's health stands in the way."""

NOTHING_LEFT = "No point is left in the session {title}."


class Visitor:
    """One person at this machine: their routines, settings and history."""

    def __init__(self, given: argparse.Namespace, places: Folders, book: Book, lead: int) -> None:
        """`lead`: the time to lie down, in seconds, where none is given."""
        self.shelf = Shelf(places.data)
        self.book = book
        self._given = given
        self._lead = lead
        self._settings = settings_store()
        self._troubles: list[str] = []
        self._behind = Background()
        self._changes = count()
        self._stated: SafetyOutcome | None = None
        """What came out of the safety questions, once it is known."""

    def close(self) -> None:
        self._behind.close()

    def preferences(self, scale: Fraction = Fraction(1), outcome: SafetyOutcome | None = None) -> Preferences:
        """What the options, the settings and the answers ask for, with all holds so much longer.

        Raises:
            PlanError: a value is out of range, or a point is unknown.
        """
        wished = preferences(self._given, self.shelf.points(), self._lead)
        if outcome and outcome.end is End.ANSWERED:
            concerns = dict.fromkeys((*self._given.avoid_always, *outcome.answers.concerns))
            wished = replace(wished, concerns=tuple(concerns))
        return replace(wished, scale=min(MOST_SCALE, max(LEAST_SCALE, wished.scale * scale)))

    def plan_of(self, routine: str, wished: Preferences) -> Plan:
        """That of a session that was cut off, with what is to be respected by now."""
        return self.shelf.plan(routine, wished.respecting(self.preferences().concerns))

    def where(self, place: Place) -> str:
        """A place as it is told."""
        return where_in(self.plan_of(place.routine, place.preferences), place.reached)

    def forbidden(self, routine: str, wished: Preferences) -> str | None:
        """Why health leaves nothing to play of a routine, as it may be heard; None if something is left."""
        made = self.shelf.routine(routine)
        reason = refusal(made, wished.concerns)
        if reason:
            return reason
        try:
            self.shelf.plan(routine, wished)
        except PlanError:
            return NOTHING_LEFT.format(title=made.title)
        return None

    # Questions

    def safety(self) -> Dialogue[SafetyOutcome]:
        """All questions to whoever has never answered them, one to everybody else; what comes out is kept."""
        talk = safety_talk if asks_all(self._settings.read()) else new_or_worse
        return talk(self.shelf.points(), self.keep_answers)

    def keep_answers(self, outcome: SafetyOutcome) -> None:
        """Keep what was answered; if that cannot be, it holds for today and a sentence says so later."""
        self._stated = outcome
        self._keep(kept_of(outcome, today()))

    def hear(self, room: Room, dialogue: Dialogue[_T], ahead: Collection[str] = ()) -> _T | None:
        """Have a conversation; how loud it was made holds for all that follows.

        Args:
            room: where it is heard.
            dialogue: what is said and asked.
            ahead: texts worth rendering before they are needed.

        Returns:
            What it came to; None if it was stopped.
        """
        if not room.listens:
            dialogue, ahead = by_keys(dialogue), tuple(map(for_keys, ahead))
        talk = Conversation(dialogue, self._given.volume, tuple(ahead))
        try:
            room.play(talk)
        finally:
            self._given.volume = talk.volume
            self._behind.flush()
            while self._troubles:
                tell(self._troubles.pop(0))
        return talk.result

    def ask_before(self, room: Room, place: Place | None, *, go_on: bool) -> Wish | None:
        """Whether to go on, and how somebody is; None if it was stopped."""
        cut_off = self.where(place) if place and not go_on else None
        return self.hear(room, asked_before(cut_off, self.safety, go_on=go_on), tuple(fixed_words()))

    def ask_afterwards(self, room: Room, diary: Diary) -> None:
        """How it was, and whether changed holds are to be the usual ones; each answer is kept at once."""
        points, record = self.shelf.points(), diary.record
        changed = {spot(points[one.point]): one for one in changed_holds(record)}
        fewer = knows_it(self.book, record.routine, self._given.talk)
        scale, before = Fraction(record.more.get("scale", "1")), record.pain_before
        keeper = _Keeper(diary, self._keep)
        self.hear(room, parting(changed, keeper, scale=scale, before=before, knows_it=fewer))

    def _keep(self, changes: Mapping[str, object]) -> None:
        """Written behind: whoever answers is on the thread that hands out sound."""
        if changes:
            self._behind.post(f"settings {next(self._changes)}", partial(self._save, changes))

    def _save(self, changes: Mapping[str, object]) -> None:
        try:
            self._settings.save(changes)
        except StoreError as error:
            self._troubles.append(str(error))

    # A session

    def carry_out(self, room: Room, wish: Wish | None, routine: str | None, place: Place | None) -> int:
        """Play what was agreed on, if anything was and health allows it; what stands in the way is heard.

        Args:
            room: where it is heard.
            wish: None if the questions were stopped.
            routine: what to play where the wish goes on with nothing; none, where health left nothing.
            place: where the last session was cut off, if that was offered.

        Returns:
            The exit code.
        """
        outcome = wish.safety if wish else self._stated
        if outcome and not outcome.may_start:
            return NOT_TODAY
        if wish is None:
            return 0
        if not (wish.go_on or routine):
            return NOT_TODAY
        routine, wished = self._wanted(routine or "", wish, place)
        forbidden = self.forbidden(routine, wished)
        if forbidden:
            self.hear(room, say(forbidden))
            tell(forbidden)
            return NOT_TODAY
        self._begin(room, routine, wished, wish, place)
        return 0

    def _wanted(self, routine: str, wish: Wish, place: Place | None) -> tuple[str, Preferences]:
        """What to play, and how; where a session is gone on with, much is as it was."""
        if not (place and wish.go_on):
            return routine, self.preferences(wish.scale, wish.safety)
        asked = self.preferences(outcome=wish.safety)
        as_asked = {name: getattr(asked, name) for name in _ALSO_MIDWAY & self._given.written}
        wished = place.preferences.respecting(asked.concerns)
        return place.routine, replace(wished, volume=self._given.volume, **as_asked)

    def _begin(self, room: Room, routine: str, wished: Preferences, wish: Wish, place: Place | None) -> None:
        """Play a session, or the rest of the one that was cut off; where it is right, ask how it was."""
        made = self.shelf.plan(routine, wished)
        gone_on = place if wish.go_on else None
        if gone_on and not is_unchanged(gone_on, made):
            tell(CHANGED)
            gone_on = None
        if place and not gone_on:
            self.book.decline(place)
        for note in made.notes:
            tell(note)
        diary = self.book.begin(made, wished, routine=lasting(routine), place=gone_on)
        diary.note(pain_before=wish.pain)
        self._play(room, diary, self._rest(made, gone_on) if gone_on else made, wished)
        if wish.safety and diary.record.ended is Ending.DONE:
            self.ask_afterwards(room, diary)

    def _rest(self, made: Plan, place: Place) -> Plan:
        return rest_of(made, place.reached)

    def _play(self, room: Room, diary: Diary, plan: Plan, wished: Preferences) -> None:
        bed = wished.bed if has_bed(self._given.output) else Bed.NONE
        heard = replace(wished, bed=bed, listen=room.listens, newcomer=self.book.newcomer)
        session = Session(plan, heard)
        try:
            with shown_outside(plan.title) as remote:
                room.play(session, [diary, remote])
        finally:
            self._given.volume = session.volume
            diary.break_off()


_ALSO_MIDWAY = frozenset({"talk", "count", "bed", "lead"})
"""What may be asked for where a session is gone on with: it makes no other session."""


class _Keeper:
    """Keeps what is answered after a session."""

    def __init__(self, diary: Diary, keep: Callable[[Mapping[str, object]], None]) -> None:
        self._diary = diary
        self._keep = keep

    def pain(self, rating: int) -> None:
        self._diary.note(pain_after=rating)

    def usual(self, point: str, seconds: int) -> None:
        self._keep({f"holds.{point}": seconds})

    def less(self) -> None:
        self._keep({"talk": Talk.BRIEF})


@contextmanager
def visiting(given: argparse.Namespace, places: Folders, lead: int) -> Iterator[Visitor]:
    """Somebody, with the history open."""
    with (
        closing(Book(places.state, SystemClock().now, time.time, tell)) as book,
        closing(Visitor(given, places, book, lead)) as visitor,
    ):
        yield visitor
