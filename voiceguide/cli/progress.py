"""A bar on standard error that tells how far something is and how long it will still take."""

import sys
import time
from collections.abc import Callable
from threading import Lock
from typing import TextIO

from voiceguide.cli.streams import put
from voiceguide.cli.terminal import CLEAR_LINE, columns

_BETWEEN = 0.1
"""Seconds from one drawing to the next."""
_SETTLED = 1.0
"""Seconds after which the time left is known well enough to be told."""
_BAR = 24


class Bar:
    """Draws itself only on a terminal; may be told of progress by several threads."""

    def __init__(
        self,
        title: str,
        stream: TextIO | None = None,
        now: Callable[[], float] = time.monotonic,
        live: bool | None = None,
    ) -> None:
        """`stream`: standard error if none is given; `live`: whether it is a terminal."""
        self._title = title
        self._stream = sys.stderr if stream is None else stream
        self._live = self._stream.isatty() if live is None else live
        self._now = now
        self._began = now()
        self._drawn = -_BETWEEN
        self._lock = Lock()

    def show(self, done: float, total: float) -> None:
        """How much is done, of how much."""
        with self._lock:
            now = self._now()
            if self._live and total and now - self._drawn >= _BETWEEN:
                self._drawn = now
                text = self._text(done / total, now - self._began)
                self._write(CLEAR_LINE + text[: columns(self._stream) - 1])

    def tell(self, sentence: str) -> None:
        """A line that stays, above the bar."""
        with self._lock:
            self._write(f"{CLEAR_LINE if self._live else ''}{sentence}\n")

    def clear(self) -> None:
        with self._lock:
            if self._live:
                self._write(CLEAR_LINE)

    def _text(self, share: float, taken: float) -> str:
        filled = "#" * round(_BAR * share)
        left = f", {_span(taken / share - taken)} left" if share and taken >= _SETTLED else ""
        return f"{self._title} [{filled:.<{_BAR}}] {share:4.0%}{left}"

    def _write(self, text: str) -> None:
        put(self._stream, text)


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
