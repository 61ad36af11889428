"""The screens as text at three sizes; SNAPSHOTS=write keeps what they show now."""

import os
from pathlib import Path

import pytest
from house import House, until

from voiceguide.core.facts import EventName
from voiceguide.tui.selection import Selection

FOLDER = Path(__file__).parent / "snapshots"
SIZES = [(60, 20), (80, 24), (140, 45)]


def compare(name: str, size: tuple[int, int], text: str) -> None:
    path = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        path.write_text(f"{text}\n", "utf-8")
    assert text == path.read_text("utf-8").removesuffix("\n")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_choosing(house: House, size: tuple[int, int]):
    async with house.open(size, Selection("hip")) as pilot:
        await pilot.press("tab", "tab", "down", "down", "down")
        await until(pilot, lambda: "▀" in house.text() or size[0] == 60)

        compare("choosing", size, house.text())


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_hold_and_a_pause(house: House, size: tuple[int, int]):
    async with house.open(size) as pilot:
        await pilot.press("enter")
        await house.play_until(pilot, EventName.HOLD_STARTED)
        compare("holding", size, house.text())
        await pilot.press("space")
        await house.play(pilot, 1)
        await house.play(pilot, 1)

        compare("paused", size, house.text())


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_safety_questions(house: House, size: tuple[int, int]):
    async with house.open(size, Selection("hip")) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: "1 of 6" in house.text())
        compare("safety-red-flag", size, house.text())
        await pilot.press("n", "n", "n", "down", "y")
        compare("safety-list", size, house.text())
        await pilot.press("0", "enter", "0", "enter", "0", "enter", "backspace", "backspace", "backspace")
        await pilot.press("backspace", "y")

        compare("safety-advice", size, house.text())
