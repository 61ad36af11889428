"""A desktop session bus of our own, and somebody with a media player's remote control on it."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

PROGRAMS = ("dbus-daemon", "dbus-monitor", "dbus-send", "playerctl")
PATIENCE = 10.0
LOOK = 0.02


def missing() -> str:
    """Why there can be no bus here; empty if there can."""
    absent = [program for program in PROGRAMS if shutil.which(program) is None]
    return f"media keys need {', '.join(absent)} (Debian: dbus playerctl)" if absent else ""


class SessionBus:
    """A private `dbus-daemon`; nothing else on this machine sees it."""

    def __enter__(self) -> Self:
        self._daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._daemon.stdout
        self.address = self._daemon.stdout.readline().strip()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "DBUS_SESSION_BUS_ADDRESS": self.address}

    def kill(self) -> None:
        """End it, as a crash would."""
        self._daemon.kill()
        self._daemon.wait()
        assert self._daemon.stdout
        self._daemon.stdout.close()

    @contextmanager
    def hung(self) -> Iterator[None]:
        """It answers nobody meanwhile."""
        self._daemon.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._daemon.send_signal(signal.SIGCONT)

    def playerctl(self, *words: str) -> str:
        """What playerctl answers, its complaints included."""
        done = subprocess.run(
            ["playerctl", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        return (done.stdout + done.stderr).strip()

    def names(self) -> list[str]:
        """The players on the bus."""
        call = ["dbus-send", "--session", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/"]
        listed = subprocess.run(
            [*call, "org.freedesktop.DBus.ListNames"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return sorted(name for name in listed.stdout.split() if name.startswith("org.mpris."))

    @contextmanager
    def signals(self) -> Iterator["Signals"]:
        """What players tell on the bus meanwhile."""
        watched = ["dbus-monitor", "--session", "type='signal',path='/org/mpris/MediaPlayer2'"]
        with subprocess.Popen(watched, env=self.environment, stdout=subprocess.PIPE) as monitor:
            assert monitor.stdout
            os.set_blocking(monitor.stdout.fileno(), False)
            signals = Signals(monitor.stdout.fileno())
            # Its first line tells that it listens.
            until(lambda: "NameAcquired" in signals.text or "NameLost" in signals.text)
            try:
                yield signals
            finally:
                monitor.terminate()


class Signals:
    """As dbus-monitor writes them."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._text = ""

    @property
    def text(self) -> str:
        with suppress(BlockingIOError):
            while some := os.read(self._descriptor, 65_536):
                self._text += some.decode()
        return self._text


def until(condition: Callable[[], bool]) -> None:
    """Wait for another process; whatever is waited for comes, or the test fails."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(LOOK)
