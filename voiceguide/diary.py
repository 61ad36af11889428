"""What a session leaves behind while it plays: its record in the history, and the place reached."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from voiceguide.core.facts import Event, EventName, Moment
from voiceguide.core.frames import RATE
from voiceguide.core.record import Ending, Record, Recorder
from voiceguide.core.stage import Kind
from voiceguide.store.background import Background
from voiceguide.store.history import History
from voiceguide.store.place import Place, PlaceKeeper

if TYPE_CHECKING:
    from voiceguide.player import Heard, Player

_OVER = (Ending.DONE, Ending.STOPPED)
_AT_ONCE = (EventName.STAGE_STARTED, EventName.HOLD_STARTED, EventName.HOLD_ENDED, EventName.PAUSED)


class Diary:
    """One session. Nothing here waits for the disk, so the player's thread may call it."""

    def __init__(
        self,
        history: History,
        places: PlaceKeeper,
        background: Background,
        *,
        begun: Record,
        start: Place,
        wall: Callable[[], float],
    ) -> None:
        """Follow a session from where it begins.

        Args:
            history: where its record goes.
            places: where the place reached goes.
            background: does the writing.
            begun: the record before anything is heard; that of a session gone on with holds what was done.
            start: the place before anything is heard, in the stage with which a session goes on, if it does;
                each later one differs in where and when.
            wall: seconds since 1970.
        """
        self._history = history
        self._places = places
        self._background = background
        self._recorder = Recorder(begun)
        self._told = (begun.pain_before, begun.pain_after, begun.note)
        self._place = start
        self._wall = wall
        self._start = start
        self._from = start.stage
        self._stage: int | None = None
        self._held = False
        """Whether the hold of this stage is over."""
        self._released_at: int | None = None
        """The frame at which one was, last."""
        self._heard = False
        self._began = 0.0
        """The position at which the stage did."""

    @property
    def record(self) -> Record:
        """What has become of the session; to be asked for before it begins or when it has ended."""
        before, after, note = self._told
        return replace(self._recorder.record, pain_before=before, pain_after=after, note=note)

    def hear(self, heard: "Heard") -> None:
        """Take in what is heard, on the player's thread."""
        event = heard.fact
        if not isinstance(event, Event):
            return
        self._heard = True
        worth = self._recorder.take(event)
        match event.name:
            case EventName.STAGE_STARTED:
                self._stage, self._began, self._held = event.stage, event.at, False
            case EventName.HOLD_STARTED:
                self._held = False
            case EventName.HOLD_ENDED:
                self._held, self._released_at = True, event.frame
        if event.name is EventName.SESSION_ENDED:
            self._end(event)
        elif event.name in _AT_ONCE and self._stage is not None:
            self._stand(event.at, at_once=True)
        if worth:
            self._keep(self.record)

    def draw(self, player: "Player") -> None:
        """As `move`, for a listener of the player."""
        self.move(player.moment)

    def move(self, moment: Moment) -> None:
        """Some time has passed, on the player's thread; as often as one likes."""
        refusals = (*self._start.refusals, *moment.refusals)
        changed = refusals != self._place.refusals
        if changed:
            # Whoever does not turn over any more is not told to turn back to where it was.
            self._place, self._from = replace(self._place, refusals=refusals), None
        if moment.stage.kind is Kind.CLOSE:
            self._places.forget(self._place.session)
        elif self._stage is not None and moment.stage.number == self._stage:
            self._places.remember()
            self._stand(moment.position / RATE, at_once=changed)

    def note(self, *, pain_before: int | None = None, pain_after: int | None = None, note: str = "") -> None:
        """Add what the person tells, before the session or after it; what is not told leaves what was."""
        before, after, said = self._told
        self._told = (
            before if pain_before is None else pain_before,
            after if pain_after is None else pain_after,
            note or said,
        )
        # A session of which nothing was ever heard was none.
        if self._heard:
            self._keep(self.record)

    def break_off(self) -> None:
        """The player has broken, so that no end was heard: the session failed, and can be gone on with."""
        record = self.record
        if self._heard and record.ended is None:
            self._keep_place()
            self._keep(replace(record, ended=Ending.FAILED))

    def _stand(self, position: float, *, at_once: bool = False) -> None:
        stage, held, seconds = self._stage, self._held, max(0.0, position - self._began)
        # Turning over again, before a session goes on, is no way back.
        if self._from is not None and stage is not None and stage < self._from:
            stage, held, seconds = self._from, self._start.held, 0.0
        self._place = replace(
            self._place,
            stage=stage,
            held=held,
            seconds=seconds,
            position=position,
            when=self._wall(),
        )
        self._places.move(self._place, at_once=at_once)

    def _end(self, event: Event) -> None:
        if event.more["reason"] in _OVER:
            self._places.forget(self._place.session)
            return
        if event.frame == self._released_at:
            # It was let go of only because the session ended.
            self._place = replace(self._place, held=False)
        self._keep_place()

    def _keep_place(self) -> None:
        if self._stage is not None:
            self._places.move(self._place, at_once=True)

    def _keep(self, record: Record) -> None:
        # A name of its own, so that no later session takes the place of what is still to be written.
        self._background.post(f"session {record.id}", partial(self._history.keep, record))
