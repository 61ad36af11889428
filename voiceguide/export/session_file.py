"""A whole session as one sound file with chapters and tags, and its captions beside it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from voiceguide.core.plan import Plan
from voiceguide.core.preferences import Preferences
from voiceguide.core.session import Session
from voiceguide.core.timeline import delivery, programme, total_frames
from voiceguide.export.captions import lrc, webvtt, with_holds
from voiceguide.export.contents import Contents, Transcript
from voiceguide.export.encoded import encode_into
from voiceguide.export.formats import CAPTION_ENDINGS, FORMATS, ending_of
from voiceguide.export.tags import Tags, write_tags
from voiceguide.export.wav import session_pcm, wav_into
from voiceguide.export.whole import whole_files
from voiceguide.pcm.clip import Clip


@dataclass(frozen=True, slots=True)
class Recording:
    """Everything that decides what a session sounds like."""

    plan: Plan
    preferences: Preferences
    clips: Mapping[str, Clip]
    """Of every text that it says."""

    def length(self, text: str) -> int:
        """Frames of a text's clip."""
        return self.clips[text].frames

    @property
    def frames(self) -> int:
        return total_frames(programme(self.plan, self.preferences), self.length, delivery(self.preferences))

    def pulled(self, transcript: Transcript) -> Iterator[bytes]:
        """The session's samples from start to end, the same that are played."""
        session = Session(self.plan, self.preferences)
        for text in session.vocabulary:
            session.learn(text, self.length(text))
        return session_pcm(session, self.clips.__getitem__, transcript)

    def contents(self, transcript: Transcript) -> Contents:
        return transcript.contents(self.plan, self.preferences, self.length)


def caption_files(path: Path) -> tuple[Path, ...]:
    """Where the captions of a sound file stand: the same name, ending in .vtt and .lrc."""
    return tuple(path.with_suffix(ending) for ending in CAPTION_ENDINGS)


def write_session(
    path: Path,
    recording: Recording,
    tags: Tags,
    *,
    captions: bool = False,
    passed: Callable[[int], None] = lambda _frames: None,
) -> Contents:
    """Write all files of a session, or none; the ending of the name decides the format.

    Args:
        path: the sound file; it and its captions are replaced if they exist.
        recording: the session.
        tags: what the file says of itself; chapters come from the session.
        captions: whether to write `caption_files` too.
        passed: told how many frames have gone to the encoder since the last call; what it raises ends the
            writing, and nothing is left.

    Raises:
        ExportError: the ending is unknown, the folder cannot be written, or the disk is full.
    """
    ending = ending_of(path)
    beside = caption_files(path) if captions else ()
    with whole_files(path, *beside) as (part, *caption_parts):
        transcript = Transcript()
        with part.open("w+b") as file:
            sound_into(file, ending, told(recording.pulled(transcript), passed))
        contents = recording.contents(transcript)
        write_tags(part, ending, tags, contents.chapters)
        write_captions(caption_parts, contents, tags.title)
    return contents


def write_captions(paths: Sequence[Path], contents: Contents, title: str) -> None:
    """Write the captions of a session to these files, which are in the order of `caption_files`, or none."""
    shown = with_holds(contents.captions, contents.holds)
    texts = (webvtt(shown), lrc(shown, title, contents.frames))
    for path, text in zip(paths, texts, strict=False):
        path.write_text(text, "utf-8", newline="\n")


def sound_into(file: BinaryIO, ending: str, blocks: Iterable[bytes]) -> None:
    """Write samples as a sound file without tags to an open, seekable file.

    Raises:
        ExportError: they could not be encoded.
        OSError: the file could not be written.
    """
    if ending == "wav":
        wav_into(file, blocks)
    else:
        encode_into(file, FORMATS[ending], blocks)


def told(blocks: Iterable[bytes], passed: Callable[[int], None]) -> Iterator[bytes]:
    """The same blocks; `passed` is told the frames of each once the next one is wanted."""
    for block in blocks:
        yield block
        passed(len(block) // 2)
