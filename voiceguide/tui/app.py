"""The app: shows the screens, hands wishes on, and alone speaks to what is backstage."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from textual import on
from textual.app import App, SuspendNotSupported, SystemCommand
from textual.binding import Binding
from textual.screen import Screen
from textual.timer import Timer

from voiceguide.core.command import Command
from voiceguide.core.errors import VoiceguideError
from voiceguide.core.timeline import delivery, programme, vocabulary
from voiceguide.sound.protocol import Output
from voiceguide.tui.backstage import Backstage, Taken
from voiceguide.tui.catalogue import Catalogue
from voiceguide.tui.conductor import Conductor, Ending, View
from voiceguide.tui.messages import AskedFor, KeepAsUsual, SoundWished, StartSession
from voiceguide.tui.own_files import copy_as_mine, own_file
from voiceguide.tui.pages import about_page, faults_page, help_page, keys_page
from voiceguide.tui.palette import palette
from voiceguide.tui.screens.choose import ChooseScreen
from voiceguide.tui.screens.follow import FollowScreen
from voiceguide.tui.screens.page import Page
from voiceguide.tui.screens.question import Question
from voiceguide.tui.screens.settings import SettingsScreen
from voiceguide.tui.screens.take import TakeScreen
from voiceguide.tui.selection import Selection
from voiceguide.tui.soundcheck import SoundCheck
from voiceguide.tui.speech import Speech
from voiceguide.tui.themes import THEMES
from voiceguide.tui.usual import applied, rows
from voiceguide.tui.widgets.body_picture import BodyPicture

LOOKS_PER_SECOND = 10
SETTLED = 0.6
"""Seconds for which a choice stands before its first words are rendered."""
FIRST_STAGES = 2
"""The opening, and the first stage after it."""


class VoiceguideApp(App[None]):
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
        settings = backstage.settings.read().settings
        self.theme = settings.theme.value
        self._captions = settings.captions
        self._choose = ChooseScreen(catalogue, backstage.figure, selection)
        self._catalogue = catalogue
        self._follow: FollowScreen | None = None
        self._speech = Speech(backstage.speaker, self._tell_soon)
        self._check = SoundCheck(backstage.output, self._tell_soon)
        self._conductor = Conductor(backstage, self._free_output)
        self._helped = 0
        self._left = False
        self._asked = AskedFor(selection, self._choose.outline)
        self._settling: Timer | None = None

    def get_default_screen(self) -> ChooseScreen:
        """The one to which every other leads back."""
        return self._choose

    def on_mount(self) -> None:
        self.set_interval(1 / LOOKS_PER_SECOND, self.look)
        self._prepare_soon(self._asked)

    def leave(self, reason: str = "interrupted") -> None:
        """End everything that sounds, and the app."""
        self.hush(reason)
        self.exit()

    def hush(self, reason: str = "interrupted") -> None:
        """End everything that sounds."""
        self._left = True
        self._check.end()
        self._check.join()
        self._conductor.leave(reason)
        self._speech.close()

    # A session

    @on(StartSession)
    def _start(self, wished: StartSession) -> None:
        chosen, plan = wished.selection, wished.outline.plan
        assert plan
        self._check.end()
        try:
            speaker = self._speech.speaker(chosen.voice, chosen.rate)
        except VoiceguideError as error:
            self._tell(str(error))
            return
        points = self._catalogue.points
        title = self._catalogue.entry(chosen.routine).title
        self._follow = FollowScreen(
            BodyPicture(self._backstage.figure, points, id="body"),
            plan.stages,
            self._conductor.press,
            self._conductor.ask,
            captions=self._captions,
        )
        self._helped = 0
        self.push_screen(self._follow)
        self._conductor.begin(title, plan, chosen.preferences(), speaker, points)

    @property
    def busy(self) -> bool:
        """Whether a session is under way that has not yet been heard to its end."""
        return self._conductor.playing

    @property
    def checking(self) -> bool:
        """Whether a sound-check may still be heard."""
        return self._check.busy

    def _free_output(self) -> Output:
        """The output, once no sound-check uses it; called on the player's thread."""
        self._check.join()
        return self._backstage.output()

    def look(self) -> None:
        """Show what is heard now."""
        if self._left:
            return
        seen = self._conductor.look()
        if isinstance(seen, View) and self._follow:
            if self._follow.ready:
                self._follow.show(seen.glance, seen.caption, seen.notice)
            if seen.helped > self._helped:
                self._helped = seen.helped
                self._open_keys()
        elif isinstance(seen, Ending):
            self._end(seen)

    def _end(self, ending: Ending) -> None:
        while self.screen is not self._choose:
            self.pop_screen()
        self._follow = None
        ends = {"done": f"{ending.title}: finished. Take your time.", "stopped": f"{ending.title}: stopped."}
        self._tell(ending.fault or ends.get(ending.reason, ""))

    def _open_keys(self) -> None:
        def pass_on(key: str | None) -> None:
            if key in (" ", "o"):
                self._conductor.press(key)

        if not isinstance(self.screen, Page):
            self.push_screen(keys_page(), pass_on)

    # Before it

    @on(AskedFor)
    def _prepare_soon(self, asked: AskedFor) -> None:
        """Have the first words rendered while a session is only looked at."""
        self._asked = asked
        if self._settling:
            self._settling.stop()
        self._settling = self.set_timer(SETTLED, self._prepare)

    def _prepare(self) -> None:
        plan, chosen = self._asked.outline.plan, self._asked.selection
        if plan and not self._conductor.busy:
            wished = chosen.preferences()
            first = programme(plan, wished)[:FIRST_STAGES]
            with self._told():
                self._speech.prepare(chosen.voice, chosen.rate, vocabulary(first, delivery(wished)))

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

    # Pages, files, leaving

    def action_help(self) -> None:
        self.push_screen(help_page())

    def action_take(self) -> None:
        """The chosen session as a file."""
        chosen, plan = self._choose.selection, self._choose.outline.plan
        if plan:
            taken = Taken(plan.routine, plan, chosen.preferences(), chosen.voice, chosen.rate)
            self.push_screen(
                TakeScreen(plan.title, self._backstage.taken, partial(self._backstage.take, taken))
            )

    def action_settings(self) -> None:
        """What is usual."""
        settings = self._backstage.settings.read().settings
        place = str(self._backstage.settings.path)
        self.push_screen(SettingsScreen(rows(settings, self._catalogue.voices), place))

    @on(SettingsScreen.Changed)
    def _keep_setting(self, changed: SettingsScreen.Changed) -> None:
        with self._told():
            settings = self._backstage.settings.save({changed.path: changed.value}).settings
            self.theme = settings.theme.value
            self._captions = settings.captions
            self._choose.choose(applied(self._choose.selection, changed.path, changed.value))

    def action_about(self) -> None:
        self.push_screen(about_page(self._catalogue.points))

    def action_copy_as_mine(self) -> None:
        """A copy of the chosen routine in the person's own folder, opened to be changed."""
        with self._told():
            path = copy_as_mine(
                self._backstage.shelf(), self._choose.selection.routine, self._backstage.own_files
            )
            self._edit(path)

    def action_edit_mine(self) -> None:
        """Open the chosen routine, if it is the person's own."""
        with self._told():
            self._edit(
                own_file(self._backstage.shelf(), self._choose.selection.routine, self._backstage.own_files)
            )

    def _edit(self, path: Path) -> None:
        try:
            with self.suspend():
                self._backstage.edit(path)
        except SuspendNotSupported:
            # There is no terminal to hand over, as in a browser.
            self._backstage.edit(path)
        self._catalogue = self._backstage.catalogue()
        self._choose.take(self._catalogue)
        faults = self._backstage.shelf().check(path)
        if faults:
            self.push_screen(faults_page(faults))
        else:
            self._tell(f"{path.stem} is in the list, from {path}.")

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
            self.notify(words)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong in here is told in its own sentence."""
        try:
            yield
        except VoiceguideError as error:
            self._tell(str(error))
