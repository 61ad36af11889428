"""A session as a file, asked for on the screen."""

from collections.abc import Callable
from pathlib import Path

from voiceguide.cli.export import write_file
from voiceguide.cli.folders import Folders
from voiceguide.cli.labels import comment_of
from voiceguide.cli.speech import open_studio
from voiceguide.content.library import Shelf
from voiceguide.core.session import Session
from voiceguide.export.session_file import Recording
from voiceguide.tui.backstage import Taken

SPEECH = 0.3
"""The share of the work that rendering all speech is, about."""


def take_along(
    taken: Taken,
    path: Path,
    library: Shelf,
    places: Folders,
    tell: Callable[[str], None],
    *,
    captions: bool,
    passed: Callable[[float], None],
) -> None:
    """Render what is said and write the file.

    `tell` gets a sentence when a voice gives way to the next; `passed` the share that is done, and may raise.

    Raises:
        VoiceError: a text cannot be spoken by any voice.
        ExportError: the file cannot be written.
    """
    studio = open_studio(taken.voice, taken.rate, places, tell)
    try:
        texts = Session(taken.plan, taken.preferences).vocabulary
        clips = studio.render(texts, lambda done, total: passed(SPEECH * done / total))
    finally:
        studio.close()
    recording, written = Recording(taken.plan, taken.preferences, clips), 0

    def count(frames: int) -> None:
        nonlocal written
        written += frames
        passed(SPEECH + (1 - SPEECH) * min(1, written / recording.frames))

    comment = comment_of(taken.preferences, taken.voice, taken.rate)
    language = library.routine(taken.routine).language
    write_file(path, recording, library, language, comment, captions=captions, passed=count)
