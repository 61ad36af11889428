"""The names of voices; those of hibari-tts as its wheel tells them, read without loading it."""

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

PACKAGE = "hibari-tts"
SYSTEM = "system"
"""Names the voice that the system offers by itself, an English one if it has any."""
SILENT = "silent"
"""No speech: captions and tones."""

_REGISTRY = "hibari/assets/voices.json"


def package() -> Distribution | None:
    """The installed hibari-tts."""
    try:
        return distribution(PACKAGE)
    except PackageNotFoundError:
        return None


def registry() -> Mapping[str, Mapping[str, Any]]:
    """By name: `language`, `file`, its `sha256`, and whether it is `bundled`; empty without hibari-tts."""
    installed = package()
    if installed is None:
        return {}
    path = Path(str(installed.locate_file(_REGISTRY)))
    voices: Mapping[str, Mapping[str, Any]] = json.loads(path.read_text("utf-8"))
    return voices


def is_whole(path: Path, voice: Mapping[str, Any]) -> bool:
    """Whether a file can be read and is the one that the registry describes."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == str(voice["sha256"])
    except OSError:
        return False


def damaged(name: str, path: Path) -> str:
    """One plain sentence about the file that stands where a voice should."""
    return f"The file {path} cannot be read, is not the voice {name}, or is damaged; place it again."
