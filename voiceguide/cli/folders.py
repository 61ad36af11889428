"""Where a person's files are, what they hold, and the session that is asked for of it."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from voiceguide.cli.options import preferences
from voiceguide.cli.streams import put
from voiceguide.content.library import Shelf
from voiceguide.core.errors import VoiceguideError
from voiceguide.core.plan import Plan
from voiceguide.core.point import Point
from voiceguide.core.preferences import Preferences
from voiceguide.store.settings_file import SettingsStore

NAME = "voiceguide"
_TURN = 0.000_5
"""Seconds."""
LEAD = 10
"""Seconds to lie down, where nobody is seen at a terminal."""
TERMINAL_LEAD = 60
"""Seconds to lie down, at a terminal."""
SIGNALLED = 128
"""Added to a signal's number in the exit code of what it ended."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a person's files are kept."""

    data: Path
    """Own points and routines."""
    cache: Path
    settings: Path
    taken: Path
    """For sessions that are taken along as files."""
    state: Path
    """The history, and the place of a session that was cut off."""


def hurry_threads() -> None:
    """Let no thread that draws or listens keep the one that hands out sound from running for long."""
    sys.setswitchinterval(_TURN)


def folders() -> Folders:
    """`VOICEGUIDE_HOME` holds all of them; without it, where the system keeps such files."""
    home = os.environ.get("VOICEGUIDE_HOME")
    if home:
        return Folders(
            Path(home) / "data", Path(home) / "cache", Path(home), Path(home) / "taken", Path(home) / "state"
        )
    import platformdirs  # noqa: PLC0415 - only where it is needed

    return Folders(
        platformdirs.user_data_path(NAME),
        platformdirs.user_cache_path(NAME),
        platformdirs.user_config_path(NAME),
        platformdirs.user_music_path() / NAME,
        platformdirs.user_state_path(NAME),
    )


def voice_models(places: Folders) -> Path:
    """Where somebody may have placed other natural voices."""
    return places.data / "voices"


def lessons_file(places: Folders) -> Path:
    """Where it is kept how somebody says the phrases that were taught."""
    return places.data / "lessons.npz"


def _complain(sentence: str) -> None:
    put(sys.stderr, f"{sentence}\n")


def shelf() -> Shelf:
    return Shelf(folders().data)


def settings_store(tell: Callable[[str], None] = _complain) -> SettingsStore:
    """`tell` gets a sentence when a file has to be set aside."""
    return SettingsStore(folders().settings, _points, tell=tell)


def _points() -> Mapping[str, Point]:
    """So that a usual hold may be named by any code; where they cannot be read any name passes."""
    try:
        return shelf().points()
    except VoiceguideError:
        return {}


def microphone_name(places: Folders) -> str:
    """Of the one that was chosen last; empty for the system's own."""
    return SettingsStore(places.settings).read().settings.microphone or ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A session as it was asked for."""

    plan: Plan
    preferences: Preferences


def chosen(given: argparse.Namespace, lead: int) -> Chosen:
    """The session that the arguments ask for.

    Raises:
        ContentError: the routine is unknown or written wrongly.
        PlanError: nothing is left of it, or a value is out of range.
    """
    library = shelf()
    wished = preferences(given, library.points(), lead)
    return Chosen(library.plan(given.routine, wished), wished)
