"""Routines are read whole, with their usual values, or every fault in them is told at once."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.content.fault import Fault, Faults
from voiceguide.content.points import read_points
from voiceguide.content.routines import read_routine
from voiceguide.core.point import Posture, Side
from voiceguide.core.routine import EACH, Breathe, Move, Press, Routine

ROOT = Path(__file__).parents[2]
POINTS = read_points((ROOT / "data" / "points.yaml").read_bytes(), "points.yaml")
HEAD = "title: T\nsummary: S\nsteps:\n"
BREATHE = "  - breathe: 60s\n"


def read(text: str, routine_id: str = "mine") -> Routine:
    return read_routine(text, "r.yaml", routine_id, POINTS, ("hip", "mine"))


def told(text: str) -> list[str]:
    with pytest.raises(Faults) as caught:
        read(text)
    return str(caught.value).removeprefix("r.yaml:").split("\nr.yaml:")


def test_a_routine_is_read_with_all_that_it_says():
    routine = read(
        """
title: Hip,
  slowly
summary: Two points.
language: en
without-turning: hip
refused: {pregnancy: Not with a child on the way.}
steps:
  - breathe: 1m30s
    posture: sitting
    prepare: 20s
    say: Sit well.
  - point: bl53
    sides: both
    hold: 0:45
    rest: 0
    repeat: 2
    pause: 5
    prepare: 15s
  - move: on your left side
    posture: side-lying
    say: >-
      Roll onto your side,
      in one piece.
    brief: Left side.
    for: 25s
  - point: GB30
    sides: right
