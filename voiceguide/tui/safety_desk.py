"""Asks about health before a session, and keeps what was answered."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import TypeVar

from textual.app import App
from textual.screen import Screen

from voiceguide.core.point import Point
from voiceguide.core.preferences import Concern
from voiceguide.core.safety import End, SafetyOutcome, last_time
from voiceguide.core.safety_questions import Statement
from voiceguide.store.settings_file import SettingsStore
from voiceguide.times import today
from voiceguide.tui.screens.new_or_worse import NewOrWorse
from voiceguide.tui.screens.safety import SafetyScreen

_T = TypeVar("_T")

KEPT = "Your answers are kept."
LOOK = "Your answers are kept, and the session is changed. Look at it, then press Enter to start."
REFUSED = "Your answers are kept. This session is not for you now; choose another one."
UNCHANGED = "Nothing was changed."
FIRST = "Nothing was changed, and nothing starts. The safety questions come first: press Enter or s."
DELETED = "Your safety answers are deleted."
UNREAD = "Something about your health in the settings could not be read, so please answer again."


class SafetyDesk:
    """Its methods that wait belong into a worker of the app."""

    def __init__(
        self,
        app: App[None],
        store: SettingsStore,
        points: Callable[[], Mapping[str, Point]],
        *,
        ask: bool,
        show: Callable[[tuple[Concern, ...]], None],
        tell: Callable[[str], None],
        told: Callable[[], AbstractContextManager[None]],
        can_start: Callable[[], bool] = lambda: True,
        today: Callable[[], date] = today,
    ) -> None:
        """Ask nothing yet.

        Args:
            app: shows the screens.
            store: keeps the answers.
            points: for the names of places.
            ask: whether anything is asked before a session.
            show: takes the concerns over into what is chosen.
            tell: one sentence for the person.
            told: within it, what goes wrong is told.
            can_start: whether the chosen session can be given, with all that is respected.
            today: dates the answers.
        """
        self._app = app
        self._store = store
        self._points = points
        self._ask = ask
        self._show = show
        self._tell = tell
        self._told = told
        self._can_start = can_start
        self._today = today
        reading = store.read()
        self._concerns = reading.settings.safety.concerns
        self._answered = reading.settings.safety.answered is not None
        self._unread = reading.health_unread
        self._fresh: date | None = None
        """When they were answered, if no session has begun since."""
        self._saved = True

    @property
    def wanting(self) -> bool:
        """Whether the six questions come before the next session."""
        return self._ask and (not self._answered or self._unread)

    async def may_start(self) -> bool:
        """Ask what has to be asked before a session; whether it may start now, as it is shown."""
        if not self._ask:
            return True
        if self.wanting:
            return await self._ask_first()
        fresh, self._fresh = self._fresh, None
        if fresh == self._today():
            return True
        stated = await self._shown(NewOrWorse())
        if stated is Statement.NO:
            return True
        return stated is not None and await self._ask_first()

    async def go_through(self) -> SafetyOutcome:
        """All questions, from what was answered before; what comes out is kept."""
        why = UNREAD if self._unread else ""
        before = last_time(self._concerns, self._answered and not self._unread)
        screen = SafetyScreen(
            before,
            self._points(),
            str(self._store.path),
            kept=self._concerns,
            deletable=self._answered or bool(self._concerns),
            why=why,
        )
        outcome = await self._shown(screen)
        if outcome.end is End.ANSWERED:
            self._unread = False
            self._keep(outcome.answers.concerns, answered=True)
            self._fresh = self._today()
            if self._saved:
                self._tell(" ".join((KEPT, *outcome.answers.notes)))
        elif outcome.end is End.RED_FLAG and outcome.answers.red_flag:
            if self._answered:
                # Whatever is usual no longer is: the questions come before the next session.
                self._keep(self._concerns, answered=False)
            self._tell(" ".join(outcome.answers.red_flag.words))
        elif outcome.end is End.DELETED:
            self._keep((), answered=False)
            if self._saved:
                self._tell(DELETED)
        else:
            self._tell(FIRST if self.wanting else UNCHANGED)
        return outcome

    async def _ask_first(self) -> bool:
        before = self._concerns
        outcome = await self.go_through()
        if not outcome.may_start:
            return False
        if set(self._concerns) != set(before):
            if self._saved:
                self._tell(" ".join((LOOK if self._can_start() else REFUSED, *outcome.answers.notes)))
            return False
        self._fresh = None
        return True

    def _keep(self, concerns: tuple[Concern, ...], *, answered: bool) -> None:
        """What cannot be written still holds until the program is left."""
        self._concerns, self._answered, self._fresh = concerns, answered, None
        self._saved = False
        with self._told():
            self._store.save(
                {
                    "safety.answered": self._today() if answered else None,
                    "safety.concerns": concerns or None,
                }
            )
            self._saved = True
        self._show(concerns)

    async def _shown(self, screen: Screen[_T]) -> _T:
        return await self._app.push_screen_wait(screen)
