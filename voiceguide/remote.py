"""Media keys, headset buttons and the desktop's panel drive whatever plays now, and show it."""

from collections.abc import Iterator
from contextlib import contextmanager

from voiceguide.core.command import By, Command
from voiceguide.core.showing import showing
from voiceguide.media.keys import MediaKeys
from voiceguide.player import Heard, Player


class Remote:
    """Follows one session; `start` before it, `close` after it."""

    def __init__(self, session: str) -> None:
        """`session`: its title."""
        self._session = session
        self._player: Player | None = None
        self._keys = MediaKeys(self._ask)

    def start(self) -> None:
        self._keys.start()

    def close(self) -> None:
        self._keys.close()

    def hear(self, heard: Heard) -> None:
        """Nothing: a panel shows moments."""

    def draw(self, player: Player) -> None:
        self._player = player
        self._keys.show(showing(player.moment, self._session))

    def _ask(self, command: Command) -> None:
        player = self._player
        if player:
            player.command(command, By.MEDIA)


@contextmanager
def shown_outside(session: str) -> Iterator[Remote]:
    """Meanwhile media keys drive what plays, and the desktop shows it; `session`: its title."""
    remote = Remote(session)
    remote.start()
    try:
        yield remote
    finally:
        remote.close()
