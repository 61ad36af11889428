"""Keeps an engine in a process of its own, asks it for clips, and replaces it when it dies or hangs."""

import base64
import binascii
import time
from collections.abc import Callable, Mapping
from itertools import count
from threading import Lock

import numpy as np

from voiceguide.core.errors import VoiceError
from voiceguide.pcm.clip import Clip
from voiceguide.system.child_process import NOT_AN_ANSWER, LostError, sentence_in
from voiceguide.voice.process import Process
from voiceguide.voice.text import quoted

MASTERING = 1
"""Part of a voice's identity; raised whenever `pcm.master` makes another clip of the same sound."""

LOAD_SECONDS = 30.0
"""Until a started engine is ready."""

ANSWER_SECONDS = 20.0
"""Until a text is rendered."""


class Worker:
    """One engine, one text at a time. `close` may come from another thread and ends a text under way."""

    def __init__(
        self,
        module: str,
        *arguments: str,
        load_seconds: float = LOAD_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`module` is the dotted name of a module that offers `load(*arguments) -> Engine`."""
        self._command = (module, *arguments)
        self._load_seconds = load_seconds
        self._answer_seconds = answer_seconds
        self._now = now
        self._process: Process | None = None
        self._ready = False
        self._closed = False
        self._changing = Lock()
        self._ids = count()

    @property
    def pid(self) -> int | None:
        """The process in which the engine lives; None while there is none."""
        process = self._process
        return process.pid if process else None

    def start(self) -> None:
        """Begin loading the engine and return at once.

        Raises:
            VoiceError: no process can be started.
        """
        self._running()

    def render(self, text: str, rate: float) -> Clip:
        """The mastered clip of one text; an engine that dies or hangs is replaced once.

        Raises:
            VoiceError: the engine refused the text, failed twice at it, or is closed.
        """
        try:
            return self._ask(text, rate)
        except LostError:
            self._drop()
        except MemoryError as error:
            self._drop()
            raise VoiceError("There is no memory left for speech; close other programs.") from error
        try:
            return self._ask(text, rate)
        except LostError as error:
            self._drop()
            raise VoiceError(
                f"The voice could not say {quoted(text)} because its process {error}; "
                "choose another with --voice."
            ) from error

    def close(self) -> None:
        self._closed = True
        self._drop()

    def _ask(self, text: str, rate: float) -> Clip:
        process = self._running()
        try:
            self._await_load(process)
            number = next(self._ids)
            until = self._now() + self._answer_seconds
            process.send({"id": number, "text": text, "rate": rate})
            answer = process.receive(until)
        except LostError:
            self._refuse_if_closed()
            raise
        except BaseException:
            # Interrupted with an answer on its way: the next text must not receive it.
            self._drop()
            raise
        return clip_in(answer, number)

    def _await_load(self, process: Process) -> None:
        if self._ready:
            return
        greeting = process.receive(self._now() + self._load_seconds)
        if "error" in greeting:
            raise VoiceError(sentence_in(greeting))
        if greeting != {"ready": True}:
            raise LostError(NOT_AN_ANSWER)
        self._ready = True

    def _running(self) -> Process:
        with self._changing:
            self._refuse_if_closed()
            if self._process is None:
                self._ready = False
                self._process = Process(self._now, "voiceguide.voice.worker_main", *self._command)
            return self._process

    def _drop(self) -> None:
        with self._changing:
            process, self._process = self._process, None
        if process:
            process.kill()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise VoiceError("This voice is closed; open another.")


def clip_in(answer: Mapping[str, object], number: int) -> Clip:
    """The clip in the answer to the question of this number.

    Raises:
        LostError: there is none; the process cannot be trusted any more.
        VoiceError: the engine refused the text.
    """
    if answer.get("id") != number:
        raise LostError("answered another question")
    if "error" in answer:
        raise VoiceError(sentence_in(answer))
    try:
        pcm = base64.b64decode(str(answer.get("samples", "")), validate=True)
        samples = np.frombuffer(pcm, "<i2").astype(np.int16, copy=False)
    except (binascii.Error, ValueError) as error:
        raise LostError("sent a damaged clip") from error
    if not len(samples):
        raise LostError("sent an empty clip")
    samples.flags.writeable = False
    return Clip(samples)
