"""`teach`: a phrase is said three times, and is from then on also heard the way this person says it."""

import argparse
import math
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from voiceguide.cli.folders import folders, lessons_file
from voiceguide.cli.listening import chosen_microphone
from voiceguide.cli.terminal import LiveLine
from voiceguide.core.overheard import level_bar
from voiceguide.core.phrases import PHRASES
from voiceguide.listen.endpoint import Endpointer
from voiceguide.listen.errors import ListenError
from voiceguide.listen.features import Networks
from voiceguide.listen.gate import Gate
from voiceguide.listen.head import shipped
from voiceguide.listen.hearing import Hearing
from voiceguide.listen.microphone import MUTED, Microphone
from voiceguide.listen.recogniser import Heard
from voiceguide.listen.teach import RECORDINGS, Lessons, Trace, load, save
from voiceguide.listen.utterance import RATE, Pcm

MOST = 2 * RECORDINGS
"""Recordings after which it is given up, if no three of them are alike."""
PATIENCE = 30.0
"""Seconds in which nothing is heard, after which it is given up."""
GLANCE = 0.1
SAME = 0.85
"""Cosine between the traces of any two recordings of one phrase by one person.

Measured with the natural voice: one word said in two ways 0.97; two ordinary words, which the recogniser
knows only as no phrase, up to 0.71, so that three of them would still be near their mean.
"""
CERTAIN = 0.8
"""How likely another phrase has to be, three times, for it to be what was said."""

NOTHING_HEARD = (
    "Nothing was heard for half a minute. Speak up or come nearer; voiceguide doctor tells how it is heard."
)
DIFFERENT = "The recordings differ too much; teach the phrase again in a quiet room."


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """One utterance: what the untaught recogniser takes it for, and what is kept of it."""

    phrase: str
    """Empty for what is no phrase."""
    likelihood: float
    trace: Trace

    def __str__(self) -> str:
        named = f'"{self.phrase}"' if self.phrase else "something else"
        return f"heard {named}, {self.likelihood:.0%} sure"


class Pupil:
    """A recogniser that understands nothing yet, and keeps what each utterance is like."""

    def __init__(self) -> None:
        """Raises `ListenError` if something is missing."""
        self._head = shipped()
        self._networks = Networks()
        self._endpointer = Endpointer()
        self._said: list[Said] = []

    def said(self) -> list[Said]:
        """What was said and not yet told."""
        told, self._said = self._said, []
        return told

    @property
    def ready(self) -> bool:
        return True

    def feed(self, block: Pcm, at: float) -> None:
        del at
        for utterance in self._endpointer.feed(block):
            judged = self._head.judge(self._networks.features(utterance.samples))
            best = int(judged.likelihoods.argmax())
            phrase = self._head.phrases[best] if best < len(self._head.phrases) else ""
            self._said.append(Said(phrase, float(judged.likelihoods[best]), judged.trace))

    def expect(self, phrases: Collection[str]) -> None:
        """Nothing is expected."""

    def heard(self) -> Sequence[Heard]:
        return ()

    def reset(self) -> None:
        self._endpointer.reset()

    def close(self) -> None:
        self._said = []


def teach(given: argparse.Namespace) -> int:
    """Teach `given.phrase`, forget `given.forget`, or, with `given.list`, show what can be and was taught.

    Raises:
        ListenError: there is no such phrase or no microphone, or the recordings cannot be used.
    """
    places = folders()
    file = lessons_file(places)
    if given.list:
        _show_list(_lessons(file))
    elif given.forget is not None:
        forget(_known(given.forget), file)
    else:
        phrase = _known(given.phrase)
        lesson(phrase, chosen_microphone(places), file, LiveLine(live=sys.stdout.isatty()))
    return 0