"""
    )

    assert routine == Routine(
        id="mine",
        title="Hip, slowly",
        summary="Two points.",
        language="en",
        steps=(
            Breathe(90, Posture.SITTING, "Sit well.", 20),
            Press("B48", Side.BOTH, Posture.SITTING, 45, 0, 2, 5, 15),
            Move(
                "on your left side",
                Posture.SIDE_LYING,
                "Roll onto your side, in one piece.",
                25,
                "Left side.",
            ),
            Press("GB30", Side.RIGHT, Posture.SIDE_LYING),
        ),
        refused={"pregnancy": "Not with a child on the way."},
        without_turning="hip",
    )


def test_what_is_left_out_has_its_usual_value():
    routine = read(HEAD + BREATHE + "  - point: GB30\n  - point: cv6\n")

    assert routine.language == "en"
    assert routine.without_turning is None
    assert routine.steps == (
        Breathe(60, Posture.SUPINE),
        Press("GB30", EACH, Posture.SUPINE),
        Press("CV6", Side.MIDLINE, Posture.SUPINE),
    )


@pytest.mark.parametrize("path", sorted((ROOT / "routines").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_bundled_routine_is_in_order(path: Path):
    names = [file.stem for file in path.parent.glob("*.yaml")]

    assert read_routine(path.read_bytes(), path.name, path.stem, POINTS, names).steps


BAD_ROUTINES: list[tuple[str, str, str]] = [
    (
        "an unknown point",
        HEAD + "  - point: GB3O\n",
        '4:12: there is no point called "GB3O", did you mean "GB30"?',
    ),
    (
        "a code nearly right",
        HEAD + "  - point: BL5\n",
        '4:12: there is no point called "BL5", did you mean "BL53"?',
    ),
    (
        "a point far from all",
        HEAD + "  - point: TOE\n",
        '4:12: there is no point called "TOE", the points are CV6, ',
    ),
    (
        "a short hold",
        HEAD + "  - point: GB30\n    hold: 3s\n",
        '5:11: hold is "3s", which is too short, write 5s to',
    ),
    (
        "a long rest",
        HEAD + "  - point: GB30\n    rest: 11m\n",
        '5:11: rest is "11m", which is too long, write 0s to',
    ),
    (
        "no duration",
        HEAD + "  - point: GB30\n    hold: soon\n",
        '5:11: hold is "soon", write a duration such as',
    ),
    (
        "six repeats",
        HEAD + "  - point: GB30\n    repeat: 6\n",
        '5:13: repeat is "6", write a whole number from 1 to',
    ),
    (
        "minus one repeat",
        HEAD + "  - point: GB30\n    repeat: -1\n",
        '5:13: repeat is "-1", write a whole number',
    ),
    (
        "a repeat in words",
        HEAD + "  - point: GB30\n    repeat: \uff12\n",
        '5:13: repeat is "\\uff12", write a whole',
    ),
    (
        "a misspelt side",
        HEAD + "  - point: GB30\n    sides: botth\n",
        '5:12: sides is "botth", did you mean "both"?',
    ),
    (
        "a side of the midline",
        HEAD + "  - point: CV6\n    sides: left\n",
        "5:12: CV6 lies on the midline, write mid",
    ),
    (
        "the middle of a pair",
        HEAD + "  - point: GB30\n    sides: midline\n",
        "5:12: GB30 comes as a pair, write both",
    ),
    (
        "a posture of its own",
        HEAD + BREATHE + "    posture: head\n",
        '5:14: posture is "head", write supine, side-',
    ),
    (
        "a posture with fields",
        HEAD + BREATHE + "    posture: {a: b}\n",
        "5:14: posture cannot have fields of its own",
    ),
    (
        "a misspelt key",
        HEAD + "  - point: GB30\n    hodl: 30s\n",
        '5:5: "hodl" is not a key of a point step, did you',
    ),
    (
        "a key in capitals",
        HEAD + "  - point: GB30\n    HOLD: 30s\n",
        '5:5: "HOLD" is not a key of a point step, did',
    ),
    (
        "a foreign key",
        HEAD + "  - point: GB30\n    colour: red\n",
        '5:5: "colour" is not a key of a point step, its',
    ),
    (
        "a key of another step",
        HEAD + BREATHE + "    hold: 30s\n",
        '5:5: "hold" is not a key of a breathe step, its',
    ),
    (
        "a misspelt step",
        HEAD + "  - brethe: 60s\n",
        "4:5: step 1 has none of breathe, point and move, did you mean",
    ),
    (
        "a look-alike letter",
        HEAD + "  - br\u0435athe: 60s\n",
        "4:5: step 1 has none of breathe, point and move",
    ),
    (
        "a step without a kind",
        HEAD + "  - say: hello\n",
        "4:5: step 1 has none of breathe, point and move, add one",
    ),
    (
        "two steps in one",
        HEAD + BREATHE + "    point: GB30\n",
        "4:5: step 1 has both breathe and point, make two",
    ),
    ("a step that is a word", HEAD + "  - GB30\n", '4:5: step 1 is "GB30", write one of breathe: ...'),
    ("a step that is a list", HEAD + "  - [a]\n", "4:5: step 1 cannot be a list, write one of breathe: ..."),
    (
        "a breath of no length",
        HEAD + "  - breathe:\n",
        "4:13: there is nothing after breathe, write a duration",
    ),
    ("a move without all", HEAD + "  - move: x\n", "4:5: a move step lacks for, add for: ..."),
    ("a placeholder in a move", HEAD + '  - {move: x, posture: supine, say: "{side}", for: 5s}\n', "4:37:"),
    (
        "steps that are no list",
        HEAD + "  breathe: 60s\n",
        "4:3: steps cannot have fields of its own, write a list",
    ),
    ("no point", HEAD + BREATHE, "4:3: no step presses a point, add one such as - point: GB30"),
    ("no steps", HEAD + "  []\n", "4:3: steps has 0 entries, write 1 to 60"),
    ("steps not written", HEAD, "3:7: there is nothing after steps, write a list, each step after a hyphen"),
    ("too many steps", HEAD + BREATHE * 61, "4:3: steps has 61 entries, write 1 to 60"),
    ("more than three hours", HEAD + "  - {point: GB30, hold: 10m, repeat: 5}\n" * 4, "4:3: the steps last "),
    ("a list", "- a\n", "1:1: the file cannot be a list, write a routine with fields such as title: ..."),
    ("a word", "hello\n", '1:1: the file is "hello", write a routine with fields such as title: ...'),
    (
        "a second title",
        "title: T\n" + HEAD + BREATHE,
        '2:1: "title" is written twice (also on line 1), keep one',
    ),
    ("a title in a list", HEAD.replace(" T", " [T]") + BREATHE, "1:8: title cannot be a list, write a text"),
    (
        "a title without end",
        HEAD.replace(" T", " T" + "x" * 80) + BREATHE,
        "1:8: title has 81 characters, write 80",
    ),
    (
        "a say without end",
        HEAD + BREATHE + "    say: " + "word " * 150,
        "5:10: say has 749 characters, write 600",
    ),
    ("a summary of dots", HEAD.replace(" S", " ...") + BREATHE, "2:10: summary has no words, write some"),
    ("another language", "language: de\n" + HEAD + BREATHE, '1:11: language is "de", write en'),
    (
        "an unknown condition",
        "refused: {pregnant: x}\n" + HEAD + BREATHE,
        '1:11: "pregnant" is not a key of refused',
    ),
    (
        "an unknown way out",
        "without-turning: hop\n" + HEAD + BREATHE,
        '1:18: there is no routine called "hop", did',
    ),
    (
        "itself as way out",
        "without-turning: mine\n" + HEAD + BREATHE,
        "1:18: a routine cannot stand in for itself",
    ),
    (
        "a key that is a list",
        HEAD + BREATHE + "    ? [x]\n    : y\n",
        "5:7: a list or a mapping cannot be a key",
    ),
    (
        "a name with a line end",
        HEAD + '  - point: "GB30\\n"\n',
        '4:12: point is "GB30\\n", write a point such as GB',
    ),
]


@pytest.mark.parametrize(
    ("text", "words"), [case[1:] for case in BAD_ROUTINES], ids=[case[0] for case in BAD_ROUTINES]
)
def test_a_bad_routine_is_told_with_its_place(text: str, words: str):
    assert told(text)[0].startswith(words)


def test_every_fault_is_told_at_once_in_the_order_of_the_lines():
    text = """title: [T]
