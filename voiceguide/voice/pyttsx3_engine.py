"""The voices of the operating system inside the worker process: pyttsx3, writing every text into a file.

The order of the calls matters. On Linux pyttsx3 2.99 returns before the file is written, and drops a changed
rate that espeak-ng has not taken in yet. On macOS a text must wait for the loop, or the loop cuts it off.
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any

from voiceguide.core.errors import VoiceError
from voiceguide.pcm.clip import Signal
from voiceguide.voice.pyttsx3_library import ESPEAK, opened
from voiceguide.voice.recorded import recorded

PACE = 140
"""Words a minute asked for at rate 1: espeak-ng then says 160 of the bundled ones, like the natural voice."""

FINISH_SECONDS = 10.0
"""Until a text is written; the longest one takes a fifth of a second."""

_FILE = "speech.aiff"
"""macOS writes AIFF whatever the name says, the others WAV."""


class SystemEngine:
    def __init__(self, engine: Any, settle: Callable[[], None] | None) -> None:  # noqa: ANN401 - untyped library
        """`settle`, for espeak-ng, waits until everything asked of it is done."""
        self._engine = engine
        self._settle = settle
        self._finished = Event()
        self._faults: list[Exception] = []
        engine.connect("finished-utterance", self._finish)
        engine.connect("error", self._note)

    def choose(self, identifier: str) -> None:
        """Speak with this voice from now on."""
        self._engine.setProperty("voice", identifier)
        self._wait()
        self._refuse_faults()

    def render(self, text: str, rate: float) -> tuple[Signal, int]:
        with TemporaryDirectory(prefix="voiceguide-") as folder:
            path = Path(folder) / _FILE
            # Windows takes what stands in angle brackets for commands.
            self._save(text.replace("<", " "), round(PACE * rate), path)
            self._refuse_faults()
            return recorded(path)

    def _save(self, text: str, pace: int, path: Path) -> None:
        if self._settle is None:
            # Now the loop does everything in turn, as it does the first time.
            self._engine.proxy.setBusy(True)
        self._engine.setProperty("rate", pace)
        self._wait()
        self._finished.clear()
        self._engine.save_to_file(text, str(path))
        self._engine.runAndWait()
        if self._settle is not None and not self._finished.wait(FINISH_SECONDS):
            # Ends the process: only a new engine can be trusted.
            raise TimeoutError(text)
        self._wait()

    def _wait(self) -> None:
        if self._settle is not None:
            self._settle()

    def _refuse_faults(self) -> None:
        if self._faults:
            fault = self._faults.pop()
            self._faults.clear()
            raise VoiceError("The system voice failed; choose another with --voice.") from fault

    def _finish(self, name: str | None, completed: bool) -> None:  # noqa: ARG002 - the library's names
        self._finished.set()

    def _note(self, name: str | None, exception: Exception) -> None:  # noqa: ARG002
        self._faults.append(exception)


def load(identifier: str) -> SystemEngine:
    """The voice that the system calls so.

    Raises:
        VoiceError: pyttsx3 or a speech engine is missing, or has no such voice.
    """
    engine, _ = opened()
    if identifier not in {voice.id for voice in engine.getProperty("voices")}:
        raise VoiceError("This system voice is not there any more; choose another with --voice.")
    if engine.driver_name != ESPEAK:
        system = SystemEngine(engine, None)
    else:
        from pyttsx3.drivers import _espeak  # noqa: PLC0415 - nothing public waits

        # After one empty round, settings go to espeak-ng at once instead of into a queue.
        engine.runAndWait()
        system = SystemEngine(engine, _espeak.Synchronize)
    system.choose(identifier)
    return system
