"""The session on the desktop's bus, as MPRIS has it, through dbus-fast.

MPRIS: https://specifications.freedesktop.org/mpris-spec/latest/
"""

import asyncio
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Annotated, Any

from dbus_fast import (
    BusType,
    DBusError,
    DBusFastError,
    NameFlag,
    PropertyAccess,
    RequestNameReply,
    Variant,
)
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import (
    DBusBool,
    DBusDict,
    DBusDouble,
    DBusInt64,
    DBusObjectPath,
    DBusSignature,
    DBusStr,
)
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from voiceguide.core.showing import Button, Showing, Status
from voiceguide.media.errors import MediaError

NAME = "org.mpris.MediaPlayer2.voiceguide"
PATH = "/org/mpris/MediaPlayer2"
TRACK = "/voiceguide/session"
"""The whole session is one track; what is done in it is its title."""
NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack"

PATIENCE = 5.0
"""Seconds for a bus to answer."""

REFUSED = (
    "The desktop session bus does not let voiceguide in, so media keys and headset buttons do nothing; "
    "use the keyboard."
)
LOST = "The desktop session bus is gone, so media keys and headset buttons do nothing; use the keyboard."

_STATUS = {Status.PLAYING: "Playing", Status.PAUSED: "Paused", Status.STOPPED: "Stopped"}
_READ = PropertyAccess.READ

_Texts = Annotated[list[str], DBusSignature("as")]

# What the library has to say about a bus that is gone belongs to no terminal: it is told as a sentence.
logging.getLogger("dbus_fast").addHandler(logging.NullHandler())


class Presence:
    """A connection to the bus under a name, from `on` to `close`. Used by one loop."""

    def __init__(self, bus: MessageBus, player: "_Player", name: str) -> None:
        """Use `on`."""
        self._bus = bus
        self._player = player
        self.name = name
        self.lost: asyncio.Future[None] = asyncio.ensure_future(_until_lost(bus))
        """Raises `MediaError` as soon as the bus is gone."""

    @classmethod
    async def on(
        cls, address: str, look: Callable[[], Showing], press: Callable[[Button], None]
    ) -> "Presence":
        """Be found on the bus at this address.

        Raises:
            MediaError: nobody answers there, or the bus does not allow it.
        """
        asyncio.get_running_loop().set_exception_handler(_unless_the_bus)
        player = _Player(look, press)
        try:
            async with asyncio.timeout(PATIENCE):
                bus = await MessageBus(address, BusType.SESSION).connect()
        except (DBusFastError, OSError, EOFError) as error:  # a time-out is an OSError
            raise MediaError(REFUSED) from error
        bus.export(PATH, _Root())
        bus.export(PATH, player)
        try:
            async with asyncio.timeout(PATIENCE):
                return cls(bus, player, await _named(bus))
        except (DBusFastError, OSError, EOFError) as error:
            bus.disconnect()
            raise MediaError(REFUSED) from error

    def tell(self, jumped: bool) -> None:
        """Tell everybody what has changed; `jumped`: position is somewhere else at once."""
        self._player.tell(jumped)

    async def close(self) -> None:
        """Leave the bus."""
        if self._bus.connected:
            self._bus.disconnect()
        with suppress(MediaError):
            await self.lost


class _Root(ServiceInterface):
    """What kind of player it is."""

    def __init__(self) -> None:
        super().__init__("org.mpris.MediaPlayer2")

    @dbus_method(name="Raise")
    def show_window(self) -> None:
        """Does nothing: a terminal cannot be brought to the front from here."""

    @dbus_method(name="Quit")
    def leave(self) -> None:
        """Does nothing: `Stop` asks first."""

    @dbus_property(_READ, name="CanQuit")
    def can_quit(self) -> DBusBool:
        return False

    @dbus_property(_READ, name="CanRaise")
    def can_raise(self) -> DBusBool:
        return False

    @dbus_property(_READ, name="HasTrackList")
    def has_track_list(self) -> DBusBool:
        return False

    @dbus_property(_READ, name="Identity")
    def identity(self) -> DBusStr:
        return "voiceguide"

    @dbus_property(_READ, name="SupportedUriSchemes")
    def schemes(self) -> _Texts:
        return []

    @dbus_property(_READ, name="SupportedMimeTypes")
    def types(self) -> _Texts:
        return []