language: fr
steps:
  - point: GB99
    hold: 3s
    sides: up
  - point: CV6
    sides: both
    rest: x
  - breathe: 60s
    hodl: 3
  - move: over
"""

    places = [line.partition(": ")[0] for line in told(text)]

    assert places == [
        *("1:1", "1:8", "2:11", "4:12", "5:11", "6:12", "8:12", "9:11", "11:5", "12:5", "12:5", "12:5"),
    ]


@pytest.mark.parametrize("name", ["Hip", "my routine", "", "a" * 41, "hüfte", "a.b", "a\n"])
def test_a_file_name_that_is_no_id_is_a_fault_of_the_file(name: str):
    with pytest.raises(Faults, match=r"^r.yaml: the file's name cannot be a routine's, write small letters"):
        read(HEAD + BREATHE, name)


def test_a_fault_shows_a_look_alike_letter_by_its_code():
    assert '5:5: "h\\u043eld" is not a key of a point step, did you mean "hold"?' in told(
        HEAD + "  - point: GB30\n    h\u043eld: 30s\n"
    )


def test_a_long_quote_is_shortened():
    assert [f'4:12: point is "{"x" * 27}...", write a point such as GB30'] == (
        told(HEAD + f"  - point: {'x' * 5000}\n")
    )


GOOD = (ROOT / "routines" / "hip.yaml").read_text("utf-8")


def faults_in(text: str) -> Sequence[Fault]:
    try:
        read_routine(text, "hip.yaml", "hip", POINTS)
    except Faults as faults:
        return faults.faults
    return ()


def safe(fault: Fault) -> bool:
    return str(fault).isascii() and str(fault).isprintable() and len(str(fault)) < 500


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD)), st.integers(0, 40), st.text(max_size=8))
def test_a_bundled_routine_changed_anywhere_has_only_safe_faults(start: int, length: int, put: str):
    assert all(map(safe, faults_in(GOOD[:start] + put + GOOD[start + length :])))


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 60))
def test_the_lines_of_a_routine_in_any_order_have_only_safe_faults(random: Random, count: int):
    lines = GOOD.splitlines()
    random.shuffle(lines)

    assert all(map(safe, faults_in("\n".join(lines[:count]))))
