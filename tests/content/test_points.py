"""Points are read whole, with their usual values, or every fault in them is told at once."""

from pathlib import Path

import pytest

from voiceguide.content.fault import Faults
from voiceguide.content.points import read_points
from voiceguide.core.point import Mark, Point, Side

ROOT = Path(__file__).parents[2]
KNEE = """points:
  KNEE:
    code: "-"
    pinyin: "-"
    name: Knee
    sided: true
    place: {default: "{side} knee"}
    locate: {default: Find it.}
    press: {default: Press it.}
    brief: {default: Briefly.}
    hold: 30s
"""


def knee(old: str = "", new: str = "") -> Point:
    assert old in KNEE
    return read_points(KNEE.replace(old, new, 1) if old else KNEE, "p.yaml")["KNEE"]


def test_a_point_has_usual_values_for_what_is_left_out():
    assert knee() == Point(
        id="KNEE",
        code="-",
        pinyin="-",
        name="Knee",
        place={"default": "{side} knee"},
        sided=True,
        locate={"default": "Find it."},
        press={"default": "Press it."},
        brief={"default": "Briefly."},
        release={"default": "Let go slowly."},
        hold=30,
        rest=10,
        repeat=1,
        pause=10,
        settle={"default": 8, "side-lying": 10},
        prepare=0,
    )


def test_a_point_keeps_all_that_it_says():
    more = """hold: 30s
    rest: 0
    repeat: 2
    pause: 5s
    prepare: 20s
    settle: {default: 12s}
    release: {default: Let go., both: Let both go.}
    remind: {supine: Softly.}
    soften: {osteoporosis: "Use a flat {side} hand.", skin: {default: Rest it., supine: Rest it there.}}
    short: Bare knee
    touch: {default: Softly.}
    warn: {default: Not on it.}
    cautions: {kneeling: Not on a hard floor.}
    marks:
      - {view: sole, side: right, x: 0.54, y: .92, to: [0.58, 0.27]}
    sources: [S1, S26b]"""

    point = knee("hold: 30s", more)

    assert (point.rest, point.repeat, point.pause, point.prepare) == (0, 2, 5, 20)
    assert point.settle == {"default": 12}
    assert point.release == {"default": "Let go.", "both": "Let both go."}
    assert point.remind == {"supine": "Softly."}
    assert point.soften == {
        "osteoporosis": {"default": "Use a flat {side} hand."},
        "skin": {"default": "Rest it.", "supine": "Rest it there."},
    }
    assert (point.short, point.touch, point.warn) == (
        "Bare knee",
        {"default": "Softly."},
        {"default": "Not on it."},
    )
    assert point.cautions == {"kneeling": "Not on a hard floor."}
    assert point.marks == (Mark("sole", Side.RIGHT, 0.54, 0.92, (0.58, 0.27)),)
    assert point.sources == ("S1", "S26b")


def test_settle_without_a_default_changes_only_what_it_names():
    point = knee("hold: 30s", "hold: 30s\n    settle: {supine: 12s}")

    assert point.settle == {"default": 8, "side-lying": 10, "supine": 12}


def test_every_bundled_point_is_in_order():
    points = read_points((ROOT / "data" / "points.yaml").read_bytes(), "points.yaml")

    assert sorted(points) == ["B23", "B47", "B48", "B53", "B54", "CV6", "GB29", "GB30", "KI1", "LR3", "SOLE"]


