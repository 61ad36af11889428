"""Where routines and points lie: shipped with the program, and in the person's own folder."""

from collections.abc import Sequence
from pathlib import Path

from voiceguide.content.fault import Fault, Faults
from voiceguide.core.errors import ContentError

ENDINGS = (".yaml", ".yml")


def bundled_folder(name: str) -> Path:
    """The folder `data` or `routines`: inside an installed package, or beside it in a checkout.

    Raises:
        ContentError: neither exists.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "_bundled" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise ContentError(f"The program's folder {name} is missing; please install voiceguide again.")


def yaml_files(folder: Path) -> Sequence[Path]:
    """The YAML files directly in a folder, by name; none if there is no such folder.

    Raises:
        Faults: the folder may not be read.
    """
    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() in ENDINGS]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        message = "the folder cannot be read, check its permissions"
        raise Faults([Fault(str(folder), 0, 0, message)]) from error
    return sorted(path for path in found if not path.name.startswith("."))


def lasting(name: str) -> str:
    """An id or a path by which a routine is still found from another folder."""
    return str(Path(name).resolve()) if is_path(name) else name


def is_path(text: str) -> bool:
    """Whether a word names a file rather than an id."""
    return text.lower().endswith(ENDINGS) or "/" in text or "\\" in text
