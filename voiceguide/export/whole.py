"""Files that appear under their names only when all of them are whole."""

import contextlib
import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from voiceguide.core.advice import reason
from voiceguide.core.errors import ExportError
from voiceguide.system.files import sweep

_READING_UMASK = threading.Lock()


@contextlib.contextmanager
def whole_files(*paths: Path) -> Iterator[Sequence[Path]]:
    """An empty file beside each path to be filled; all are renamed at the end, or none is left.

    Raises:
        ExportError: a folder cannot be written, or the disk is full.
    """
    parts: list[Path] = []
    try:
        parts += (_beside(path) for path in paths)
        yield parts
        for part, path in zip(parts, paths, strict=True):
            part.replace(path)
    except OSError as error:
        raise ExportError(unwritable(paths[0], error)) from error
    finally:
        for part in parts:
            with contextlib.suppress(FileNotFoundError):
                part.unlink()


def unwritable(path: Path, error: OSError) -> str:
    """One plain sentence."""
    return f"The file {path} cannot be written: {reason(error)}. Choose another place."


def _beside(path: Path) -> Path:
    sweep(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    # The usual permissions instead of those of a temporary file.
    part.chmod(0o666 & ~_umask())
    return part


def _umask() -> int:
    """It can only be read by being changed, so never by two threads at once."""
    with _READING_UMASK:
        mask = os.umask(0)
        os.umask(mask)
    return mask
