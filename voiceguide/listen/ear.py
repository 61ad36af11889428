"""The ear: microphone, gate and recogniser on one thread of their own."""

import threading
from collections.abc import Callable, Collection

from voiceguide.listen.errors import ListenError, MicrophoneLostError
from voiceguide.listen.gate import Gate
from voiceguide.listen.hearing import Hearing
from voiceguide.listen.microphone import MUTED, Block, Microphone
from voiceguide.listen.recogniser import Miss, Recogniser, Recognition

RETRY = 3.0
"""Seconds after which a microphone that is gone is tried again."""

_GLANCE = 0.1


class Ear:
    """Listens from `start` to `close`. Every method may be called by any thread."""

    def __init__(
        self,
        microphone: Microphone,
        recogniser: Callable[[], Recogniser],
        gate: Gate,
        *,
        told: Callable[[Recognition], None],
        troubled: Callable[[str], None],
        missed: Callable[[], None] = lambda: None,
        meanwhile: str = "",
        retry: float = RETRY,
    ) -> None:
        """`told`, `troubled` and `missed` are called on the ear's thread and have to return at once.

        `missed` is told of each utterance that stood alone and nearly was one of the phrases expected then.
        `troubled` is told one sentence, once for each trouble; an empty one says that it is over. With
        one of the microphone `meanwhile` is told, too: what goes on without it.
        """
        self._microphone = microphone
        self._recogniser = recogniser
        self._gate = gate
        self._told = told
        self._troubled = troubled
        self._missed = missed
        self._meanwhile = meanwhile
        self._retry = retry
        self._expected: frozenset[str] = frozenset()
        self._trouble = ""
        self._away = False
        """Whether the microphone is gone, which is told once."""
        self._hearing: Hearing | None = None
        self._ready = False
        """Whether the recogniser has loaded."""
        self._changed = threading.Event()
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._listen, name="ear", daemon=True)

    @property
    def listening(self) -> bool:
        """Whether what is said now is heard: the screen shows it."""
        hearing = self._hearing
        return hearing is not None and hearing.open and self._ready and not self._trouble

    @property
    def level(self) -> float | None:
        """Loudness at the microphone in dB below full scale; None while it is not open."""
        hearing = self._hearing
        return hearing.level if hearing and not self._trouble else None

    def start(self) -> None:
        self._thread.start()

    def expect(self, phrases: Collection[str]) -> None:
        """Only these can be understood from now on."""
        with self._lock:
            self._expected = frozenset(phrases)
            self._changed.set()

    def sounds(self, start: float, end: float) -> None:
        """The guide is heard from `start` to `end`, in seconds on the microphone's clock."""
        self._gate.sounds(start, end)

    def hush(self, at: float) -> None:
        """The guide fell silent at this instant, whatever was announced."""
        self._gate.hush(at)

    def close(self) -> None:
        """Stop listening; nothing is told after this returns, unless it is called from `told` itself."""
        self._closing.set()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join()

    def _listen(self) -> None:
        recogniser: Recogniser | None = None
        try:
            recogniser = self._recogniser()
            while not self._closing.is_set():
                self._hear(recogniser)
        except ListenError as error:  # The recogniser's; without it there is nothing to wait for.
            self._say(str(error))
        finally:
            self._ready = False
            self._hearing = None
            self._microphone.close()
            if recogniser:
                recogniser.close()

    def _hear(self, recogniser: Recogniser) -> None:
        """Until the microphone is lost; then wait a little, so that it can come back."""
        hearing = Hearing(recogniser, self._gate)
        self._changed.set()
        try:
            self._microphone.open()
            while not self._closing.is_set():
                self._step(self._microphone.read(_GLANCE), recogniser, hearing)
        except MicrophoneLostError as error:
            self._hearing = None
            self._microphone.close()
            if not self._away:
                self._say(self._without(str(error)))
            self._away = True
            self._closing.wait(self._retry)

    def _step(self, block: Block | None, recogniser: Recogniser, hearing: Hearing) -> None:
        # Whoever tells what sounds must never wait for a recogniser, which may be dying just then.
        with self._lock:
            changed, expected = self._changed.is_set(), self._expected
            self._changed.clear()
        if changed:
            recogniser.expect(expected)
        heard = hearing.take(block) if block else hearing.wait()
        self._ready = recogniser.ready
        if block:
            self._hearing, self._away = hearing, False
            self._say(self._without(MUTED) if hearing.muted else "")
        for one in heard:
            if not self._closing.is_set():
                self._tell(one)

    def _tell(self, heard: Recognition | Miss) -> None:
        match heard:
            case Recognition():
                self._told(heard)
            case Miss():
                self._missed()

    def _without(self, trouble: str) -> str:
        """A trouble of the microphone, and what goes on meanwhile."""
        return f"{trouble.removesuffix('.')}; {self._meanwhile}." if self._meanwhile else trouble

    def _say(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._troubled(trouble)
