"""The voices of the operating system as pyttsx3 tells of them; for processes that do nothing else."""

import platform
from collections.abc import Iterable
from typing import Any

from voiceguide.core.errors import VoiceError
from voiceguide.voice.catalogue import Catalogue, SystemEntry
from voiceguide.voice.espeak import provide

ESPEAK = "espeak"
"""The driver on Linux."""

_NOT_INSTALLED = "pyttsx3 cannot be loaded; install it with pip install pyttsx3."
_NO_ENGINE = (
    "No system voice can be opened; install one, on Linux with pip install espeakng-loader, "
    "or choose heart with --voice."
)


def opened() -> tuple[Any, str]:
    """pyttsx3's engine for this system, and the version of what speaks behind it.

    Raises:
        VoiceError: pyttsx3 or a speech engine is missing.
    """
    speaks = provide() or f"{platform.system()} {platform.version()}"
    try:
        import pyttsx3  # noqa: PLC0415 - after the library it looks for
    except ImportError as error:
        raise VoiceError(_NOT_INSTALLED) from error
    try:
        return pyttsx3.init(), speaks
    except (ImportError, OSError, RuntimeError) as error:
        raise VoiceError(_NO_ENGINE) from error


def catalogue() -> Catalogue:
    """Everything that can speak here.

    Raises:
        VoiceError: nothing can.
    """
    engine, speaks = opened()
    described = [(str(voice.id), _language(voice.languages)) for voice in engine.getProperty("voices")]
    if not described:
        raise VoiceError(_NO_ENGINE)
    names = [_name(identifier) for identifier, _ in described]
    entries = tuple(
        SystemEntry(name if names.count(name) == 1 else identifier.replace(" ", "_"), identifier, language)
        for name, (identifier, language) in zip(names, described, strict=True)
    )
    # espeak-ng has no voice that a person has chosen, only one that it begins with.
    chosen = "" if engine.driver_name == ESPEAK else str(engine.getProperty("voice"))
    return Catalogue(speaks, _default(entries, chosen), entries)


def _name(identifier: str) -> str:
    """What `--voice` calls it; Windows identifies a voice by its long place in the registry."""
    return identifier.rpartition("\\")[2].replace(" ", "_")


def _language(languages: Iterable[object]) -> str:
    """Like "en-us"; empty if it is not known."""
    told = next((str(language) for language in languages if language), "").replace("_", "-").lower()
    return "" if " " in told else told


def _default(entries: tuple[SystemEntry, ...], chosen: str) -> str:
    """The identifier of the person's own voice if it is English, else of an American one, else of any."""

    def preference(entry: SystemEntry) -> tuple[bool, ...]:
        english = entry.language.split("-")[0] == "en"
        own = entry.identifier == chosen
        return (english and own, entry.language == "en-us", english, own)

    return max(entries, key=preference).identifier
