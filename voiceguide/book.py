"""The diaries of all sessions of one person: the history, and the place reached in the last session."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from voiceguide.core.errors import VoiceguideError
from voiceguide.core.plan import Plan
from voiceguide.core.preferences import Preferences, Skip
from voiceguide.core.record import Record, planned
from voiceguide.diary import Diary
from voiceguide.store.background import Background
from voiceguide.store.files import StoreError
from voiceguide.store.fingerprint import fingerprint
from voiceguide.store.history import History
from voiceguide.store.place import Found, Place, PlaceKeeper, find_place
from voiceguide.times import written_time

CHANGED = "The session has changed since; it starts anew."
STALE = "The session that was cut off has changed since; it can only start anew."

NEWCOMER = 3
"""Sessions until which somebody is one."""

_ID_LETTERS = 8


class Offered(NamedTuple):
    """What the last session left, at a start."""

    place: Place | None
    """To go on from, after asking."""
    told: str | None
    """Why there is none, if there was one, as one plain sentence."""


class Book:
    """The diaries of all sessions of one person: the history, and the place reached."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float],
        wall: Callable[[], float],
        tell: Callable[[str], None],
    ) -> None:
        """Open what is kept in a folder; whatever is wrong with it, sessions go on.

        Args:
            folder: of the person's state; it is made if need be.
            clock: monotonic seconds.
            wall: seconds since 1970.
            tell: given one sentence when something cannot be kept, from any thread; must not wait.
        """
        self._folder = folder
        self._wall = wall
        self._tell = tell
        self.history = History(folder)
        self._told: str | None = None
        self._complain()
        # Where no history can be, the place cannot be kept either; that is told once.
        self._background = Background(tell if self.history.lasting else None)
        self._places = PlaceKeeper(folder, self._background, clock)

    def begin(
        self,
        plan: Plan,
        preferences: Preferences,
        *,
        routine: str | None = None,
        place: Place | None = None,
    ) -> Diary:
        """The diary of a session that is about to begin.

        Args:
            plan: what will be done; all of it, also where a session goes on.
            preferences: what it was made from.
            routine: by which it is found again: an id or a path; if not given, the plan's.
            place: where it goes on, if it goes on.
        """
        now, known = self._wall(), self._known(place)
        begun = known or Record(
            uuid4().hex[:_ID_LETTERS],
            plan.routine,
            written_time(now),
            title=plan.title,
            plan=planned(plan),
            more={"scale": str(preferences.scale), **_left_out(preferences.skips)},
        )
        found_by = routine or plan.routine
        start = Place(begun.id, found_by, fingerprint(plan), preferences, None, 0.0, 0.0, now)
        if place:
            start = replace(start, stage=place.stage, held=place.held, refusals=place.refusals)
        return Diary(self.history, self._places, self._background, begun=begun, start=start, wall=self._wall)

    def offered(self, plan_of: Callable[[str, Preferences], Plan]) -> Offered:
        """What there is to go on with.

        Args:
            plan_of: makes the plan of a routine, an id or a path; raises VoiceguideError if it cannot.
        """
        place, trouble = self.reached()
        return self.tried(place, plan_of) if place else Offered(None, trouble)

    def reached(self) -> Found:
        """Where the last session was cut off, whether or not it can be gone on with."""
        return find_place(self._folder, self._wall())

    def tried(self, place: Place, plan_of: Callable[[str, Preferences], Plan]) -> Offered:
        """A place, if it can be gone on with; `plan_of` as above."""
        try:
            plan = plan_of(place.routine, place.preferences)
        except VoiceguideError as error:
            return Offered(None, f"The last session cannot be gone on with. {error}")
        return Offered(place, None) if is_unchanged(place, plan) else Offered(None, STALE)

    @property
    def newcomer(self) -> bool:
        """Whether somebody has done so few sessions that they are told what can be said."""
        return self.finished() < NEWCOMER

    def finished(self, routine: str | None = None) -> int:
        """How often a routine, or any, was done to its end; none, where the history cannot be read."""
        try:
            return self.history.finished(routine)
        except StoreError as error:
            self._tell(str(error))
            return 0
        finally:
            self._complain()

    def last_routine(self) -> str | None:
        """What was done last."""
        try:
            latest = self.history.sessions(1)
        except StoreError as error:
            self._tell(str(error))
            return None
        self._complain()
        return latest[0].routine if latest else None

    def decline(self, place: Place) -> None:
        """A place that was offered is not wanted; it is offered no more."""
        self._places.forget(place.session)

    def flush(self) -> None:
        """Wait until all that was told is on the disk; not on the player's thread."""
        self._background.flush()

    def close(self) -> None:
        """See that everything is on the disk; may be called twice."""
        try:
            self._places.close()
            self._background.close()
        finally:
            self.history.close()

    def _complain(self) -> None:
        """Tell what is wrong with the history, each thing once."""
        if self.history.trouble and self.history.trouble != self._told:
            self._told = self.history.trouble
            self._tell(self._told)

    def _known(self, place: Place | None) -> Record | None:
        """The record of the session that goes on, if the history has it."""
        try:
            return self.history.session(place.session) if place else None
        except StoreError as error:
            self._tell(str(error))
            return None


def _left_out(skips: Sequence[Skip]) -> Mapping[str, str]:
    """What was left out that day, as it is written on the command line."""
    names = (f"{skip.point}:{skip.side}" if skip.side else skip.point for skip in skips)
    return {"skips": " ".join(names)} if skips else {}


def is_unchanged(place: Place, plan: Plan) -> bool:
    """Whether a place was reached in exactly this plan."""
    return place.fingerprint == fingerprint(plan)
