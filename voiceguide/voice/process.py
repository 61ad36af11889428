"""A process of our own that is asked in JSON lines, and waited for."""

import json
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from queue import Empty

from voiceguide.core.errors import VoiceError
from voiceguide.system.child_process import ChildProcess, LostError, NotStartedError, parsed

_LONGEST_LINE = 32 * 2**20
_MOST_WAITING = 4
_GLANCE = 0.1


class Process:
    """`python -m MODULE ARGUMENT...` with this interpreter and its import path."""

    def __init__(self, now: Callable[[], float], module: str, *arguments: str) -> None:
        """Start it; `now` gives seconds that never run backwards.

        Raises:
            VoiceError: the system does not allow it.
        """
        try:
            self._child = ChildProcess(
                (sys.executable, "-P", "-m", module, *arguments),
                longest_line=_LONGEST_LINE,
                most_waiting=_MOST_WAITING,
            )
        except NotStartedError as error:
            raise VoiceError("The voice could not be started; close other programs and try again.") from error
        self._now = now

    @property
    def pid(self) -> int:
        return self._child.pid

    def send(self, message: Mapping[str, object]) -> None:
        """Write one line.

        Raises:
            LostError: it no longer reads.
        """
        try:
            self._child.input.write(json.dumps(message).encode("ascii") + b"\n")
            self._child.input.flush()
        except (OSError, ValueError) as error:
            raise LostError("ended") from error

    def receive(self, until: float) -> Mapping[str, object]:
        """Wait for one line until this second.

        Raises:
            LostError: none came, or it is not a JSON object.
        """
        return parsed(self._line(until))

    def kill(self) -> None:
        self._child.kill()
        with suppress(OSError):  # Unsent bytes have nobody left to read them.
            self._child.input.close()

    def _line(self, until: float) -> bytes:
        lines = self._child.lines
        while (left := until - self._now()) > 0:
            try:
                # Only glances, since Windows holds Ctrl-C back while a thread waits.
                line = lines.get(timeout=min(left, _GLANCE))
            except Empty:
                continue
            if not line:
                lines.put(line)
                raise LostError("ended")
            return line
        raise LostError("took too long")
