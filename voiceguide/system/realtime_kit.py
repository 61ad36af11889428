"""Asks RealtimeKit, which desktops have for their sound servers, to let a thread of ours go before others.

Its interface: https://git.0pointer.net/rtkit.git/tree/README
"""

import asyncio
from contextlib import suppress

from voiceguide.system.quiet import hush

SERVICE = "org.freedesktop.RealtimeKit1"
PATH = "/org/freedesktop/RealtimeKit1"
PATIENCE = 5.0
"""Seconds for the bus to answer."""

hush("dbus_fast")


def ask(thread: int, nice: int) -> None:
    """Wait for the answer; where there is no such service, or it refuses, nothing is changed.

    Args:
        thread: as the system numbers it, one of this process.
        nice: how nice it shall be to others.
    """
    with suppress(ImportError, OSError):  # no library, or no descriptor left for a loop
        asyncio.run(_asked(thread, nice))


async def _asked(thread: int, nice: int) -> None:
    from dbus_fast import BusType, DBusFastError, Message  # noqa: PLC0415 - loaded behind what is heard
    from dbus_fast.aio import MessageBus  # noqa: PLC0415

    wish = Message(
        destination=SERVICE,
        path=PATH,
        interface=SERVICE,
        member="MakeThreadHighPriority",
        signature="ti",
        body=[thread, nice],
    )
    with suppress(DBusFastError, OSError, EOFError, ValueError):  # a time-out is an OSError
        async with asyncio.timeout(PATIENCE):
            bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
            try:
                await bus.call(wish)
            finally:
                bus.disconnect()
