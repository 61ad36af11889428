"""All voices that `--voice` understands on this machine."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from voiceguide.core.errors import VoiceError
from voiceguide.voice.catalogue import Catalogue
from voiceguide.voice.registry import SYSTEM, damaged, is_whole, registry
from voiceguide.voice.system import ENGINE, system_catalogue

_NOT_NATURAL = "The natural voice is not installed; install it with pip install hibari-tts."


@dataclass(frozen=True, slots=True)
class Available:
    name: str
    """What `--voice` calls it."""
    engine: str
    """What speaks: "hibari", "pyttsx3", "silent"."""
    language: str
    """Like "en-us"; empty if it is not known."""


@dataclass(frozen=True, slots=True)
class Offer:
    voices: tuple[Available, ...]
    """The best first."""
    troubles: tuple[str, ...]
    """Why others are not there, each one plain sentence."""


def available_voices(models: Path | None, ask: Callable[[], Catalogue] = system_catalogue) -> Offer:
    """What can speak here; `models` is where the user may have placed other voices of hibari."""
    natural, not_natural = _natural(models)
    system, not_system = _system(ask)
    silent = Available("silent", "silent", "en")
    return Offer((*natural, *system, silent), (*not_natural, *not_system))


def _natural(models: Path | None) -> tuple[list[Available], list[str]]:
    known = registry()
    if not known:
        return [], [_NOT_NATURAL]
    voices, troubles = [], []
    for name, voice in known.items():
        path = models / str(voice["file"]) if models else None
        if voice["bundled"] or (path and is_whole(path, voice)):
            voices.append(Available(name, "hibari", str(voice["language"]).lower()))
        elif path and os.path.exists(path):  # noqa: PTH110 - Path.exists() raises
            troubles.append(damaged(name, path))
    return voices, troubles


def _system(ask: Callable[[], Catalogue]) -> tuple[list[Available], list[str]]:
    try:
        catalogue = ask()
    except VoiceError as error:
        return [], [str(error)]
    default = next(entry for entry in catalogue.entries if entry.identifier == catalogue.default)
    named = [Available(entry.name, ENGINE, entry.language) for entry in catalogue.entries]
    return [Available(SYSTEM, ENGINE, default.language), *named], []
