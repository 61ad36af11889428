"""What the safety answers mean, and how they are read back.

Whatever was not answered is never a no; "not sure" counts as yes.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from voiceguide.core.choices import Care
from voiceguide.core.condition import CONDITIONS
from voiceguide.core.point import Point, Side
from voiceguide.core.preferences import Concern
from voiceguide.core.safety_questions import (
    EMERGENCY,
    FLAGS,
    ITEMS,
    Advice,
    Item,
    Note,
    Question,
    Statement,
    possible,
)
from voiceguide.core.spoken import in_a_row
from voiceguide.core.wording import ask_first

_BOTH_SIDES = frozenset({Side.LEFT, Side.RIGHT})
_SIDES = {
    Statement.LEFT: frozenset({Side.LEFT}),
    Statement.RIGHT: frozenset({Side.RIGHT}),
    Statement.BOTH: _BOTH_SIDES,
    Statement.UNSURE: _BOTH_SIDES,
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What was stated so far; what is not in it is unanswered."""

    given: Mapping[str, Statement] = field(default_factory=dict)
    """By the id of a red flag question, or of an item."""

    def to(self, name: str) -> Statement | None:
        return self.given.get(name)

    def stating(self, name: str, statement: Statement) -> "Answers":
        """With one more answer, or another one.

        Raises:
            ValueError: that cannot be stated about it.
        """
        if statement not in possible(name):
            raise ValueError(f"{statement} is no answer to {name}")
        return Answers({**self.given, name: statement})

    def with_no_to_the_rest(self, question: Question) -> "Answers":
        """With a no to all that is still open in a question."""
        return Answers({**self.given, **dict.fromkeys(self.open_in(question), Statement.NO)})

    def open_in(self, question: Question) -> tuple[str, ...]:
        """The ids that are still unanswered."""
        return tuple(name for name in question.ids if name not in self.given)

    @property
    def red_flag(self) -> Advice | None:
        """What to say instead of a session, the more urgent first."""
        raised = [flag.advice for name, flag in FLAGS.items() if self.to(name) not in (None, Statement.NO)]
        return EMERGENCY if EMERGENCY in raised else next(iter(raised), None)

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """What the plan has to respect; one side and the other make both."""
        sides: dict[str, set[Side]] = {}
        for item, statement in self._applying():
            stated = _SIDES.get(statement, _BOTH_SIDES)
            for condition in item.conditions:
                sides.setdefault(condition, set()).update(stated)
            for side, condition in item.condition_by_side.items():
                if side in stated:
                    sides.setdefault(condition, set()).update(_BOTH_SIDES)
        return tuple(
            Concern(name, next(iter(stated)) if CONDITIONS[name].sided and len(stated) == 1 else None)
            for name, stated in sides.items()
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """Advice on top of what the plan does."""
        care = Care(self.concerns)
        notes = [_fitting(note, care) for item, _ in self._applying() for note in item.notes]
        return tuple(dict.fromkeys((*care.refused, *ask_first(care.ask_first), *notes)))

    @property
    def said(self) -> tuple[str, ...]:
        """What applies, in a few words each."""
        return tuple(item.read_back(statement) for item, statement in self._applying())

    def _applying(self) -> Iterator[tuple[Item, Statement]]:
        for item in ITEMS.values():
            statement = self.to(item.id)
            if statement not in (None, Statement.NO):
                yield item, statement


class End(StrEnum):
    """How the questions ended."""

    ANSWERED = "answered"
    UNCHANGED = "unchanged"
    """Nothing is new or worse since last time."""
    RED_FLAG = "red-flag"
    UNANSWERED = "unanswered"
    """Something was not heard; it is to be answered on the screen."""
    GIVEN_UP = "given-up"
    """Nothing is to change, and nothing to start."""
    DELETED = "deleted"
    """The answers that were kept are to be deleted."""


@dataclass(frozen=True, slots=True)
class SafetyOutcome:
    end: End
    answers: Answers = Answers()
    """All of them, and confirmed, if they were answered."""

    @property
    def may_start(self) -> bool:
        """Whether nothing stands in the way of a session; a condition may still refuse one."""
        return self.end in (End.ANSWERED, End.UNCHANGED)


def last_time(concerns: Collection[Concern], answered: bool) -> Answers:
    """What the kept concerns tell of the answers they came from; the red flags are always asked anew.

    Args:
        concerns: as kept.
        answered: whether all questions were answered then, so that what is not kept was a no.

    Where several items lead to a condition, which of them it was is not known, and all stay open.
    """
    kept = {concern.condition: concern for concern in concerns}
    leading = [name for item in ITEMS.values() for name in item.conditions]
    given: dict[str, Statement] = {}
    for item in ITEMS.values():
        if item.condition_by_side:
            sides = [side for side, name in item.condition_by_side.items() if name in kept]
            stated = {0: None, 1: Statement(sides[0]) if sides else None}.get(len(sides), Statement.BOTH)
        elif not item.conditions or any(name in kept and leading.count(name) > 1 for name in item.conditions):
            continue
        else:
            stated = _stated(item, kept.get(item.conditions[0]))
        if stated or answered:
            given[item.id] = stated or Statement.NO
    return Answers(given)


def read_back(answers: Answers, points: Mapping[str, Point]) -> tuple[str, ...]:
    """What was said, what follows from it, as sentences; whoever reads them asks whether it is right."""
    if not answers.said:
        return ("You said: none of this applies.", "I leave nothing out.")
    care = Care(answers.concerns)
    light = {name: care.sides_softened(point) for name, point in points.items()}
    left_out = _places(points, {name: care.sides_dropped(point) for name, point in points.items()})
    softened = _places(points, light)
    if all(light.values()):
        softened = ("every point",)
    changes = (
        *([f"I leave out: {in_a_row(left_out)}."] if left_out else []),
        *(["I leave out all that is done lying on a side."] if care.no_side_lying else []),
        *([f"A lighter touch at: {in_a_row(softened)}."] if softened else []),
    )
    said = f"You said: {'; '.join(answers.said)}."
    return (said, *(() if care.refused else changes or ("I leave nothing out.",)), *answers.notes)


def _stated(item: Item, concern: Concern | None) -> Statement | None:
    if concern is None:
        return None
    if not item.sided:
        return Statement.YES
    return Statement(concern.side) if concern.side in (Side.LEFT, Side.RIGHT) else Statement.BOTH


def _fitting(note: Note, care: Care) -> str:
    """Its words for somebody who has one of its points left on a side, or for somebody who has none."""
    left = any(not care.drops(point, side) for point in note.points for side in (Side.LEFT, Side.RIGHT))
    return note.text if left or not note.points else note.without


def _places(points: Mapping[str, Point], found: Mapping[str, frozenset[Side]]) -> tuple[str, ...]:
    """In few words: of several places with one name, the name once."""
    return tuple(dict.fromkeys(_where(points[name], sides) for name, sides in found.items() if sides))


def _where(point: Point, sides: frozenset[Side]) -> str:
    only = next(iter(sides)) if point.sided and len(sides) == 1 else None
    return plain_place(point, only)


def plain_place(point: Point, side: Side | None) -> str:
    """In few words, within a sentence: "outer buttock", "left outer buttock"."""
    named = point.place.get("default") or next(iter(point.place.values()))
    this, other = (side.value, side.other.value) if side else ("", "")
    words = named.partition(",")[0].replace("{side}", this).replace("{other}", other).split()
    plain = " ".join(words)
    return f"{plain[:1].lower()}{plain[1:]}"
