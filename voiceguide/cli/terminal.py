"""The terminal as a keyboard and as a line that is redrawn."""

import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TextIO

from voiceguide.cli.streams import put
from voiceguide.core.advice import reason

ESCAPE = "\x1b"
CLEAR_LINE = f"\r{ESCAPE}[K"
"""Goes back to the begin of a terminal's line and empties it."""
_USUAL_COLUMNS = 80
_LOOK = 0.1
"""Seconds between looks at whether the keyboard is still wanted."""


def attended() -> bool:
    """Whether somebody sits at a terminal; a stream that is closed is none."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def columns(stream: TextIO) -> int:
    """How many cells a line of the terminal has; what is usual, where there is none."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or _USUAL_COLUMNS
    except (OSError, ValueError):
        return _USUAL_COLUMNS


@contextmanager
def keyboard(press: Callable[[str], None]) -> Iterator[None]:
    """While open, every key that is pressed is told at once, on a thread of its own.

    Does nothing where standard input is not a terminal. Function and arrow keys tell nothing.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        yield
        return
    done = threading.Event()
    with _unbuffered():
        thread = threading.Thread(target=_read_keys, args=(press, done), name="keyboard", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


@contextmanager
def on_signals(act: Callable[[int], None]) -> Iterator[None]:
    """While open, Ctrl-C, a closed terminal and a polite kill call `act` with the signal's number."""

    def handle(number: int, _frame: FrameType | None) -> None:
        act(number)

    names = ("SIGINT", "SIGTERM", "SIGHUP")
    wanted = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, handle) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class LiveLine:
    """The last line of the screen, drawn again and again; captions scroll above it.

    A terminal that was closed, or a full disk, is told once; from then on nothing is drawn.
    """

    def __init__(self, live: bool) -> None:
        self.live = live
        self._shown = ""

    def caption(self, text: str) -> None:
        """A line that stays."""
        self._write(f"{CLEAR_LINE}{text}\n{self._shown}" if self.live else f"{text}\n")

    def show(self, text: str) -> None:
        """Replace the last line, if it is a terminal's."""
        text = text[: columns(sys.stdout) - 1] if self.live else ""
        if text != self._shown:
            self._shown = text
            self._write(f"{CLEAR_LINE}{text}")

    def clear(self) -> None:
        self.show("")

    def _write(self, text: str) -> None:
        """What cannot be shown keeps nobody from hearing it."""
        refused = put(sys.stdout, text)
        if refused:
            put(sys.stderr, f"What is said can no longer be shown ({reason(refused)}); it goes on.\n")


if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def _unbuffered() -> Iterator[None]:
        yield

    def _read_keys(press: Callable[[str], None], done: threading.Event) -> None:
        while not done.wait(_LOOK):
            while msvcrt.kbhit():
                key = msvcrt.getwch()
                if key in ("\0", "\xe0"):
                    msvcrt.getwch()
                else:
                    press(key)

else:
    import termios
    import tty

    def _hear_every_key(handle: int) -> None:
        """One by one and not echoed; Ctrl-S is a key like others, and stops no line from being shown."""
        tty.setcbreak(handle, termios.TCSANOW)
        attributes = termios.tcgetattr(handle)
        attributes[0] &= ~termios.IXON
        termios.tcsetattr(handle, termios.TCSANOW, attributes)

    @contextmanager
    def _unbuffered() -> Iterator[None]:
        """Every key is heard; also after the program was stopped and continued."""
        handle = sys.stdin.fileno()
        before = termios.tcgetattr(handle)

        def again(_number: int, _frame: FrameType | None) -> None:
            # A terminal that is closed wakes everybody up, too.
            with suppress(termios.error):
                _hear_every_key(handle)

        _hear_every_key(handle)
        continued = signal.signal(signal.SIGCONT, again)
        try:
            yield
        finally:
            signal.signal(signal.SIGCONT, continued)
            with suppress(termios.error):
                termios.tcsetattr(handle, termios.TCSADRAIN, before)

    def _read_keys(press: Callable[[str], None], done: threading.Event) -> None:
        handle = sys.stdin.fileno()
        while not done.is_set():
            ready, _, _ = select.select([handle], [], [], _LOOK)
            if not ready:
                continue
            try:
                typed = os.read(handle, 64).decode("utf-8", "replace")
            except OSError:  # the terminal is closed
                return
            if not typed:
                return
            if typed.startswith(ESCAPE):
                continue
            for key in typed:
                press(key)
