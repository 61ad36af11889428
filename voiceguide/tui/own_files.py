"""Routines of one's own: a copy to change, and the file of one that is there."""

from pathlib import Path

from voiceguide.content.library import Shelf
from voiceguide.core.errors import ContentError


def copy_as_mine(shelf: Shelf, routine: str, folder: Path) -> Path:
    """Copy a routine into the person's own folder under a name that is free.

    Raises:
        ContentError: it cannot be written there.
    """
    target = _free(folder / "routines", routine.removesuffix("-mine"))
    try:
        text = shelf.file_of(routine).read_text("utf-8")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ContentError(f"The copy {target} cannot be written: {reason}.") from error
    return target


def own_file(shelf: Shelf, routine: str, folder: Path) -> Path:
    """Where one's own routine is written.

    Raises:
        ContentError: it is a bundled one.
    """
    path = shelf.file_of(routine)
    if not path.is_relative_to(folder):
        raise ContentError("This session comes with the program; copy it as yours first, with y.")
    return path


def _free(folder: Path, name: str) -> Path:
    paths = (folder / f"{name}-mine{number}.yaml" for number in ("", *range(2, 1000)))
    return next(path for path in paths if not path.exists())
