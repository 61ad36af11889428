"""`settings`: every setting, its value, and where it comes from."""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from textwrap import wrap

from voiceguide.cli.as_json import print_json
from voiceguide.cli.folders import settings_store
from voiceguide.store.keys import EVERY, HOLD, HOLDS, KEYS
from voiceguide.store.kinds import Toml
from voiceguide.store.settings import Reading, Settings
from voiceguide.store.settings_file import SettingsStore

WIDTH = 80
_ROW = "{:<19} {:<19} {}"
_VALUE_AT = 40
_NOT_SET = "not set"


def show_settings(given: argparse.Namespace) -> int:
    """Print what is in force, the file, and on the error stream whatever is wrong in it."""
    return tell_settings(given, settings_store())


def tell_settings(given: argparse.Namespace, store: SettingsStore) -> int:
    """The same for the settings in any folder."""
    reading = store.read()
    if given.json:
        print_json(_rows(reading, store))
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(reading, store))
    for fault in reading.faults:
        sys.stderr.write(f"{fault}\n")
    return 0


def _rows(reading: Reading, store: SettingsStore) -> Mapping[str, object]:
    return {
        "file": str(store.path),
        "settings": [
            {"name": path, "value": value_of(reading.settings, path), "origin": origin}
            for path, origin in reading.origins.items()
        ],
        "faults": [
            {"line": fault.line, "column": fault.column, "name": fault.key, "message": fault.message}
            for fault in reading.faults
        ],
    }


def _lines(reading: Reading, store: SettingsStore) -> Iterator[str]:
    yield _ROW.format("Setting", "From", "Value")
    for path, origin in reading.origins.items():
        first, *more = wrap(_shown(value_of(reading.settings, path)), WIDTH - _VALUE_AT)
        yield _ROW.format(path, origin, first)
        yield from (f"{'':<{_VALUE_AT}}{line}" for line in more)
    yield ""
    there = "" if os.path.lexists(store.path) else ", which is written with the first change"
    yield f"Kept in {store.path}{there}."


def value_of(settings: Settings, path: str) -> Toml | None:
    """A setting as its file writes it; None where nothing is set."""
    section, _, name = path.rpartition(".")
    if section == HOLDS:
        seconds = settings.holds.every if name == EVERY else settings.holds.by_point[name]
        return None if seconds is None else HOLD.write(seconds)
    value = getattr(getattr(settings, section) if section else settings, name)
    key = KEYS[path]
    return None if value is None and key.example is not None else key.kind.write(value)


def _shown(value: Toml | None) -> str:
    if value is None:
        return _NOT_SET
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) or "nothing"
    return f"{value:g}" if isinstance(value, float) else str(value)
