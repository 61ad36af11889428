"""The kinds of sound files that a session can become."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from voiceguide.core.errors import ExportError
from voiceguide.core.frames import RATE

CAPTION_ENDINGS = (".vtt", ".lrc")
"""Of the captions that stand beside a sound file."""


@dataclass(frozen=True, slots=True)
class Format:
    """How libsndfile is asked for a format; the words are its own."""

    container: str
    subtype: str
    rate: int = RATE
    compression: float | None = None
    """From 0, the best, to 1, the smallest; None for the library's own choice."""
    mode: str | None = None
    """How the bit rate is kept; None where there is no choice."""
    less: int = 0
    """Frames of the silence at the end that are left out."""
    ceiling: float | None = None
    """dBTP that sound is kept under before it is encoded, since a codec raises peaks; None if it is exact."""


MP3_RATE = 22_050
"""Players built on FFmpeg 5.1 decode MP3 of 24 kHz with loud errors, of this rate not; others decode both."""

_MP3_SIZE = 0.68
"""56 kbit/s, the least at which the encoder writes down its own delay. The bit rate is constant because
players reckon where to jump to, and land a second beside it otherwise."""

_MP3_LESS = round(0.036 * MP3_RATE)
"""A codec's delay and padding add 52 to 78 ms, which decoders take off and programs that only read headers
count: with 36 ms less both are within 50 ms of the truth."""

_CEILING = -3.0

FORMATS: Mapping[str, Format] = {
    "wav": Format("WAV", "PCM_16"),
    "flac": Format("FLAC", "PCM_16"),
    "mp3": Format("MP3", "MPEG_LAYER_III", MP3_RATE, _MP3_SIZE, "CONSTANT", less=_MP3_LESS, ceiling=_CEILING),
    "ogg": Format("OGG", "VORBIS", compression=0.3, ceiling=_CEILING),
    "opus": Format("OGG", "OPUS", compression=0.75, ceiling=_CEILING),
}
"""By the ending of the file's name. Opus at 60 kbit/s: below 50 it changes to a mode that takes twice as
long and is 0.2 LU softer."""


PAGE = "html"
"""The ending of a page that plays a session."""

PAGE_SOUND = Format("MP3", "MPEG_LAYER_III", MP3_RATE, _MP3_SIZE, "CONSTANT", ceiling=_CEILING)
"""What every browser plays, iOS too."""


def ending_of(path: Path, endings: Collection[str] = FORMATS) -> str:
    """The ending of a file's name, one of these.

    Raises:
        ExportError: it is none of them.
    """
    ending = path.suffix.lower().removeprefix(".")
    if ending not in endings:
        *most, last = (f".{name}" for name in endings)
        raise ExportError(
            f"{path.name!a} is not the name of a file that can be written; "
            f"end it in {', '.join(most)} or {last}."
        )
    return ending
