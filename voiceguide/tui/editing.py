"""Routines of one's own, copied and opened from the screen."""

from collections.abc import Callable
from pathlib import Path

from textual.app import App, SuspendNotSupported

from voiceguide.core.errors import ContentError, VoiceguideError
from voiceguide.tui.backstage import Backstage
from voiceguide.tui.own_files import copy_as_mine, own_file
from voiceguide.tui.pages import faults_page


class Editing:
    """Raises `ContentError` for what cannot be done."""

    def __init__(
        self, app: App[None], backstage: Backstage, reread: Callable[[], None], tell: Callable[[str], None]
    ) -> None:
        """`reread` is called when a file may have changed, `tell` gets a sentence for the person."""
        self._app = app
        self._backstage = backstage
        self._reread = reread
        self._tell = tell

    def copy(self, routine: str) -> None:
        """Copy a routine, an id or a path, into the person's own folder, and open it to be changed."""
        self._open(copy_as_mine(self._backstage.shelf(), routine, self._backstage.own_files))

    def edit(self, routine: str) -> None:
        """Open a routine, an id or a path, if it is the person's own."""
        self._open(own_file(self._backstage.shelf(), routine, self._backstage.own_files))

    def _open(self, path: Path) -> None:
        failed = self._hand_over(path)
        faults = () if failed else self._backstage.shelf().check(path)
        if faults:
            self._app.push_screen(faults_page(faults), lambda key: self._open_again(path, key))
        self._reread()
        if failed:
            raise failed
        if not faults:
            self._tell(f"{path.stem} is in the list, from {path}.")

    def _open_again(self, path: Path, key: str | None) -> None:
        """If that is what was answered to its faults; in the list it may not stand any more."""
        if key == "e":
            try:
                self._open(path)
            except VoiceguideError as error:
                self._tell(str(error))

    def _hand_over(self, path: Path) -> ContentError | None:
        """Let the editor have the terminal; what went wrong is raised only when the app has it back."""
        try:
            with self._app.suspend():
                try:
                    self._backstage.edit(path)
                except ContentError as error:
                    return error
        except SuspendNotSupported:
            # There is no terminal to hand over, as in a browser.
            self._backstage.edit(path)
        return None
