"""Takes the pictures of the README: the real screens, with a clock moved by hand. `make pictures`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from rich.color import ColorTriplet
from rich.style import Style

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from house import House  # noqa: E402 - found in the tests
from textual.pilot import Pilot  # noqa: E402

from voiceguide.core.facts import EventName  # noqa: E402
from voiceguide.store.keys import Theme  # noqa: E402
from voiceguide.tui.selection import Selection  # noqa: E402

CELL = (12, 24)
FONTS = ("DejaVuSansMono.ttf", "Menlo.ttc", "consola.ttf")
BOLD = ("DejaVuSansMono-Bold.ttf", "Menlo.ttc", "consolab.ttf")


def font(names: tuple[str, ...]) -> ImageFont.FreeTypeFont:
    """The first of some fonts that is installed."""
    for name in names:
        try:
            return ImageFont.truetype(name, 19)
        except OSError:
            continue
    raise SystemExit(f"None of these fonts is installed: {', '.join(names)}. Install fonts-dejavu-core.")


def picture(house: House) -> Image.Image:
    """What stands on the screen, cell by cell."""
    width, height = house.app.size
    image = Image.new("RGB", (width * CELL[0], height * CELL[1]))
    pen, fonts = ImageDraw.Draw(image), (font(FONTS), font(BOLD))
    for row, strip in enumerate(house.app.screen._compositor.render_strips(house.app.size)):
        column = 0
        for segment in strip:
            for sign in segment.text:
                _draw(pen, (column * CELL[0], row * CELL[1]), sign, segment.style or Style(), fonts)
                column += 1
    return image


def _draw(
    pen: ImageDraw.ImageDraw,
    at: tuple[int, int],
    sign: str,
    style: Style,
    fonts: tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont],
) -> None:
    (x, y), (wide, high) = at, CELL
    front, back = _colour(style.color, (230, 230, 230)), _colour(style.bgcolor, (0, 0, 0))
    if style.reverse:
        front, back = back, front
    pen.rectangle((x, y, x + wide - 1, y + high - 1), back)
    halves = {"▀": (0, high // 2), "▄": (high // 2, high), "█": (0, high)}
    if sign in halves:
        top, bottom = halves[sign]
        pen.rectangle((x, y + top, x + wide - 1, y + bottom - 1), front)
    elif sign.strip():
        pen.text((x, y), sign, front, font=fonts[bool(style.bold)])


def _colour(colour: object, otherwise: tuple[int, int, int]) -> tuple[int, int, int]:
    triplet = getattr(colour, "triplet", None)
    return tuple(triplet) if isinstance(triplet, ColorTriplet) else otherwise


async def choosing(house: House, pilot: Pilot[None]) -> None:
    del house
    await pilot.press("tab", "tab", "down", "down", "down")


async def following(house: House, pilot: Pilot[None]) -> None:
    await pilot.press("enter")
    await house.play_until(pilot, EventName.HOLD_STARTED, 4)
    await house.play(pilot, 5)


SCENES = {
    "choosing": (choosing, (100, 30), Theme.DARK),
    "following": (following, (80, 24), Theme.DARK),
    "choosing-light": (choosing, (100, 30), Theme.LIGHT),
    "following-light": (following, (80, 24), Theme.LIGHT),
    "following-high-contrast": (following, (80, 24), Theme.HIGH_CONTRAST),
    "following-large": (following, (140, 45), Theme.DARK),
}
IN_THE_README = ("choosing", "following")


async def take(name: str, folder: Path) -> None:
    act, size, theme = SCENES[name]
    with tempfile.TemporaryDirectory() as home:
        house = House(Path(home))
        (house.home / "data" / "routines" / "short.yaml").unlink()
        house.store.save({"theme": theme})
        async with house.open(size, Selection("hip", lead=5)) as pilot:
            await act(house, pilot)
            image = picture(house)
    image.quantize(200).save(folder / f"{name}.png", optimize=True)


def main() -> None:
    """The pictures of the README, or all scenes into a folder that is named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for name in SCENES if len(sys.argv) > 1 else IN_THE_README:
        asyncio.run(take(name, folder))
        print(folder / f"{name}.png")


if __name__ == "__main__":
    main()
