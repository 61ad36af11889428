"""Routines as they are written in a file: three kinds of step, each with its fields and limits."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from voiceguide.content.fault import Report
from voiceguide.content.fields import Field, Keyed, ListOf, Record, Values, keys_of
from voiceguide.content.kinds import LONGEST_TITLE, Choice, Duration, Name, Schema, Text, Whole, wrong_shape
from voiceguide.content.raw import Spot
from voiceguide.content.yaml import MappingNode, Node, read_document
from voiceguide.core.advice import advice, nearest, quoted
from voiceguide.core.condition import CONDITIONS
from voiceguide.core.duration import format_duration
from voiceguide.core.point import NO_CODE, Point, Posture, Side, find_point, variant
from voiceguide.core.preferences import LEAST_HOLD, MOST_HOLD
from voiceguide.core.routine import EACH, Breathe, Move, Press, Routine, Step

ROUTINE_ID = "[a-z0-9-]{1,40}"
MISNAMED = "the file's name cannot be a routine's, write small letters, digits and hyphens"
LONGEST_ROUTINE = 3 * 60 * 60
MOST_STEPS = 60

_HELD = Duration(LEAST_HOLD, MOST_HOLD)
_QUIET = Duration(0, MOST_HOLD)
_POSTURES = Choice({posture.value: posture for posture in Posture})
_SIDES: Choice[Side | str] = Choice(
    {"both": Side.BOTH, EACH: EACH, "left": Side.LEFT, "right": Side.RIGHT, "midline": Side.MIDLINE}
)

POSTURE = Field("posture", _POSTURES, "How to lie or sit; without it, as in the step before.")
PREPARE = Field("prepare", _QUIET, "The least time from the announcement to the start.")

BREATHE = Field("breathe", _HELD, "How long to breathe slowly.", required=True)
BREATHE_SAY = Field("say", Text(), "What is said before, instead of the usual words.")
BREATHE_STEP = Record("a breathe step", (BREATHE, POSTURE, PREPARE, BREATHE_SAY))

POINT = Field(
    "point",
    Name("[A-Za-z][A-Za-z0-9-]{0,11}", "a point such as GB30"),
    "The point to press, by its name or its standard code.",
    required=True,
)
SIDES = Field("sides", _SIDES, "Which side; each is right first, then left.")
HOLD = Field("hold", _HELD, "How long it is held.")
REST = Field("rest", _QUIET, "Quiet time afterwards.")
REPEAT = Field("repeat", Whole(1, 5), "How many times it is held.")
PAUSE = Field("pause", _QUIET, "Quiet time between repeats.")
POINT_STEP = Record("a point step", (POINT, SIDES, POSTURE, HOLD, REST, REPEAT, PAUSE, PREPARE))

MOVE = Field("move", Text(LONGEST_TITLE), "Where to move, for the screen.", required=True)
MOVE_POSTURE = Field("posture", _POSTURES, "The posture after moving.", required=True)
MOVE_SAY = Field("say", Text(), "What is said.", required=True)
MOVE_BRIEF = Field("brief", Text(), "What is said with little talking.")
FOR = Field("for", _QUIET, "Quiet time to move.", required=True)
MOVE_STEP = Record("a move step", (MOVE, MOVE_POSTURE, MOVE_SAY, MOVE_BRIEF, FOR))

STEP_RECORDS: Mapping[str, Record] = {
    BREATHE.name: BREATHE_STEP,
    POINT.name: POINT_STEP,
    MOVE.name: MOVE_STEP,
}


@dataclass(frozen=True, slots=True)
class StepKind:
    """A step: told by which of `breathe`, `point` and `move` it has."""

    def read(self, node: Node, what: str, report: Report) -> tuple[Record, Values] | None:
        if not isinstance(node, MappingNode):
            wrong_shape(node, what, "one of breathe: ..., point: ... or move: ...", report)
            return None
        written = keys_of(node)
        found = [name for name in STEP_RECORDS if name in written]
        if len(found) > 1:
            report.add(node, f"{what} has both {found[0]} and {found[1]}, make two steps of it")
            return None
        if not found:
            near = [name for name in map(nearest, written, [STEP_RECORDS] * len(written)) if name]
            hint = f'did you mean "{near[0]}"?' if near else "add one of them"
            report.add(node, f"{what} has none of breathe, point and move, {hint}")
            return None
        record = STEP_RECORDS[found[0]]
        values = record.read(node, what, report)
        return None if values is None else (record, values)

    def schema(self) -> Schema:
        return {"anyOf": [record.schema() for record in STEP_RECORDS.values()]}


TITLE = Field("title", Text(LONGEST_TITLE), "The routine's name.", required=True)
SUMMARY = Field("summary", Text(), "What it is, in a sentence.", required=True)
LANGUAGE = Field("language", Choice({"en": "en"}), "The language of its texts.")
BRING = Field("bring", Text(), "What to have within reach, said before anybody lies or sits down.")
WITHOUT_TURNING = Field(
    "without-turning",
    Name(ROUTINE_ID, "the name of a routine, such as hip-supine"),
    "The routine proposed to somebody who cannot lie on a side.",
)
REFUSED = Field("refused", Keyed(Text(), tuple(CONDITIONS)), "By condition: why it is not for somebody.")
STEPS = Field(
    "steps",
    ListOf(StepKind(), "step", 1, MOST_STEPS, some=(POINT.name,)),
    "What is done, in order; at least one step presses a point.",
    required=True,
)
ROUTINE_FILE = Record(
    "a routine",
    (TITLE, SUMMARY, LANGUAGE, BRING, WITHOUT_TURNING, REFUSED, STEPS),
    "A routine for voiceguide: points to press, slow breathing and moves, in order.",
)


def read_routine(
    content: bytes | str,
    name: str,
    routine_id: str,
    points: Mapping[str, Point],
    known: Collection[str] | None = None,
) -> Routine:
    """The routine in a file.

    Args:
        content: the file's content.
        name: what to call the file in faults.
        routine_id: the routine's id, which is the file's name without its ending.
        points: every point there is, by id.
        known: every routine there is, if `without-turning` is to be checked.

    Raises:
        Faults: everything that is wrong in it.
    """
    return routine_in(read_document(content, name), name, routine_id, points, known)


def routine_in(
    document: Node,
    name: str,
    routine_id: str,
    points: Mapping[str, Point],
    known: Collection[str] | None = None,
) -> Routine:
    """As `read_routine`, for a document that is read already."""
    report = Report(name)
    if not is_routine_id(routine_id):
        report.add(Spot(0, 0), MISNAMED)
    file = ROUTINE_FILE.read(document, "the file", report)
    if file is None:
        raise report.failure()
    written = file.get(STEPS) or ()
    _check_without_turning(file, routine_id, known, report)
    for record, values in written:
        if record is POINT_STEP:
            _check_point(values, points, report)
    report.close()
    steps = _steps(written, points)
    _check_some_point(file, steps, report)
    _check_length(file, steps, points, report)
    report.close()
    return Routine(
        id=routine_id,
        title=file[TITLE],
        summary=file[SUMMARY],
        language=file.get(LANGUAGE) or "en",
        steps=steps,
        refused=file.get(REFUSED) or {},
        without_turning=file.get(WITHOUT_TURNING),
        bring=file.get(BRING),
    )


def is_routine_id(name: str) -> bool:
    return re.fullmatch(ROUTINE_ID, name) is not None


def _steps(written: Iterable[tuple[Record, Values]], points: Mapping[str, Point]) -> tuple[Step, ...]:
    posture = Posture.SUPINE
    steps: list[Step] = []
    for record, values in written:
        posture = values.get(POSTURE) or posture
        if record is BREATHE_STEP:
            say, prepare = values.get(BREATHE_SAY), values.get(PREPARE) or 0
            steps.append(Breathe(values[BREATHE], posture, say, prepare))
        elif record is MOVE_STEP:
            brief = values.get(MOVE_BRIEF)
            steps.append(Move(values[MOVE], posture, values[MOVE_SAY], values[FOR], brief))
        else:
            steps.append(_press(values, posture, points))
    return tuple(steps)


def _press(values: Values, posture: Posture, points: Mapping[str, Point]) -> Press:
    point = find_point(values[POINT], points)
    assert point is not None
    return Press(
        point=point.id,
        sides=values.get(SIDES) or (EACH if point.sided else Side.MIDLINE),
        posture=posture,
        hold=values.get(HOLD),
        rest=values.get(REST),
        repeat=values.get(REPEAT),
        pause=values.get(PAUSE),
        prepare=values.get(PREPARE),
    )


def _check_point(values: Values, points: Mapping[str, Point], report: Report) -> None:
    name, sides = values.get(POINT), values.get(SIDES)
    point = None if name is None else find_point(name, points)
    if name is not None and point is None:
        codes = [one.code for one in points.values() if one.code != NO_CODE]
        near = nearest(name, (*points, *codes))
        instead = f'did you mean "{near}"?' if near else f"the points are {', '.join(points)}"
        report.add(values.place(POINT), f"there is no point called {quoted(name)}, {instead}")
    if point is not None and sides is not None and (sides is Side.MIDLINE) is point.sided:
        lies = "comes as a pair" if point.sided else "lies on the midline"
        right = "both, each, left or right" if point.sided else "midline or leave sides out"
        report.add(values.place(SIDES), f"{point.id} {lies}, write {right}")


def _check_some_point(file: Values, steps: Collection[Step], report: Report) -> None:
    if not any(isinstance(step, Press) for step in steps):
        report.add(file.place(STEPS), "no step presses a point, add one such as - point: GB30")


def _check_without_turning(
    file: Values, routine_id: str, known: Collection[str] | None, report: Report
) -> None:
    other, place = file.get(WITHOUT_TURNING), file.place(WITHOUT_TURNING)
    if other is not None and other == routine_id:
        report.add(place, "a routine cannot stand in for itself, name another one")
    elif other is not None and known is not None and other not in known:
        report.add(place, f"there is no routine called {quoted(other)}, {advice(other, known)}")


def _check_length(file: Values, steps: Collection[Step], points: Mapping[str, Point], report: Report) -> None:
    seconds = sum(_seconds(step, points) for step in steps)
    if seconds > LONGEST_ROUTINE:
        most = format_duration(LONGEST_ROUTINE)
        report.add(
            file.place(STEPS), f"the steps last {format_duration(seconds)} in all, write {most} at most"
        )


def _seconds(step: Step, points: Mapping[str, Point]) -> int:
    """Quiet and held time, without the words."""
    match step:
        case Breathe():
            return step.prepare + step.seconds
        case Move():
            return step.seconds
    point = points[step.point]
    side = step.sides if isinstance(step.sides, Side) else Side.RIGHT
    hold, rest, repeat, pause, prepare = (
        usual if wished is None else wished
        for wished, usual in (
            (step.hold, point.hold),
            (step.rest, point.rest),
            (step.repeat, point.repeat),
            (step.pause, point.pause),
            (step.prepare, point.prepare),
        )
    )
    settle = variant(point.settle, step.posture, side) or 0
    once = max(prepare, settle) + repeat * hold + (repeat - 1) * pause + rest
    return 2 * once if step.sides == EACH else once
