"""The clips used last, kept in memory up to a size."""

from collections import OrderedDict
from threading import Lock

from voiceguide.pcm.clip import Clip

LIMIT_BYTES = 128 * 2**20
"""About three quarters of an hour of speech."""


class Memory:
    """May be used from several threads."""

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit = limit_bytes
        self._clips: OrderedDict[str, Clip] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> Clip | None:
        with self._lock:
            clip = self._clips.get(key)
            if clip:
                self._clips.move_to_end(key)
            return clip

    def put(self, key: str, clip: Clip) -> None:
        with self._lock:
            replaced = self._clips.pop(key, None)
            self._bytes += clip.samples.nbytes - (replaced.samples.nbytes if replaced else 0)
            self._clips[key] = clip
            while self._bytes > self._limit and len(self._clips) > 1:
                _, oldest = self._clips.popitem(last=False)
                self._bytes -= oldest.samples.nbytes
