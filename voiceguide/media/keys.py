"""Media keys and headset buttons as commands; what is heard is shown to whoever has such buttons."""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from voiceguide.core.command import Command
from voiceguide.core.showing import NOTHING, Button, Showing, meaning
from voiceguide.media.errors import MediaError

JUMP = 0.5
"""Seconds by which position has to differ from what was to be expected, to be told as a jump."""

FAREWELL = 1.0
"""Seconds to wait for the bus when closing; one that hangs is left alone."""

NO_BUS = (
    "There is no desktop session bus here, so media keys and headset buttons do nothing; use the keyboard."
)
NOT_LOADED = (
    "The library dbus-fast cannot be loaded, so media keys and headset buttons do nothing; "
    "use the keyboard, or install voiceguide anew."
)
ELSEWHERE = "Media keys and headset buttons are heard on Linux only; use the keyboard."


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that is shown, and the second from which on it has been."""

    showing: Showing
    at: float

    def look(self, now: float) -> Showing:
        """As it is by now."""
        return replace(self.showing, position=self.showing.position_after(now - self.at))

    def jumped(self, later: "Shown") -> bool:
        """Whether position is elsewhere later than it would have come to by itself."""
        expected = self.showing.position_after(later.at - self.at)
        return abs(later.showing.position - expected) > JUMP


class MediaKeys:
    """From `start` to `close` on a thread of its own; every method may be called by any thread.

    Nothing that goes wrong here is raised or printed: `trouble` tells it.
    """

    def __init__(
        self,
        commands: Callable[[Command], None],
        *,
        now: Callable[[], float] = time.monotonic,
        environment: Mapping[str, str] = os.environ,
        platform: str = sys.platform,
    ) -> None:
        """`commands` is called on the thread of the keys and has to return at once.

        `now` gives seconds that never run backwards; `environment` tells where the bus is.
        """
        self._commands = commands
        self._now = now
        self._environment = environment
        self._platform = platform
        self._shown = Shown(NOTHING, now())
        self._trouble = ""
        self._name = ""
        self._wake: Callable[[], object] | None = None
        self._lock = threading.Lock()
        self._closing = False
        self._settled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="media-keys", daemon=True)

    @property
    def trouble(self) -> str:
        """Why buttons are not heard, in one sentence; empty while nothing is wrong."""
        return self._trouble

    @property
    def name(self) -> str:
        """By which the session is found on the bus; empty while it cannot be."""
        return self._name

    def start(self) -> None:
        """Begin in the background; returns at once."""
        self._thread.start()

    def settle(self, seconds: float) -> bool:
        """Wait until it works, or until it is known why it does not; False if neither came to be."""
        return self._settled.wait(seconds)

    def show(self, showing: Showing) -> None:
        """Have this seen from now on. Cheap enough for every redraw: only what has changed is told."""
        before, self._shown = self._shown, Shown(showing, self._now())
        if replace(showing, position=before.showing.position) != before.showing or before.jumped(self._shown):
            self._rouse()

    def look(self) -> Showing:
        """What is to be seen now."""
        return self._shown.look(self._now())

    def press(self, button: Button) -> None:
        """A button was pressed somewhere."""
        command = meaning(button, self._shown.showing)
        if command:
            self._commands(command)

    def close(self) -> None:
        """Be seen no more; nothing is asked after this returns. May be called twice, or without a start."""
        self._closing = True
        self._rouse()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(FAREWELL)

    def _rouse(self) -> None:
        with self._lock:
            if self._wake:
                self._wake()

    # On its own thread

    def _run(self) -> None:
        try:
            address = session_bus(self._environment, self._platform)
            asyncio.run(self._serve(address))
        except MediaError as error:
            self._trouble = str(error)
        finally:
            self._name = ""
            self._settled.set()

    async def _serve(self, address: str) -> None:
        try:
            from voiceguide.media.mpris import Presence  # noqa: PLC0415 - its library is there on Linux only
        except ImportError as error:
            raise MediaError(NOT_LOADED) from error
        changed, loop = asyncio.Event(), asyncio.get_running_loop()
        with self._lock:
            self._wake = lambda: loop.call_soon_threadsafe(changed.set)
        try:
            presence = await Presence.on(address, self.look, self._pressed)
            try:
                self._name = presence.name
                self._settled.set()
                await self._keep_telling(presence.tell, changed, presence.lost)
            finally:
                await presence.close()
        finally:
            with self._lock:
                self._wake = None

    async def _keep_telling(
        self, tell: Callable[[bool], None], changed: asyncio.Event, lost: asyncio.Future[None]
    ) -> None:
        lost.add_done_callback(lambda _: changed.set())
        told = self._shown
        while not self._closing:
            before, told = told, self._shown
            tell(before.jumped(told))
            await changed.wait()
            changed.clear()
            if lost.done():
                lost.result()

    def _pressed(self, button: Button) -> None:
        if not self._closing:
            self.press(button)


def session_bus(environment: Mapping[str, str], platform: str) -> str:
    """Where the desktop's bus listens, as addresses of D-Bus are written.

    Raises:
        MediaError: there is none.
    """
    if platform != "linux":
        raise MediaError(ELSEWHERE)
    given = environment.get("DBUS_SESSION_BUS_ADDRESS")
    if given:
        return given
    folder = environment.get("XDG_RUNTIME_DIR")
    with suppress(OSError):
        # Where systemd puts it, also for a login without a desktop.
        if folder and (Path(folder) / "bus").is_socket():
            return f"unix:path={quote(f'{folder}/bus')}"
    raise MediaError(NO_BUS)
