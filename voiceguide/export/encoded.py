"""Encodes samples with libsndfile while they are made."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np

from voiceguide.core.errors import ExportError
from voiceguide.export.ahead import ahead
from voiceguide.export.formats import Format
from voiceguide.export.shaping import shaped


def encode_into(file: BinaryIO, form: Format, blocks: Iterable[bytes]) -> None:
    """Write blocks of 16-bit samples at 24 kHz to an open, seekable file.

    Raises:
        ExportError: the library could not encode them.
        OSError: the file could not be written.
    """
    import soundfile  # noqa: PLC0415 - heavy

    samples = (
        (np.frombuffer(block, "<i2") for block in blocks)
        if form.ceiling is None
        else shaped(blocks, form.rate, form.ceiling, form.less)
    )
    with _Watched(file) as watched:
        try:
            sound = soundfile.SoundFile(
                watched,
                "w",
                form.rate,
                channels=1,
                format=form.container,
                subtype=form.subtype,
                compression_level=form.compression,
                bitrate_mode=form.mode,
            )
            # A codec takes more time than the mixer, and leaves the other core to it.
            with sound, closing(ahead(samples)) as parts:
                for part in parts:
                    sound.write(part)
                    watched.check()
        except (soundfile.SoundFileError, AssertionError) as error:
            watched.check()
            raise ExportError(f"The sound could not be encoded ({error}); try another format.") from error


class _Watched:
    """A file handed to C, through which no exception passes: the first one is kept and raised afterwards."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._fault: OSError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if fault is None:
            self.check()

    def check(self) -> None:
        if self._fault:
            raise self._fault

    def write(self, data: bytes) -> int:
        with self._keeping_faults():
            # A full disk is to be noticed now, so nothing is left for later.
            written = self._file.write(data)
            self._file.flush()
            return written
        return 0

    def read(self, size: int = -1) -> bytes:
        with self._keeping_faults():
            return self._file.read(size)
        return b""

    def seek(self, place: int, whence: int = 0) -> int:
        with self._keeping_faults():
            return self._file.seek(place, whence)
        return 0

    def tell(self) -> int:
        with self._keeping_faults():
            return self._file.tell()
        return 0

    @contextmanager
    def _keeping_faults(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._fault = self._fault or error
