"""Renders all clips of a session before it is shown or written, and says how far it is."""

import argparse
from collections.abc import Mapping, Sequence

from voiceguide.cli.folders import Folders
from voiceguide.cli.progress import Bar
from voiceguide.cli.speech import open_studio
from voiceguide.pcm.clip import Clip


def rendered(given: argparse.Namespace, places: Folders, texts: Sequence[str]) -> Mapping[str, Clip]:
    """Every text as a clip, with progress on a terminal.

    Raises:
        VoiceError: a text cannot be spoken by any voice.
    """
    bar = Bar("Rendering speech")
    studio = open_studio(given.voice, given.rate, places, bar.tell)
    try:
        return studio.render(texts, bar.show)
    finally:
        studio.close()
        bar.clear()
        if studio.trouble:
            bar.tell(studio.trouble)
