"""Writes the chosen session to a file on a thread of its own; it can be given up at any time."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from voiceguide.core.advice import reason
from voiceguide.core.errors import VoiceguideError
from voiceguide.export.formats import CAPTION_ENDINGS
from voiceguide.tui.file_names import file_name, free

Write = Callable[[Path, bool, Callable[[float], None]], None]
"""Writes a file whole, with captions beside it or not; tells how far it is, and ends when that raises."""


class _GivenUpError(Exception):
    """Nobody wants the file any more."""


class Taking:
    """One file at a time. What it tells is told on its own thread."""

    def __init__(self, show: Callable[[float], None], tell: Callable[[str], None]) -> None:
        """`show` gets the share that is done, `tell` one sentence at the end."""
        self._show = show
        self._tell = tell
        self._unwanted = Event()
        self._thread: Thread | None = None

    def begin(self, folder: Path, title: str, ending: str, captions: bool, write: Write) -> None:
        """Write a file under its title, or what of it a name may be, and with a number if that is taken."""
        self.give_up()
        self.join()
        self._unwanted = unwanted = Event()
        self._thread = Thread(
            target=self._take,
            args=(folder, f"{file_name(title)}.{ending}", captions, write, unwanted),
            name="taking",
            daemon=True,
        )
        self._thread.start()

    def give_up(self) -> None:
        """End soon; nothing half-made is left."""
        self._unwanted.set()

    def join(self) -> None:
        """Wait until nothing is written any more."""
        if self._thread:
            self._thread.join()

    def _take(self, folder: Path, name: str, captions: bool, write: Write, unwanted: Event) -> None:
        def passed(share: float) -> None:
            if unwanted.is_set():
                raise _GivenUpError
            self._show(share)

        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = free(folder / name, *(CAPTION_ENDINGS if captions else ()))
            write(path, captions, passed)
        except _GivenUpError:
            return
        except OSError as error:
            self._tell(
                f"The folder {folder} cannot be written: {reason(error)}. Use voiceguide export -o instead."
            )
        except VoiceguideError as error:
            self._tell(str(error))
        else:
            self._tell(f"Written: {path}")