class _Player(ServiceInterface):
    """What is played, and its buttons."""

    def __init__(self, look: Callable[[], Showing], press: Callable[[Button], None]) -> None:
        super().__init__("org.mpris.MediaPlayer2.Player")
        self._look = look
        self._press = press
        self._told = _facts(look())

    def tell(self, jumped: bool) -> None:
        """Signal what differs from what was told last; position only when it is somewhere else at once."""
        before, self._told = self._told, _facts(self._look())
        changed = {name: value for name, value in self._told.items() if value != before[name]}
        if changed:
            self.emit_properties_changed(changed)
        if jumped:
            self.seeked()

    @dbus_method(name="PlayPause")
    def play_pause(self) -> None:
        self._press(Button.PLAY_PAUSE)

    @dbus_method(name="Play")
    def play(self) -> None:
        self._press(Button.PLAY)

    @dbus_method(name="Pause")
    def pause(self) -> None:
        self._press(Button.PAUSE)

    @dbus_method(name="Stop")
    def stop(self) -> None:
        self._press(Button.STOP)

    @dbus_method(name="Next")
    def next_part(self) -> None:
        self._press(Button.NEXT)

    @dbus_method(name="Previous")
    def previous_part(self) -> None:
        self._press(Button.PREVIOUS)

    @dbus_method(name="Seek")
    def seek(self, offset: DBusInt64) -> None:
        """Does nothing, as MPRIS wants it of a player that cannot seek."""

    @dbus_method(name="SetPosition")
    def set_position(self, track: DBusObjectPath, position: DBusInt64) -> None:
        """Does nothing, as `seek`."""

    @dbus_method(name="OpenUri")
    def open_uri(self, uri: DBusStr) -> None:
        """Does nothing: no scheme is supported."""

    @dbus_signal(name="Seeked")
    def seeked(self) -> DBusInt64:
        return _micro(self._look().position)

    @dbus_property(_READ, name="PlaybackStatus")
    def status(self) -> DBusStr:
        return str(_facts(self._look())["PlaybackStatus"])

    @dbus_property(_READ, name="Metadata")
    def metadata(self) -> DBusDict:
        return _metadata(self._look())

    @dbus_property(_READ, name="Position")
    def position(self) -> DBusInt64:
        return _micro(self._look().position)

    @dbus_property(_READ, name="Rate")
    def rate(self) -> DBusDouble:
        return 1.0

    @dbus_property(_READ, name="MinimumRate")
    def slowest(self) -> DBusDouble:
        return 1.0

    @dbus_property(_READ, name="MaximumRate")
    def fastest(self) -> DBusDouble:
        return 1.0

    @dbus_property(_READ, name="Volume")
    def volume(self) -> DBusDouble:
        return 1.0

    @dbus_property(_READ, name="CanGoNext")
    def can_go_next(self) -> DBusBool:
        return self._look().can_go_next

    @dbus_property(_READ, name="CanGoPrevious")
    def can_go_previous(self) -> DBusBool:
        return self._look().can_go_previous

    @dbus_property(_READ, name="CanPlay")
    def can_play(self) -> DBusBool:
        return self._look().can_pause

    @dbus_property(_READ, name="CanPause")
    def can_pause(self) -> DBusBool:
        return self._look().can_pause

    @dbus_property(_READ, name="CanSeek")
    def can_seek(self) -> DBusBool:
        return False

    @dbus_property(_READ, name="CanControl")
    def can_control(self) -> DBusBool:
        return True


def _facts(shown: Showing) -> Mapping[str, Any]:
    """The properties that change, as the bus has them; position is never signalled."""
    return {
        "PlaybackStatus": _STATUS[shown.status],
        "Metadata": _metadata(shown),
        "CanGoNext": shown.can_go_next,
        "CanGoPrevious": shown.can_go_previous,
        "CanPlay": shown.can_pause,
        "CanPause": shown.can_pause,
    }


def _metadata(shown: Showing) -> dict[str, Variant]:
    if shown.status is Status.STOPPED:
        return {"mpris:trackid": Variant("o", NO_TRACK)}
    return {
        "mpris:trackid": Variant("o", TRACK),
        "mpris:length": Variant("x", _micro(shown.length)),
        "xesam:title": Variant("s", shown.title),
        "xesam:album": Variant("s", shown.session),
        # The second line of most panels, which show no album.
        "xesam:artist": Variant("as", [shown.place or shown.session]),
    }


def _micro(seconds: float) -> int:
    return round(seconds * 1_000_000)


async def _named(bus: MessageBus) -> str:
    """The name of a player, or of one among several."""
    for name in (NAME, f"{NAME}.instance{os.getpid()}"):
        if await bus.request_name(name, NameFlag.DO_NOT_QUEUE) is RequestNameReply.PRIMARY_OWNER:
            return name
    raise DBusError("org.freedesktop.DBus.Error.Failed", "both names are taken")


async def _until_lost(bus: MessageBus) -> None:
    disconnected: Any = bus.wait_for_disconnect  # which has no types
    with suppress(DBusFastError, OSError, EOFError):
        await disconnected()
    raise MediaError(LOST)


def _unless_the_bus(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A message that could not be sent is no news beside the loss of the bus; all else is."""
    if not isinstance(context.get("exception"), DBusFastError | OSError | EOFError):
        loop.default_exception_handler(context)
