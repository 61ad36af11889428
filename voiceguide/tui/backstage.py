"""What the screens need from outside, put together by the command line and, with fakes, by tests."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Protocol

from voiceguide.content.library import Shelf
from voiceguide.core.figure import Figure
from voiceguide.core.plan import Plan
from voiceguide.core.preferences import Preferences
from voiceguide.core.record import Record
from voiceguide.sound.protocol import Output
from voiceguide.store.settings_file import SettingsStore
from voiceguide.tui.attendant import OpenEar
from voiceguide.tui.catalogue import Catalogue

if TYPE_CHECKING:
    from voiceguide.book import Book
    from voiceguide.listening import Listening
    from voiceguide.pcm.clip import Clip
    from voiceguide.player import Listener


class Speaker(Protocol):
    """The studio, as far as the screens use it: see `voice.studio`."""

    @property
    def speaking(self) -> str: ...
    @property
    def trouble(self) -> str | None: ...
    def clip(self, text: str) -> "Clip": ...
    def request(self, texts: Iterable[str], urgent: bool = False) -> None: ...
    def collect(self) -> "list[tuple[str, Clip]]": ...
    def wait(self, seconds: float) -> bool: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """A session that is to become a file."""

    routine: str
    """An id or a path by which it is found."""
    plan: Plan
    preferences: Preferences
    voice: str | None
    rate: float


@dataclass(frozen=True, slots=True)
class Backstage:
    shelf: Callable[[], Shelf]
    """Reads the person's own files anew."""
    figure: Figure
    speaker: Callable[[str | None, float, Callable[[str], None]], Speaker]
    """By voice and rate; the last is told a sentence when another voice steps in."""
    output: Callable[[], Output]
    has_bed: Callable[[], bool]
    """Whether the output can play a bed."""
    catalogue: Callable[[], Catalogue]
    """Everything there is to choose from, read anew."""
    keep_awake: Callable[[], AbstractContextManager[str | None]]
    """While open, the machine does not fall asleep; gives a sentence if it may all the same.

    Opened only if the settings want it when a session begins."""
    now: Callable[[], float]
    """Monotonic seconds."""
    settings: SettingsStore
    book: "Book"
    """The history, and the place of a session that was cut off."""
    write_tables: Callable[[Sequence[Record]], tuple[Path, ...]]
    """Writes the history for spreadsheets and programs; gives the files."""
    edit: Callable[[Path], None]
    """Opens a file in the person's editor and returns when it is closed."""
    take: Callable[[Taken, Path, bool, Callable[[float], None]], None]
    """Writes a session to a file, with captions beside it or not, on the thread that calls.

    The last is told how far it is, from 0 to 1, and may raise to end it."""
    taken: Path
    """The folder for such files."""
    own_files: Path
    """The person's own folder."""
    open_ear: OpenEar
    """For trying a microphone out."""
    microphones: Callable[[], Sequence[str]]
    """The names of those that are connected."""
    followers: "Sequence[Listener]" = ()
    """Follow every session, on its player's thread: the event file."""
    listening: "Callable[[Callable[[str], None]], Listening | None]" = lambda _troubled: None
    """An ear that listens already, or None; it tells each of its troubles in one sentence."""
    listens: bool = False
    """Whether there will be one, so that the session leaves time to speak."""
    remote: "Callable[[str], AbstractContextManager[Listener | None]]" = lambda _title: nullcontext()
    """While open, the desktop shows a session of this title and its media keys drive it."""
    news: "SimpleQueue[str]" = field(default_factory=SimpleQueue)
    """Sentences for the person, put in by any thread; the screen tells them at its next look."""
    auto_resume: bool = True
    """False if no session goes on by itself, whatever the settings say."""
    ask: bool = True
    """Whether questions are asked before and after a session."""
