"""A short session to be exported, and what ffprobe reads in a file."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fakes import clip, plan_of, routine_of

from voiceguide.core.preferences import Preferences, Talk
from voiceguide.core.session import Session
from voiceguide.core.timeline import Placed, delivery, programme, timeline
from voiceguide.export.contents import Contents
from voiceguide.export.session_file import Recording
from voiceguide.export.tags import Tags

STEPS = """\
  - breathe: 10
  - point: B48
    sides: both
    hold: 40
    rest: 2
  - move: on the left side
    posture: side-lying
    say: Roll onto your left side.
    for: 2
  - {point: GB30, sides: right, hold: 6, repeat: 2, pause: 3, rest: 0}
  - {point: GB29, sides: right, hold: 5, rest: 1}
"""
WISHES = Preferences(lead=1, talk=Talk.MINIMAL)
COVER = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@dataclass(frozen=True)
class Example:
    recording: Recording
    tags: Tags
    cues: tuple[Placed, ...]
    """The timeline as it is shown beforehand; what is written must agree with it."""


@dataclass(frozen=True)
class Written:
    """The example in every format, with captions."""

    files: Mapping[str, Path]
    """By ending."""
    contents: Contents


@dataclass(frozen=True)
class Probed:
    seconds: float
    chapters: tuple[tuple[float, str], ...]
    tags: Mapping[str, str]
    streams: tuple[Mapping[str, Any], ...]


def example() -> Example:
    plan = plan_of(routine_of(STEPS), WISHES)
    made = Recording(plan, WISHES, {text: clip(text) for text in Session(plan, WISHES).vocabulary})
    cues = timeline(programme(plan, WISHES), made.length, delivery(WISHES))
    tags = Tags("Hüfte & back", "2026-05-31", "en", "Let go if it hurts. Options: --scale 0.7", COVER)
    return Example(made, tags, tuple(cues))


def probed(path: Path) -> Probed:
    """Skips the test where there is no ffprobe."""
    if shutil.which("ffprobe") is None:
        pytest.skip("ffprobe is not here; with ffmpeg installed, files are read back by it")
    command = ["ffprobe", "-v", "error", "-show_chapters", "-show_format", "-show_streams", "-of", "json"]
    read = json.loads(subprocess.run([*command, path], check=True, capture_output=True).stdout)
    tags = dict(read["format"].get("tags", {}))
    for stream in read["streams"]:
        if stream["codec_type"] == "audio":
            tags |= stream.get("tags", {})
    chapters = tuple((float(one["start_time"]), one["tags"]["title"]) for one in read["chapters"])
    return Probed(float(read["format"]["duration"]), chapters, tags, tuple(read["streams"]))
