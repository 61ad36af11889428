"""Names for files that the screen makes: fit for every system, and free."""

from pathlib import Path

_UNFIT = frozenset('<>:"/\\|?*')
"""What one system or another takes for more than a letter."""


def file_name(title: str) -> str:
    """A title as the name of a file, without its ending."""
    fit = "".join("-" if sign in _UNFIT or not sign.isprintable() else sign for sign in title)
    # Windows leaves these out at the end, and elsewhere a dot at the front hides a file.
    return fit.strip(". ") or "session"


def free(path: Path, *endings: str) -> Path:
    """A path that no file has yet, nor one beside it with another ending: the given one, or with a number.

    Raises:
        OSError: the folder cannot be looked into.
    """
    number, found = 1, path
    while any(one.exists() for one in (found, *map(found.with_suffix, endings))):
        number += 1
        found = path.with_stem(f"{path.stem}-{number}")
    return found
