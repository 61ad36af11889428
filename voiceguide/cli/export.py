"""`export`: the session as a sound file."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from voiceguide.cli.parts import LEAD, chosen, folders
from voiceguide.cli.rendering import rendered
from voiceguide.core.duration import format_duration
from voiceguide.core.errors import ExportError
from voiceguide.core.frames import RATE
from voiceguide.core.session import Session
from voiceguide.export.wav import session_pcm, write_wav


def export(given: argparse.Namespace) -> int:
    path = Path(given.file)
    _check_target(path, force=given.force)
    choice = chosen(given, LEAD)
    for note in choice.plan.notes:
        sys.stderr.write(f"{note}\n")
    session = Session(choice.plan, choice.preferences)
    clips = rendered(given, folders(), session.vocabulary)
    for text, clip in clips.items():
        session.learn(text, clip.frames)
    written = 0

    def counted(blocks: Iterator[bytes]) -> Iterator[bytes]:
        nonlocal written
        for block in blocks:
            written += len(block) // 2
            yield block

    write_wav(path, counted(session_pcm(session, clips.__getitem__)))
    sys.stdout.write(f"{path}: {format_duration(round(written / RATE))}\n")
    return 0


def _check_target(path: Path, *, force: bool) -> None:
    if path.suffix.lower() != ".wav":
        raise ExportError(f"{path.name!a} is not a name of a sound file that can be written; end it in .wav.")
    if path.is_dir():
        raise ExportError(f"{path} is a folder; name a file in it.")
    if path.exists() and not force:
        raise ExportError(f"The file {path} exists already; give --force to replace it.")
    if not path.parent.is_dir():
        raise ExportError(f"The folder {path.parent} does not exist; make it first.")
