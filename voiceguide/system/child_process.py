"""A process of our own that answers JSON lines; its complaints never reach the terminal."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from queue import SimpleQueue
from threading import Thread
from typing import IO

from voiceguide.core.advice import printable

_MUCH = 4096
_LONGEST_SENTENCE = 400
_FAREWELL = 1.0
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class NotStartedError(Exception):
    """The system allows no further process."""


NOT_AN_ANSWER = "wrote something else than an answer"


class LostError(Exception):
    """The process cannot be used any more; the message completes "its process ..."."""


class ChildProcess:
    """One started process, until it is killed, what it reads is closed, or this process ends."""

    def __init__(self, command: Sequence[str], *, longest_line: int, most_waiting: int) -> None:
        """`longest_line` in bytes; one that wrote `most_waiting` lines that nobody took is read no further.

        Raises:
            NotStartedError: the system does not allow it.
        """
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
            raise NotStartedError from error
        self._longest_line = longest_line
        self._most_waiting = most_waiting
        self.lines: SimpleQueue[bytes] = SimpleQueue()
        """What it answered; an empty line once it ended."""
        self._threads = [
            Thread(target=self._read_lines, args=(self._popen.stdout,), daemon=True),
            Thread(target=_ignore, args=(self._popen.stderr,), daemon=True),
        ]
        try:
            for thread in self._threads:
                thread.start()
        except RuntimeError as error:  # There is no memory for a thread.
            self.kill()
            self.input.close()
            raise NotStartedError from error

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def input(self) -> IO[bytes]:
        """What it reads, to be closed by whoever writes there."""
        assert self._popen.stdin
        return self._popen.stdin

    def kill(self) -> None:
        self._popen.kill()
        self._popen.wait()
        for thread, stream in zip(self._threads, (self._popen.stdout, self._popen.stderr), strict=True):
            if thread.ident:
                thread.join(_FAREWELL)
            elif stream:
                stream.close()

    def _read_lines(self, stream: IO[bytes]) -> None:
        with stream:
            while self.lines.qsize() < self._most_waiting and (line := stream.readline(self._longest_line)):
                self.lines.put(line)
        self.lines.put(b"")


def _ignore(stream: IO[bytes]) -> None:
    """Read what it complains of, so that it never waits to be read."""
    with stream:
        while os.read(stream.fileno(), _MUCH):
            pass


def parsed(line: bytes) -> Mapping[str, object]:
    """The JSON object in a line.

    Raises:
        LostError: there is none.
    """
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LostError(NOT_AN_ANSWER) from error
    if not isinstance(message, dict):
        raise LostError(NOT_AN_ANSWER)
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
