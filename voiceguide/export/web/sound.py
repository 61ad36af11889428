"""Encodes a session so that every browser plays it and finds its place in it."""

from collections.abc import Iterable
from contextlib import closing
from io import BytesIO

from voiceguide.core.errors import ExportError
from voiceguide.export.ahead import ahead
from voiceguide.export.formats import FORMATS, MP3_RATE
from voiceguide.export.shaping import shaped
from voiceguide.export.web.page import Sound

_MP3 = FORMATS["mp3"]
_COMPRESSION = 0.68
"""56 kbit/s, the least at which the encoder still writes how much silence it put in front."""


def sound_of(blocks: Iterable[bytes]) -> Sound:
    """Blocks of 16-bit samples at 24 kHz as MP3, which iOS plays, too.

    At a constant bit rate: browsers seek by reckoning, and in a file of variable rate they land seconds
    beside the place that they tell.

    Raises:
        ExportError: the library could not encode them.
    """
    import soundfile  # noqa: PLC0415 - heavy

    file = BytesIO()
    try:
        sound = soundfile.SoundFile(
            file,
            "w",
            MP3_RATE,
            channels=1,
            format=_MP3.container,
            subtype=_MP3.subtype,
            compression_level=_COMPRESSION,
            bitrate_mode="CONSTANT",
        )
        with sound, closing(ahead(shaped(blocks, MP3_RATE, _MP3.ceiling or 0.0))) as parts:
            for part in parts:
                sound.write(part)
    except soundfile.SoundFileError as error:
        raise ExportError(f"The sound could not be encoded ({error}); try another format.") from error
    return Sound(file.getvalue(), "audio/mpeg")
