"""Asks about health before a session, and keeps what was answered."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import TypeVar

from textual.app import App
from textual.screen import Screen

from voiceguide.core.plan import Plan
from voiceguide.core.point import Point
from voiceguide.core.preferences import Concern
from voiceguide.core.safety import End, SafetyOutcome, last_time
from voiceguide.core.safety_questions import Statement
from voiceguide.store.fault import Fault
from voiceguide.store.settings import Reading, Safety
from voiceguide.store.settings_file import SettingsStore
from voiceguide.times import today
from voiceguide.tui.pages import unread_page
from voiceguide.tui.screens.new_or_worse import NewOrWorse
from voiceguide.tui.screens.safety import SafetyScreen

_T = TypeVar("_T")

KEPT = "Your answers are kept."
ELSEWHERE = "Your answers were changed elsewhere."
LOOK = "With them the session is changed. Look at it, then press Enter to start."
REFUSED = "This session is not for you now; choose another one."
UNCHANGED = "Nothing was changed."
FIRST = "Nothing was changed, and nothing starts. The safety questions come first: press Enter or s."
DELETED = "Your safety answers are deleted."
UNREAD = "Something about your health in the settings could not be read, so please answer again."
UNASKED = (
    "Nothing is given while something about your health in the settings cannot be read: press s and answer."
)


def verdict(shown: Plan | None, now: Plan | None) -> str:
    """Why the session that was shown cannot start as it was; empty if it can."""
    if now is None:
        return REFUSED
    return "" if now == shown else LOOK


class SafetyDesk:
    """Its methods that wait belong into a worker of the app."""

    def __init__(
        self,
        app: App[None],
        store: SettingsStore,
        points: Callable[[], Mapping[str, Point]],
        *,
        ask: bool,
        show: Callable[[tuple[Concern, ...], tuple[Concern, ...]], None],
        tell: Callable[[str], None],
        told: Callable[[], AbstractContextManager[None]],
        today: Callable[[], date] = today,
    ) -> None:
        """Ask nothing yet.

        Args:
            app: shows the screens.
            store: keeps the answers, which another program may change at any time.
            points: for the names of places.
            ask: whether anything is asked before a session.
            show: takes over into what is chosen what is always avoided, and what was answered.
            tell: one sentence for the person.
            told: within it, what goes wrong is told.
            today: dates the answers.
        """
        self._app = app
        self._store = store
        self._points = points
        self._ask = ask
        self._show = show
        self._tell = tell
        self._told = told
        self._today = today
        self._avoid: tuple[Concern, ...] = ()
        self._safety = Safety()
        self._unread: tuple[Fault, ...] = ()
        """Why something about health may be missing, and nobody has answered since."""
        self._answered_despite: frozenset[tuple[str, str]] = frozenset()
        """Keys and messages of faults after which everything was answered anew."""
        self._fresh: date | None = None
        """When they were answered, if no session has begun since."""
        self._saved = True
        self._take(store.read())

    @property
    def wanting(self) -> bool:
        """Whether the six questions come before the next session."""
        return self._ask and (self._safety.answered is None or bool(self._unread))

    async def tell_unread(self) -> None:
        """What about health cannot be read, as a page that has to be closed; s there leads on."""
        if self._unread:
            page = unread_page(self._unread, str(self._store.path))
            if await self._shown(page) == "s":
                await self.go_through()

    async def may_start(self, judge: Callable[[], str]) -> bool:
        """Ask what has to be asked before a session; whether it may start now, as it is shown.

        Args:
            judge: where the answers have changed, why the session cannot start as it was, or nothing.
        """
        why = self._why_not(judge, asks=self._ask)
        if why:
            self._tell(why)
            return False
        if not self._ask:
            return True
        if self.wanting:
            return await self._ask_first(judge)
        fresh, self._fresh = self._fresh, None
        if fresh == self._today():
            return True
        stated = await self._shown(NewOrWorse())
        if stated is Statement.NO:
            return True
        return stated is not None and await self._ask_first(judge)

    def may_take(self, judge: Callable[[], str]) -> bool:
        """Whether a session may be taken along as it is shown; nothing is asked, and why not is told."""
        why = self._why_not(judge, asks=False)
        if why:
            self._tell(why)
        return not why

    def _why_not(self, judge: Callable[[], str], *, asks: bool) -> str:
        """Why nothing may be given as it is shown; what cannot be read counts where nobody is asked."""
        why = judge() if self._changed_elsewhere() else ""
        if why:
            return f"{ELSEWHERE} {why}"
        return UNASKED if self._unread and not asks else ""

    async def go_through(self) -> SafetyOutcome:
        """All questions, from what was answered before; what comes out is kept."""
        self._changed_elsewhere()
        known, unread = self._safety, self._unread
        screen = SafetyScreen(
            last_time(known.concerns, known.answered is not None and not unread),
            self._points(),
            str(self._store.path),
            kept=known.concerns,
            deletable=known.answered is not None or bool(known.concerns),
            why=f"{UNREAD} {unread[0]}" if unread else "",
        )
        outcome = await self._shown(screen)
        if outcome.end is End.ANSWERED:
            self._answered_despite |= {(one.key, one.message) for one in unread}
            self._keep(Safety(self._today(), outcome.answers.concerns))
            self._unread, self._fresh = (), self._today()
            self._show(self._avoid, self._safety.concerns)
            if self._saved:
                self._tell(" ".join((KEPT, *outcome.answers.notes)))
        elif outcome.end is End.RED_FLAG and outcome.answers.red_flag:
            # Whatever is usual no longer is: the questions come before the next session.
            self._forget_when()
            self._tell(" ".join(outcome.answers.red_flag.words))
        elif outcome.end is End.DELETED:
            self._keep(Safety())
            if self._saved:
                self._tell(DELETED)
        else:
            self._tell(FIRST if self.wanting else UNCHANGED)
        return outcome

    async def _ask_first(self, judge: Callable[[], str]) -> bool:
        before = self._respected
        outcome = await self.go_through()
        if not outcome.may_start:
            return False
        why = judge() if self._respected != before else ""
        if why and self._saved:
            self._tell(" ".join((KEPT, why, *outcome.answers.notes)))
        if why:
            return False
        self._fresh = None
        return True

    @property
    def _respected(self) -> frozenset[Concern]:
        return frozenset((*self._avoid, *self._safety.concerns))

    def _changed_elsewhere(self) -> bool:
        """Look at what the settings say by now; whether something else is to be respected."""
        before = self._respected
        if self._saved:
            self._take(self._store.read())
            self._show(self._avoid, self._safety.concerns)
        return self._respected != before

    def _take(self, reading: Reading) -> None:
        settings, known = reading.settings, reading.settings.safety
        if known != self._safety:
            self._fresh = None
        self._avoid, self._safety = settings.avoid, known
        faults, despite = reading.health_faults, self._answered_despite
        unread = tuple(one for one in faults if (one.key, one.message) not in despite)
        # A file that was set aside meanwhile has no faults any more, and what stood in it is lost.
        lost = self._unread if known == Safety() and not settings.avoid else ()
        self._unread = unread or lost

    def _keep(self, safety: Safety) -> None:
        self._save(
            {"safety.answered": safety.answered, "safety.concerns": safety.concerns or None},
            meanwhile=safety,
        )

    def _forget_when(self) -> None:
        """The answers stand, and are no longer enough; what another program has answered stands, too."""
        undated = replace(self._safety, answered=None)
        if not self._saved:
            self._keep(undated)
        elif self._safety.answered:
            self._save({"safety.answered": None}, meanwhile=undated)

    def _save(self, changes: Mapping[str, object], meanwhile: Safety) -> None:
        """What cannot be written still holds until the program is left."""
        self._safety, self._fresh, self._saved = meanwhile, None, False
        with self._told():
            reading = self._store.save(changes)
            self._saved = True
            self._take(reading)
        self._show(self._avoid, self._safety.concerns)

    async def _shown(self, screen: Screen[_T]) -> _T:
        return await self._app.push_screen_wait(screen)
