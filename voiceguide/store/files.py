"""Small files that are always whole: written beside and put in place, read with a limit, kept aside."""

import os
import stat
import tempfile
import time
from contextlib import suppress
from itertools import count
from pathlib import Path

from voiceguide.core.errors import VoiceguideError

_UNFINISHED = ".part"
_ABANDONED_SECONDS = 3600.0
_TRIES = 5
_BETWEEN_TRIES = 0.02


class StoreError(VoiceguideError):
    """Something could not be kept; what had been kept before is untouched."""


def read_whole(path: Path, most: int) -> bytes | None:
    """The content of an ordinary file; None if there is no such file.

    Raises:
        OSError: it may not be read.
        ValueError: it is not an ordinary file, or larger than `most` bytes.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ValueError("it is not an ordinary file")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        return None
    if len(content) > most:
        raise ValueError(f"it is larger than {most // 1024} KB")
    return content


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file so that everybody, also after a power cut, finds it whole: the old one or the new.

    A link is followed, permissions are kept; a new file is for its owner only.

    Raises:
        OSError: it cannot be written; the old file is untouched.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=_UNFINISHED, dir=target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            unfinished.chmod(stat.S_IMODE(target.stat().st_mode))
        _replace(unfinished, target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def sweep(path: Path) -> None:
    """Remove what writers of this file left behind when they were killed an hour ago or earlier."""
    target = Path(os.path.realpath(path))
    abandoned = time.time() - _ABANDONED_SECONDS
    for left in target.parent.glob(f".{target.name}.*{_UNFINISHED}"):
        # Another program may be sweeping too; what stays does no harm.
        with suppress(OSError):
            if left.stat().st_mtime < abandoned:
                left.unlink()


def keep_aside(path: Path, word: str) -> Path:
    """Rename a file to `NAME.WORD-1`, or the next number that is free.

    Raises:
        OSError: it cannot be renamed.
    """
    aside = _reserved(path, word)
    try:
        path.replace(aside)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    return aside


def copy_aside(path: Path, content: bytes, word: str) -> Path:
    """Write what a file holds to `NAME.WORD-1`, or the next number that is free.

    Raises:
        OSError: it cannot be written.
    """
    aside = _reserved(path, word)
    try:
        write_whole(aside, content)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    return aside


def _reserved(path: Path, word: str) -> Path:
    """A name that nobody else is given: an empty file of that name exists now."""
    for number in count(1):
        aside = path.with_name(f"{path.name}.{word}-{number}")
        with suppress(FileExistsError):
            aside.touch(mode=0o600, exist_ok=False)
            break
    return aside


def _replace(unfinished: Path, target: Path) -> None:
    """Put a file in place; Windows refuses while another program is just reading the old one."""
    for left in reversed(range(_TRIES)):
        try:
            unfinished.replace(target)
        except PermissionError:
            if os.name != "nt" or not left:
                raise
            time.sleep(_BETWEEN_TRIES)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Let the new name survive a power cut, where the system knows how."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some network folders cannot; the file itself is safe already.
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
