"""A child process with which JSON lines are exchanged; its complaints never reach the terminal."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO

from voiceguide.core.advice import printable
from voiceguide.core.errors import VoiceError

_LONGEST_LINE = 32 * 2**20
_MOST_WAITING = 4
_KEPT_COMPLAINTS = 4096
_LONGEST_SENTENCE = 400
_NOT_STARTED = "The voice could not be started; close other programs and try again."
_GLANCE = 0.1
_FAREWELL = 1.0
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class LostError(Exception):
    """The process cannot be used any more; the message completes "its process ..."."""


class Process:
    """`python -m MODULE ARGUMENT...` with this interpreter and its import path."""

    def __init__(self, now: Callable[[], float], module: str, *arguments: str) -> None:
        """Start it; `now` gives seconds that never run backwards.

        Raises:
            VoiceError: the system does not allow it.
        """
        try:
            self._popen = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=_environment(),
                start_new_session=True,  # Ctrl-C is for the program to answer.
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise VoiceError(_NOT_STARTED) from error
        self._now = now
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self._complaints = b""
        self._threads = [
            Thread(target=self._read_lines, args=(self._popen.stdout,), daemon=True),
            Thread(target=self._read_complaints, args=(self._popen.stderr,), daemon=True),
        ]
        try:
            for thread in self._threads:
                thread.start()
        except RuntimeError as error:  # There is no memory for a thread.
            self.kill()
            raise VoiceError(_NOT_STARTED) from error

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def complaints(self) -> str:
        return self._complaints.decode("utf-8", "replace")

    def send(self, message: Mapping[str, object]) -> None:
        """Write one line.

        Raises:
            LostError: it no longer reads.
        """
        assert self._popen.stdin
        try:
            self._popen.stdin.write(json.dumps(message).encode("ascii") + b"\n")
            self._popen.stdin.flush()
        except (OSError, ValueError) as error:
            raise LostError("ended") from error

    def receive(self, until: float) -> Mapping[str, object]:
        """Wait for one line until this second.

        Raises:
            LostError: none came, or it is not a JSON object.
        """
        return parsed(self._line(until))

    def kill(self) -> None:
        self._popen.kill()
        self._popen.wait()
        assert self._popen.stdin
        with suppress(OSError):  # Unsent bytes have nobody left to read them.
            self._popen.stdin.close()
        for thread, stream in zip(self._threads, (self._popen.stdout, self._popen.stderr), strict=True):
            if thread.ident:
                thread.join(_FAREWELL)
            elif stream:
                stream.close()

    def _line(self, until: float) -> bytes:
        while (left := until - self._now()) > 0:
            try:
                # Only glances, since Windows holds Ctrl-C back while a thread waits.
                line = self._lines.get(timeout=min(left, _GLANCE))
            except Empty:
                continue
            if not line:
                self._lines.put(line)
                raise LostError("ended")
            return line
        raise LostError("took too long")

    def _read_lines(self, stream: IO[bytes]) -> None:
        with stream:
            while self._lines.qsize() < _MOST_WAITING and (line := stream.readline(_LONGEST_LINE)):
                self._lines.put(line)
        self._lines.put(b"")

    def _read_complaints(self, stream: IO[bytes]) -> None:
        with stream:
            while some := os.read(stream.fileno(), _KEPT_COMPLAINTS):
                self._complaints = (self._complaints + some)[-_KEPT_COMPLAINTS:]


def parsed(line: bytes) -> Mapping[str, object]:
    """The JSON object in a line.

    Raises:
        LostError: there is none.
    """
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LostError("wrote something else than an answer") from error
    if not isinstance(message, dict):
        raise LostError("wrote something else than an answer")
    return message


def sentence_in(message: Mapping[str, object]) -> str:
    """The sentence with which an answer refuses, safe to print whatever the process wrote."""
    return printable(str(message["error"])[:_LONGEST_SENTENCE])


def _environment() -> Mapping[str, str]:
    """The program's environment, with its import path, one thread for arithmetic, and no reporting.

    From version 1.32 on onnxruntime keeps a device number and reports its use unless told not to.
    """
    path = os.pathsep.join(entry for entry in sys.path if entry)
    told = {**dict.fromkeys(_ONE_THREAD, "1"), "ORT_DISABLE_TELEMETRY": "1", "PYTHONPATH": path}
    return {**os.environ, **told}
