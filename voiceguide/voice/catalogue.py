"""The voices of the operating system, and how one process tells another of them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass


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
            return Catalogue(speaks, default, tuple(map(_entry, entries)))
    raise ValueError("not a catalogue")


def _entry(told: object) -> SystemEntry:
    match told:
        case {"name": str(name), "identifier": str(identifier), "language": str(language)}:
            return SystemEntry(name, identifier, language)
    raise ValueError("not an entry of a catalogue")
