"""Brings espeak-ng from its wheel into this process, so that Linux speaks without any system package."""

import ctypes
import os
import sys
from importlib.metadata import version
from pathlib import Path

from voiceguide.core.errors import VoiceError

_PACKAGE = "espeakng-loader"


def provide() -> str:
    """Load the library where pyttsx3 will find it; its version.

    Empty where it is not needed or not installed: other systems have voices of their own, and some Linux has
    its own espeak-ng. The working directory changes, and without its data the library ends the process.

    Raises:
        VoiceError: the wheel is damaged.
    """
    if sys.platform != "linux":
        return ""
    try:
        import espeakng_loader  # noqa: PLC0415 - for Linux alone
    except ImportError:
        return ""
    try:
        data = Path(espeakng_loader.get_data_path())
        ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    except (OSError, RuntimeError) as error:
        raise VoiceError(f"{_PACKAGE} is damaged; install it anew with pip.") from error
    # The library cuts paths of more than about 160 characters; seen from here its own is short.
    os.chdir(data.parent)
    os.environ["ESPEAK_DATA_PATH"] = data.name
    return f"{_PACKAGE} {version(_PACKAGE)}"
