"""Writes the chosen session to a file on a thread of its own; it can be given up at any time."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from voiceguide.core.advice import reason
from voiceguide.core.errors import VoiceguideError
from voiceguide.export.formats import CAPTION_ENDINGS
from voiceguide.system.files import free
from voiceguide.tui.file_names import file_name

FAREWELL = 2.0
"""Seconds to wait for whoever writes to end; a voice that hangs takes longer, and then ends by itself."""

Write = Callable[[Path, bool, Callable[[float], None]], None]
"""Writes a file whole, with captions beside it or not; tells how far it is, and ends when that raises."""


class _GivenUpError(Exception):
    """Nobody wants the file any more."""


@dataclass(frozen=True, slots=True)
class _Order:
    folder: Path
    name: str
    captions: bool
    write: Write


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
        before, self._unwanted = self._thread, Event()
        self._thread = Thread(
            target=self._take,
            args=(_Order(folder, f"{file_name(title)}.{ending}", captions, write), self._unwanted, before),
            name="taking",
            daemon=True,
        )
        self._thread.start()

    def give_up(self) -> None:
        """End soon; nothing half-made is left, and nothing is told any more."""
        self._unwanted.set()

    def join(self, patience: float = FAREWELL) -> bool:
        """Wait until nothing is written any more, but not longer than so many seconds; whether it is so."""
        if self._thread:
            self._thread.join(patience)
        return not (self._thread and self._thread.is_alive())

    def _take(self, order: _Order, unwanted: Event, before: Thread | None) -> None:
        folder = order.folder

        def tell(sentence: str) -> None:
            if not unwanted.is_set():
                self._tell(sentence)

        def passed(share: float) -> None:
            if unwanted.is_set():
                raise _GivenUpError
            self._show(share)

        if before:
            before.join()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = free(folder / order.name, *(CAPTION_ENDINGS if order.captions else ()))
            order.write(path, order.captions, passed)
        except _GivenUpError:
            return
        except OSError as error:
            tell(f"The folder {folder} cannot be written: {reason(error)}. Use voiceguide export -o instead.")
        except VoiceguideError as error:
            tell(str(error))
        else:
            tell(f"Written: {path}")
