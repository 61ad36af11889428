"""Pulls a session as samples, and writes them to a WAV file: 16 bit, mono, 24 kHz."""

import wave
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from voiceguide.core.frames import RATE
from voiceguide.core.session import Session
from voiceguide.export.contents import Transcript
from voiceguide.pcm.clip import Clip
from voiceguide.pcm.mixer import Mixer

BLOCK = RATE
"""Frames pulled at a time."""


def session_pcm(
    session: Session, clip_of: Callable[[str], Clip], transcript: Transcript | None = None
) -> Iterator[bytes]:
    """A session from start to end, as fast as it can be mixed; every clip must be known to it."""
    mixer = Mixer(clip_of)
    while not session.ended:
        part = session.advance(BLOCK)
        pcm = mixer.mix(part)
        ends = [event.frame - part.start for event in part.events if session.ended][-1:]
        frames = ends[0] if ends else part.frames
        if transcript is not None:
            transcript.follow(part, frames)
        yield pcm[: 2 * frames]


def wav_into(file: BinaryIO, blocks: Iterable[bytes]) -> None:
    """Write blocks of samples with a header in front."""
    with wave.open(file, "wb") as wav:
        wav.setparams((1, 2, RATE, 0, "NONE", ""))
        for block in blocks:
            wav.writeframesraw(block)
