"""The voices that are asked for, in the order in which one steps in for another."""

import argparse
from collections.abc import Callable
from pathlib import Path

from voiceguide.core.errors import VoiceError
from voiceguide.voice.cache import ClipCache
from voiceguide.voice.neural import HEART, NeuralVoice
from voiceguide.voice.silent import SilentVoice
from voiceguide.voice.studio import Studio

SILENT = "silent"


def open_studio(given: argparse.Namespace, cache: Path, tell: Callable[[str], None]) -> Studio:
    """The studio for `--voice` and `--rate`; `tell` gets a sentence when a voice steps in.

    Raises:
        VoiceError: there is no such voice.
    """
    name = given.voice or HEART
    if name == SILENT:
        return Studio((SilentVoice(),), None, tell)
    if name != HEART:
        raise VoiceError(f"There is no voice called {name!a}. The voices are: {HEART}, {SILENT}.")
    return Studio((NeuralVoice(HEART, given.rate), SilentVoice()), ClipCache(cache / "clips"), tell)
