"""Routines of one's own: a copy to change, and the file of one that is there."""

from pathlib import Path

from voiceguide.content.folders import is_path
from voiceguide.content.library import Shelf
from voiceguide.core.advice import reason
from voiceguide.core.errors import ContentError
from voiceguide.system.files import free

_MINE = "-mine"
_LONGEST = 30
"""Letters of a copy's name, so that with what is added it is still fit for a routine."""


def copy_as_mine(shelf: Shelf, routine: str, folder: Path) -> Path:
    """Copy a routine, an id or a path, into the person's own folder under a name that is free.

    Raises:
        ContentError: it cannot be read, or not be written there.
    """
    original = shelf.file_of(routine)
    target = folder / "routines" / f"{original.stem.removesuffix(_MINE)[:_LONGEST]}{_MINE}.yaml"
    try:
        target = free(target)
        text = original.read_bytes()
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(text)
    except OSError as error:
        raise ContentError(f"{original} cannot be copied to {target}: {reason(error)}.") from error
    return target


def own_file(shelf: Shelf, routine: str, folder: Path) -> Path:
    """Where one's own routine, an id or a path, is written.

    Raises:
        ContentError: it is a bundled one, or lies elsewhere.
    """
    path = shelf.file_of(routine)
    if any(path.is_relative_to(own) for own in (folder, folder.resolve())):
        return path
    comes = f"is in {path}, not among your own" if is_path(routine) else "comes with the program"
    raise ContentError(f"This session {comes}; copy it as yours first, with y.")
