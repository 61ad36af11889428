"""The voices of the operating system: asked after once, spoken by a worker process."""

import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from threading import Lock

from voiceguide.core.errors import VoiceError
from voiceguide.pcm.clip import Clip
from voiceguide.system.child_process import NOT_AN_ANSWER, LostError, sentence_in
from voiceguide.voice.catalogue import Catalogue, SystemEntry, read
from voiceguide.voice.process import Process
from voiceguide.voice.registry import SYSTEM
from voiceguide.voice.text import speakable
from voiceguide.voice.worker import ANSWER_SECONDS, MASTERING, Worker

ENGINE = "pyttsx3"

CATALOGUE_SECONDS = 10.0
"""Until the system has told of its voices."""

_CATALOGUE_MODULE = "voiceguide.voice.catalogue_main"
_ENGINE_MODULE = "voiceguide.voice.pyttsx3_engine"


def system_catalogue(
    command: tuple[str, ...] = (_CATALOGUE_MODULE,),
    seconds: float = CATALOGUE_SECONDS,
    now: Callable[[], float] = time.monotonic,
) -> Catalogue:
    """Every voice of the system, told by a process of its own that a broken engine may take along.

    Raises:
        VoiceError: the system has none, or did not tell of them in time.
    """
    process = Process(now, *command)
    try:
        answer = process.receive(now() + seconds)
        if "error" in answer:
            raise VoiceError(sentence_in(answer))
        return read(answer)
    except (LostError, ValueError) as error:
        reason = error if isinstance(error, LostError) else NOT_AN_ANSWER
        raise VoiceError(
            f"The system voices cannot be used because their process {reason}; choose heart with --voice."
        ) from error
    finally:
        process.kill()


class SystemVoice:
    """Nothing of the system's speech is ever loaded into this process.

    The same text never sounds quite the same twice, so a cache is what makes a session repeatable.
    """

    def __init__(
        self,
        name: str = SYSTEM,
        rate: float = 1.0,
        *,
        ask: Callable[[], Catalogue] = system_catalogue,
        module: str = _ENGINE_MODULE,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """A voice that is named is looked for at once, the default one when it is first needed.

        Raises:
            VoiceError: there is no voice of this name.
        """
        self._name = name
        self._rate = rate
        self._ask = ask
        self._module = module
        self._answer_seconds = answer_seconds
        self._opening = Lock()
        self._opened: tuple[str, Worker] | None = None
        self._closed = False
        if name != SYSTEM:
            self._open()

    @property
    def name(self) -> str:
        return self._name

    @property
    def engine(self) -> str:
        return ENGINE

    @property
    def identity(self) -> str:
        """Needs the system's answer the first time.

        Raises:
            VoiceError: the system has no voice.
        """
        return self._open()[0]

    @property
    def pid(self) -> int | None:
        """The worker's process; None while there is none."""
        return self._opened[1].pid if self._opened else None

    def start(self) -> None:
        """Begin loading the voice.

        Raises:
            VoiceError: the system has none, or no process can be started.
        """
        self._open()[1].start()

    def speak(self, text: str) -> Clip:
        words = speakable(text)
        return self._open()[1].render(words, self._rate)

    def close(self) -> None:
        self._closed = True
        opened = self._opened
        if opened:
            opened[1].close()

    def _open(self) -> tuple[str, Worker]:
        with self._opening:
            if self._opened is None:
                catalogue = self._ask()
                entry = _entry(catalogue, self._name)
                worker = Worker(self._module, entry.identifier, answer_seconds=self._answer_seconds)
                self._opened = _identity(catalogue, entry, self._rate), worker
            if self._closed:
                self._opened[1].close()
            return self._opened


def _entry(catalogue: Catalogue, name: str) -> SystemEntry:
    for entry in catalogue.entries:
        asked = entry.identifier == catalogue.default if name == SYSTEM else _same(entry.name, name)
        if asked:
            return entry
    raise VoiceError(f"There is no voice called {name!a}; voiceguide voices lists them all.")


def _same(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()


def _identity(catalogue: Catalogue, entry: SystemEntry, rate: float) -> str:
    try:
        package = version(ENGINE)
    except PackageNotFoundError:
        package = "absent"
    return f"{ENGINE} {package} {catalogue.speaks} {entry.identifier} {rate:.3f} mastering {MASTERING}"
