"""Following a session: what keys and clicks do, and what is shown."""

import pytest
from house import House, offset_of

from voiceguide.core.facts import EventName
from voiceguide.tui.glance import Flood
from voiceguide.tui.widgets.command_bar import CommandBar
from voiceguide.tui.widgets.lettering import Lettering


def shown(house: House, name: str) -> str:
    return house.following.query_one(f"#{name}", Lettering).text


async def test_enter_starts_the_session_and_it_is_followed(house: House):
    async with house.open() as pilot:
        await pilot.press("enter")
        await house.play(pilot, 2)

        assert house.names[0] is EventName.SESSION_STARTED
        assert shown(house, "word") == "LIE DOWN"


async def test_a_hold_shows_what_to_do_where_and_how_long_still(house: House):
    async with house.open() as pilot:
        await pilot.press("enter")
        await house.play_until(pilot, EventName.HOLD_STARTED, 3)

        assert shown(house, "word") == "PRESS"
        assert shown(house, "side") == "RIGHT"
        assert shown(house, "place") == "HIP HOLLOW"
        assert 58 <= int(shown(house, "seconds").replace("1:00", "60")) <= 60
        assert house.following.has_class(f"-{Flood.PRESS}")
