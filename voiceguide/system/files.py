"""Small files that are always whole, written beside and put in place; and names that are free."""

import os
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_UNFINISHED = ".part"
_ABANDONED_SECONDS = 3600.0
_TRIES = 5
_BETWEEN_TRIES = 0.02


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


def free(path: Path, *endings: str) -> Path:
    """A path that nothing has yet, nor one beside it with another ending: the given one, or with a number."""
    number, found = 1, path
    # A link that leads nowhere is there, too.
    while any(os.path.lexists(one) for one in (found, *map(found.with_suffix, endings))):
        number += 1
        found = path.with_stem(f"{path.stem}-{number}")
    return found


def sweep(path: Path) -> None:
    """Remove what writers of this file left behind when they were killed an hour ago or earlier."""
    target = Path(os.path.realpath(path))
    abandoned = time.time() - _ABANDONED_SECONDS
    for left in target.parent.glob(f".{target.name}.*{_UNFINISHED}"):
        # Another program may be sweeping too; what stays does no harm.
        with suppress(OSError):
            if left.stat().st_mtime < abandoned:
                left.unlink()


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
