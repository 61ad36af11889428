"""What goes wrong leaves nothing half-made, and an old file as it was."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from exported import Example, Written

from voiceguide.core.errors import ExportError
from voiceguide.export.encoded import encode_into
from voiceguide.export.formats import FORMATS, ending_of
from voiceguide.export.session_file import write_session

ENDINGS = tuple(FORMATS)


class GivenUpError(Exception):
    pass


def after(frames: int, folder: Path):
    """Raises once so many frames have been written."""
    left = frames

    def passed(count: int) -> None:
        nonlocal left
        left -= count
        if left < 0:
            assert list(folder.iterdir()), "nothing was begun"
            raise GivenUpError

    return passed


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_interrupted_export_leaves_nothing(ending: str, example: Example, tmp_path: Path):
    path = tmp_path / f"session.{ending}"

    with pytest.raises(GivenUpError):
        write_session(path, example.recording, example.tags, captions=True, passed=after(240_000, tmp_path))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_interrupted_export_leaves_an_old_file_as_it_was(ending: str, example: Example, tmp_path: Path):
    path = tmp_path / f"session.{ending}"
    path.write_bytes(b"old")

    with pytest.raises(GivenUpError):
        write_session(path, example.recording, example.tags, passed=after(0, tmp_path))

    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [(path.name, b"old")]


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """A small file system in memory at a folder."""
    command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", folder]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(command, check=False).returncode:
        pytest.skip("only root on Linux can mount a small disk to fill it")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("size", [8, 256])
def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    ending: str, size: int, example: Example, tmp_path: Path
):
    path = tmp_path / f"session.{ending}"

    with mounted(tmp_path, f"size={size}k"):
        with pytest.raises(ExportError, match=r"cannot be written: no space left on device\. Choose"):
            write_session(path, example.recording, example.tags, captions=True)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["wav", "flac", "ogg"])
def test_a_disk_with_room_for_the_sound_but_not_for_its_tags_leaves_nothing(
    ending: str, example: Example, written: Written, tmp_path: Path
):
    path = tmp_path / f"session.{ending}"
    kilobytes = written.files[ending].stat().st_size // 4096 * 4

    with mounted(tmp_path, f"size={kilobytes}k"):
        with pytest.raises(ExportError, match="no space left on device"):
            write_session(path, example.recording, example.tags)
        assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_one_sentence(example: Example, tmp_path: Path):
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):
        with mounted(tmp_path, "ro"):
            check_unwritable(example, tmp_path, "read-only file system")
    else:
        check_unwritable(example, tmp_path, "permission denied")
    tmp_path.chmod(0o700)


def check_unwritable(example: Example, folder: Path, reason: str) -> None:
    with pytest.raises(ExportError, match=rf"cannot be written: {reason}\. Choose another place\.$"):
        write_session(folder / "session.mp3", example.recording, example.tags)


class Lost(io.BytesIO):
    """A file whose device is taken away."""

    def write(self, data: object) -> int:
        raise OSError(5, "Input/output error", str(type(data)))


@pytest.mark.parametrize("ending", [ending for ending in ENDINGS if ending != "wav"])
def test_a_fault_of_the_file_comes_through_the_encoder(ending: str):
    with pytest.raises(OSError, match="Input/output error"):
        encode_into(Lost(), FORMATS[ending], iter([bytes(48_000)] * 20))


def test_a_fault_while_the_sound_is_made_comes_through_the_encoder():
    def blocks() -> Iterator[bytes]:
        yield bytes(48_000)
        raise GivenUpError

    with pytest.raises(GivenUpError):
        encode_into(io.BytesIO(), FORMATS["mp3"], blocks())


def test_an_unknown_ending_is_told_which_there_are():
    with pytest.raises(ExportError, match=r"'hip\.aac' .* end it in \.wav, \.flac, \.mp3, \.ogg or \.opus\."):
        ending_of(Path("folder") / "hip.aac")


def test_an_ending_may_be_written_in_capitals():
    assert ending_of(Path("HIP.MP3")) == "mp3"
