"""Writes a whole session as one page that plays it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from voiceguide.core.timeline import programme
from voiceguide.export.contents import Contents, Transcript
from voiceguide.export.encoded import encode_into
from voiceguide.export.formats import PAGE_SOUND
from voiceguide.export.session_file import Recording, caption_files, told, write_captions
from voiceguide.export.tags import Tags
from voiceguide.export.web.page import Page, Sound, html
from voiceguide.export.web.pictures import Body, pictures
from voiceguide.export.web.showing import readable, showings
from voiceguide.export.whole import whole_files

_MIME = "audio/mpeg"


def write_page(
    path: Path,
    recording: Recording,
    tags: Tags,
    body: Body,
    *,
    captions: bool = False,
    passed: Callable[[int], None] = lambda _frames: None,
) -> Contents:
    """Write all files of a session, or none, as `write_session` does.

    Args:
        path: the page; it and its captions are replaced if they exist.
        recording: the session.
        tags: title, language and cover are used.
        body: what its pictures are made of.
        captions: whether to write `caption_files` too.
        passed: told how many frames have gone to the encoder since the last call; what it raises ends the
            writing, and nothing is left.

    Raises:
        ExportError: it cannot be encoded, the folder cannot be written, or the disk is full.
    """
    beside = caption_files(path) if captions else ()
    with whole_files(path, *beside) as (part, *caption_parts):
        page, contents = session_page(recording, tags, body, passed)
        part.write_text(html(page), "utf-8", newline="\n")
        write_captions(caption_parts, contents, tags.title)
    return contents


def session_page(
    recording: Recording, tags: Tags, body: Body, passed: Callable[[int], None] = lambda _frames: None
) -> tuple[Page, Contents]:
    """A session from start to end with everything that its page shows, and what was handed out when."""
    transcript, file = Transcript(), BytesIO()
    encode_into(file, PAGE_SOUND, told(recording.pulled(transcript), passed))
    contents = recording.contents(transcript)
    shown = showings(recording.plan, recording.preferences, recording.length, body.points)
    page = Page(
        title=tags.title,
        language=tags.language,
        frames=contents.frames,
        showings=shown,
        chapters=contents.chapters,
        captions=readable(contents.captions, shown, contents.frames),
        holds=contents.holds,
        pictures=pictures(programme(recording.plan, recording.preferences), body),
        sound=Sound(file.getvalue(), _MIME),
        cover=tags.cover,
    )
    return page, contents
