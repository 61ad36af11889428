"""The way from text to clip for everybody: memory, then the cache, then a voice, then the next voice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock, Thread

from voiceguide.core.errors import VoiceError
from voiceguide.pcm.clip import Clip
from voiceguide.voice.cache import ClipCache, clip_key
from voiceguide.voice.memory import Memory
from voiceguide.voice.orders import Orders
from voiceguide.voice.protocol import Voice
from voiceguide.voice.text import speakable

_GLANCE = 0.1
NO_THREAD = "There is not enough memory for the voice; close other programs, and try again."
_FAREWELL = 2.0


class Studio:
    """Renders on the calling thread, and on one thread behind it for `request`."""

    def __init__(
        self, voices: Sequence[Voice], cache: ClipCache | None, on_step_down: Callable[[str], None]
    ) -> None:
        """`voices` in order of preference; `on_step_down` gets one sentence, on the thread that rendered."""
        self._voices = tuple(voices)
        self._current = 0
        self._cache = cache
        self._on_step_down = on_step_down
        self._memory = Memory()
        self._orders = Orders()
        self._speaking = Lock()
        self._stepping = Lock()
        self._background: Thread | None = None
        self._closed = False

    @property
    def voice(self) -> Voice:
        """The one that speaks now."""
        return self._voices[self._current]

    @property
    def speaking(self) -> str:
        """The name of the voice that speaks now."""
        return self.voice.name

    @property
    def trouble(self) -> str | None:
        """What is wrong with the cache, as one plain sentence, or None."""
        return self._cache.trouble if self._cache else None

    def clip(self, text: str) -> Clip:
        """The clip of one text, rendered here and now if need be.

        Raises:
            VoiceError: no voice could say this text, or none is left.
        """
        words = speakable(text)
        while True:
            voice = self.voice
            try:
                return self._clip_by(voice, words)
            except VoiceError as error:
                self._step_down(voice, error)

    def render(
        self, texts: Iterable[str], progress: Callable[[int, int], None] | None = None
    ) -> Mapping[str, Clip]:
        """The clips of all texts, in order; `progress` gets how many are done, and of how many.

        Raises:
            VoiceError: as in `clip`.
        """
        wanted = tuple(dict.fromkeys(texts))
        clips: dict[str, Clip] = {}
        for done, text in enumerate(wanted, 1):
            clips[text] = self.clip(text)
            if progress:
                progress(done, len(wanted))
        return clips

    def request(self, texts: Iterable[str], urgent: bool = False) -> None:
        """Have texts rendered in the background, in order; urgent ones before all others."""
        if self._closed:
            raise _closed()
        self._orders.add(texts, urgent)
        if self._background is None:
            background = Thread(target=self._work, name="studio", daemon=True)
            try:
                background.start()
            except RuntimeError as error:
                raise VoiceError(NO_THREAD) from error
            self._background = background

    def collect(self) -> list[tuple[str, Clip]]:
        """What the background has finished since last time; returns at once.

        Raises:
            VoiceError: a text could not be said; the others follow with the next call.
        """
        return self._orders.collect()

    def wait(self, seconds: float) -> bool:
        """Whether there is something to collect, after this many seconds at the latest."""
        return self._orders.wait(seconds)

    def close(self) -> None:
        """Give up what is being rendered and close all voices; may be called twice."""
        self._closed = True
        self._orders.close()
        for voice in self._voices:
            voice.close()
        if self._background:
            self._background.join(_FAREWELL)

    def _work(self) -> None:
        while (text := self._orders.take()) is not None:
            try:
                self._orders.finish(text, self.clip(text))
            except Exception as fault:  # noqa: BLE001 - raised again by collect
                self._orders.fail(fault)

    def _clip_by(self, voice: Voice, words: str) -> Clip:
        key = clip_key(voice.identity, words)
        clip = self._memory.get(key) or self._from_cache(voice, key)
        if clip is None:
            while not self._speaking.acquire(timeout=_GLANCE):
                pass  # Only glances, since Windows holds Ctrl-C back while a thread waits.
            try:
                clip = self._memory.get(key) or self._spoken(voice, words, key)
            finally:
                self._speaking.release()
        self._memory.put(key, clip)
        return clip

    def _from_cache(self, voice: Voice, key: str) -> Clip | None:
        return self._cache.get(key) if self._cache and _worth_keeping(voice) else None

    def _spoken(self, voice: Voice, words: str, key: str) -> Clip:
        if self._closed:
            raise _closed()
        clip = voice.speak(words)
        self._memory.put(key, clip)
        if self._cache and _worth_keeping(voice):
            self._cache.put(key, clip)
        return clip

    def _step_down(self, failed: Voice, error: VoiceError) -> None:
        with self._stepping:
            if self.voice is not failed:
                return
            if self._closed or self._current + 1 == len(self._voices):
                raise error
            self._current += 1
        failed.close()
        self._on_step_down(_sentence(failed, self.voice, error))


def _worth_keeping(voice: Voice) -> bool:
    """Silence is sooner made than read."""
    return voice.engine != "silent"


def _sentence(failed: Voice, following: Voice, error: VoiceError) -> str:
    further = "without speech" if following.engine == "silent" else f"with the voice {following.name}"
    return f"The voice {failed.name} is not available ({str(error).rstrip('.')}); going on {further}."


def _closed() -> VoiceError:
    return VoiceError("The studio is closed; open another.")