BAD_POINTS: list[tuple[str, str, str, str]] = [
    (
        "a small id",
        "KNEE:",
        "knee:",
        '2:3: "knee" cannot be a key of points, write a name in capital letters',
    ),
    ("an id with a colon", "KNEE:", '"A:B":', '2:3: "A:B" cannot be a key of points'),
    ("an unfit code", '"-"', "G=1", '3:11: code is "G=1", write a code such as GB30, or "-"'),
    ("a yes", "sided: true", "sided: yes", '6:12: sided is "yes", write true or false'),
    (
        "a side on the midline",
        "sided: true",
        "sided: false",
        "7:22: {side} cannot stand for a point on the midline",
    ),
    (
        "a full stop",
        'knee"',
        'knee."',
        "7:22: a place is spoken inside a sentence, write it without a full stop",
    ),
    (
        "a text by itself",
        "{default: Find it.}",
        "Find it.",
        '8:13: locate is "Find it.", write fields under it, ',
    ),
    ("no default", "{default: Find it.}", "{supine: x}", "8:13: locate lacks default, add default: ..."),
    (
        "an unknown posture",
        "Find it.",
        "x, lying: y",
        '8:26: "lying" is not a key of locate, did you mean "side-l',
    ),
    (
        "a side for both",
        "Find it.",
        'x, both: "the {side}"',
        "8:32: {side} cannot stand where both sides are meant",
    ),
    (
        "other for both",
        "Find it.",
        'x, both: "the {other}"',
        "8:32: {other} cannot stand where both sides are mea",
    ),
    (
        "an unknown placeholder",
        "Find it.",
        '"{hand}"',
        '8:23: "{hand}" cannot stand in locate (default), write {',
    ),
    (
        "a brace alone",
        "Find it.",
        '"a { b"',
        '8:23: "{" cannot stand in locate (default), write {side} or {other}',
    ),
    (
        "a lookup in a placeholder",
        "Find it.",
        '"{side.x}"',
        '8:23: "{side.x}" cannot stand in locate (default)',
    ),
    (
        "an endless text",
        "Find it.",
        "ab " * 300,
        "8:23: locate (default) has 899 characters, write 600 at most",
    ),
    ("a text of dots", "Find it.", "'. . .'", "8:23: locate (default) has no words, write some"),
    ("no hold", "    hold: 30s\n", "", "3:5: a point lacks hold, add hold: ..."),
    ("an empty name", "name: Knee", "name:", "5:10: there is nothing after name, write a text"),
    (
        "an unknown condition",
        "hold: 30s",
        "hold: 30s\n    soften: {skni: x}",
        '12:14: "skni" is not a key of soften',
    ),
    (
        "a side for both in what softens",
        "hold: 30s",
        'hold: 30s\n    soften: {skin: {default: x, both: "the {side}"}}',
        "12:39: {side} cannot stand where both sides are meant",
    ),
    (
        "a softening without a usual text",
        "hold: 30s",
        "hold: 30s\n    soften: {skin: {supine: x}}",
        "12:20: soften (skin) lacks default, add default: ...",
    ),
    (
        "a long short name",
        "hold: 30s",
        "hold: 30s\n    short: The back of the knee",
        "12:12: short has 20 characters, write 16 at most",
    ),
    (
        "an odd caution",
        "hold: 30s",
        "hold: 30s\n    cautions: {Big Toe: x}",
        '12:16: "Big Toe" cannot be a key of',
    ),
    (
        "a braced caution",
        "hold: 30s",
        "hold: 30s\n    cautions: {a: '{side}'}",
        '12:19: "{side}" cannot stand in',
    ),
    (
        "a short settle",
        "hold: 30s",
        "hold: 30s\n    settle: {default: 4s}",
        '12:23: settle (default) is "4s", which',
    ),
    (
        "a settle by itself",
        "hold: 30s",
        "hold: 30s\n    settle: 8s",
        '12:13: settle is "8s", write fields under it',
    ),
    ("an empty mapping", "hold: 30s", "hold: 30s\n    remind: {}", "12:13: remind is empty, write something"),
    (
        "an unknown view",
        "hold: 30s",
        "hold: 30s\n    marks: [{view: top, side: left, x: 0, y: 1}]",
        "12:20: view is",
    ),
    (
        "a mark outside",
        "hold: 30s",
        "hold: 30s\n    marks: [{view: back, side: left, x: 1.2, y: 1}]",
        "12:41: x is",
    ),
    (
        "a mark nowhere",
        "hold: 30s",
        "hold: 30s\n    marks: [{view: back, side: left, x: nan, y: 1}]",
        "12:41: x is",
    ),
    (
        "half an end",
        "hold: 30s",
        "hold: 30s\n    marks: [{view: back, side: left, x: 1, y: 1, to: [1]}]",
        "12:54:",
    ),
    (
        "a middle mark",
        "hold: 30s",
        "hold: 30s\n    marks: [{view: back, side: midline, x: 0, y: 1}]",
        "12:32: thi",
    ),
    (
        "an unlisted source",
        "hold: 30s",
        "hold: 30s\n    sources: [S22]\nsources: {S2: b}",
        '12:14: the source "S22"',
    ),
    (
        "one source",
        "hold: 30s",
        "hold: 30s\n    sources: S1",
        '12:14: sources is "S1", write a list, each source aft',
    ),
    (
        "a point twice",
        "points:",
        "points:\n  KNEE: 3",
        '2:9: points (KNEE) is "3", write a point with fields such',
    ),
    (
        "points in a list",
        "points:\n",
        "points: [A]\nx:\n",
        "1:9: points cannot be a list, write fields under it, each",
    ),
    (
        "another name for points",
        "points:",
        "pionts:",
        '1:1: "pionts" is not a key of a points file, did you mean',
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "words"), [case[1:] for case in BAD_POINTS], ids=[case[0] for case in BAD_POINTS]
)
def test_a_bad_point_is_told_with_its_place(old: str, new: str, words: str):
    with pytest.raises(Faults) as caught:
        knee(old, new)

    assert str(caught.value).startswith(f"p.yaml:{words}")
