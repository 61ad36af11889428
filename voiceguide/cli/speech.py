"""The voices that are asked for, in the order in which one steps in for another."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import asdict

from voiceguide.cli.as_json import print_json
from voiceguide.cli.folders import Folders, folders, voice_models
from voiceguide.cli.options import check_rate
from voiceguide.voice.cache import ClipCache
from voiceguide.voice.neural import HEART, NeuralVoice
from voiceguide.voice.protocol import Voice
from voiceguide.voice.registry import SILENT, registry
from voiceguide.voice.silent import SilentVoice
from voiceguide.voice.studio import Studio
from voiceguide.voice.system import SystemVoice
from voiceguide.voice.voices import available_voices


def open_studio(voice: str | None, rate: float, places: Folders, tell: Callable[[str], None]) -> Studio:
    """The studio for a voice and how fast it speaks; `tell` gets a sentence when a voice steps in.

    Raises:
        VoiceError: there is no such voice.
    """
    return Studio(_voices(voice, rate, places), ClipCache(places.cache / "clips"), tell)


def show_voices(given: argparse.Namespace) -> int:
    """Every voice of this machine."""
    check_rate(given.rate)
    offer = available_voices(voice_models(folders()))
    if given.json:
        print_json([asdict(voice) for voice in offer.voices])
    else:
        for voice in offer.voices:
            sys.stdout.write(f"{voice.name:<28} {voice.language:<14} {voice.engine}\n")
    for trouble in offer.troubles:
        sys.stderr.write(f"{trouble}\n")
    return 0


def _voices(name: str | None, rate: float, places: Folders) -> tuple[Voice, ...]:
    """The one that is named, or the natural one, and those that step in for it."""
    if name == SILENT:
        return (SilentVoice(),)
    if name is None or name in registry():
        first: Voice = NeuralVoice(name or HEART, rate, voice_models(places))
        return (first, SystemVoice(rate=rate), SilentVoice())
    return (SystemVoice(name, rate), SilentVoice())
