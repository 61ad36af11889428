"""Small files, read with a limit and kept aside."""

import stat
from contextlib import suppress
from itertools import count
from pathlib import Path

from voiceguide.core.errors import VoiceguideError
from voiceguide.system.files import write_whole


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
