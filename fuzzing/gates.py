"""Watches the doors out of the program while it works on an input: processes, the network, other folders."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fuzzing.outcome import BrokenPromise

_PROCESSES = frozenset(
    {"os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "subprocess.Popen", "pty.spawn"}
)
_FILES = frozenset(
    {"os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate", "shutil.rmtree"}
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Gates:
    """Once installed, audit hooks stay for ever; outside of `closed` this one lets everything pass."""

    def __init__(self, folder: Path) -> None:
        """`folder`: the only one in which anything may be written."""
        self._allowed = (str(folder.resolve()), os.devnull)
        self._watching = False
        self._processes = False
        self.passed: str | None = None
        """What went out by a door that should be closed; told even where the program hid the fault."""
        sys.addaudithook(self._look)

    @contextmanager
    def closed(self, *, processes: bool = False) -> Iterator[None]:
        self._watching, self._processes, self.passed = True, processes, None
        try:
            yield
        finally:
            self._watching = False

    def _look(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._watching:
            return
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITING and not self._allows(path):
                self._refuse(f"{path!a} was opened for writing")
        elif event in _PROCESSES:
            if not self._processes:
                self._refuse(f"{event} was called")
        elif event in _FILES:
            within_open_folder = isinstance(arguments[-1], int) and arguments[-1] > 0
            if not within_open_folder and not self._allows(arguments[0]):
                self._refuse(f"{event} was called for {arguments[0]!a}")
        elif event.startswith(("socket.", "urllib.", "http.", "ftplib.")):
            self._refuse(f"{event} was called")

    def _allows(self, path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return True  # An open file.
        return os.path.abspath(os.fsdecode(path)).startswith(self._allowed)  # noqa: PTH100 - links are not followed

    def _refuse(self, what: str) -> None:
        self.passed = what
        raise BrokenPromise(what)
