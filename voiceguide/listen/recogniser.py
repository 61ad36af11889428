"""From sound to phrases: cuts utterances, judges them, and lets only what makes sense now win."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from voiceguide.core.phrases import PHRASES
from voiceguide.listen.choice import close, likeliest, sure
from voiceguide.listen.endpoint import Endpointer
from voiceguide.listen.features import Networks
from voiceguide.listen.head import Head, shipped
from voiceguide.listen.teach import Lessons
from voiceguide.listen.utterance import RATE, Pcm, Utterance


@dataclass(frozen=True, slots=True)
class Recognition:
    """A phrase that was understood, and when it was said, in seconds on the clock of what was fed."""

    phrase: str
    score: float
    began: float
    ended: float


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that stood alone and sounded much like a phrase expected then, but not enough."""

    began: float
    ended: float


Heard = Recognition | Miss


class Recogniser(Protocol):
    """Understands phrases. Used by one thread."""

    @property
    def ready(self) -> bool:
        """Whether what is fed now is listened to; not yet while it loads."""
        ...

    def feed(self, block: Pcm, at: float) -> None:
        """Take in a block of sound whose first frame was heard at second `at`.

        Raises:
            ListenError: it cannot listen any more.
        """
        ...

    def expect(self, phrases: Collection[str]) -> None:
        """From the next block on, only these can be understood; none, until this is called."""
        ...

    def heard(self) -> Sequence[Heard]:
        """What was understood, or nearly, and not yet told.

        Raises:
            ListenError: it cannot listen any more.
        """
        ...

    def reset(self) -> None:
        """Forget what is being said; used whenever the ear opens anew."""
        ...

    def close(self) -> None: ...


class OwnRecogniser:
    """The recogniser, in this process and on the thread that feeds it."""

    def __init__(
        self, networks: Networks | None = None, head: Head | None = None, lessons: Lessons | None = None
    ) -> None:
        """What is not given is loaded, which takes a fifth of a second.

        Raises:
            ListenError: something is missing.
        """
        self._networks = networks or Networks()
        self._head = head or shipped()
        self._lessons = lessons or Lessons({})
        self._endpointer = Endpointer()
        self._expected: frozenset[str] = frozenset()
        self._heard: list[Heard] = []
        self._zero = 0.0

    @property
    def ready(self) -> bool:
        return True

    def feed(self, block: Pcm, at: float) -> None:
        self._zero = at - self._endpointer.fed / RATE
        for utterance in self._endpointer.feed(block):
            self._judge(utterance)

    def expect(self, phrases: Collection[str]) -> None:
        self._expected = frozenset(phrases) & frozenset(PHRASES)

    def heard(self) -> Sequence[Heard]:
        told, self._heard = self._heard, []
        return told

    def reset(self) -> None:
        self._endpointer.reset()

    def close(self) -> None:
        self._heard = []

    def _judge(self, utterance: Utterance) -> None:
        judged = self._head.judge(self._networks.features(utterance.samples))
        likelihoods = dict(zip(self._head.phrases, judged.likelihoods.tolist(), strict=False))
        closest = likeliest(self._lessons.sharpened(likelihoods, judged.trace), self._expected)
        began, ended = (self._zero + frame / RATE for frame in (utterance.began, utterance.ended))
        around = {"quiet": utterance.quiet, "talked": utterance.talked}
        if closest and sure(closest, **around):
            self._heard.append(Recognition(closest.phrase, closest.score, began, ended))
        elif closest and close(closest, **around):
            self._heard.append(Miss(began, ended))
