import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from fakes_voice import clip_of

from voiceguide.pcm.clip import Clip
from voiceguide.voice.cache import ClipCache, clip_key

KEY = clip_key("a voice", "Let go.")
HOUR = 3600


def same(one: Clip | None, other: Clip) -> bool:
    return one is not None and np.array_equal(one.samples, other.samples)


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_a_clip_is_found_again_by_another_program(tmp_path: Path):
    clip = clip_of(240)
    ClipCache(tmp_path).put(KEY, clip)
    found = ClipCache(tmp_path).get(KEY)

    assert same(found, clip)
    assert found
    assert not found.samples.flags.writeable


def test_what_was_never_put_is_absent_and_no_trouble(tmp_path: Path):
    cache = ClipCache(tmp_path / "not yet")

    assert cache.get(KEY) is None
    assert cache.trouble is None


def test_a_missing_folder_is_made(tmp_path: Path):
    cache = ClipCache(tmp_path / "not" / "yet")
    cache.put(KEY, clip_of(240))

    assert same(cache.get(KEY), clip_of(240))


def test_another_voice_or_another_text_has_another_key():
    keys = {clip_key("a", "b c"), clip_key("a b", "c"), clip_key("a", "b"), clip_key("b", "a")}

    assert len(keys) == 4
    assert all(len(key) == 64 for key in keys)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def cut_to_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:10])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-7] ^= 4
    path.write_bytes(content)


def flip_a_bit_of_the_header(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[9] ^= 1
    path.write_bytes(content)


def append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0\0")


def put_something_else(path: Path) -> None:
    path.write_bytes(b"RIFF" + bytes(400))


def put_the_clip_of_another_key(path: Path) -> None:
    other = clip_key("a voice", "Press.")
    ClipCache(path.parent).put(other, clip_of(240))
    (path.parent / f"{other}{path.suffix}").replace(path)


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    "damage",
    [
        truncate,
        cut_to_header,
        empty,
        flip_a_bit,
        flip_a_bit_of_the_header,
        append,
        put_something_else,
        put_the_clip_of_another_key,
        make_a_folder,
        pytest.param(
            make_a_pipe, marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
        ),
    ],
)
def test_a_damaged_entry_is_removed_and_can_be_put_anew(tmp_path: Path, damage: Callable[[Path], None]):
    cache = ClipCache(tmp_path)
    cache.put(KEY, clip_of(240))
    [path] = entries(tmp_path)
    damage(path)

    assert cache.get(KEY) is None
    assert not path.exists()
    cache.put(KEY, clip_of(240))
    assert same(cache.get(KEY), clip_of(240))
    assert cache.trouble is None


def test_a_folder_with_something_in_it_is_left_alone_and_told_of_once(tmp_path: Path):
    cache = ClipCache(tmp_path)
    cache.put(KEY, clip_of(240))
    [path] = entries(tmp_path)
    make_a_folder(path)
    (path / "letter.txt").write_text("dear")

    assert cache.get(KEY) is None
    cache.put(KEY, clip_of(240))
    assert (path / "letter.txt").read_text() == "dear"
    assert cache.trouble


def test_a_folder_that_cannot_be_made_is_told_of_once_and_playing_goes_on(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    cache = ClipCache(tmp_path / "file" / "clips")
    cache.put(KEY, clip_of(240))
    first = cache.trouble
    cache.put(KEY, clip_of(240))

    assert cache.get(KEY) is None
    assert first
    assert first.endswith(".")
    assert cache.trouble == first


def test_a_read_only_folder_is_told_of_and_still_read(tmp_path: Path):
    ClipCache(tmp_path).put(KEY, clip_of(240))
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):
        pytest.skip("this user may write everywhere")
    cache = ClipCache(tmp_path)
    cache.put(clip_key("a voice", "Press."), clip_of(240))

    assert cache.trouble
    assert same(cache.get(KEY), clip_of(240))
    tmp_path.chmod(0o700)


FULL = """
import resource, sys
from pathlib import Path
from fakes_voice import clip_of
from voiceguide.voice.cache import ClipCache
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
cache = ClipCache(Path(sys.argv[1]))
cache.put("k" * 64, clip_of(24_000))
print(cache.trouble)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="this system cannot limit the size of files")
def test_a_full_disk_is_told_of_and_nothing_half_written_stays(tmp_path: Path):
    told = run(FULL, str(tmp_path))

    assert "cannot be written" in told
    assert entries(tmp_path) == []


def test_the_clips_unused_for_longest_make_room(tmp_path: Path):
    size = entry_size(tmp_path / "probe")
    folder = tmp_path / "clips"
    cache = ClipCache(folder, limit_bytes=4 * size)
    keys = [clip_key("a voice", f"Text {number}.") for number in range(5)]
    for age, key in zip((50, 40, 30, 20), keys, strict=False):
        cache.put(key, clip_of(2400))
        path = folder / f"{key}.clip"
        os.utime(path, (path.stat().st_mtime - age * HOUR,) * 2)
    cache.get(keys[0])
    cache.put(keys[4], clip_of(2400))

    assert [cache.get(key) is not None for key in keys] == [True, False, False, True, True]


def entry_size(folder: Path) -> int:
    ClipCache(folder).put(KEY, clip_of(2400))
    return entries(folder)[0].stat().st_size


def test_what_a_program_left_unfinished_an_hour_ago_is_removed_and_strangers_stay(tmp_path: Path):
    for name in ("old.part", "new.part", "letter.txt"):
        (tmp_path / name).write_text("half")
    for name in ("old.part", "letter.txt"):
        path = tmp_path / name
        os.utime(path, (path.stat().st_mtime - 2 * HOUR,) * 2)
    ClipCache(tmp_path).put(KEY, clip_of(240))

    assert [path.name for path in entries(tmp_path)] == sorted(["letter.txt", "new.part", f"{KEY}.clip"])


WRITER = """
import sys
from collections.abc import Callable
from pathlib import Path
from fakes_voice import clip_of
from voiceguide.voice.cache import ClipCache, clip_key
cache = ClipCache(Path(sys.argv[1]), limit_bytes=100_000)
for turn in range(40):
    for text in range(8):
        key = clip_key("a voice", str(text))
        cache.put(key, clip_of(10_000, text))
        found = cache.get(key)
        assert found is None or (found.samples == text).all() and found.frames == 10_000
print(cache.trouble)
"""


def test_two_programs_at_once_never_see_half_a_clip(tmp_path: Path):
    programs = [start(WRITER, str(tmp_path)) for _ in range(2)]
    told = [program.communicate()[0] for program in programs]

    assert told == ["None\n", "None\n"]
    assert {path.suffix for path in entries(tmp_path)} == {".clip"}


def start(program: str, *arguments: str) -> "subprocess.Popen[str]":
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
    )


def run(program: str, *arguments: str) -> str:
    return start(program, *arguments).communicate()[0]
