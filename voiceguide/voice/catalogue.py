"""The voices of the operating system, and how one process tells another of them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from voiceguide.core.advice import printable


@dataclass(frozen=True, slots=True)
class SystemEntry:
    """A voice of the operating system."""

    name: str
    """What `--voice` calls it; unique, without spaces."""
    identifier: str
    """What the system calls it."""
    language: str
    """Like "en-us"; empty if it is not known."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    speaks: str
    """Engine and version; part of a voice's identity."""
    default: str
    """The identifier of the voice that speaks when none is named."""
    entries: tuple[SystemEntry, ...]


def written(catalogue: Catalogue) -> Mapping[str, object]:
    """As a JSON object."""
    return asdict(catalogue)


def read(message: Mapping[str, object]) -> Catalogue:
    """What was written.

    Raises:
        ValueError: this is no catalogue.
    """
    match message:
        case {"speaks": str(speaks), "default": str(default), "entries": list(entries)}:
            told = tuple(map(_entry, entries))
            if not speaks.isprintable() or default not in {entry.identifier for entry in told}:
                raise ValueError("not a whole catalogue")
            return Catalogue(speaks, default, told)
    raise ValueError("not a catalogue")


def _entry(told: object) -> SystemEntry:
    match told:
        case {"name": str(name), "identifier": str(identifier), "language": str(language)}:
            # Names are printed, and whoever installs a voice chooses them.
            return SystemEntry(printable(name), identifier, printable(language))
    raise ValueError("not an entry of a catalogue")
