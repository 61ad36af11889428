"""Speaks a dialogue: what is asked sounds, and answers or silence lead on; time is frames handed out."""

from collections.abc import Callable, Collection, Mapping
from typing import Generic, TypeVar

from voiceguide.core import wording
from voiceguide.core.aside import Aside, Beat, Telling
from voiceguide.core.command import By, Command, State, command_for_key
from voiceguide.core.cue import Tone
from voiceguide.core.dialogue import Ask, Dialogue
from voiceguide.core.facts import Hush, Moment, Part, Sound, SoundFact, VolumeChange
from voiceguide.core.frames import frames
from voiceguide.core.phrases import NUMBERS, Answer, Meaning
from voiceguide.core.point import Posture
from voiceguide.core.preferences import VOLUME_STEP, possible_volume
from voiceguide.core.stage import Kind, Stage
from voiceguide.core.standstill import LEAVE

TURN = frames(0.4)
"""Quiet before each turn of the guide."""
LATE_CLIP = frames(20)
"""A question is not left out because its words take a while."""
NEAR_MISS = (wording.NOT_UNDERSTOOD,)

_T = TypeVar("_T")
_STAGE = Stage(Kind.OPEN, Posture.SUPINE, title="Questions")
_DIGITS: Mapping[str, Meaning] = {
    "x" if value == 10 else str(value): answer  # noqa: PLR2004 - there is no key for ten
    for answer, value in NUMBERS.items()
}
_KEYS: Mapping[str, tuple[Meaning, ...]] = {
    "y": (Command.YES,),
    "n": (Command.NEXT, Command.NO),
    "u": (Answer.UNSURE, Answer.USUAL),
    "l": (Answer.LEFT,),
    "r": (Answer.RIGHT, Command.REPEAT),
    "b": (Answer.BOTH, Answer.BACK),
    "h": (Answer.HIP,),
    "f": (Answer.FEET,),
    "s": (Answer.SHORT,),
    "+": (Command.LONGER,),
    "-": (Command.SHORTER,),
}
"""By key, what it answers, the first that is expected."""
_NAMES: Mapping[Meaning, str] = {Answer.UNSURE: "not sure", Command.NEXT: "skip", Command.REPEAT: "say again"}
_CHANGES: Mapping[Meaning, float] = {Command.LOUDER: VOLUME_STEP, Command.QUIETER: -VOLUME_STEP}
_ENDS = frozenset({Command.STOP, *_CHANGES})


