"""The whole screen with fakes backstage: a clock moved by hand, clips like tones, settings in a folder."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from queue import SimpleQueue

from fakes import FakeNarrator, clip
from stepped_clock import SteppedClock
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widget import Widget

from voiceguide.book import Book
from voiceguide.content.library import Shelf
from voiceguide.core.facts import Event, EventName
from voiceguide.core.figure import Figure
from voiceguide.core.preferences import Bed, Talk
from voiceguide.core.record import Record
from voiceguide.listen.ear import Ear
from voiceguide.listen.errors import ListenError
from voiceguide.listening import Listening
from voiceguide.pcm.clip import Clip
from voiceguide.player import Heard, Player
from voiceguide.sound.protocol import Output
from voiceguide.sound.silent import SilentOutput
from voiceguide.store.settings_file import SettingsStore
from voiceguide.store.tables import write_tables
from voiceguide.tui.app import VoiceguideApp
from voiceguide.tui.backstage import Backstage, Speaker, Taken
from voiceguide.tui.catalogue import Catalogue
from voiceguide.tui.screens.choose import ChooseScreen
from voiceguide.tui.screens.follow import FollowScreen
from voiceguide.tui.selection import Selection

WORD = 6_000
"""Frames that everything said takes, so that a hold is soon reached."""
SHORT = """
title: Short
summary: Two points on the right side, and slow breathing.
steps:
  - {point: GB29, sides: right, posture: side-lying, hold: 60, prepare: 0}
  - {point: GB30, sides: right, posture: side-lying, hold: 30, repeat: 2, pause: 5, prepare: 0}
  - {breathe: 20s, posture: supine}
"""
QUICK = """
title: Quick
summary: One point on the right side.
steps:
  - {point: GB29, sides: right, posture: side-lying, hold: 20, prepare: 0}
