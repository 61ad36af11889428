"""Every condition in every session on every side, against a table written here by hand."""

from dataclasses import dataclass, field
from itertools import combinations

import pytest
from fakes import plan_of

from voiceguide.core.condition import CONDITIONS
from voiceguide.core.cue import Phase
from voiceguide.core.errors import PlanError
from voiceguide.core.plan import Plan
from voiceguide.core.point import Posture, Side
from voiceguide.core.preferences import Concern, Preferences, Talk
from voiceguide.core.stage import Kind
from voiceguide.core.timeline import programme

L, R, B, M = Side.LEFT, Side.RIGHT, Side.BOTH, Side.MIDLINE
INSTEAD = "Hip session without turning"
LYING, ON_SIDE, SITTING = Posture.SUPINE, Posture.SIDE_LYING, Posture.SITTING

SESSIONS = {
    "hip": [
        ("B48", B, LYING),
        ("GB29", R, ON_SIDE),
        ("GB30", R, ON_SIDE),
        ("GB29", L, ON_SIDE),
        ("GB30", L, ON_SIDE),
    ],
    "hip-supine": [("B48", B, LYING), ("GB29", B, LYING), ("GB30", R, LYING), ("GB30", L, LYING)],
    "back": [
        ("CV6", M, LYING),
        ("B23", B, LYING),
        ("B47", B, LYING),
        *((point, side, LYING) for side in (R, L) for point in ("B54", "B53")),
        ("LR3", R, LYING),
        ("LR3", L, LYING),
        ("SOLE", R, SITTING),
        ("SOLE", L, SITTING),
    ],
    "back-lying": [
        ("CV6", M, LYING),
        ("B23", B, LYING),
        ("B47", B, LYING),
        *((point, side, LYING) for side in (R, L) for point in ("B54", "B53")),
        ("LR3", R, LYING),
        ("LR3", L, LYING),
    ],
    "feet-sitting": [(point, side, SITTING) for side in (R, L) for point in ("SOLE", "KI1")],
}


@dataclass
class Line:
    """One line of the table."""

    out: str = ""
    soft: str = ""
    out_any_side: str = ""
    sided: bool = False
    refused: set[str] = field(default_factory=set)
    ask_first: bool = False
    no_side_lying: bool = False


EVERY = "CV6 B23 B47 B48 B53 B54 LR3 SOLE KI1 GB29 GB30"
TABLE = {
    "pregnancy": Line("CV6 B23 B47 B48 LR3 SOLE KI1", "GB29 GB30", refused={"back", "back-lying"}),
    "varicose-veins": Line("B53 B54", sided=True),
    "knee-surgery": Line("B53 B54", sided=True),
    "blood-clot": Line(refused=set(SESSIONS)),
    "rheumatoid": Line(soft=EVERY, ask_first=True),
    "skin": Line(soft=EVERY, ask_first=True, sided=True),
    "osteoporosis": Line("B23 B47", "B48 GB30", ask_first=True),
    "spine-surgery": Line("B23 B47", "B48 GB30", ask_first=True),
    "hip-replacement": Line("GB29 GB30 B53 B54", out_any_side="LR3 SOLE KI1", sided=True, no_side_lying=True),
    "blood-thinners": Line(soft="B23 B47 B48 GB29 GB30"),
    "numb-feet": Line("SOLE KI1", out_any_side="LR3", sided=True),
    "belly": Line("CV6"),
    "sore-hands": Line("B23 B47 B48"),
    "no-left-side": Line(no_side_lying=True),
    "no-right-side": Line(no_side_lying=True),
}
CASES = [
    (condition, session, side)
    for condition, line in TABLE.items()
    for session in SESSIONS
    for side in ((L, R, B, None) if line.sided else (None,))
]
SAID = "Some points are left out, from your safety answers."


def halves(side: Side) -> tuple[Side, ...]:
    return (L, R) if side is B else (side,)


def concerned(side: Side | None, half: Side) -> bool:
    return side in (None, B) or half in (side, M)


def wanted(
    line: Line, session: str, side: Side | None
) -> tuple[set[tuple[str, Side]], set[tuple[str, Side]]]:
    """The points that stay and those that fall out, each on one side."""
    every = {(point, half, posture) for point, on, posture in SESSIONS[session] for half in halves(on)}
    gone = {
        (point, half)
        for point, half, posture in every
        if (point in line.out.split() and concerned(side, half))
        or point in line.out_any_side.split()
        or (line.no_side_lying and posture is ON_SIDE)
    }
    return {(point, half) for point, half, _ in every} - gone, gone


