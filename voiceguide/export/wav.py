"""Writes a session to a WAV file: 16 bit, mono, 24 kHz."""

import contextlib
import os
import tempfile
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

from voiceguide.core.errors import ExportError
from voiceguide.core.frames import RATE
from voiceguide.core.session import Session
from voiceguide.pcm.clip import Clip
from voiceguide.pcm.mixer import Mixer

BLOCK = RATE
"""Frames pulled at a time."""


def session_pcm(session: Session, clip_of: Callable[[str], Clip]) -> Iterator[bytes]:
    """A session from start to end, as fast as it can be mixed; every clip must be known to it."""
    mixer = Mixer(clip_of)
    while not session.ended:
        part = session.advance(BLOCK)
        pcm = mixer.mix(part)
        ends = [event.frame - part.start for event in part.events if session.ended][-1:]
        yield pcm[: 2 * ends[0]] if ends else pcm


def write_wav(path: Path, blocks: Iterator[bytes]) -> None:
    """Write all blocks, or nothing: the file appears under its name only when it is whole.

    Raises:
        ExportError: the folder cannot be written, or the disk is full.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise ExportError(_unwritable(path, error)) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file, wave.open(file, "wb") as wav:
            wav.setparams((1, 2, RATE, 0, "NONE", ""))
            for block in blocks:
                wav.writeframesraw(block)
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        raise ExportError(_unwritable(path, error)) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> str:
    reason = (error.strerror or "it cannot be written").lower()
    return f"The file {path} cannot be written: {reason}. Choose another place with -o."
