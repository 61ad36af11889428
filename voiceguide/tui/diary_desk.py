"""Offers to go on where a session was cut off, asks how somebody is, and keeps a diary of each session."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from textual.app import App
from textual.screen import Screen

from voiceguide.around import knows_it
from voiceguide.book import is_unchanged
from voiceguide.core.errors import VoiceguideError
from voiceguide.core.going_on import rest_of, where_in
from voiceguide.core.pain import WORSE, worse
from voiceguide.core.plan import Plan
from voiceguide.core.point import Point, spot
from voiceguide.core.preferences import Preferences, Talk
from voiceguide.core.record import Ending, Record
from voiceguide.store.place import Place
from voiceguide.store.settings_file import SettingsStore
from voiceguide.tui.pages import told_page
from voiceguide.tui.screens.afterwards import PainQuestion, UsualOffer, offers
from voiceguide.tui.screens.question import Question

if TYPE_CHECKING:
    from voiceguide.book import Book
    from voiceguide.diary import Diary

SAY_LESS = "You know this session by now. Shall it say less from now on?"
ANEW = "The session you were in is changed. Look at it, then press Enter to begin it anew."
BEFORE, AFTER = "How much does it hurt now?", "And how much does it hurt now?"

_T = TypeVar("_T")


class DiaryDesk:
    """Its methods that wait belong into a worker of the app."""

    def __init__(
        self,
        app: App[None],
        book: "Book",
        store: SettingsStore,
        plan_of: Callable[[str, Preferences], Plan],
        points: Callable[[], Mapping[str, Point]],
        *,
        ask: bool,
        tell: Callable[[str], None],
        told: Callable[[], AbstractContextManager[None]],
        say_less: Callable[[], None],
    ) -> None:
        """Ask nothing yet.

        Args:
            app: shows the screens.
            book: where diaries are kept.
            store: keeps usual holds.
            plan_of: the plan of a routine that was cut off.
            points: for the names of places.
            ask: whether anything is asked.
            tell: one sentence for the person.
            told: within it, what goes wrong is told.
            say_less: less is to be said from now on.
        """
        self._app = app
        self._book = book
        self._store = store
        self._plan_of = plan_of
        self._points = points
        self._ask = ask
        self._tell = tell
        self._told = told
        self._say_less = say_less
        self._pain: int | None = None
        self._diary: Diary | None = None
        self._scale = Fraction(1)

    async def cut_off(self) -> tuple[Place, Plan] | None:
        """What is to be gone on with, after asking: the place, and the plan it was reached in."""
        if not self._ask:
            return None
        place, why = self._book.offered(self._plan_of)
        if why:
            self._tell(why)
        if place is None:
            return None
        plan = self._plan_of(place.routine, place.preferences)
        where = where_in(plan, place.reached)
        words = f"{plan.title}: you were at {where}. Go on there?"
        wanted = await self._shown(Question(words, likely=True))
        if wanted is False:
            self._book.decline(place)
        return (place, plan) if wanted else None

    def why_not_on(self, place: Place) -> str:
        """Whether a place was reached in what is planned by now; if not, why, and it is offered no more."""
        try:
            if is_unchanged(place, self._plan_of(place.routine, place.preferences)):
                return ""
            why = ANEW
        except VoiceguideError as error:
            why = f"The last session cannot be gone on with. {error}"
        self._book.decline(place)
        return why

    async def ask_pain(self) -> None:
        """Ask how somebody is before a session; they need not say."""
        self._pain = await self._shown(PainQuestion(BEFORE)) if self._ask else None

    def begin(self, plan: Plan, wished: Preferences, routine: str, place: Place | None) -> "Diary":
        """The diary of a session that is about to begin."""
        diary = self._book.begin(plan, wished, routine=routine, place=place)
        if self._pain is not None:
            diary.note(pain_before=self._pain)
        self._diary, self._pain, self._scale = diary, None, wished.scale
        return diary

    def rest(self, plan: Plan, place: Place) -> Plan:
        """What is still to be done from a place on."""
        return rest_of(plan, place.reached)

    async def afterwards(self, keep: Callable[[str, int], None]) -> None:
        """Ask how it was; `keep` is told each hold, in seconds, that is the usual one from now on."""
        diary, self._diary = self._diary, None
        if diary is None:
            return
        diary.break_off()
        if not self._ask or diary.record.ended is not Ending.DONE:
            return
        pain = await self._shown(PainQuestion(AFTER, diary.record.pain_before))
        if pain is not None:
            diary.note(pain_after=pain)
        if worse(diary.record.pain_before, pain):
            # Points that are to be left alone are not to be held longer from now on.
            await self._shown(told_page(" ".join(WORSE)))
        else:
            await self._offer(diary.record, keep)
        await self._offer_fewer_words(diary.record.routine)

    async def _offer_fewer_words(self, routine: str) -> None:
        """Once, to somebody who knows a session by now."""
        if not knows_it(self._book, routine, self._store.read().settings.talk):
            return
        if await self._shown(Question(SAY_LESS)):
            with self._told():
                self._store.save({"talk": Talk.BRIEF})
                self._say_less()

    async def _offer(self, record: Record, keep: Callable[[str, int], None]) -> None:
        """Ask which changed holds are to be the usual ones, if there are any."""
        names = {name: spot(point) for name, point in self._points().items()}
        changed = offers(record, self._scale, names)
        if not changed:
            return
        kept = await self._shown(UsualOffer(changed))
        with self._told():
            for point, seconds in (kept or {}).items():
                self._store.save({f"holds.{point}": seconds})
                keep(point, seconds)

    async def _shown(self, screen: Screen[_T]) -> _T:
        return await self._app.push_screen_wait(screen)
