"""The session on the desktop's bus, as MPRIS has it, through dbus-fast.

MPRIS: https://specifications.freedesktop.org/mpris-spec/latest/
"""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from dbus_fast import BusType, DBusError, DBusFastError, NameFlag, RequestNameReply
from dbus_fast.aio import MessageBus

from voiceguide.core.showing import Button, Showing
from voiceguide.media.errors import MediaError
from voiceguide.media.mpris_interfaces import MediaPlayer, Root
from voiceguide.system.quiet import hush

NAME = "org.mpris.MediaPlayer2.voiceguide"
PATH = "/org/mpris/MediaPlayer2"

PATIENCE = 5.0
"""Seconds for a bus to answer."""

REFUSED = (
    "The desktop session bus does not let voiceguide in, so media keys and headset buttons do nothing; "
    "use the keyboard."
)
LOST = "The desktop session bus is gone, so media keys and headset buttons do nothing; use the keyboard."

hush("dbus_fast")


class Presence:
    """A connection to the bus under a name, from `on` to `close`. Used by one loop."""

    def __init__(self, bus: MessageBus, player: MediaPlayer, name: str) -> None:
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
        player = MediaPlayer(look, press)
        try:
            async with asyncio.timeout(PATIENCE):
                bus = await MessageBus(address, BusType.SESSION).connect()
        except (DBusFastError, OSError, EOFError) as error:  # a time-out is an OSError
            raise MediaError(REFUSED) from error
        bus.export(PATH, Root())
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
