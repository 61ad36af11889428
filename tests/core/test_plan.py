"""A plan: sides, repeats and moves unrolled, steps numbered, the time it takes."""

import re
from fractions import Fraction

import pytest
from fakes import plan_of, points, routine_of

from voiceguide.core.cue import Phase
from voiceguide.core.plan import Plan
from voiceguide.core.point import Side
from voiceguide.core.preferences import Concern, Preferences, Skip, Talk
from voiceguide.core.stage import Kind
from voiceguide.core.timeline import estimated_seconds


def outline(made: Plan) -> list[str]:
    """Each stage in a few words: its number, its step, what it is."""
    return [
        f"{stage.number} {stage.step or '-'} {stage.point or stage.kind}"
        + (f" {stage.side}" if stage.side else f" {stage.title}" if stage.kind is Kind.MOVE else "")
        for stage in made.stages
    ]


def steps_said(made: Plan) -> list[str]:
    return [line.text for stage in made.stages for line in stage.lines if line.text.startswith("Step ")]


def test_the_hip_session_unrolled():
    assert outline(plan_of("hip")) == [
        "0 1 breathe",
        "1 2 B48 both",
        "2 - move on your left side",
        "3 3 GB29 right",
        "4 4 GB30 right",
        "5 4 GB30 right",
        "6 - move on your right side",
        "7 5 GB29 left",
        "8 6 GB30 left",
        "9 6 GB30 left",
        "10 - move on your back",
        "11 7 breathe",
    ]


def test_steps_are_said_once_each_and_count_neither_moves_nor_repeats():
    assert steps_said(plan_of("hip")) == [
        f"Step {step} of seven." for step in ("one", "two", "three", "four", "five", "six", "seven")
    ]


def test_steps_are_numbered_anew_when_points_are_left_out():
    made = plan_of("hip", Preferences(skips=(Skip("GB29"),)))

    assert steps_said(made) == [f"Step {step} of five." for step in ("one", "two", "three", "four", "five")]
    assert [stage.number for stage in made.stages] == list(range(len(made.stages)))


def test_each_side_means_right_first_and_the_second_in_brief():
    right, left = plan_of(routine_of("  - {point: LR3, sides: each}\n")).stages

    assert (right.side, left.side) == (Side.RIGHT, Side.LEFT)
    assert right.said(Talk.FULL, Phase.LOCATE)[0] == "Keep both knees bent and your right foot flat."
    assert left.said(Talk.FULL, Phase.LOCATE) == (
        "The groove on top of your left foot, from the first two toes.",
        "Your right heel, light as a hand.",
    )


def test_repeats_rest_as_long_as_the_pause_and_the_last_as_the_step_says():
    stages = plan_of(routine_of("  - {point: GB30, sides: right, repeat: 3, pause: 7, rest: 12}\n")).stages

    assert [stage.rest for stage in stages] == [7, 7, 12]
    assert [stage.first for stage in stages] == [True, False, False]
    assert [stage.repeats_follow for stage in stages] == [2, 1, 0]
    assert [stage.said(Talk.FULL, Phase.ANNOUNCE)[0] for stage in stages[1:]] == [
        "Second time.",
        "Third time.",
    ]


def test_a_move_holds_and_rests_for_no_time():
    move = plan_of("hip").stages[2]

    assert (move.hold, move.rest, move.quiet) == (0, 0, 25)


@pytest.mark.parametrize(
    ("skips", "expected"),
    [
        (
            (Skip("GB29", Side.RIGHT), Skip("GB30", Side.RIGHT)),
            ["breathe", "B48", "on your right side", "GB29", "GB30", "GB30", "on your back", "breathe"],
        ),
        (
            (Skip("GB29", Side.LEFT), Skip("GB30", Side.LEFT)),
            ["breathe", "B48", "on your left side", "GB29", "GB30", "GB30", "on your back", "breathe"],
        ),
        ((Skip("GB29"), Skip("GB30")), ["breathe", "B48", "breathe"]),
    ],
)
def test_moves_that_lead_nowhere_are_dropped(skips: tuple[Skip, ...], expected: list[str]):
    made = plan_of("hip", Preferences(skips=skips))

    assert [
        stage.point or (stage.title if stage.kind is Kind.MOVE else "breathe") for stage in made.stages
    ] == expected


