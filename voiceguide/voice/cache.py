"""Clips kept in a folder from one session to the next; whatever is wrong with the folder, playing goes on."""

import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from voiceguide.core.advice import reason
from voiceguide.pcm.clip import Clip
from voiceguide.voice.entry import LARGEST, packed, unpacked

LIMIT_BYTES = 256 * 2**20

_SUFFIX = ".clip"
_UNFINISHED = ".part"
_ABANDONED_SECONDS = 3600.0
_CHECKS_PER_LIMIT = 16
_FULL_TO = 0.9


def clip_key(identity: str, text: str) -> str:
    """Under which a voice's clip of a text is kept: 64 hexadecimal digits."""
    return hashlib.sha256(f"{identity}\0{text}".encode()).hexdigest()


class ClipCache:
    """Safe for several programs at once: entries appear whole, and are checked whenever they are read."""

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder = folder
        self._limit = limit_bytes
        self._unchecked = limit_bytes
        """Bytes written since the size was looked at; at first as if by everybody before."""
        self.trouble: str | None = None
        """The first thing that kept a clip from being kept or found, as one plain sentence."""

    def get(self, key: str) -> Clip | None:
        """The clip kept under this key; a damaged or foreign entry is removed and counts as absent."""
        path = self._path(key)
        try:
            status = path.lstat()
            sound = stat.S_ISREG(status.st_mode) and status.st_size <= LARGEST
            clip = unpacked(key, path.read_bytes()) if sound else None
        except FileNotFoundError:
            return None
        except OSError as error:
            self._tell("read", error)
            return None
        if clip is None:
            self._remove(path)
        else:
            # Without it this clip only goes earlier when room is made.
            with suppress(OSError):
                os.utime(path)
        return clip

    def put(self, key: str, clip: Clip) -> None:
        """Keep a clip; if the folder does not allow it, `trouble` says so."""
        content = packed(key, clip)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(self._path(key), content)
            self._unchecked += len(content)
            if self._unchecked >= self._limit / _CHECKS_PER_LIMIT:
                self._unchecked = 0
                self._trim()
        except OSError as error:
            self._tell("written", error)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"

    def _write(self, path: Path, content: bytes) -> None:
        handle, name = tempfile.mkstemp(suffix=_UNFINISHED, dir=self._folder)
        unfinished = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
            unfinished.replace(path)
        except BaseException as error:
            unfinished.unlink(missing_ok=True)
            # Windows does not replace a file that another program is reading; it holds the same clip.
            if not (isinstance(error, PermissionError) and path.is_file()):
                raise

    def _trim(self) -> None:
        """Remove what has gone unused for longest until the folder is well below its limit."""
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        if total <= self._limit:
            return
        for _, size, path in entries:
            if total <= self._limit * _FULL_TO:
                return
            self._remove(path)
            total -= size

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """Last use, size and path of every entry; abandoned unfinished ones are removed in passing."""
        abandoned = time.time() - _ABANDONED_SECONDS
        for path in self._folder.iterdir():
            if path.suffix not in {_SUFFIX, _UNFINISHED}:
                continue
            try:
                status = path.lstat()
            except FileNotFoundError:
                continue
            if path.suffix == _SUFFIX:
                yield status.st_mtime, status.st_size, path
            elif status.st_mtime < abandoned:
                self._remove(path)

    def _remove(self, path: Path) -> None:
        try:
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            self._tell("written", error)

    def _tell(self, done: str, error: OSError) -> None:
        if self.trouble is None:
            self.trouble = (
                f"Speech cannot be {done} in {self._folder} ({reason(error)}), so it is made anew each time; "
                "free or repair this folder."
            )