"""
SHORTLY = Selection("short", talk=Talk.MINIMAL, bed=Bed.NONE, lead=0)
VOICES = (("heart", "heart"), ("system", "system"), ("silent", "silent"))


class FakeSpeaker(FakeNarrator):
    """A narrator that can also be asked for one clip, and is closed."""

    def __init__(self, clock: SteppedClock, late: dict[str, float], trouble: str | None) -> None:
        super().__init__(clock, late)  # type: ignore[arg-type]
        self.trouble = trouble
        self.closed = False
        self.requested: list[str] = []

    def request(self, texts: Iterable[str], urgent: bool = False) -> None:
        texts = list(texts)
        self.requested += texts
        super().request(texts, urgent)

    def collect(self) -> list[tuple[str, Clip]]:
        return [(text, clip(text, WORD)) for text, _ in super().collect()]

    def clip(self, text: str) -> Clip:
        return clip(text, WORD)

    def close(self) -> None:
        self.closed = True


class _Following:
    """Keeps all that is heard."""

    def __init__(self, heard: list[Heard]) -> None:
        self._heard = heard

    def hear(self, heard: Heard) -> None:
        self._heard.append(heard)

    def draw(self, player: Player) -> None: ...


class House:
    """Everything that the screens see of the world."""

    def __init__(self, home: Path) -> None:
        """`home`: a folder, empty or as another house of the same person left it."""
        self.home = home
        self.late: dict[str, float] = {}
        """Seconds after which a text is rendered."""
        self.output: Callable[[], Output] = lambda: SilentOutput(self.clock, self.spoken.append)
        self.opened: list[str] = []
        """Ids and paths of routines that were named when the program was started."""
        self.awake: list[bool] = []
        """Grows when the machine is kept awake, and when it may sleep again."""
        self.listening: Callable[[Callable[[str], None]], Listening | None] = lambda _troubled: None
        self.ask = False
        """Whether questions are asked before and after a session."""
        self.clock = SteppedClock()
        self.heard: list[Heard] = []
        self.spoken: list[bytes] = []
        self.speakers: list[tuple[str | None, float, FakeSpeaker]] = []
        self.edited: list[Path] = []
        self.edit: Callable[[Path], None] = self.edited.append
        self.store = SettingsStore(home)
        self.troubles: list[str] = []
        self.news: SimpleQueue[str] = SimpleQueue()
        self.speech_trouble: str | None = None
        """Why speech cannot be kept."""
        self.endless = False
        """Whether a file that is taken along never gets done."""
        self._pace = threading.Event()
        self.wall = 1_760_000_000.0
        """Seconds since 1970 at which everything happens."""
        self.book = Book(home / "state", self.clock.now, lambda: self.wall, self.troubles.append)
        if not (home / "data").exists():
            self.write("routines/short.yaml", SHORT)

    def write(self, name: str, content: str) -> Path:
        """A file in the person's own folder."""
        path = self.home / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        return path

    @asynccontextmanager
    async def open(
        self, size: tuple[int, int] = (80, 24), selection: Selection | None = None
    ) -> AsyncIterator[Pilot[None]]:
        """The app at a size in cells, on the choosing screen."""
        backstage = Backstage(
            shelf=self._shelf,
            catalogue=self._catalogue,
            figure=_figure(),
            speaker=self._speaker,
            output=lambda: self.output(),  # noqa: PLW0108 - a test may set another one later
            has_bed=lambda: True,
            keep_awake=self._kept_awake,
            now=self.clock.now,
            followers=(_Following(self.heard),),
            settings=self.store,
            book=self.book,
            write_tables=self._write_tables,
            open_ear=_no_ear,
            microphones=lambda: (),
            edit=lambda path: self.edit(path),  # noqa: PLW0108 - a test may set another one later
            take=self._take,
            taken=self.home / "taken",
            own_files=self.home / "data",
            news=self.news,
            listening=lambda troubled: self.listening(troubled),  # noqa: PLW0108 - a test may set another one
            ask=self.ask,
        )
        self.app = VoiceguideApp(
            backstage,
            self._catalogue(),
            selection or SHORTLY,
        )
        async with self.app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            try:
                yield pilot
            finally:
                self.clock.run_free()
                self.app.hush()
                self.book.flush()

    @property
    def choosing(self) -> ChooseScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ChooseScreen))

    @property
    def following(self) -> FollowScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, FollowScreen))

    @property
    def events(self) -> list[Event]:
        return [heard.fact for heard in self.heard if isinstance(heard.fact, Event)]

    @property
    def busy(self) -> bool:
        """Whether a session may still be heard."""
        return at_work("player")

    @property
    def names(self) -> list[EventName]:
        return [event.name for event in self.events]

    @property
    def asked(self) -> list[object]:
        """The commands that the session has heard."""
        return [event.more["command"] for event in self.events if event.name is EventName.COMMAND_HEARD]

    async def play(self, pilot: Pilot[None], seconds: float) -> None:
        """Let so much of the session be heard, and show it."""
        await asyncio.to_thread(self.clock.advance, seconds, lambda: not self.busy)
        self.app.look()
        await pilot.pause()

    async def play_until(
        self, pilot: Pilot[None], name: EventName, which: int = 1, limit: int = 2000
    ) -> None:
        """Until an event has been heard so many times."""
        for _ in range(limit):
            if self.names.count(name) >= which:
                break
            await asyncio.to_thread(self.clock.advance, 0.5, lambda: not self.busy)
        assert self.names.count(name) >= which, f"{name} is never heard"
        self.app.look()
        await pilot.pause()

    async def hear_sample(self, pilot: Pilot[None]) -> None:
        """Let a few words be heard to their end."""
        await until(pilot, lambda: at_work("sound-check"))
        await asyncio.to_thread(self.clock.advance, 30, lambda: not at_work("sound-check"))
        await pilot.pause()

    def leave_soon(self) -> "asyncio.Future[None]":
        """Let time pass until the sound has ended, while the app waits for it."""
        return asyncio.ensure_future(
            asyncio.to_thread(self.clock.advance, 30, lambda: EventName.SESSION_ENDED in self.names)
        )

    def text(self) -> str:
        """What stands on the screen, without colours."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join(strip.text.rstrip() for strip in strips)

    def _take(self, taken: Taken, path: Path, captions: bool, passed: Callable[[float], None]) -> None:
        for tenth in range(11):
            passed(tenth / 10)
            while self.endless:
                passed(tenth / 10)
                self._pace.wait(0.001)
        path.write_text(f"{taken.routine} {taken.preferences.scale} {captions}", "utf-8")

    def _write_tables(self, records: Sequence[Record]) -> tuple[Path, ...]:
        return write_tables(records, self.home / "taken", date(2026, 1, 2))

    @contextmanager
    def _kept_awake(self) -> Iterator[None]:
        self.awake.append(True)
        yield
        self.awake.append(False)

    def _shelf(self) -> Shelf:
        return Shelf(self.home / "data")

    def _catalogue(self) -> Catalogue:
        return Catalogue(self._shelf(), VOICES, self.opened)

    def _speaker(self, voice: str | None, rate: float, _tell: Callable[[str], None]) -> Speaker:
        speaker = FakeSpeaker(self.clock, self.late, self.speech_trouble)
        self.speakers.append((voice, rate, speaker))
        return speaker


def _no_ear(
    _microphone: str,
    *,
    told: Callable[[str, float], None],
    missed: Callable[[], None],
    troubled: Callable[[str], None],
) -> Ear:
    del told, missed, troubled
    raise ListenError("There is no microphone here.")


@cache
def _figure() -> Figure:
    return Shelf().figure()


def at_work(name: str) -> bool:
    """Whether a thread behind the screens is there: `player`, `sound-check` or `taking`."""
    return any(thread.name == name for thread in threading.enumerate())


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Let the app work until something is so."""
    for _ in range(500):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came to be")


def offset_of(widget: Widget, words: str) -> Offset:
    """Where words stand in a widget of lines, for the mouse."""
    for y in range(widget.size.height):
        x = widget.render_line(y).text.find(words)
        if x >= 0:
            return Offset(x, y)
    raise AssertionError(f"{words!r} is not shown")
