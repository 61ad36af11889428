"""The stages of a plan: what is said and how many seconds each part takes."""

from dataclasses import dataclass, field
from enum import StrEnum

from voiceguide.core.cue import Phase
from voiceguide.core.point import Posture, Side
from voiceguide.core.preferences import Talk
from voiceguide.core.spoken import capitalised, duration

EVERY_TALK = frozenset(Talk)
FULL_ONLY = frozenset({Talk.FULL})
NOT_MINIMAL = frozenset({Talk.FULL, Talk.BRIEF})


class Kind(StrEnum):
    OPEN = "open"
    BREATHE = "breathe"
    MOVE = "move"
    POINT = "point"
    CLOSE = "close"


_FIRST_PHASE = {Kind.OPEN: Phase.OPEN, Kind.CLOSE: Phase.CLOSE, Kind.MOVE: Phase.MOVE}


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, the phase in which it is said, and the talk levels at which it is."""

    phase: Phase
    text: str
    talk: frozenset[Talk] = EVERY_TALK


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of a session. Times are seconds."""

    kind: Kind
    posture: Posture
    number: int | None = None
    """From 0; the opening and the close have none."""
    step: int | None = None
    """The spoken step it belongs to, from 1; a move has none."""
    steps_done: int = 0
    """How many steps have begun, this one included."""
    point: str | None = None
    side: Side | None = None
    title: str = ""
    """For the screen: "GB30 Jumping Round, right"."""
    place: str = ""
    """The spoken sentence that names it: "Right outer buttock."."""
    lines: tuple[Line, ...] = ()
    after: tuple[Line, ...] = field(default=())
    """What is said after the quiet time of an opening."""
    quiet: int = 0
    """Time to lie down or to turn over."""
    settle: int = 0
    prepare: int = 0
    """The least time from announcement to hold."""
    hold: int = 0
    rest: int = 0
    repeats_follow: int = 0
    """How many more times the same point and side is held."""
    first: bool = True
    """Whether this is not a repeat."""

    @property
    def held(self) -> bool:
        """Whether there is a hold: a point, or breathing."""
        return self.kind in (Kind.POINT, Kind.BREATHE)

    @property
    def first_phase(self) -> Phase:
        """The phase in which it begins."""
        return _FIRST_PHASE.get(self.kind, Phase.ANNOUNCE)

    def said(self, talk: Talk, *phases: Phase) -> tuple[str, ...]:
        """The sentences of these phases at this talk level, in order."""
        return tuple(line.text for line in self.lines if line.phase in phases and talk in line.talk)

    def announced_hold(self, seconds: int, talk: Talk) -> str | None:
        """The sentence that tells how long the hold will be, if one is said."""
        if talk is Talk.MINIMAL or not self.held or not self.first:
            return None
        words = capitalised(duration(seconds))
        if self.repeats_follow == 1:
            return f"{words}, a short pause, then once more."
        if self.repeats_follow > 1:
            return f"{words}, a short pause, then again."
        return f"{words}."
