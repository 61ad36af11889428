"""The app: shows the screens, hands wishes on, and alone speaks to what is backstage."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from queue import Empty

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from voiceguide.core.advice import first_of
from voiceguide.core.command import Command
from voiceguide.core.errors import VoiceguideError
from voiceguide.core.plan import Plan
from voiceguide.core.preferences import Concern, Preferences, Talk
from voiceguide.sound.protocol import Output
from voiceguide.store.place import Place
from voiceguide.tui.backstage import Backstage
from voiceguide.tui.catalogue import Catalogue
from voiceguide.tui.conductor import Conductor, Ended, View
from voiceguide.tui.diary_desk import DiaryDesk
from voiceguide.tui.editing import Editing
from voiceguide.tui.leaves import Leaves
from voiceguide.tui.messages import AskedFor, KeepAsUsual, SoundWished, StartSession
from voiceguide.tui.pages import keys_page
from voiceguide.tui.palette import palette
from voiceguide.tui.rehearsal import Rehearsal
from voiceguide.tui.safety_desk import SafetyDesk, verdict
from voiceguide.tui.screens.choose import ChooseScreen
from voiceguide.tui.screens.follow import FollowScreen
from voiceguide.tui.screens.page import Page
from voiceguide.tui.screens.question import Question
from voiceguide.tui.selection import Selection
from voiceguide.tui.soundcheck import SoundCheck
from voiceguide.tui.speech import Speech
from voiceguide.tui.themes import THEMES
from voiceguide.tui.widgets.body_picture import BodyPicture

LOOKS_PER_SECOND = 10


class VoiceguideApp(Leaves):
    """Everything that waits runs elsewhere: the player on its thread, voices in their workers."""

    CSS_PATH = "app.tcss"
    TITLE = "voiceguide"
    BINDINGS = [
        Binding("ctrl+q,ctrl+c", "quit", "quit", show=False, priority=True),
        Binding("ctrl+z", "to_shell", "to the shell", show=False, priority=True),
    ]

    def __init__(
        self, backstage: Backstage, catalogue: Catalogue, selection: Selection, *, colours: bool = True
    ) -> None:
        super().__init__(ansi_color=None if colours else True)
        for look in THEMES:
            self.register_theme(look)
        self._backstage = backstage
        reading = backstage.settings.read()
        settings = reading.settings
        self.theme = settings.theme.value
        self._captions = settings.captions
        selection = selection.respecting(settings.avoid, settings.safety.concerns)
        # Those about health have a page of their own.
        others = [fault for fault in reading.faults if fault not in reading.health_faults]
        told = " ".join(filter(None, (first_of(others, "voiceguide settings"), catalogue.trouble)))
        self._choose = ChooseScreen(catalogue, backstage.figure, selection, told)
        self._catalogue = catalogue
        self._follow: FollowScreen | None = None
        self._speech = Speech(backstage.speaker, self._tell_soon)
        self._check = SoundCheck(backstage.output, self._tell_soon)
        self._conductor = Conductor(backstage, self._free_output)
        self._editing = Editing(self, backstage, self._reread, self._tell)
        self._safety = SafetyDesk(
            self,
            backstage.settings,
            lambda: self._catalogue.points,
            ask=backstage.ask,
            show=self._respect,
            tell=self._tell,
            told=self._told,
        )
        self._diary = DiaryDesk(
            self,
            backstage.book,
            backstage.settings,
            self._plan_of,
            lambda: self._catalogue.points,
            ask=backstage.ask,
            tell=self._tell,
            told=self._told,
            say_less=lambda: self._choose.choose(replace(self._choose.selection, talk=Talk.BRIEF)),
        )
        self._helped = 0
        self._left = False
        self._rehearsal = Rehearsal(self, self._speech, lambda: self._conductor.busy, self._told)

    def get_default_screen(self) -> ChooseScreen:
        """The one to which every other leads back."""
        return self._choose

    def on_mount(self) -> None:
        self.set_interval(1 / LOOKS_PER_SECOND, self.look)
        self._rehearsal.soon(AskedFor(self._choose.selection, self._choose.outline))
        self._choose.questions_open = self._safety.wanting
        self.run_worker(self._go_on(), group="asking", exclusive=True)

    async def _go_on(self) -> None:
        """Tell what about health cannot be read, and offer to go on where a session was cut off."""
        await self._safety.tell_unread()
        found = await self._diary.cut_off()
        if not found:
            return
        place, plan = found

        def judge() -> str:
            why = self._diary.why_not_on(place)
            if why and plan.routine in self._catalogue:
                self._choose.choose(replace(self._choose.selection, routine=plan.routine))
            return why

        if await self._safety.may_start(judge):
            self._start(plan, place.preferences, place.routine, place)

    def _plan_of(self, routine: str, wished: Preferences) -> Plan:
        """That of a session that was cut off, with what is to be respected by now."""
        concerns = self._choose.selection.preferences().concerns
        return self._backstage.shelf().plan(routine, wished.respecting(concerns))

    def leave(self) -> None:
        """End everything that sounds, and the app."""
        self.hush()
        self.exit()

    def hush(self) -> None:
        """End everything that sounds."""
        self._left = True
        self._check.end()
        self._check.join()
        self._conductor.leave()
        self._speech.close()

    # A session

    @on(StartSession)
    def _start_soon(self) -> None:
        self.run_worker(self._before_start(), group="asking", exclusive=True)

    async def _before_start(self) -> None:
        """One question after the other; those about safety may keep the session from starting."""
        shown = self._choose.outline.plan
        if not await self._safety.may_start(lambda: verdict(shown, self._choose.outline.plan)):
            return
        await self._diary.ask_pain()
        plan, chosen = self._choose.outline.plan, self._choose.selection
        if plan:
            self._start(plan, chosen.preferences(), self._catalogue.found_by(chosen.routine))

    def _start(self, plan: Plan, wished: Preferences, routine: str, place: Place | None = None) -> None:
        """A session, or the rest of one from a place on."""
        if self._conductor.busy:
            return
        self._check.end()
        chosen = self._choose.selection
        try:
            speaker = self._speech.speaker(chosen.voice, chosen.rate)
        except VoiceguideError as error:
            self._tell(str(error))
            return
        points = self._catalogue.points
        self._follow = FollowScreen(
            BodyPicture(self._backstage.figure, points, id="body"),
            plan.stages,
            self._conductor.press,
            self._conductor.ask,
            captions=self._captions,
        )
        self._helped = 0
        self.push_screen(self._follow)
        heard = replace(wished, newcomer=self._backstage.book.newcomer)
        diary = self._diary.begin(plan, wished, routine, place)
        played = self._diary.rest(plan, place) if place else plan
        self._conductor.begin(played, heard, speaker, points, (diary,))

    def _free_output(self) -> Output:
        """The output, once no sound-check uses it; called on the player's thread."""
        self._check.join()
        return self._backstage.output()

    def look(self) -> None:
        """Show what is heard now."""
        if self._left:
            return
        with suppress(Empty):
            self._tell(self._backstage.news.get_nowait())
        self._speech.look()
        seen = self._conductor.look()
        if isinstance(seen, View) and self._follow:
            if self._follow.ready:
                self._follow.show(seen.glance, seen.caption, seen.notice)
            if seen.helped > self._helped:
                self._helped = seen.helped
                self._open_keys()
        elif isinstance(seen, Ended):
            self._end(seen)

    def _end(self, ended: Ended) -> None:
        while self.screen is not self._choose:
            self.pop_screen()
        self._follow = None
        ends = {"done": f"{ended.title}: finished. Take your time.", "stopped": f"{ended.title}: stopped."}
        self._tell(ended.fault or ends.get(ended.reason, ""))
        self.run_worker(self._diary.afterwards(self._choose.keep), group="asking", exclusive=True)

    def _open_keys(self) -> None:
        def pass_on(key: str | None) -> None:
            # As the page says: space pauses. The key itself would also go on.
            command = {" ": Command.PAUSE, "o": Command.OUCH}.get(key or "")
            if command:
                self._conductor.ask(command)

        if not isinstance(self.screen, Page):
            self.push_screen(keys_page(), pass_on)

    # Before it

    @on(AskedFor)
    def _rehearse(self, asked: AskedFor) -> None:
        self._rehearsal.soon(asked)

    @on(SoundWished)
    def _check_sound(self, wished: SoundWished) -> None:
        chosen = wished.selection
        with self._told():
            self._check.begin(self._speech.speaker(chosen.voice, chosen.rate), chosen.volume)

    @on(KeepAsUsual)
    def _keep(self, wished: KeepAsUsual) -> None:
        with self._told():
            self._backstage.settings.save({f"holds.{wished.point}": wished.seconds})
            self._choose.keep(wished.point, wished.seconds)

    # Safety

    def action_safety(self) -> None:
        """The six questions, at any time before a session."""
        self.run_worker(self._safety.go_through(), group="asking", exclusive=True)

    def _respect(self, always: tuple[Concern, ...], safety: tuple[Concern, ...]) -> None:
        self._choose.choose(self._choose.selection.respecting(always, safety))
        self._choose.questions_open = self._safety.wanting

    # Leaving

    def _reread(self) -> None:
        self._catalogue = self._backstage.catalogue()
        self._choose.take(self._catalogue)

    async def action_quit(self) -> None:
        """Leave; only if a session is under way, pause it and ask first; asked twice, leave."""
        if isinstance(self.screen, Question) or not self._conductor.busy:
            self.leave()
            return
        self._conductor.ask(Command.PAUSE)
        await self.push_screen(
            Question("A session is under way. Stop it and leave?"), lambda yes: self.leave() if yes else None
        )

    def action_to_shell(self) -> None:
        """Pause, and go to the background; nothing goes on by itself afterwards."""
        self._conductor.ask(Command.PAUSE)
        self._check.end()
        self.action_suspend_process()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: in a session the commands that are accepted now, before it what the screen can do."""
        offered = self._follow.commands if self._follow else None
        return palette(offered, self._conductor.ask, lambda action: self.run_action(action, screen))

    def _tell_soon(self, words: str) -> None:
        """From any thread."""
        self.call_later(self._tell, words)

    def _tell(self, words: str) -> None:
        if self._follow is None:
            self._choose.say(words)
        elif words:
            self.notify(words, markup=False)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong in here is told in its own sentence."""
        try:
            yield
        except VoiceguideError as error:
            self._tell(str(error))
