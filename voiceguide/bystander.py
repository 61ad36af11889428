"""Follows a session on a thread of its own: a terminal or a disk that hangs never holds up the sound."""

import threading
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voiceguide.player import Heard, Listener, Player

FAREWELL = 2.0
"""Seconds for which the end waits for whoever is slow."""


class Bystander:
    """A `Listener` that passes everything on, in order; of several looks that are due, one."""

    def __init__(
        self, listener: "Listener", at_last: Callable[[], None] = lambda: None, *, looks: bool = True
    ) -> None:
        """`at_last` is called on that thread once all is passed on; `looks`: whether looks are, too."""
        self._listener = listener
        self._at_last = at_last
        self._looks = looks
        self._due: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._look_due = threading.Event()
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._follow, name="bystander", daemon=True)
        self._thread.start()

    def hear(self, heard: "Heard") -> None:
        self._complain()
        self._due.put(partial(self._listener.hear, heard))

    def draw(self, player: "Player") -> None:
        self._complain()
        if self._looks and not self._look_due.is_set():
            self._look_due.set()
            self._due.put(partial(self._draw, player))

    def close(self, patience: float = FAREWELL) -> bool:
        """Wait until all is passed on, but not longer than so many seconds; whether it was."""
        self._due.put(self._at_last)
        self._due.put(None)
        self._thread.join(patience)
        self._complain()
        return not self._thread.is_alive()

    def _draw(self, player: "Player") -> None:
        self._look_due.clear()
        self._listener.draw(player)

    def _follow(self) -> None:
        try:
            while (pass_on := self._due.get()) is not None:
                pass_on()
        except BaseException as fault:  # noqa: BLE001 - raised again where the session plays
            self._fault = fault

    def _complain(self) -> None:
        fault, self._fault = self._fault, None
        if fault:
            raise fault
