"""The picture in a page is small, stands alone, and its spots are switched by class."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from pictures import BACK, FIGURE, HIP, scene

from voiceguide.core.point import Posture, Side
from voiceguide.picture.scene import Scene, overview
from voiceguide.picture.svg import svg

XMLNS = "http://www.w3.org/2000/svg"
SCENES = [
    pytest.param(scene("GB30", Side.RIGHT, Posture.SIDE_LYING, HIP), id="back"),
    pytest.param(scene("B23", Side.BOTH, marked=BACK), id="crowded"),
    pytest.param(scene("GB29", Side.LEFT, Posture.SIDE_LYING, HIP), id="side"),
    pytest.param(scene("LR3", Side.BOTH, marked=BACK), id="feet"),
    pytest.param(scene("SOLE", Side.LEFT), id="sole"),
    pytest.param(overview(BACK, FIGURE), id="overview"),
]


def drawn(shown: Scene, prefix: str = "", width: int = 1000) -> str:
    return svg(shown, width=width, height=1000, prefix=prefix, css_class="figure")


def read(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own text


def by_id(root: ET.Element, name: str) -> ET.Element:
    return next(one for one in root.iter() if one.get("id") == name)


def dot(root: ET.Element, name: str) -> tuple[float, float]:
    circle = next(one for one in by_id(root, name).iter() if one.get("class") == "dot")
    return float(circle.get("cx", "")), float(circle.get("cy", ""))


@pytest.mark.parametrize("shown", SCENES)
def test_it_is_whole_and_refers_to_nothing_elsewhere(shown: Scene):
    text = drawn(shown)

    assert read(text).tag == f"{{{XMLNS}}}svg"
    assert text.replace(XMLNS, "").count("http") == 0
    assert "url(" not in text.replace("url(#", "")


@pytest.mark.parametrize("shown", SCENES)
def test_every_id_is_there_once_and_every_reference_has_its_target(shown: Scene):
    root = read(drawn(shown))

    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert {str(one.get("href"))[1:] for one in root.iter() if one.get("href")} <= set(ids)


@pytest.mark.parametrize("shown", SCENES)
def test_a_view_takes_less_than_15_kb(shown: Scene):
    views = {panel.view.name for panel in [*shown.panels, *([shown.beside] if shown.beside else [])]}

    assert len(drawn(shown)) < 15_000 * len(views)


def test_spots_have_ids_and_classes():
    root = read(drawn(scene("GB30", marked=HIP)))

    classes = {name: by_id(root, f"spot-{name}").get("class") for name in ("GB30-right", "B48-left")}
    assert classes == {"GB30-right": "spot now", "B48-left": "spot session"}


def test_a_spot_drawn_twice_is_found_by_its_point_and_side():
    root = read(drawn(scene("B23", Side.RIGHT, marked=BACK)))

    found = [
        one.get("id")
        for one in root.iter()
        if (one.get("data-point"), one.get("data-side")) == ("B23", "right")
    ]
    assert found == ["spot-B23-right", "spot2-B23-right"]


def test_in_the_overview_every_spot_has_its_plain_id():
    root = read(drawn(overview(HIP, FIGURE)))

    ids = {one.get("id") for one in root.iter() if one.get("data-point")}
    assert {"spot-GB29-left", "spot-GB30-right", "spot-B48-right"} <= ids
    assert all(str(name).startswith("spot-") for name in ids)


def test_spots_stand_at_the_side_of_the_person():
    root = read(drawn(scene("GB30", marked=HIP), width=400))

    right, left = dot(root, "spot-GB30-right"), dot(root, "spot-GB30-left")
    assert right[0] > 200 > left[0]
    assert right[0] + left[0] == pytest.approx(400, abs=1.5)
    assert right[1] == pytest.approx(484, abs=20)


def test_it_is_told_in_words():
    root = read(drawn(scene("GB30")))

    assert root.get("role") == "img"
    assert root.get("aria-label") == "Back view: GB30 Jumping Round, right"
    title = by_id(root, "spot-GB30-right").find(f"{{{XMLNS}}}title")
    assert title is not None
    assert title.text == "GB30 Jumping Round, right"


def test_a_prefix_keeps_two_pictures_apart():
    one, two = (read(drawn(scene("B23", marked=BACK), prefix=prefix)) for prefix in ("a-", "b-"))

    ids = [{element.get("id") for element in root.iter() if element.get("id")} for root in (one, two)]
    assert ids[0] & ids[1] == set()
    assert "a-spot-B23-right" in ids[0]


def test_the_page_gives_the_colours():
    text = drawn(scene("GB30"))

    assert "<style" not in text
    assert "#" not in text.replace('href="#', "")


def test_names_from_files_cannot_break_out():
    shown = scene("GB30")
    spot = replace(shown.panels[0].spots[0], title='<script>"&', name='A"B')
    broken = replace(shown, panels=(replace(shown.panels[0], spots=(spot,)),))

    root = read(drawn(broken))

    assert root.get("aria-label") == 'Back view: <script>"&'
    assert by_id(root, 'spot-A"B-right') is not None
