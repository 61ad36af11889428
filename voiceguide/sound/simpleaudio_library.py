"""simpleaudio itself: found, refused where it would crash, and asked to play one sound."""

import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

from voiceguide.core.errors import SoundError
from voiceguide.core.frames import RATE
from voiceguide.pcm.clip import Samples
from voiceguide.sound.protocol import NO_OUTPUT
from voiceguide.system.quiet import quietly

CRASHES_FROM = (3, 12)
"""The first Python on which simpleaudio 1.0.4 ends the whole process after a sound."""

NOT_INSTALLED = (
    "simpleaudio cannot be loaded. In the folder of voiceguide, install it with "
    '.venv/bin/pip install ".[simpleaudio]".'
)
WOULD_CRASH = (
    "simpleaudio crashes on this Python. In the folder of voiceguide, remove it with .venv/bin/pip uninstall "
    "simpleaudio, then install its repaired twin with "
    '.venv/bin/pip install --force-reinstall ".[simpleaudio]".'
)


class Playing(Protocol):
    """A sound that was started."""

    def is_playing(self) -> bool: ...
    def stop(self) -> None: ...


Play = Callable[[Samples], Playing]
"""Starts a sound. It reads the samples while it plays, so changing what lies ahead is heard.

Raises `SoundError` if there is no device.
"""


def refuse_crash(python: tuple[int, ...], installed: bool) -> None:
    """With `installed`, the distribution is plain simpleaudio.

    Raises:
        SoundError: the first sound would be the last.
    """
    if installed and python >= CRASHES_FROM:
        raise SoundError(WOULD_CRASH)


def loaded() -> Play:
    """The library, ready to play.

    Raises:
        SoundError: it is missing, broken, or crashes on this Python.
    """
    refuse_crash(sys.version_info[:2], _is_plain())
    try:
        import simpleaudio  # noqa: PLC0415 - optional
        from simpleaudio._simpleaudio import SimpleaudioError  # noqa: PLC0415 - exported nowhere else
    except (ImportError, OSError) as error:
        raise SoundError(NOT_INSTALLED) from error

    def play(samples: Samples) -> Playing:
        try:
            with quietly():
                playing: Playing = simpleaudio.play_buffer(samples, 1, 2, RATE)
        except SimpleaudioError as error:
            raise SoundError(NO_OUTPUT) from error
        return playing

    return play


def _is_plain() -> bool:
    try:
        version("simpleaudio")
    except PackageNotFoundError:
        return False
    return True
