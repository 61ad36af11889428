"""Pictures for files: a cover with title and scenes, as PNG."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from voiceguide.picture.paint import painted
from voiceguide.picture.palette import LIGHT, PAPER
from voiceguide.picture.scene import Scene

if TYPE_CHECKING:
    from PIL import Image, ImageFont

_TITLE = 0.075
_SUBTITLE = 0.036
_LEAST = 0.012
_LINE = 1.35
_MARGIN = 0.07
_LETTER = 0.035


def cover(title: str, subtitle: str, scenes: Sequence[Scene], size: int) -> bytes:
    """A square picture for a recording: the title above, the subtitle under it, the scenes side by side.

    Args:
        title: set as large as fits on one line.
        subtitle: one line; may be empty.
        scenes: at least one.
        size: pixels of each side.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - heavy, and only pictures need it

    sheet = Image.new("RGB", (size, size), PAPER)
    pen = ImageDraw.Draw(sheet)
    margin = round(size * _MARGIN)
    down = float(margin)
    for text, share in ((title, _TITLE), (subtitle, _SUBTITLE)):
        font = _fitting(text, size, share)
        pen.text((size / 2, down), text, LIGHT.text, font, anchor="ma")
        down += font.size * _LINE if text else 0
    top = round(down + size * 0.02)
    tall, wide = size - margin - top, (size - 2 * margin) // len(scenes)
    for number, scene in enumerate(scenes):
        image = drawn(scene, wide, tall)
        sheet.paste(image, (margin + number * wide, top))
    return _bytes(sheet)


def drawn(scene: Scene, width: int, height: int) -> "Image.Image":
    """The scene in `width` x `height` pixels."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - heavy, and only pictures need it

    painting = painted(scene, width, height, LIGHT)
    image = Image.fromarray(painting.over(PAPER))
    pen = ImageDraw.Draw(image)
    font = _font(max(9, round(height * _LETTER)))
    for frame in painting.frames:
        for x, y in [one for one in frame.letters if not painting.covered[int(one[1]), int(one[0])]][:1]:
            pen.text((x, y), "R", LIGHT.text, font, anchor="mm")
    return image


def _fitting(text: str, size: int, share: float) -> "ImageFont.FreeTypeFont":
    """As large as its share of the picture, smaller if the text is long."""
    wanted = size * share
    while wanted > size * _LEAST and _font(wanted).getlength(text) > size * (1 - 2 * _MARGIN):
        wanted *= 0.94
    return _font(wanted)


def _font(size: float) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415 - heavy, and only pictures need it

    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font


def _bytes(image: "Image.Image") -> bytes:
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
