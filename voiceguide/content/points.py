"""Points as they are written in a file: every field with its limits, and what must fit together."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from voiceguide.content.fault import Report
from voiceguide.content.fields import Field, Keyed, ListOf, Record, Values, keys_of
from voiceguide.content.kinds import (
    LONGEST_TITLE,
    PLACEHOLDERS,
    Choice,
    Duration,
    Fraction,
    Kind,
    Name,
    Schema,
    Text,
    Whole,
    YesNo,
)
from voiceguide.content.yaml import MappingNode, Node, ScalarNode, read_document
from voiceguide.core.advice import nearest, quoted
from voiceguide.core.condition import CONDITIONS
from voiceguide.core.point import Mark, Point, Posture, Side, Variants
from voiceguide.core.preferences import LEAST_HOLD, MOST_HOLD

POINT_ID = "[A-Z][A-Z0-9-]{0,11}"
VIEWS = ("front", "back", "side", "foot-top", "sole")
DEFAULT = "default"

_SITUATIONS = (DEFAULT, "both", *(posture.value for posture in Posture))
_SETTLE: Variants[int] = {DEFAULT: 8, Posture.SIDE_LYING.value: 10}
_RELEASE: Variants[str] = {DEFAULT: "Let go slowly."}
_SPOKEN = Text(placeholders=True)
_SHOWN = Text()
_TITLE = Text(LONGEST_TITLE)
_QUIET = Duration(0, MOST_HOLD)
_BY_SITUATION: Kind[Mapping[str, str]] = Keyed(_SPOKEN, _SITUATIONS, (DEFAULT,))
LONGEST_SHORT = 16
"""Characters; more do not fit in large letters where a terminal is 80 columns wide."""
_SOURCE = Name("[A-Za-z][A-Za-z0-9]{0,7}", "a short code such as S1")


@dataclass(frozen=True, slots=True)
class PlainOrBySituation:
    """Texts by situation, or one text for all of them."""

    def read(self, node: Node, what: str, report: Report) -> Mapping[str, str] | None:
        if isinstance(node, MappingNode):
            return _BY_SITUATION.read(node, what, report)
        text = _SPOKEN.read(node, what, report)
        return None if text is None else {DEFAULT: text}

    def schema(self) -> Schema:
        return {"anyOf": [_SPOKEN.schema(), _BY_SITUATION.schema()]}


VIEW = Field(
    "view", Choice({view: view for view in VIEWS}), "The drawing on which the point is marked.", True
)
MARK_SIDE = Field(
    "side",
    Choice({side.value: side for side in (Side.LEFT, Side.RIGHT, Side.MIDLINE)}),
    "The side of the body that is marked.",
    required=True,
)
X = Field("x", Fraction(), "From 0 at the left edge of the drawing to 1.", required=True)
Y = Field("y", Fraction(), "From 0 at the top of the drawing to 1.", required=True)
TO = Field("to", ListOf(Fraction(), "number", 2, 2), "Where a stroke ends, as [x, y].")
MARK = Record("a mark", (VIEW, MARK_SIDE, X, Y, TO))

CODE = Field(
    "code",
    Name("-|[A-Za-z][A-Za-z0-9-]{0,11}", 'a code such as GB30, or "-"'),
    'The standard code, or "-".',
    True,
)
PINYIN = Field("pinyin", Text(LONGEST_TITLE, none="-"), 'The Chinese name in letters, or "-".', required=True)
NAME = Field("name", _TITLE, "The traditional English name.", required=True)
SIDED = Field("sided", YesNo(), "Whether there is one on each side of the body.", required=True)
PLACE = Field("place", _BY_SITUATION, "The plain place that is spoken, without a full stop.", required=True)
LOCATE = Field("locate", _BY_SITUATION, "How to find it.", required=True)
PRESS = Field("press", _BY_SITUATION, "How to press it.", required=True)
BRIEF = Field("brief", _BY_SITUATION, "Where it is in one sentence, for the second side.", required=True)
SHORT = Field("short", Text(LONGEST_SHORT), "The place in few words, without a side, for large letters.")
TOUCH = Field("touch", _BY_SITUATION, "How to press it in one sentence; without it, brief says that too.")
WARN = Field("warn", _BY_SITUATION, "What to look out for, said after how to press.")
RELEASE = Field("release", _BY_SITUATION, "How to let go.")
REMIND = Field("remind", Keyed(_SPOKEN, _SITUATIONS), "A word of care after the halfway call.")
HOLD = Field("hold", Duration(LEAST_HOLD, MOST_HOLD), "How long it is held.", required=True)
REST = Field("rest", _QUIET, "Quiet time afterwards.")
REPEAT = Field("repeat", Whole(1, 5), "How many times it is held.")
PAUSE = Field("pause", _QUIET, "Quiet time between repeats.")
SETTLE = Field(
    "settle",
    Keyed(Duration(LEAST_HOLD, MOST_HOLD), _SITUATIONS),
    "Quiet time to find it, by posture.",
)
PREPARE = Field("prepare", _QUIET, "The least time from the announcement to the hold.")
SOFTEN = Field(
    "soften",
    Keyed(PlainOrBySituation(), tuple(CONDITIONS)),
    "By condition: how to press more gently, said instead of press and touch.",
)
CAUTIONS = Field(
    "cautions",
    Keyed(_SHOWN, pattern="[a-z][a-z0-9-]{0,39}", wanted="a word in small letters, such as pregnancy"),
    "By condition or topic: what the screen says.",
)
MARKS = Field("marks", ListOf(MARK, "mark", most=20), "Where it is drawn on the body.")
SOURCES = Field("sources", ListOf(_SOURCE, "source"), "Codes of the sources of what is said.")
POINT = Record(
    "a point",
    (
        *(CODE, PINYIN, NAME, SIDED, PLACE, SHORT, LOCATE, PRESS, WARN, BRIEF, TOUCH, RELEASE, REMIND),
        *(HOLD, REST, REPEAT, PAUSE, SETTLE, PREPARE, SOFTEN, CAUTIONS, MARKS, SOURCES),
    ),
)
POINTS = Field(
    "points",
    Keyed(POINT, pattern=POINT_ID, wanted="a name in capital letters, such as GB30"),
    "The points, each under the name that routines use.",
    required=True,
)
CITED = Field(
    "sources",
    Keyed(_SHOWN, pattern=_SOURCE.pattern, wanted=_SOURCE.wanted),
    "The sources, each under its code.",
)
POINTS_FILE = Record(
    "a points file", (POINTS, CITED), "Points for voiceguide: where they are and how to press."
)


@lru_cache(maxsize=4)
def read_points(content: bytes | str, name: str) -> Mapping[str, Point]:
    """The points in a file, by their ids, in the order written; read once, as every shelf wants them.

    Raises:
        Faults: everything that is wrong in it.
    """
    return points_in(read_document(content, name), name)


def points_in(document: Node, name: str) -> Mapping[str, Point]:
    """The points in a document that is read already.

    Raises:
        Faults: everything that is wrong in it.
    """
    report = Report(name)
    file = POINTS_FILE.read(document, "the file", report)
    written = {} if file is None else file.get(POINTS) or {}
    cited = None if file is None else file.written(CITED)
    for point in written.values():
        _check_words(point, report)
        _check_marks(point, report)
        _check_sources(point, None if cited is None else keys_of(cited), report)
    report.close()
    return {point_id: _point(point_id, values) for point_id, values in written.items()}


def _point(point_id: str, values: Values) -> Point:
    settle = values.get(SETTLE) or {}
    return Point(
        id=point_id,
        code=values[CODE].upper(),
        pinyin=values[PINYIN],
        name=values[NAME],
        place=values[PLACE],
        sided=values[SIDED],
        locate=values[LOCATE],
        press=values[PRESS],
        brief=values[BRIEF],
        release=values.get(RELEASE) or _RELEASE,
        hold=values[HOLD],
        rest=_either(values.get(REST), 10),
        repeat=_either(values.get(REPEAT), 1),
        pause=_either(values.get(PAUSE), 10),
        settle=settle if DEFAULT in settle else {**_SETTLE, **settle},
        prepare=_either(values.get(PREPARE), 0),
        short=values.get(SHORT) or "",
        touch=values.get(TOUCH) or {},
        warn=values.get(WARN) or {},
        remind=values.get(REMIND) or {},
        soften=values.get(SOFTEN) or {},
        cautions=values.get(CAUTIONS) or {},
        marks=tuple(map(_mark, values.get(MARKS) or ())),
        sources=values.get(SOURCES) or (),
    )


def _either(value: int | None, usual: int) -> int:
    return usual if value is None else value


def _mark(values: Values) -> Mark:
    end = values.get(TO)
    return Mark(
        values[VIEW], values[MARK_SIDE], values[X], values[Y], None if end is None else (end[0], end[1])
    )


def _check_words(point: Values, report: Report) -> None:
    """No side is named where there is none, and a place is no sentence."""
    for wanted in (PLACE, LOCATE, PRESS, WARN, BRIEF, TOUCH, RELEASE, REMIND, SOFTEN):
        for key, text in _texts(point.written(wanted)):
            found = [placeholder for placeholder in PLACEHOLDERS if placeholder in text.text]
            if found and point.get(SIDED) is False:
                report.add(
                    text, f"{found[0]} cannot stand for a point on the midline, write it without a side"
                )
            elif found and key == "both":
                report.add(text, f"{found[0]} cannot stand where both sides are meant, name them in words")
            if wanted is PLACE and text.text.rstrip().endswith((".", "!", "?")):
                report.add(text, "a place is spoken inside a sentence, write it without a full stop")


def _texts(node: Node | None, key: str = "") -> Iterator[tuple[str, ScalarNode]]:
    """Every text in a field, under whatever key it stands."""
    if isinstance(node, ScalarNode):
        yield key, node
    elif isinstance(node, MappingNode):
        for name, value in node.entries:
            if isinstance(name, ScalarNode):
                yield from _texts(value, name.text)


def _check_marks(point: Values, report: Report) -> None:
    for mark in point.get(MARKS) or ():
        side, sided = mark.get(MARK_SIDE), point.get(SIDED)
        if side is None or sided is None or sided is (side is not Side.MIDLINE):
            continue
        right = "left or right" if sided else "midline"
        report.add(mark.place(MARK_SIDE), f"this point has no mark on side {side}, write {right}")


def _check_sources(point: Values, cited: Collection[str] | None, report: Report) -> None:
    for source in point.get(SOURCES) or ():
        if cited is not None and source not in cited:
            near = nearest(source, cited)
            instead = f'did you mean "{near}"?' if near else "add it under sources"
            report.add(point.place(SOURCES), f"the source {quoted(source)} is not listed below, {instead}")
