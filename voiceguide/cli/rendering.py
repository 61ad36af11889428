"""Renders all clips of a session before it is shown or written, and says how far it is."""

import argparse
import sys
from collections.abc import Mapping, Sequence

from voiceguide.cli.parts import Folders
from voiceguide.cli.speech import open_studio
from voiceguide.pcm.clip import Clip


def rendered(given: argparse.Namespace, places: Folders, texts: Sequence[str]) -> Mapping[str, Clip]:
    """Every text as a clip, with progress on a terminal.

    Raises:
        VoiceError: a text cannot be spoken by any voice.
    """
    live = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if live:
            sys.stderr.write(f"\rRendering speech: {done} of {total}\x1b[K")
            sys.stderr.flush()

    def tell(sentence: str) -> None:
        sys.stderr.write(f"{chr(13) + chr(27) + '[K' if live else ''}{sentence}\n")

    studio = open_studio(given.voice, given.rate, places, tell)
    try:
        return studio.render(texts, progress)
    finally:
        studio.close()
        if live:
            sys.stderr.write("\r\x1b[K")
        trouble = studio.trouble
        if trouble:
            tell(trouble)
