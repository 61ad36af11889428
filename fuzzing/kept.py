"""Files that the program keeps, as a full disk, another program or a stranger leaves them."""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from fuzzing.chance import Chance
from fuzzing.damage import damaged, shuffled
from fuzzing.outcome import Target, keep, keep_sentence
from fuzzing.texts import hostile
from voiceguide.content.library import Shelf
from voiceguide.core.preferences import Preferences
from voiceguide.core.record import Done, Ending, Record
from voiceguide.pcm.clip import Clip
from voiceguide.store import layout
from voiceguide.store.background import Background
from voiceguide.store.files import StoreError
from voiceguide.store.history import History
from voiceguide.store.place import NAME as PLACE
from voiceguide.store.place import Place, PlaceKeeper, find_place
from voiceguide.store.settings import NAME as SETTINGS
from voiceguide.store.settings import Reading, read_content
from voiceguide.store.settings_file import SettingsStore
from voiceguide.store.tables import export_csv, export_json
from voiceguide.voice.cache import ClipCache, clip_key
from voiceguide.voice.entry import packed, unpacked

_VALUES = (
    *("", "true", "maybe", "0", "-1", "1e400", "0.7"),
    *("nan", "[]", "{}", '"full"', "'x'", '"""', "2026-11-23"),
    *("9" * 5000, "[[[[[[", '["pregnancy"]', '["hip-replacement:left", 3]'),
    *('"\\u202e"', "45", '"45s"', "0x10"),
)  # fmt: skip
_NOW = 1.8e9
_KEY = clip_key("a voice", "Let go.")
_CLIP = Clip(np.arange(300, dtype=np.int16))


def targets(folder: Path) -> Sequence[Target]:
    folders = {name: folder / name for name in ("settings", "place", "history", "clips")}
    for one in folders.values():
        one.mkdir()
    return (
        Target("settings", 12, _settings),
        Target("settings-saved", 0.3, _settings_saved(folders["settings"])),
        Target("place", 3, _place(folders["place"])),
        Target("history", 0.2, _history(folders["history"])),
        Target("cache-entries", 8, _entries),
        Target("cache", 1, _cache(folders["clips"])),
    )


def _settings_text(chance: Chance) -> bytes:
    lines = [line.removeprefix("# ") if chance.one_in(8) else line for line in layout.template().splitlines()]
    lines = [line for line in lines if "=" in line or line.startswith("[") or chance.one_in(6)]
    for _ in chance.some(4, 0):
        at = chance.randrange(len(lines))
        name = lines[at].removeprefix("# ").partition(" =")[0]
        value = json.dumps(hostile(chance)) if chance.one_in(2) else chance.choice(_VALUES)
        lines[at] = f"{name} = {value}"
    if chance.one_in(3):
        lines = shuffled(chance, lines)
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    return damaged(chance, content) if chance.one_in(3) else content


_SHELF = Shelf()


def _settings(chance: Chance) -> None:
    _keep_reading(read_content(_settings_text(chance), _SHELF.points))


def _keep_reading(reading: Reading) -> None:
    for fault in reading.faults:
        keep_sentence(str(fault))
        keep(fault.message.isascii(), "a fault shows other letters than ASCII")
    settings = reading.settings
    keep(0.5 <= settings.rate <= 2, "a rate out of range came through")
    keep(-40 <= settings.volume <= 6, "a volume out of range came through")
    holds = (*settings.holds.by_point.values(), settings.holds.every or 5)
    keep(all(5 <= hold <= 600 for hold in holds), "a hold out of range came through")


def _settings_saved(folder: Path) -> Callable[[Chance], None]:
    store = SettingsStore(folder)

    def attempt(chance: Chance) -> None:
        _emptied(folder)
        (folder / SETTINGS).write_bytes(_settings_text(chance))
        change = chance.choice(({"rate": 0.9}, {"holds.GB30": 20}, {"talk": None}, {hostile(chance): 1}))
        try:
            _keep_reading(store.save(change))
        except StoreError as error:
            keep_sentence(error)

    return attempt


def _place(folder: Path) -> Callable[[Chance], None]:
    place = Place("s", "hip", "f" * 64, Preferences(), 3, 12.5, 340.25, _NOW - 60)
    background = Background()
    keeper = PlaceKeeper(folder, background, lambda: 0.0)
    keeper.move(place)
    keeper.close()
    background.close()
    path = folder / PLACE
    whole = path.read_bytes()

    def attempt(chance: Chance) -> None:
        path.write_bytes(damaged(chance, whole) if chance.one_in(2) else _odd_place(chance, whole))
        found = find_place(folder, _NOW)
        if found.trouble:
            keep_sentence(found.trouble)
            _emptied(folder)
        if found.place:
            keep(0 <= found.place.seconds <= 24 * 3600, "a place out of range came through")

    return attempt


