"""Writes title, chapters, comment and cover into a sound file, as players of its kind look for them."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceguide.core.errors import ExportError
from voiceguide.export.chapters import Chapter, clock

if TYPE_CHECKING:
    from mutagen.flac import Picture
    from mutagen.id3 import ID3, Frame

ARTIST = "voiceguide"

_ID3_LANGUAGE = {"en": "eng"}
_PNG = "image/png"
_FRONT_COVER = 3
_NO_OFFSET = 0xFFFFFFFF
"""Where a chapter begins in bytes: unknown, the time holds."""


@dataclass(frozen=True, slots=True)
class Tags:
    title: str
    date: str
    """As 2026-05-31."""
    language: str
    """Two letters, as `en`."""
    comment: str
    cover: bytes | None = None
    """A PNG."""


def write_tags(path: Path, ending: str, tags: Tags, chapters: Sequence[Chapter]) -> None:
    """Add tags to a file that holds sound of the format that `ending` names.

    Chapters are ID3 `CHAP` frames with a table of contents (https://id3.org/id3v2-chapters-1.0) in MP3 and
    WAV, comments (https://wiki.xiph.org/Chapter_Extension) in the others.

    Raises:
        OSError: the file could not be written.
        ExportError: the file is not what it should be.
    """
    from mutagen import MutagenError  # noqa: PLC0415 - as the other imports here, loaded when it is needed

    try:
        if ending in ("mp3", "wav"):
            _write_id3(path, ending, tags, chapters)
        else:
            _write_comments(path, ending, tags, chapters)
    except MutagenError as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, OSError):
            raise cause from error
        raise ExportError(f"The tags could not be written ({error}); try another format.") from error


def _write_id3(path: Path, ending: str, tags: Tags, chapters: Sequence[Chapter]) -> None:
    from mutagen.mp3 import MP3  # noqa: PLC0415
    from mutagen.wave import WAVE  # noqa: PLC0415

    file: Any = MP3(path) if ending == "mp3" else WAVE(path)
    file.add_tags()
    id3: ID3 = file.tags
    for frame in _id3_frames(tags, chapters):
        id3.add(frame)
    id3.update_to_v23()
    file.save(v2_version=3)


def _id3_frames(tags: Tags, chapters: Sequence[Chapter]) -> "Iterator[Frame]":
    from mutagen import id3  # noqa: PLC0415

    language = _ID3_LANGUAGE.get(tags.language, "und")
    yield id3.TIT2(text=tags.title)
    yield id3.TPE1(text=ARTIST)
    yield id3.TDRC(text=tags.date)
    yield id3.TLAN(text=language)
    yield id3.COMM(lang=language, desc="", text=tags.comment)
    if tags.cover is not None:
        yield id3.APIC(mime=_PNG, type=_FRONT_COVER, desc="", data=tags.cover)
    names = _chapter_ids([chapter.title for chapter in chapters])
    top_and_ordered = id3.CTOCFlags.TOP_LEVEL | id3.CTOCFlags.ORDERED
    yield id3.CTOC(element_id="toc", flags=top_and_ordered, child_element_ids=names, sub_frames=[])
    for name, chapter in zip(names, chapters, strict=True):
        yield id3.CHAP(
            element_id=name,
            start_time=chapter.starts_at,
            end_time=chapter.ends_at,
            start_offset=_NO_OFFSET,
            end_offset=_NO_OFFSET,
            sub_frames=[id3.TIT2(text=chapter.title)],
        )


def _chapter_ids(titles: Sequence[str]) -> Sequence[str]:
    """Names for chapters, each as much longer as its title is shorter.

    The library writes shorter frames first, equal ones by name, and some players show chapters in the order
    in which they stand.
    """
    lengths = [len(title.encode("utf-16-le")) for title in titles]
    most = max(lengths, default=0)
    return [f"chapter{number:03}{'-' * (most - length)}" for number, length in enumerate(lengths, 1)]


def _write_comments(path: Path, ending: str, tags: Tags, chapters: Sequence[Chapter]) -> None:
    from mutagen.flac import FLAC  # noqa: PLC0415
    from mutagen.oggopus import OggOpus  # noqa: PLC0415
    from mutagen.oggvorbis import OggVorbis  # noqa: PLC0415

    comments = _comments(tags, chapters)
    if ending == "flac":
        flac = FLAC(path)
        flac.update(comments)
        if tags.cover is not None:
            flac.add_picture(_picture(tags.cover))
        flac.save()
        return
    if tags.cover is not None:
        coded = base64.b64encode(_picture(tags.cover).write()).decode("ascii")
        comments = {**comments, "metadata_block_picture": coded}
    ogg: Any = OggVorbis(path) if ending == "ogg" else OggOpus(path)
    ogg.update(comments)
    ogg.save()


def _comments(tags: Tags, chapters: Sequence[Chapter]) -> Mapping[str, str]:
    told = {
        "title": tags.title,
        "artist": ARTIST,
        "date": tags.date,
        "language": tags.language,
        "comment": tags.comment,
    }
    for number, chapter in enumerate(chapters, 1):
        told[f"chapter{number:03}"] = clock(chapter.starts_at)
        told[f"chapter{number:03}name"] = chapter.title
    return told


def _picture(cover: bytes) -> "Picture":
    from mutagen.flac import Picture  # noqa: PLC0415

    picture = Picture()
    picture.type, picture.mime, picture.data = _FRONT_COVER, _PNG, cover
    # Width and height stand in the PNG's header, after its signature and the header's name.
    picture.width, picture.height = (int.from_bytes(cover[at : at + 4]) for at in (16, 20))
    picture.depth = 24
    return picture
