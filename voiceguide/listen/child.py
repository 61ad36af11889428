"""A process of our own that takes bytes and answers JSON lines; neither side ever waits for the other."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread

from voiceguide.listen.errors import ListenError
from voiceguide.system.child_process import ChildProcess, LostError, NotStartedError, parsed

_LONGEST_LINE = 4096
_MOST_WAITING = 4096
_FAREWELL = 1.0
_NOT_STARTED = "The recogniser could not be started; close other programs, or use --no-listen."


class Child:
    """One started process; ends when it is killed, or when this process ends."""

    def __init__(self, command: Sequence[str]) -> None:
        """Raises `ListenError` if the system does not allow it."""
        try:
            self._process = ChildProcess(command, longest_line=_LONGEST_LINE, most_waiting=_MOST_WAITING)
        except NotStartedError as error:
            raise ListenError(_NOT_STARTED) from error
        self._out: SimpleQueue[bytes] = SimpleQueue()
        self._writing = Thread(target=self._write, daemon=True)
        try:
            self._writing.start()
        except RuntimeError as error:  # There is no memory for a thread.
            self._process.kill()
            self._process.input.close()
            raise ListenError(_NOT_STARTED) from error

    @property
    def pid(self) -> int:
        return self._process.pid

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
            while line := self._process.lines.get_nowait():
                answers.append(parsed(line))
            self._process.lines.put(b"")  # What it said last comes first.
            if not answers:
                raise LostError("ended")
        return answers

    def kill(self) -> None:
        self._process.kill()
        self._out.put(b"")
        self._writing.join(_FAREWELL)

    def _write(self) -> None:
        with suppress(OSError, ValueError), self._process.input as stream:  # What it no longer reads shows.
            while message := self._out.get():
                stream.write(message)
                stream.flush()
