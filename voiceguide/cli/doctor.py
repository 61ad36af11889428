"""`doctor`: what works here, part by part, and what to do about the rest."""

import argparse
import os
import platform
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from voiceguide.cli.folders import Folders, folders, microphone_name, shelf
from voiceguide.cli.hearing_check import Finding, check_media_keys, check_microphone, check_recogniser
from voiceguide.cli.listening import chosen_microphone, open_recogniser
from voiceguide.cli.outputs import found_output
from voiceguide.core.errors import VoiceguideError
from voiceguide.core.frames import seconds
from voiceguide.media.keys import MediaKeys
from voiceguide.pcm.clip import Clip
from voiceguide.sample import SAMPLE
from voiceguide.sound.clock import SystemClock
from voiceguide.voice.neural import NeuralVoice
from voiceguide.voice.protocol import Voice
from voiceguide.voice.system import SystemVoice

SPOKEN = "Pause."
"""What the natural voice says to the recogniser."""


def doctor(given: argparse.Namespace) -> int:
    """Look at each part; 0 if a session can be heard, whether or not it can be led by voice."""
    del given
    word: list[Clip] = []
    _show(_python())
    voices = [_voice("natural voice", NeuralVoice(), word), _voice("system voice", SystemVoice())]
    for voice in voices:
        _show(voice)
    output = _output()
    _show(output)
    for finding in (*_hearing(word[0] if word else None), *_library(), *check_folders(folders())):
        _show(finding)
    heard = output.well and any(voice.well for voice in voices)
    sys.stdout.write("A session can be heard.\n" if heard else "A session cannot be heard yet.\n")
    return 0 if heard else 1


def _show(finding: Finding) -> None:
    mark = "ok  " if finding.well else "--  "
    sys.stdout.write(f"{mark}{finding.part:<16} {finding.told}\n")
    sys.stdout.flush()


def _python() -> Finding:
    return Finding("Python", True, f"{platform.python_version()} on {platform.system()} {platform.machine()}")


def _voice(part: str, voice: Voice, word: list[Clip] | None = None) -> Finding:
    """Let a voice say something, unheard; `word` is given one more clip, of the word `SPOKEN`."""
    try:
        clip = voice.speak(SAMPLE)
        if word is not None:
            word.append(voice.speak(SPOKEN))
    except VoiceguideError as error:
        return Finding(part, False, str(error))
    finally:
        voice.close()
    return Finding(part, True, f"{voice.name} speaks ({seconds(clip.frames):.1f} s)")


def _output() -> Finding:
    backend, told = found_output()
    return Finding("sound output", backend is not None, told)


def _hearing(word: Clip | None) -> Iterator[Finding]:
    places = folders()
    yield check_microphone(chosen_microphone(places), microphone_name(places))
    yield check_recogniser(lambda: open_recogniser(places), word, SystemClock().now)
    yield check_media_keys(MediaKeys(lambda _: None))


def _library() -> Iterator[Finding]:
    library = shelf()
    try:
        yield Finding("sessions", True, ", ".join(library.routines()))
    except VoiceguideError as error:
        yield Finding("sessions", False, str(error))
        return
    for fault in library.faults:
        yield Finding("own file", False, str(fault))


def check_folders(places: Folders) -> Iterator[Finding]:
    """Whether what is to be kept can be kept."""
    named = {
        "settings": places.settings,
        "own files": places.data,
        "history": places.state,
        "taken along": places.taken,
        "cache": places.cache,
    }
    for part, folder in named.items():
        usable = _usable(folder)
        told = (
            str(folder)
            if usable
            else f"{folder} cannot be written; free or repair it, or set VOICEGUIDE_HOME"
        )
        yield Finding(part, usable, told)


def _usable(folder: Path) -> bool:
    """Whether files can be made in a folder, or it can be made itself."""
    for place in (folder, *folder.parents):
        try:
            mode = place.stat().st_mode
        except FileNotFoundError:
            continue
        except OSError:
            return False
        return stat.S_ISDIR(mode) and os.access(place, os.W_OK | os.X_OK)
    return False