def lesson(phrase: str, microphone: Microphone, file: Path, line: LiveLine) -> None:
    """Listen until three recordings are alike, then keep their traces; until then nothing is changed."""
    lessons = _lessons(file)
    pupil = Pupil()
    try:
        microphone.open()
        line.caption(f'Say "{phrase}" {RECORDINGS} times, as you would lying down, with a pause in between.')
        taught = _taken(phrase, lessons, utterances(microphone, pupil, line), line)
    finally:
        microphone.close()
        line.clear()
    save(taught, file)
    line.caption(
        f'Kept: "{phrase}" is now also heard the way you say it. No sound was kept. '
        f'voiceguide teach --forget "{phrase}" undoes it.'
    )


def forget(phrase: str, file: Path) -> None:
    """Raises `ListenError` if it was not taught."""
    lessons = _lessons(file)
    if phrase not in lessons.taught:
        raise ListenError(f'"{phrase}" has not been taught; voiceguide teach --list shows what has.')
    save(lessons.without(phrase), file)
    sys.stdout.write(f'Forgotten: "{phrase}" is heard as before.\n')


def utterances(microphone: Microphone, pupil: Pupil, line: LiveLine) -> Iterator[Said]:
    """One after the other, as they are said; the level is shown meanwhile.

    Raises:
        ListenError: the microphone is lost or muted, or nothing is said for a long time.
    """
    hearing = Hearing(pupil, Gate())
    count, waited = 1, 0.0
    while waited < PATIENCE:
        block = microphone.read(GLANCE)
        waited += len(block.samples) / RATE if block else GLANCE
        if block:
            hearing.take(block)
            line.show(f"{min(count, RECORDINGS)} of {RECORDINGS}  {level_bar(hearing.level, '#')}")
        if hearing.muted:
            raise ListenError(MUTED)
        for said in pupil.said():
            line.caption(f"  {count}: {said}")
            yield said
            count, waited = count + 1, 0.0
    raise ListenError(NOTHING_HEARD)


def _taken(phrase: str, lessons: Lessons, heard: Iterator[Said], line: LiveLine) -> Lessons:
    """The lessons with the phrase, once three recordings are alike."""
    recordings: list[Said] = []
    for said in heard:
        alike = _alike(phrase, lessons, recordings, said)
        recordings.append(said)
        if alike:
            return alike
        if len(recordings) >= MOST:
            break
        if len(recordings) >= RECORDINGS:
            line.caption("  These differ too much; say it once more.")
    raise ListenError(DIFFERENT)


def _alike(phrase: str, lessons: Lessons, before: Sequence[Said], last: Said) -> Lessons | None:
    """The lessons with the phrase, if the last recording is like two of those before it."""
    for others in combinations(before, RECORDINGS - 1):
        chosen = (*others, last)
        if all(_likeness(one, other) >= SAME for one, other in combinations(chosen, 2)):
            _refuse_another(phrase, chosen)
            return lessons.with_phrase(phrase, [one.trace for one in chosen])
    return None


def _likeness(one: Said, other: Said) -> float:
    lengths = float(one.trace @ one.trace) * float(other.trace @ other.trace)
    return float(one.trace @ other.trace) / max(math.sqrt(lengths), 1e-9)


def _refuse_another(phrase: str, recordings: Sequence[Said]) -> None:
    """Whoever says another phrase must not teach that it means this one."""
    others = {one.phrase for one in recordings if one.likelihood >= CERTAIN} - {""}
    if len(others) == 1 and all(one.phrase in others and one.likelihood >= CERTAIN for one in recordings):
        (other,) = others
        if PHRASES[other] is not PHRASES[phrase]:
            raise ListenError(f'You said "{other}" each time; say "{phrase}", or teach "{other}".')


def _lessons(file: Path) -> Lessons:
    return load(file, shipped().hidden)


def _known(phrase: str) -> str:
    """A phrase as it is written in the table, whatever its case."""
    named = {one.casefold(): one for one in PHRASES}
    if phrase.casefold() not in named:
        raise ListenError(f'There is no phrase "{phrase}"; voiceguide teach --list shows all that there are.')
    return named[phrase.casefold()]


def _show_list(lessons: Lessons) -> None:
    for phrase in PHRASES:
        sys.stdout.write(f"{phrase:<20} taught\n" if phrase in lessons.taught else f"{phrase}\n")
