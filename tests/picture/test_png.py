"""Pictures for files have the size asked for, and show what the scene says."""

from collections.abc import Callable
from io import BytesIO

import numpy as np
import numpy.typing as npt
import pytest
from pictures import BACK, FIGURE, HIP, scene
from PIL import Image

from voiceguide.core.point import Posture, Side
from voiceguide.picture.palette import LIGHT
from voiceguide.picture.png import cover, drawn
from voiceguide.picture.scene import overview

GB30 = scene("GB30", Side.RIGHT, Posture.SIDE_LYING, HIP)


def pixels(content: bytes) -> npt.NDArray[np.uint8]:
    with Image.open(BytesIO(content)) as image:
        assert image.format == "PNG"
        return np.asarray(image)


def where(image: npt.NDArray[np.uint8], colour: tuple[int, int, int]) -> npt.NDArray[np.int64]:
    """Rows and columns of all pixels of a colour."""
    return np.argwhere((image[..., :3] == colour).all(axis=-1))


@pytest.mark.parametrize(("width", "height"), [(300, 300), (120, 400), (401, 97)])
def test_the_picture_has_the_size_asked_for(width: int, height: int):
    assert np.asarray(drawn(GB30, width, height)).shape == (height, width, 3)


def test_the_spots_stand_at_the_side_of_the_person():
    image = np.asarray(drawn(GB30, 200, 500))

    now = where(image, LIGHT.now)
    assert now[:, 1].min() > 100
    assert now[:, 0].mean() == pytest.approx(0.484 * 500, abs=10)
    assert len(where(image, LIGHT.other)) > 0


def test_the_spot_of_the_moment_has_a_ring():
    image = np.asarray(drawn(scene("GB30"), 400, 1000))

    now = where(image, LIGHT.now)
    row, column = now.mean(axis=0).round().astype(int)
    across = (image[row, now[:, 1].min() : now[:, 1].max() + 1] == LIGHT.now).all(axis=-1)
    changes = np.count_nonzero(np.diff(across.astype(int)))
    assert tuple(image[row, column]) == LIGHT.now
    assert changes == 4


def test_crowded_points_are_enlarged_in_a_disc_beside_the_body():
    image = np.asarray(drawn(scene("B23", Side.RIGHT, marked=BACK), 500, 500))

    now = where(image, LIGHT.now)
    assert np.ptp(now[:, 1]) > 150


def test_the_body_is_drawn_the_same_twice():
    assert np.array_equal(drawn(GB30, 100, 200), drawn(GB30, 100, 200))


@pytest.mark.parametrize(
    "title", ["Hip session", "A very long title of a routine that somebody wrote for the back", ""]
)
def test_a_cover_is_square_with_its_words_within(title: str):
    image = pixels(cover(title, "Three points, lying down", [overview(HIP, FIGURE)], 400))

    words = where(image, LIGHT.text)
    assert image.shape == (400, 400, 3)
    assert words[:, 1].min() > 10
    assert words[:, 1].max() < 390


def test_a_cover_may_show_several_scenes_side_by_side():
    image = pixels(cover("Feet", "", [scene("LR3"), scene("SOLE")], 400))

    now = where(image, LIGHT.now)
    assert now[:, 1].min() < 200 < now[:, 1].max()


@pytest.mark.parametrize("draw", [lambda: drawn(GB30, 1, 1), lambda: drawn(overview(HIP, FIGURE), 2, 3)])
def test_the_smallest_canvas_is_drawn_on_too(draw: Callable[[], Image.Image]):
    assert np.asarray(draw()).size > 0
