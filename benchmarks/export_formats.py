"""Measures `export back` in every format beside the bare libraries, and prints a table.

`python -m benchmarks formats [FORMAT ...]`: x real time with nothing cached and with speech cached,
libsndfile alone encoding the same samples, and the size of the file.
"""

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import soundfile

from benchmarks.measure import at_home, median_seconds, once, quietly, voiceguide
from voiceguide.export.formats import FORMATS, Format

ROUTINE = "back"
AIMS = {"mp3": "cold 50 x, warm 150 x"}
ROW = "{:<7} {:>10} {:>10} {:>14} {:>10}  {}"


def bare_seconds(form: Format, wav: Path) -> float:
    """libsndfile alone, given all samples at 24 kHz in pieces of a second."""
    samples, rate = soundfile.read(wav, dtype="int16")

    def encode() -> None:
        with soundfile.SoundFile(
            io.BytesIO(),
            "w",
            rate,
            channels=1,
            format=form.container,
            subtype=form.subtype,
            compression_level=form.compression,
            bitrate_mode=form.mode,
        ) as file:
            for start in range(0, len(samples), rate):
                file.write(samples[start : start + rate])

    return once(encode)


def print_formats(wanted: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wav = folder / "samples.wav"
        quietly(voiceguide("export", ROUTINE, "-o", str(wav)), at_home(folder / "home"))
        seconds = soundfile.info(wav).duration
        print(f"{ROUTINE}: {seconds / 60:.1f} minutes")
        print(ROW.format("format", "cold", "warm", "bare library", "size", "aim"))
        for ending in wanted or FORMATS:
            target = folder / f"session.{ending}"
            command = voiceguide("export", ROUTINE, "--force", "-o", str(target))
            cold = once(lambda: quietly(command, at_home(folder / f"cold-{ending}")))  # noqa: B023 - called at once
            warm = median_seconds(lambda: quietly(command, at_home(folder / "home")), 3)  # noqa: B023 - as above
            bare = bare_seconds(FORMATS[ending], wav)
            speeds = (f"{seconds / taken:.0f} x" for taken in (cold, warm, bare))
            size = f"{target.stat().st_size / 1e6:.1f} MB"
            print(ROW.format(ending, *speeds, size, AIMS.get(ending, "")), flush=True)
