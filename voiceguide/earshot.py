"""What an ear has to know while something plays: what makes sense now, and when the guide itself is heard."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from voiceguide.core.cue import TONE_FRAMES, Tone
from voiceguide.core.facts import Hush, Sound, SoundFact
from voiceguide.core.frames import RATE
from voiceguide.core.phrases import Meaning, phrases_for
from voiceguide.partners import Ear
from voiceguide.sound.protocol import Output

FADED = 0.05
"""Seconds for which a hush may still be heard."""


LATER = 0.02
"""Seconds by which something has to end later than was told, to be told anew."""


@dataclass(slots=True)
class _Sounding:
    """What was handed out and may not have been heard to its end; frames of the output."""

    start: int
    end: int
    told_until: float = 0.0


class Earshot:
    """Used by the player's thread."""

    def __init__(self, ear: Ear, output: Output, length_of: Callable[[str], int]) -> None:
        """`length_of` gives the frames of the clip of a text that has begun to sound."""
        self._ear = ear
        self._output = output
        self._length_of = length_of
        self._expected: frozenset[Meaning] | None = None
        self._soundings: list[_Sounding] = []

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
                self._soundings.append(_Sounding(fact.frame, fact.frame + length))
            elif isinstance(fact, Hush):
                self._tell()
                self._soundings.clear()
                self._ear.hush(self._output.heard_at(fact.frame) + FADED)
        self._tell()

    def look(self) -> None:
        """Tell what will be heard later than was thought: where sound runs dry, all that follows waits."""
        heard = self._output.heard()
        self._soundings = [one for one in self._soundings if one.end > heard]
        self._tell()

    def hush(self) -> None:
        """Nothing is heard any more."""
        self._soundings.clear()
        self._ear.hush(self._output.now())

    def _tell(self) -> None:
        for one in self._soundings:
            start = self._output.heard_at(one.start)
            end = max(start, self._output.heard_at(one.end - 1) + 1 / RATE)
            if end > one.told_until + LATER:
                one.told_until = end
                self._ear.sounds(start, end)
