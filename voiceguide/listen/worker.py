"""The recogniser in a process of its own: it dies alone, holds up no sound, and is replaced once."""

import json
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence

from voiceguide.core.phrases import PHRASES
from voiceguide.listen.child import Child
from voiceguide.listen.errors import ListenError
from voiceguide.listen.recogniser import Heard, Miss, Recognition
from voiceguide.listen.utterance import Pcm
from voiceguide.listen.worker_main import EXPECT, HEADER, HEARD_AT, RESET, SOUND
from voiceguide.system.child_process import NOT_AN_ANSWER, LostError, sentence_in

COMMAND = (sys.executable, "-P", "-m", "voiceguide.listen.worker_main")

LOAD_SECONDS = 30.0
"""Until a started process has loaded its networks."""

ANSWER_SECONDS = 4.0
"""Until it has taken in a block of sound, which takes it some hundredths."""

GIVEN_UP = "Listening stopped working. Use the keys; restart voiceguide to listen again."


class WorkerRecogniser:
    """`Recogniser` through a child process. Used by one thread, which never waits for it."""

    def __init__(
        self,
        command: Sequence[str] = COMMAND,
        *,
        load_seconds: float = LOAD_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start loading and return at once; sound fed meanwhile is not understood.

        Raises:
            ListenError: the system does not allow another process.
        """
        self._command = command
        self._load_seconds = load_seconds
        self._answer_seconds = answer_seconds
        self._now = now
        self._expected: frozenset[str] = frozenset()
        self._heard: list[Heard] = []
        self._lives = 2
        self._child: Child | None = None
        self._begin()

    @property
    def ready(self) -> bool:
        """Whether it has loaded and listens; not while another one takes its place."""
        return self._ready

    @property
    def pid(self) -> int | None:
        """The process that listens; None when there is none any more."""
        return self._child.pid if self._child else None

    def feed(self, block: Pcm, at: float) -> None:
        self._attend()
        if self._ready:
            self._send(SOUND, HEARD_AT.pack(at) + block.astype("<i2", copy=False).tobytes())
            self._unanswered += len(block)

    def expect(self, phrases: Collection[str]) -> None:
        self._expected = frozenset(phrases)
        if self._ready:
            self._send(EXPECT, json.dumps(sorted(self._expected)).encode("ascii"))

    def heard(self) -> Sequence[Heard]:
        self._attend()
        told, self._heard = self._heard, []
        return told

    def reset(self) -> None:
        if self._ready:
            self._send(RESET)

    def close(self) -> None:
        self._lives = 0
        self._ready = False
        if self._child:
            self._child.kill()
            self._child = None

    def _begin(self) -> None:
        self._lives -= 1
        self._ready = False
        self._unanswered = 0
        self._due = self._now() + self._load_seconds
        self._child = Child(self._command)

    def _attend(self) -> None:
        """Take in what it answered; replace it, once, if it ended, babbles or hangs."""
        if self._child is None:
            raise ListenError(GIVEN_UP)
        try:
            for line in self._child.lines():
                self._take(line)
            self._check_time()
        except LostError as error:
            self._child.kill()
            self._child = None
            if not self._lives:
                raise ListenError(GIVEN_UP) from error
            self._begin()

    def _check_time(self) -> None:
        if self._now() > self._due and (self._unanswered or not self._ready):
            raise LostError("took too long")

    def _take(self, line: Mapping[str, object]) -> None:
        match line:
            case {"error": str()}:
                self.close()
                raise ListenError(sentence_in(line))
            case {"ready": True} if not self._ready:
                self._ready = True
                self.expect(self._expected)
            case {"fed": int(frames)} if 0 < frames <= self._unanswered:
                self._unanswered -= frames
                self._due = self._now() + self._answer_seconds
            case {"phrase": str(phrase), "score": float(score), "began": float(began), "ended": float(ended)}:
                if phrase not in PHRASES:
                    raise LostError("answered what was not asked")
                if phrase in self._expected:
                    self._heard.append(Recognition(phrase, score, began, ended))
            case {"began": float(began), "ended": float(ended), **nothing} if not nothing:
                self._heard.append(Miss(began, ended))
            case _:
                raise LostError(NOT_AN_ANSWER)

    def _send(self, kind: bytes, payload: bytes = b"") -> None:
        if not self._unanswered:
            self._due = self._now() + self._answer_seconds
        assert self._child
        self._child.send(HEADER.pack(kind, len(payload)) + payload)