def more_on_the_back(line: Line, side: Side | None) -> bool:
    """Whether a session lying on the back has more left than one with turning over."""
    return line.no_side_lying and len(wanted(line, "hip-supine", side)[0]) > len(wanted(line, "hip", side)[0])


def given(made: Plan) -> set[tuple[str, Side]]:
    return {
        (stage.point, half)
        for stage in made.stages
        if stage.point and stage.side
        for half in halves(stage.side)
    }


def spoken(made: Plan, wished: Preferences) -> list[str]:
    """Every sentence that may be heard in the session."""
    return [line.text for stage in programme(made, wished) for line in (*stage.lines, *stage.after)]


def test_the_table_knows_every_condition():
    assert set(TABLE) == set(CONDITIONS)
    assert {name for name, line in TABLE.items() if line.sided} == {
        name for name, condition in CONDITIONS.items() if condition.sided
    }


@pytest.mark.parametrize("session", SESSIONS)
def test_the_sessions_are_as_written_here(session: str):
    assert given(plan_of(session)) == wanted(Line(), session, None)[0]


@pytest.mark.parametrize(("condition", "session", "side"), CASES)
def test_a_condition_does_in_a_session_what_the_table_says(condition: str, session: str, side: Side | None):
    line = TABLE[condition]
    wished = Preferences(concerns=(Concern(condition, side),), talk=Talk.MINIMAL)
    stay, gone = wanted(line, session, side)

    if session in line.refused:
        with pytest.raises(PlanError, match=r"doctor|midwife"):
            plan_of(session, wished)
        return
    if not stay:
        with pytest.raises(PlanError, match="No point is left"):
            plan_of(session, wished)
        return
    made = plan_of(session, wished)

    assert given(made) == stay
    assert {(left.point, half) for left in made.left_out for half in halves(left.side)} == gone
    assert {left.reason for left in made.left_out} <= {condition}
    assert any("Ask a doctor first" in note for note in made.notes) == line.ask_first
    assert made.instead == (INSTEAD if session == "hip" and more_on_the_back(line, side) else None)
    for stage in made.stages:
        if stage.point and stage.side and stage.first:
            touched = any(concerned(side, half) for half in halves(stage.side))
            gently = bool(stage.said(Talk.MINIMAL, Phase.PRESS))
            assert gently == (stage.point in line.soft.split() and touched), stage.title


GIVEN = [
    (condition, session, side)
    for condition, session, side in CASES
    if session not in TABLE[condition].refused and wanted(TABLE[condition], session, side)[0]
]


@pytest.mark.parametrize(("condition", "session", "side"), GIVEN)
def test_the_ear_is_told_that_something_is_left_out_and_never_why(
    condition: str, session: str, side: Side | None
):
    wished = Preferences(concerns=(Concern(condition, side),))
    stay, gone = wanted(TABLE[condition], session, side)
    said = spoken(plan_of(session, wished), wished)

    assert stay
    assert (SAID in said) == bool(gone)
    assert not any(CONDITIONS[condition].title in sentence for sentence in said)


@pytest.mark.parametrize("session", SESSIONS)
def test_left_and_right_together_are_as_both(session: str):
    for condition, line in TABLE.items():
        if not line.sided or not wanted(line, session, None)[0]:
            continue
        apart = Preferences(concerns=(Concern(condition, L), Concern(condition, R)))
        together = Preferences(concerns=(Concern(condition),))

        assert given(plan_of(session, apart)) == given(plan_of(session, together)), condition


@pytest.mark.parametrize("session", SESSIONS)
def test_two_conditions_take_out_what_each_of_them_does(session: str):
    stay_by = {name: wanted(line, session, L if line.sided else None)[0] for name, line in TABLE.items()}
    for first, second in combinations(TABLE, 2):
        stay = stay_by[first] & stay_by[second]
        both = tuple(Concern(name, L if TABLE[name].sided else None) for name in (first, second))
        if session in TABLE[first].refused | TABLE[second].refused or not stay:
            with pytest.raises(PlanError):
                plan_of(session, Preferences(concerns=both))
        else:
            assert given(plan_of(session, Preferences(concerns=both))) == stay, (first, second)


def test_somebody_who_cannot_lie_on_a_side_moves_to_no_side():
    for condition in ("no-left-side", "no-right-side", "hip-replacement"):
        made = plan_of("hip", Preferences(concerns=(Concern(condition),)))

        assert [stage.title for stage in made.stages if stage.kind is Kind.MOVE] == []