def _odd_place(chance: Chance, whole: bytes) -> bytes:
    """Another place, whose check is right."""
    written = json.loads(whole)
    given = written["place"]
    part = chance.choice((given, given["preferences"]))
    for _ in chance.some(3):
        odd: tuple[object, ...] = (
            None,
            True,
            -1,
            1e308,
            float("nan"),
            hostile(chance),
            [],
            {},
            [[hostile(chance), "left"]],
            "1/0",
            10**30,
        )
        part[chance.choice(tuple(part))] = chance.choice(odd)
    written["check"] = hashlib.sha256(json.dumps(given, sort_keys=True).encode("ascii")).hexdigest()
    return json.dumps(written).encode("ascii")


def _history(folder: Path) -> Callable[[Chance], None]:
    history = History(folder)
    done = Done(0, "GB30", "left", 30, 29.5)
    for number in range(6):
        history.keep(
            Record(f"s{number}", "hip", f"2026-11-{10 + number}T18:05:00Z", stages=(done,), ended=Ending.DONE)
        )
    history.close()
    path = folder / "history.db"
    whole = path.read_bytes()

    def attempt(chance: Chance) -> None:
        _emptied(folder)
        if chance.one_in(2):
            path.write_bytes(damaged(chance, whole))
        else:
            path.write_bytes(whole)
            _odd_rows(chance, path)
        opened = History(folder)
        try:
            records = opened.sessions()
            opened.finished()
            export_csv(records)
            json.loads(export_json(records, everything=True))
        except StoreError as error:
            keep_sentence(error)
        finally:
            opened.close()
        if opened.trouble:
            keep_sentence(opened.trouble)

    return attempt


def _odd_rows(chance: Chance, path: Path) -> None:
    """Rows as another program might have changed them."""
    columns: Mapping[str, Sequence[str]] = {
        "sessions": ("routine", "title", "started", "seconds", "note", "plan", "more"),
        "stages": ("stage", "point", "side", "hold", "held", "changed", "pauses", "paused", "skipped"),
    }
    odd = (
        hostile(chance).encode("utf-8", "replace").decode(),
        b"\xff\x00",
        -1,
        1e308,
        "[" * 5000,
        "[[]]",
        "{}",
        "null",
        2**62,
    )
    connection = sqlite3.connect(path)
    for _ in chance.some(3):
        table = chance.choice(tuple(columns))
        column = chance.choice(columns[table])
        connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", (chance.choice(odd),))  # noqa: S608 - names from above
    connection.commit()
    connection.close()


def _entries(chance: Chance) -> None:
    whole = packed(_KEY, _CLIP)
    content = whole if chance.one_in(20) else damaged(chance, whole)
    key = (
        _KEY
        if chance.randrange(10)
        else clip_key("a voice", hostile(chance).encode("utf-8", "replace").decode())
    )
    clip = unpacked(key, content)
    if content == whole and key == _KEY:
        keep(clip is not None and np.array_equal(clip.samples, _CLIP.samples), "a sound entry was refused")
    else:
        keep(clip is None, "a damaged entry was taken")


def _cache(folder: Path) -> Callable[[Chance], None]:
    """Entries that are cut, swapped, or links and folders in the place of files."""
    clips, outside = folder / "clips", folder / "outside"
    cache = ClipCache(clips)

    def attempt(chance: Chance) -> None:
        cache.put(_KEY, _CLIP)
        outside.write_bytes(b"precious")
        path = next(clips.glob(f"{_KEY}*"))
        _disturb(chance, path, outside)
        clip = cache.get(_KEY)
        keep(clip is None or np.array_equal(clip.samples, _CLIP.samples), "another sound was taken")
        keep(outside.read_bytes() == b"precious", "a file outside of the cache was touched")
        if cache.trouble:
            keep_sentence(cache.trouble)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)

    return attempt


def _disturb(chance: Chance, path: Path, outside: Path) -> None:
    match chance.randrange(7):
        case 0:
            path.write_bytes(damaged(chance, path.read_bytes()))
        case 1:
            path.unlink()
            path.symlink_to(outside)
        case 2:
            path.unlink()
            path.symlink_to(os.devnull if chance.one_in(2) else path)
        case 3:
            path.unlink()
            path.mkdir()
        case 4:
            path.unlink()
            path.mkdir()
            (path / "letter").touch()
        case 5:
            path.unlink()
        case _:
            other = clip_key("a voice", "Press.")
            path.write_bytes(packed(other, _CLIP))


def _emptied(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
