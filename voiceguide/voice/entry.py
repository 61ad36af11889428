"""How a clip is written into a file and recognised again: a header, a digest, 16-bit samples."""

import hashlib
import struct

import numpy as np

from voiceguide.pcm.clip import Clip

_MAGIC = b"vg-clip\x00"
_FORMAT = 1
_HEADER = struct.Struct("<8sIQ32s")
"""Magic, format, frames, SHA-256 over key and samples."""

LARGEST = 64 * 2**20
"""Bytes of one entry; anything larger was not written by this program."""


def packed(key: str, clip: Clip) -> bytes:
    pcm = clip.samples.astype("<i2").tobytes()
    return _HEADER.pack(_MAGIC, _FORMAT, clip.frames, _digest(key, pcm)) + pcm


def unpacked(key: str, content: bytes) -> Clip | None:
    """The clip, read-only; None if this is not what was packed under this key."""
    if len(content) < _HEADER.size:
        return None
    magic, version, frames, digest = _HEADER.unpack_from(content)
    pcm = content[_HEADER.size :]
    if (magic, version, 2 * frames, digest) != (_MAGIC, _FORMAT, len(pcm), _digest(key, pcm)):
        return None
    samples = np.frombuffer(pcm, "<i2").astype(np.int16, copy=False)
    samples.flags.writeable = False
    return Clip(samples)


def _digest(key: str, pcm: bytes) -> bytes:
    return hashlib.sha256(key.encode("utf-8") + pcm).digest()
