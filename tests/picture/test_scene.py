"""A scene shows the point of the moment in the view in which it is found most easily."""

from dataclasses import replace

import pytest
from pictures import BACK, FIGURE, HIP, POINTS, scene, session

from voiceguide.core.point import Mark, Posture, Side
from voiceguide.picture.scene import Panel, Spot, State, overview, scene_for

SIDE_LYING = Posture.SIDE_LYING


def places(panel: Panel, state: State) -> dict[tuple[str, Side], tuple[float, float]]:
    return {(spot.name, spot.side): (spot.x, spot.y) for spot in panel.spots if spot.state is state}


@pytest.mark.parametrize(
    ("name", "side", "posture", "view"),
    [
        ("GB30", Side.RIGHT, SIDE_LYING, "back"),
        ("B48", Side.BOTH, Posture.SUPINE, "back"),
        ("GB29", Side.LEFT, SIDE_LYING, "side"),
        ("GB29", Side.BOTH, Posture.SUPINE, "front"),
        ("GB29", Side.RIGHT, Posture.SUPINE, "front"),
        ("LR3", Side.RIGHT, Posture.SUPINE, "foot-top"),
        ("SOLE", Side.RIGHT, Posture.SITTING, "sole"),
        ("KI1", Side.LEFT, Posture.SITTING, "sole"),
        ("B54", Side.RIGHT, Posture.SUPINE, "back"),
        ("CV6", Side.MIDLINE, Posture.SUPINE, "front"),
    ],
)
def test_each_point_is_shown_where_it_is_seen_best(name: str, side: Side, posture: Posture, view: str):
    shown = scene(name, side, posture)

    assert [panel.view.name for panel in shown.panels] == [view]
    assert len(shown.panels[0].now) == (2 if side is Side.BOTH else 1)


def test_from_behind_the_right_is_at_the_right_and_from_the_front_at_the_left():
    behind, before = scene("GB30").panels[0], scene("GB29").panels[0]

    assert (behind.now[0].x, behind.right_at) == (0.675, Side.RIGHT)
    assert (before.now[0].x, before.right_at) == (0.275, Side.LEFT)


def test_the_left_hip_is_seen_from_the_left():
    right, left = (scene("GB29", side, SIDE_LYING).panels[0] for side in (Side.RIGHT, Side.LEFT))

    assert (right.mirrored, right.now[0].x, right.caption) == (False, 0.56, "Right side")
    assert (left.mirrored, left.now[0].x, left.caption) == (True, 0.44, "Left side")


def test_the_stroke_along_a_left_sole_runs_within_the_left_sole():
    spot = scene("SOLE", Side.LEFT).panels[0].now[0]

    assert (spot.x, spot.y, spot.to) == (0.46, 0.92, (0.42, 0.27))


def test_a_stroke_that_goes_nowhere_has_no_arrow():
    still = replace(POINTS["SOLE"], marks=(Mark("sole", Side.RIGHT, 0.5, 0.5, (0.5, 0.5)),))

    shown = scene_for(still, Side.RIGHT, Posture.SITTING, [], FIGURE)

    assert shown.panels[0].now[0].to is None


def test_a_point_without_marks_leaves_the_overview():
    unmarked = replace(POINTS["GB30"], marks=())

    shown = scene_for(unmarked, Side.RIGHT, Posture.SUPINE, HIP, FIGURE)

    assert shown == overview(HIP, FIGURE)


def test_both_feet_are_shown_with_their_big_toes_inside():
    soles, tops = scene("SOLE", Side.BOTH), scene("LR3", Side.BOTH)

    assert [panel.caption for panel in soles.panels] == ["Right sole", "Left sole"]
    assert soles.panels[0].now[0].x > 0.5 > soles.panels[1].now[0].x
    assert [panel.caption for panel in tops.panels] == ["Left foot, from above", "Right foot, from above"]
    assert tops.panels[0].now[0].x > 0.5 > tops.panels[1].now[0].x


def test_the_rest_of_the_session_is_seen_too_and_the_other_side_of_the_same_point():
    panel = scene("GB30", Side.RIGHT, SIDE_LYING, HIP).panels[0]

    assert places(panel, State.NOW) == {("GB30", Side.RIGHT): (0.675, 0.484)}
    assert set(places(panel, State.SESSION)) == {
        ("GB30", Side.LEFT),
        ("B48", Side.LEFT),
        ("B48", Side.RIGHT),
    }


def test_a_side_that_is_not_held_is_not_shown():
    panel = scene("B54", Side.RIGHT, marked=session("B53", side=Side.RIGHT)).panels[0]

    assert {spot.side for spot in panel.spots} == {Side.RIGHT}


def test_what_is_meant_is_drawn_last():
    panel = scene("GB30", marked=session("B23", "B48")).panels[0]

    assert [spot.state for spot in panel.spots] == [*[State.SESSION] * 4, State.NOW]


@pytest.mark.parametrize("name", ["B23", "B47", "B54", "B53"])
def test_points_that_run_together_are_enlarged_beside_the_body(name: str):
    shown = scene(name, marked=BACK)

    assert shown.beside is not None
    assert shown.beside.round
    assert shown.beside.part != shown.panels[0].part
    assert [spot.name for spot in shown.beside.now] == [name]


def test_a_point_that_stands_alone_is_not_enlarged():
    assert scene("B23").beside is None
    assert scene("GB30", marked=HIP).beside is None


def test_beside_a_foot_the_body_tells_whose_foot_it_is():
    beside = scene("LR3", Side.LEFT, marked=BACK).beside

    assert beside is not None
    assert beside.view.name == "front"
    assert [(spot.name, spot.side, spot.x) for spot in beside.spots] == [("LR3", Side.LEFT, 0.555)]


def test_the_overview_has_front_and_back_with_all_points():
    shown = overview([*BACK[1:], *session("CV6", state=State.NOW)], FIGURE)

    front, back = shown.panels
    assert shown.caption == "Front view, Back view"
    assert places(front, State.NOW) == {("CV6", Side.MIDLINE): (0.5, 0.424)}
    assert {name for name, _ in places(front, State.SESSION)} == {"LR3"}
    assert {name for name, _ in places(back, State.SESSION)} == {"B23", "B47", "B53", "B54"}


def test_a_spot_is_told_in_words():
    spot: Spot = scene("GB30").panels[0].now[0]

    assert spot.title == "GB30 Jumping Round, right"
    assert scene("CV6", Side.MIDLINE).panels[0].now[0].title == "CV6 Sea of Energy"
