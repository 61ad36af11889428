"""What an ear has to know while something plays: what makes sense now, and when the guide itself is heard."""

from collections.abc import Callable, Iterable

from voiceguide.core.cue import TONE_FRAMES, Tone
from voiceguide.core.facts import Hush, Sound, SoundFact
from voiceguide.core.frames import RATE
from voiceguide.core.phrases import Meaning, phrases_for
from voiceguide.partners import Ear
from voiceguide.sound.protocol import Output

FADED = 0.05
"""Seconds for which a hush may still be heard."""


class Earshot:
    """Used by the player's thread."""

    def __init__(self, ear: Ear, output: Output, length_of: Callable[[str], int]) -> None:
        """`length_of` gives the frames of the clip of a text that has begun to sound."""
        self._ear = ear
        self._output = output
        self._length_of = length_of
        self._expected: frozenset[Meaning] | None = None

    def expect(self, expected: frozenset[Meaning]) -> None:
        """Only these make sense now."""
        if expected != self._expected:
            self._expected = expected
            self._ear.expect(phrases_for(expected))

    def warn(self, facts: Iterable[SoundFact]) -> None:
        """Tell when words and tones are heard; they may be nearer than they are once told."""
        for fact in facts:
            if isinstance(fact, Sound):
                source = fact.source
                length = TONE_FRAMES[source] if isinstance(source, Tone) else self._length_of(source)
                start = self._output.heard_at(fact.frame)
                self._ear.sounds(start, start + length / RATE)
            elif isinstance(fact, Hush):
                self._ear.hush(self._output.heard_at(fact.frame) + FADED)

    def hush(self) -> None:
        """Nothing is heard any more."""
        self._ear.hush(self._output.now())
