"""A child process that takes bytes and answers JSON lines; neither side ever waits for the other."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO

from voiceguide.listen.errors import ListenError

_LONGEST_LINE = 4096
_MOST_WAITING = 4096
_KEPT_COMPLAINTS = 4096
_FAREWELL = 1.0
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class LostError(Exception):
    """The process cannot be used any more."""


class Child:
    """One started process; ends when it is killed, or when this process ends."""

    def __init__(self, command: Sequence[str]) -> None:
        """Raises `ListenError` if the system does not allow it."""
        try:
            self._popen = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [*command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=_environment(),
                start_new_session=True,  # Ctrl-C is for the program to answer.
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise ListenError(
                "The recogniser could not be started; close other programs, or use --no-listen."
            ) from error
        self._out: SimpleQueue[bytes] = SimpleQueue()
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self._complaints = b""
        self._threads = [
            Thread(target=self._write, args=(self._popen.stdin,), daemon=True),
            Thread(target=self._read_lines, args=(self._popen.stdout,), daemon=True),
            Thread(target=self._read_complaints, args=(self._popen.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def complaints(self) -> str:
        """The last of what it wrote to its standard error, for a report of what is wrong."""
        return self._complaints.decode("utf-8", "replace")

    def send(self, message: bytes) -> None:
        """Have it written, without waiting."""
        self._out.put(message)

    def lines(self) -> list[Mapping[str, object]]:
        """What it answered since the last call.

        Raises:
            LostError: it ended, or answered something else than JSON objects.
        """
        answers: list[Mapping[str, object]] = []
        with suppress(Empty):
            while line := self._lines.get_nowait():
                answers.append(_parsed(line))
            self._lines.put(b"")  # What it said last comes first.
            if not answers:
                raise LostError
        return answers

    def kill(self) -> None:
        self._popen.kill()
        self._popen.wait()
        self._out.put(b"")
        for thread in self._threads:
            thread.join(_FAREWELL)

    def _write(self, stream: IO[bytes]) -> None:
        with suppress(OSError, ValueError), stream:  # What it no longer reads shows in its answers.
            while message := self._out.get():
                stream.write(message)
                stream.flush()

    def _read_lines(self, stream: IO[bytes]) -> None:
        with stream:
            while self._lines.qsize() < _MOST_WAITING and (line := stream.readline(_LONGEST_LINE)):
                self._lines.put(line)
        self._lines.put(b"")

    def _read_complaints(self, stream: IO[bytes]) -> None:
        with stream:
            while some := os.read(stream.fileno(), _KEPT_COMPLAINTS):
                self._complaints = (self._complaints + some)[-_KEPT_COMPLAINTS:]


def _parsed(line: bytes) -> Mapping[str, object]:
    try:
        answer = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LostError from error
    if not isinstance(answer, dict):
        raise LostError
    return answer


def _environment() -> Mapping[str, str]:
    """The program's environment, with its import path, one thread for arithmetic, and no reporting.

    From version 1.32 on onnxruntime keeps a device number and reports its use unless told not to.
    """
    path = os.pathsep.join(entry for entry in sys.path if entry)
    told = {**dict.fromkeys(_ONE_THREAD, "1"), "ORT_DISABLE_TELEMETRY": "1", "PYTHONPATH": path}
    return {**os.environ, **told}
