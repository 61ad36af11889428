"""One program at a time: a lock that the system itself releases when its holder dies."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EAGAIN, EDEADLK
from pathlib import Path

from voiceguide.store.files import StoreError

PATIENCE = 3.0
"""Seconds; others hold the lock for some milliseconds."""

_GLANCE = 0.005
_TAKEN = {EACCES, EAGAIN, EDEADLK}

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _release(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other programs out while changing a file; the lock is a file of its own beside it.

    Raises:
        OSError: the folder cannot be written.
        StoreError: another program does not let go.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _await(handle, path, time.monotonic() + patience)
        try:
            yield
        finally:
            with suppress(OSError):
                _release(handle)
    finally:
        os.close(handle)


def _await(handle: int, path: Path, deadline: float) -> None:
    while True:
        try:
            _take(handle)
        except OSError as error:
            if error.errno not in _TAKEN:
                # A folder without locks, as some networks have: writing stays whole even so.
                return
            if time.monotonic() > deadline:
                raise StoreError(
                    f"Another voiceguide is just writing {path}; close it, then try again."
                ) from error
            time.sleep(_GLANCE)
        else:
            return
