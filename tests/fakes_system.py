"""A system whose voices are there, missing, broken or strange: as a catalogue and as engines for the worker.

Run as `python -m fakes_system BEHAVIOUR` it is the process that tells of the voices.
"""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event

from fakes_engine import write_garbage

from voiceguide.core.errors import VoiceError
from voiceguide.pcm.clip import Signal
from voiceguide.voice import catalogue_main, pyttsx3_engine
from voiceguide.voice.catalogue import Catalogue, SystemEntry

ENTRIES = (
    SystemEntry("Anna", "com.system.anna", "de-de"),
    SystemEntry("Zira", "com.system.zira", "en-us"),
)


def catalogue(default: str = "com.system.zira", speaks: str = "Fake 1") -> Catalogue:
    return Catalogue(speaks, default, ENTRIES)


def no_catalogue() -> Catalogue:
    raise VoiceError("There are no system voices.")


def lose_data() -> None:
    """The library without its data, as from a wheel unpacked badly: it ends the whole process."""
    import espeakng_loader  # noqa: PLC0415 - not on every system

    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    os.environ["ESPEAK_DATA_PATH"] = "nowhere"
    sys.modules["espeakng_loader"] = None  # type: ignore[assignment]


def lose_library() -> None:
    sys.modules["pyttsx3"] = None  # type: ignore[assignment]


def hang() -> None:
    Event().wait()


def print_while_loading() -> None:
    """Write to standard output each time a library is loaded."""
    sys.addaudithook(lambda event, _: event == "ctypes.dlopen" and os.write(1, b"noise\n"))


class TroubledEngine:
    """The real one, but for the text "Now."."""

    def __init__(self, engine: pyttsx3_engine.SystemEngine, act: Callable[[], None]) -> None:
        self._engine = engine
        self._act = act

    def render(self, text: str, rate: float) -> tuple[Signal, int]:
        rendered = self._engine.render(text, rate)
        if text == "Now.":
            self._act()
        return rendered


ACTS: Mapping[str, Callable[[], None]] = {
    "die": lambda: os._exit(7),
    "hang": hang,
    "write-garbage": lambda: write_garbage(Path()),
}


def load(identifier: str) -> TroubledEngine | pyttsx3_engine.SystemEngine:
    """An engine by `BEHAVIOUR:IDENTIFIER`."""
    behaviour, _, voice = identifier.partition(":")
    if behaviour == "has-no-data":
        lose_data()
    if behaviour in ACTS:
        return TroubledEngine(pyttsx3_engine.load(voice), ACTS[behaviour])
    return pyttsx3_engine.load(voice)


TELLS: Mapping[str, Callable[[], object]] = {
    "has-no-data": lambda: (lose_data(), catalogue_main.main()),
    "has-no-library": lambda: (lose_library(), catalogue_main.main()),
    "hangs": hang,
    "dies": lambda: os._exit(7),
    "writes-garbage": lambda: sys.stdout.write("no answer\n"),
    "tells-something-else": lambda: sys.stdout.write('{"voices": 3}\n'),
    "tells-half": lambda: sys.stdout.write('{"speaks": "", "default": "", "entries": [{"name": "Anna"}]}\n'),
    "prints": lambda: (print_while_loading(), catalogue_main.main()),
}


if __name__ == "__main__":
    TELLS[sys.argv[1]]()
