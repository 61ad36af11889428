"""Where a condition asks for a gentler touch, its words stand alone: no tool is named that is not meant."""

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from fakes import plan_of, points, routine, routine_of

from voiceguide.content.library import Shelf
from voiceguide.core.condition import CONDITIONS, GENTLEST_FIRST
from voiceguide.core.cue import Phase
from voiceguide.core.errors import PlanError
from voiceguide.core.point import Posture, Side
from voiceguide.core.preferences import Concern, Preferences, Talk
from voiceguide.core.routine import Press, Routine
from voiceguide.core.stage import Stage
from voiceguide.core.wording import point_lines

SOFTENING = [name for name, condition in CONDITIONS.items() if condition.softens or condition.softens_all]
ROUTINES = ("back", "back-lying", "hip", "hip-supine", "feet-sitting")
POSTURES = ("supine", "side-lying", "sitting")
TALKS = (Talk.FULL, Talk.BRIEF, Talk.MINIMAL)

TOOL = re.compile(
    r"\b(?:(no|not a|never a) )?(?:loose |soft |hard )?(knuckles?|fists?|balls?)\b", re.IGNORECASE
)
FORCE = re.compile(r"\b(lean|strong|press (?:there|both|slowly)|weight (?:sink|down|on))\b", re.IGNORECASE)
ON_THE_SOLE = {"SOLE", "KI1"}
"""Rolling the foot on a soft ball is gentler than bending to it."""


def with_conditions(*names: str) -> Preferences:
    return Preferences(concerns=tuple(map(Concern, names)))


def each_way(point: str, posture: str) -> Routine:
    """A point first on each side, then on both, in one posture; the second side is told in brief."""
    both = f"  - {{point: {point}, sides: both}}\n" if points()[point].sided else ""
    return routine_of(f"  - {{breathe: 20s, posture: {posture}}}\n  - {{point: {point}}}\n{both}")


def softened(point: str, posture: str, *conditions: str) -> list[Stage]:
    try:
        made = plan_of(each_way(point, posture), with_conditions(*conditions))
    except PlanError:
        return []
    if not any(point in CONDITIONS[name].softens or CONDITIONS[name].softens_all for name in conditions):
        return []
    return [stage for stage in made.stages if stage.point]


def how(stage: Stage, talk: Talk) -> str:
    """All that is said of finding, pressing and letting go, with the reminder."""
    return " ".join(stage.said(talk, Phase.ANNOUNCE, Phase.LOCATE, Phase.PRESS, Phase.HOLD, Phase.REST))


def told(text: str) -> list[str]:
    """The tools that somebody is told to use."""
    words = text.replace("ball of the foot", "pad of the foot")
    return [found[2] for found in TOOL.finditer(words) if not found[1]]


@pytest.mark.parametrize("posture", POSTURES)
@pytest.mark.parametrize("condition", SOFTENING)
def test_who_is_to_be_gentle_hears_of_no_tool_and_no_force(condition: str, posture: str):
    for point in points():
        for stage in softened(point, posture, condition):
            for talk in TALKS:
                said = how(stage, talk)

                assert stage.said(talk, Phase.PRESS) or not stage.first, (stage.title, talk)
                assert not FORCE.search(said), (stage.title, talk, said)
                assert point in ON_THE_SOLE or not told(said), (stage.title, talk, said)


@pytest.mark.parametrize("posture", POSTURES)
def test_with_several_conditions_one_text_is_said_once_and_allows_no_more_than_any_other(posture: str):
    for conditions in combinations(SOFTENING, 2):
        for point in points():
            alone = [
                [stage.said(Talk.MINIMAL, Phase.PRESS) for stage in softened(point, posture, one)]
                for one in conditions
            ]
            for number, stage in enumerate(softened(point, posture, *conditions)):
                said = stage.said(Talk.MINIMAL, Phase.PRESS)

                assert len(set(said)) == len(said)
                assert said in [one[number] for one in alone if one]
                assert point in ON_THE_SOLE or not told(" ".join(said))


def test_every_softening_condition_has_its_place_in_the_order():
    assert sorted(GENTLEST_FIRST) == sorted(SOFTENING)


def test_the_gentlest_words_are_said_whatever_the_order_of_the_answers():
    for conditions in (("blood-thinners", "skin"), ("skin", "blood-thinners")):
        stage = softened("B48", "supine", *conditions)[-1]

        assert stage.said(Talk.MINIMAL, Phase.PRESS) == (
            "Slide your flat hands under there, with hardly any weight, and only if touch is pleasant.",
        )


@pytest.mark.parametrize("condition", SOFTENING)
def test_lying_on_the_back_nothing_goes_under_an_outer_buttock_that_is_to_be_spared(condition: str):
    for stage in plan_of("hip-supine", with_conditions(condition)).stages:
        if stage.point == "GB30":
            said = how(stage, Talk.FULL)

            assert "from the side" in said
            assert "Nothing goes under you" in said
            assert "weight down" not in said


@pytest.mark.parametrize("name", ROUTINES)
def test_without_conditions_every_point_is_pressed_as_written(name: str):
    for step in routine(name).steps:
        if isinstance(step, Press):
            assert points()[step.point].press["default"]
    for stage in plan_of(name).stages:
        assert not stage.said(Talk.MINIMAL, Phase.PRESS)


def test_what_to_look_out_for_is_said_with_and_without_a_condition():
    for preferences in (Preferences(), with_conditions("osteoporosis")):
        first = next(stage for stage in plan_of("hip", preferences).stages if stage.point == "GB30")

        assert first.said(Talk.FULL, Phase.PRESS)[-2:] == (
            "Tingling or lightning down the leg?",
            "Let go at once.",
        )


def test_sore_skin_on_one_side_softens_that_side_only():
    made = plan_of("hip", Preferences(concerns=(Concern("skin", Side.LEFT),)))
    gently = {
        stage.side for stage in made.stages if stage.point == "GB30" and stage.said(Talk.MINIMAL, Phase.PRESS)
    }

    assert gently == {Side.LEFT}


def test_a_point_of_ones_own_without_gentle_words_is_only_touched():
    own = replace(points()["GB30"], soften={}, touch={}, brief={"default": "Lean your fist in there."})
    for second in (False, True):
        said = [line.text for line in point_lines(own, Posture.SUPINE, Side.LEFT, second, "skin")]

        assert "Only a light, resting touch today." in said
        assert not any("fist" in sentence for sentence in said)


OWN = """
points:
  KNEE:
    code: "-"
    pinyin: "-"
    name: Knee
    sided: true
    place: {default: "{side} knee"}
    locate: {default: Find it.}
    press: {default: Lean in with your knuckles.}
    brief: {default: There.}
    soften:
      osteoporosis: Rest your palm there.
    hold: 30s
"""


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("osteoporosis", "Rest your palm there."),
        ("rheumatoid", "Only a light, resting touch today."),
        ("belly", "Lean in with your knuckles."),
    ],
)
def test_a_point_of_ones_own_is_softened_too(condition: str, words: str, tmp_path: Path):
    (tmp_path / "routines").mkdir()
    (tmp_path / "points.yaml").write_text(OWN, "utf-8")
    (tmp_path / "routines" / "mine.yaml").write_text(
        "title: Mine\nsummary: Mine.\nsteps:\n  - {point: KNEE, sides: right, posture: supine}\n", "utf-8"
    )
    made = Shelf(tmp_path).plan("mine", with_conditions(condition))

    assert words in made.stages[0].said(Talk.FULL, Phase.PRESS)
    assert ("knuckles" in how(made.stages[0], Talk.FULL)) == ("knuckles" in words)