@pytest.mark.parametrize("talk", list(Talk))
def test_turning_to_the_right_is_said_truly_to_whoever_lies_on_the_back(talk: Talk):
    skipped = (Skip("GB29", Side.RIGHT), Skip("GB30", Side.RIGHT))
    made = plan_of("hip", Preferences(skips=skipped))
    move = next(stage for stage in made.stages if stage.kind is Kind.MOVE)
    said = " ".join(move.said(talk, Phase.MOVE))

    assert move.title == "on your right side"
    assert "onto your right side" in said.lower()
    assert not re.search("other side|roll onto your back|roll on", said, re.IGNORECASE)


@pytest.mark.parametrize("talk", [Talk.FULL, Talk.BRIEF])
@pytest.mark.parametrize("routine", ["back", "feet-sitting"])
def test_nobody_has_to_cross_a_leg_on_either_side(talk: Talk, routine: str):
    for stage in plan_of(routine).stages:
        said = " ".join(stage.said(talk, Phase.LOCATE, Phase.PRESS))

        assert stage.point not in ("SOLE", "KI1") or "soft ball" in said, stage.title


def test_nobody_sits_up_for_nothing_but_to_breathe_they_may():
    made = plan_of("back", Preferences(concerns=(Concern("numb-feet"),)))

    assert [stage.posture.value for stage in made.stages][-2:] == ["sitting", "sitting"]
    assert made.stages[-1].kind is Kind.BREATHE


def test_points_are_named_once_in_order():
    assert plan_of("hip").points == ("B48", "GB29", "GB30")
    assert plan_of("back").points == ("CV6", "B23", "B47", "B54", "B53", "LR3", "SOLE")


@pytest.mark.parametrize(
    ("routine", "least"),
    [("back", 910), ("hip", 670), ("back-lying", 447), ("feet-sitting", 309), ("hip-supine", 415)],
)
def test_a_session_lasts_at_least_as_long_as_its_rows_and_less_than_twice_that(routine: str, least: int):
    seconds = estimated_seconds(plan_of(routine), Preferences(lead=0))

    assert least <= seconds <= 2 * least


def test_half_the_holds_make_a_shorter_session_by_just_that():
    whole = estimated_seconds(plan_of("hip"), Preferences(talk=Talk.MINIMAL))
    half = Preferences(scale=Fraction(1, 2), talk=Talk.MINIMAL)
    held = sum(stage.hold for stage in plan_of("hip").stages)

    assert whole - estimated_seconds(plan_of("hip", half), half) == pytest.approx(held / 2, abs=1)


def test_what_a_point_becomes_on_the_back_is_known_for_each_side_and_both():
    made = plan_of("hip")

    assert {key for key in made.on_back if key[0] == "GB29"} == {
        ("GB29", Side.BOTH),
        ("GB29", Side.LEFT),
        ("GB29", Side.RIGHT),
    }
    assert [stage.hold for stage in made.on_back["GB30", Side.LEFT]] == [20]
    assert made.on_back["GB29", Side.LEFT][0].place == "Left hip hollow."


@pytest.mark.parametrize("routine", ["back", "back-lying", "hip", "hip-supine", "feet-sitting"])
def test_no_sentence_is_left_with_a_gap(routine: str):
    texts = [line.text for stage in plan_of(routine).stages for line in stage.lines]

    assert not [text for text in texts if "{" in text or not text.endswith((".", "?", "!"))]


def test_settling_takes_longer_with_hands_under_the_body_or_on_a_side():
    settle = {stage.point: stage.settle for stage in plan_of("hip").stages if stage.point and stage.first}

    assert settle == {"B48": 12, "GB29": 10, "GB30": 10}
    assert points()["LR3"].settle["default"] == 8
