"""Writes a whole session as one page that plays it."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from voiceguide.core.timeline import programme
from voiceguide.export.captions import lrc, webvtt, with_holds
from voiceguide.export.contents import Contents, Transcript
from voiceguide.export.session_file import Recording, caption_files
from voiceguide.export.tags import Tags
from voiceguide.export.web.page import Page, html
from voiceguide.export.web.pictures import Body, pictures
from voiceguide.export.web.showing import readable, showings
from voiceguide.export.web.sound import sound_of
from voiceguide.export.whole import whole_files

PAGE = "html"
"""The ending of a page's name."""


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
        shown = with_holds(contents.captions, contents.holds)
        texts = (webvtt(shown), lrc(shown, tags.title, contents.frames))
        for caption_part, text in zip(caption_parts, texts, strict=False):
            caption_part.write_text(text, "utf-8", newline="\n")
    return contents


def session_page(
    recording: Recording, tags: Tags, body: Body, passed: Callable[[int], None] = lambda _frames: None
) -> tuple[Page, Contents]:
    """A session from start to end with everything that its page shows, and what was handed out when."""
    transcript = Transcript()
    sound = sound_of(_told(recording.pulled(transcript), passed))
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
        sound=sound,
        cover=tags.cover,
    )
    return page, contents


def _told(blocks: Iterable[bytes], passed: Callable[[int], None]) -> Iterator[bytes]:
    for block in blocks:
        yield block
        passed(len(block) // 2)
