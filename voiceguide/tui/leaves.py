"""The pages that can be opened beside a session: settings, history, help, files to take along."""

from contextlib import AbstractContextManager
from functools import partial

from textual import on
from textual.app import App

from voiceguide.tui.backstage import Backstage, Taken
from voiceguide.tui.catalogue import Catalogue
from voiceguide.tui.editing import Editing
from voiceguide.tui.pages import about_page, help_page
from voiceguide.tui.safety_desk import SafetyDesk, verdict
from voiceguide.tui.screens.choose import ChooseScreen
from voiceguide.tui.screens.microphone import MicrophoneScreen
from voiceguide.tui.screens.settings import SettingsScreen
from voiceguide.tui.screens.take import TakeScreen
from voiceguide.tui.usual import applied, rows


class Leaves(App[None]):
    """The part of the app that needs no session."""

    _backstage: Backstage
    _catalogue: Catalogue
    _choose: ChooseScreen
    _safety: SafetyDesk
    _editing: Editing
    _captions: bool

    def _told(self) -> AbstractContextManager[None]:
        """Within it, what goes wrong is told in its own sentence."""
        raise NotImplementedError

    def action_help(self) -> None:
        self.push_screen(help_page())

    def action_about(self) -> None:
        self.push_screen(about_page(self._catalogue.points))

    def action_take(self) -> None:
        """The chosen session as a file."""
        chosen, plan = self._choose.selection, self._choose.outline.plan
        if plan and self._safety.may_take(lambda: verdict(plan, self._choose.outline.plan)):
            found_by = self._catalogue.found_by(plan.routine)
            taken = Taken(found_by, plan, chosen.preferences(), chosen.voice, chosen.rate)
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

    def action_history(self) -> None:
        """What was done, and how it was."""
        from voiceguide.tui.screens.history import HistoryScreen  # noqa: PLC0415 - not needed at a start

        stage = self._backstage
        self.push_screen(HistoryScreen(stage.book.history, self._catalogue.points, stage.write_tables))

    def action_microphone(self) -> None:
        """How what is said is heard, and which microphone hears it."""
        stage = self._backstage
        chosen = stage.settings.read().settings.microphone or ""
        self.push_screen(MicrophoneScreen(stage.open_ear, stage.microphones, stage.now, chosen))

    @on(MicrophoneScreen.Chosen)
    def _keep_microphone(self, chosen: MicrophoneScreen.Chosen) -> None:
        with self._told():
            self._backstage.settings.save({"microphone": chosen.microphone or None})

    def action_copy_as_mine(self) -> None:
        """A copy of the chosen routine in the person's own folder, opened to be changed."""
        with self._told():
            self._editing.copy(self._catalogue.found_by(self._choose.selection.routine))

    def action_edit_mine(self) -> None:
        """Open the chosen routine, if it is the person's own."""
        with self._told():
            self._editing.edit(self._catalogue.found_by(self._choose.selection.routine))