class Conversation(Generic[_T]):
    """What a player drives in place of a session while questions are open."""

    def __init__(self, dialogue: Dialogue[_T], volume: float = 0.0, may_say: Collection[str] = ()) -> None:
        """`volume`: decibels; `may_say`: texts worth rendering ahead."""
        self._may_say = tuple(may_say)
        self._dialogue = dialogue
        self.result: _T | None = None
        """What the dialogue came to; None while it lasts, and if it was stopped."""
        self.volume = volume
        self.handed_out = 0
        self.ended = False
        self._lengths: dict[str, int] = {}
        self._sounds: list[SoundFact] = [VolumeChange(0, volume)]
        self._telling: Telling | None = None
        self._sounding_until = 0
        self._silent_at = 0
        self._missed = False
        self._begun = False
        """Whether anything of this turn has been said."""
        self._lost_at: int | None = None
        """The frame handed out at which the output was lost, while it is."""
        self._turn = Ask(())
        self._go_on(lambda: next(dialogue))

    @property
    def state(self) -> State:
        return State.ENDED if self.ended else State.ASKING

    @property
    def moment(self) -> Moment:
        return Moment(self.handed_out, 0, self.state, _STAGE, None, None, running=False)

    @property
    def expected(self) -> frozenset[Meaning]:
        """What makes sense to be said now."""
        if self.ended:
            return frozenset()
        # What nobody has heard yet cannot be answered.
        heard = self._telling is None if self._turn.whole else self._begun
        may_answer = heard and self._lost_at is None
        return (self._turn.expected if may_answer else frozenset()) | _ENDS

    @property
    def hint(self) -> str:
        """The keys that answer, for the screen."""
        known = [f"{key} {_NAMES.get(meaning, meaning)}" for meaning, key in self._keys().items()]
        if Answer.ZERO in self.expected:
            known.insert(0, "0 to 9, x ten")
        return " · ".join((*known, "q end"))

    def _keys(self) -> dict[Meaning, str]:
        """The key of each answer that counts by now and has one, but for numbers."""
        found: dict[Meaning, str] = {}
        for key, meanings in _KEYS.items():
            meant = next((one for one in meanings if one in self.expected), None)
            if meant:
                found[meant] = key
        return found

    @property
    def wanted(self) -> tuple[str, ...]:
        """Texts whose clips are needed next."""
        words = self._telling.words if self._telling else ()
        return tuple(text for text in words if text not in self._lengths)

    @property
    def ahead(self) -> tuple[str, ...]:
        return self.wanted

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """What is known to be said: a dialogue goes where the answers lead."""
        return self._turn.words

    @property
    def spare_vocabulary(self) -> tuple[str, ...]:
        return (*self._may_say, *NEAR_MISS)

    def meaning(self, key: str) -> Meaning | None:
        """What a key means: its number or its command if that makes sense, else what any key means.

        Where any key only repeats, an answer counts, and a key that answers something else is no answer.
        """
        command = command_for_key(key, State.ASKING)
        for meant in (_DIGITS.get(key), *_KEYS.get(key, ()), command):
            if meant in self.expected:
                return meant
        any_key = self._turn.any_key
        if any_key is Command.REPEAT and (key in _DIGITS or key in _KEYS):
            return None
        return any_key if any_key in self.expected else None

    def learn(self, text: str, length: int) -> None:
        """A clip is ready; `length` in frames."""
        self._lengths[text] = length

    def command(self, meaning: Meaning, _by: By) -> bool:
        """Take an answer; False if it makes no sense now."""
        if meaning not in self.expected:
            return False
        if meaning in _CHANGES:
            self.volume = possible_volume(self.volume + _CHANGES[meaning])
            self._sounds.append(VolumeChange(self.handed_out, self.volume))
        elif meaning is Command.STOP and meaning not in self._turn.expected:
            self.end("stopped")
        else:
            self._hush()
            self._go_on(lambda: self._dialogue.send(meaning))
        return True

    def near_miss(self) -> None:
        """Something was said that was almost understood: wait anew, and say so once a turn."""
        if self._telling is None and not self.ended:
            self._silent_at = self.handed_out + frames(self._turn.patience)
            if not self._missed:
                self._missed = True
                self._tell(NEAR_MISS)

    def end(self, _reason: str) -> None:
        """End now, with a fade and no more words."""
        self._hush()
        self._telling = None
        self._dialogue.close()
        self.ended = True

    def change_voice(self, _name: str) -> None:
        """Another voice speaks from here on, which changes nothing about what is asked."""

    def lose_output(self, _unheard: int) -> int:
        """Nothing is heard any more: the turn is given again when something is, and ended at last."""
        self._lost_at = self.handed_out
        self._telling = None
        return 0

    def find_output(self, *, go_on: bool) -> None:  # noqa: ARG002 - a question is asked again in any case
        self._lost_at = None
        self._tell((wording.SOUND_IS_BACK, *self._turn.words))

    def advance(self, count: int) -> Part:
        """Hand out the next frames."""
        start, last = self.handed_out, self.handed_out + count
        while self.handed_out < last:
            if self.ended:
                self.handed_out = last
            elif self._lost_at is not None:
                self._wait_for_sound(self._lost_at + LEAVE, last)
            elif self._telling:
                self._play(self._telling, last)
            elif self.handed_out >= self._silent_at:
                self._go_on(lambda: self._dialogue.send(None))
            else:
                self.handed_out = min(last, self._silent_at)
        sounds, self._sounds = self._sounds, []
        return Part(start, count, tuple(sounds), ())

    def _wait_for_sound(self, until: int, last: int) -> None:
        """As a session does: after so long somebody is taken to have gone."""
        self.handed_out = min(last, until)
        if self.handed_out == until:
            self.end("interrupted")

    def _play(self, telling: Telling, last: int) -> None:
        passing = telling.step(self.handed_out, last - self.handed_out)
        if passing is not None:
            self.handed_out += passing
            return
        self._telling = None
        patience = self._turn.patience if self._turn.expected else 0.0
        self._silent_at = self.handed_out + frames(patience)

    def _go_on(self, step: Callable[[], Ask]) -> None:
        try:
            self._turn = step()
        except StopIteration as end:
            self.result = end.value
            self.ended = True
        else:
            self._missed = self._begun = False
            self._tell(self._turn.words)

    def _tell(self, words: tuple[Beat, ...]) -> None:
        self._telling = Telling(Aside(words), TURN, self._length_of, self._sound, LATE_CLIP)

    def _length_of(self, text: str) -> int:
        return self._lengths.get(text, 0)

    def _sound(self, source: str | Tone, length: int, gain: float) -> None:
        self._begun = True
        self._sounds.append(Sound(self.handed_out, source, gain))
        self._sounding_until = self.handed_out + length

    def _hush(self) -> None:
        if self._sounding_until > self.handed_out:
            self._sounds.append(Hush(self.handed_out))
            self._sounding_until = self.handed_out
