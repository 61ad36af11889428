"""The terminal as a keyboard and as a line that is redrawn."""

import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ESCAPE = "\x1b"
_LOOK = 0.1
"""Seconds between looks at whether the keyboard is still wanted."""


def attended() -> bool:
    """Whether somebody sits at a terminal; a stream that is closed is none."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


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
    """The last line of the screen, drawn again and again; captions scroll above it."""

    def __init__(self, live: bool) -> None:
        self.live = live
        self._shown = ""

    def caption(self, text: str) -> None:
        """A line that stays."""
        sys.stdout.write(f"\r{ESCAPE}[K{text}\n{self._shown}" if self.live else f"{text}\n")
        sys.stdout.flush()

    def show(self, text: str) -> None:
        """Replace the last line, if it is a terminal's."""
        width = os.get_terminal_size(sys.stdout.fileno()).columns if self.live else 0
        text = text[: max(0, width - 1)]
        if self.live and text != self._shown:
            self._shown = text
            sys.stdout.write(f"\r{ESCAPE}[K{text}")
            sys.stdout.flush()

    def clear(self) -> None:
        self.show("")


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

    @contextmanager
    def _unbuffered() -> Iterator[None]:
        """Keys come one by one and are not echoed; also after the program was stopped and continued."""
        handle = sys.stdin.fileno()
        before = termios.tcgetattr(handle)

        def again(_number: int = 0, _frame: FrameType | None = None) -> None:
            tty.setcbreak(handle, termios.TCSANOW)

        again()
        continued = signal.signal(signal.SIGCONT, again)
        try:
            yield
        finally:
            signal.signal(signal.SIGCONT, continued)
            termios.tcsetattr(handle, termios.TCSADRAIN, before)

    def _read_keys(press: Callable[[str], None], done: threading.Event) -> None:
        handle = sys.stdin.fileno()
        while not done.is_set():
            ready, _, _ = select.select([handle], [], [], _LOOK)
            if not ready:
                continue
            typed = os.read(handle, 64).decode("utf-8", "replace")
            if not typed:
                return
            if typed.startswith(ESCAPE):
                continue
            for key in typed:
                press(key)
