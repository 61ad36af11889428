"""What is asked before and after a session, and going on where one was cut off."""

import asyncio
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from house import QUICK, SHORT, SHORTLY, House, until
from textual.pilot import Pilot
from textual.widgets import Static

from voiceguide.core.facts import EventName
from voiceguide.core.preferences import Bed, Concern
from voiceguide.core.record import Ending, Record
from voiceguide.tui.screens.afterwards import PainQuestion, UsualOffer
from voiceguide.tui.screens.follow import FollowScreen
from voiceguide.tui.screens.history import HistoryScreen
from voiceguide.tui.screens.new_or_worse import NewOrWorse
from voiceguide.tui.screens.page import Page
from voiceguide.tui.screens.question import Question
from voiceguide.tui.screens.safety import SafetyScreen
from voiceguide.tui.selection import Selection
from voiceguide.tui.widgets.session_list import SessionList
from voiceguide.tui.widgets.statement_row import StatementRow

SHORTEST = replace(SHORTLY, routine="quick")


def known(home: Path) -> House:
    """Somebody who has answered the safety questions before."""
    house = House(home)
    house.ask = True
    house.write("routines/quick.yaml", QUICK)
    house.store.save({"safety.answered": date(2026, 3, 31)})
    return house


@pytest.fixture
def house(tmp_path: Path) -> House:
    return known(tmp_path)


async def shown(house: House, pilot: Pilot[None], screen: type[object]) -> None:
    await until(pilot, lambda: isinstance(house.app.screen, screen))
    await pilot.pause()


async def begin(house: House, pilot: Pilot[None], pain: str) -> None:
    """Start, nothing being new; how much it hurts is told by keys."""
    await pilot.press("enter")
    await shown(house, pilot, NewOrWorse)
    await pilot.press("n")
    await shown(house, pilot, PainQuestion)
    await pilot.press(pain, *([] if pain == "escape" else ["enter"]))
    await shown(house, pilot, FollowScreen)
    await until(pilot, lambda: house.busy)


async def lengthen(house: House, pilot: Pilot[None]) -> None:
    """Hold longer; the screen looks once more before much of the hold is over."""
    await pilot.press("+")
    await house.play(pilot, 0.5)
    await house.play_until(pilot, EventName.HOLD_CHANGED)


async def play_to_end(house: House, pilot: Pilot[None], times: int = 1) -> None:
    await house.play_until(pilot, EventName.SESSION_ENDED, times)
    while house.busy:
        await house.play(pilot, 0.5)
    house.app.look()
    await pilot.pause()


def latest(house: House) -> Record:
    house.book.flush()
    [record] = house.book.history.sessions(1)
    return record


async def test_pain_before_and_after_stands_in_the_history(house: House):
    async with house.open(selection=SHORTEST) as pilot:
        await begin(house, pilot, "6")
        await play_to_end(house, pilot)
        await shown(house, pilot, PainQuestion)
        await pilot.press("3", "enter")
        await until(pilot, lambda: house.app.screen is house.choosing)

        assert (latest(house).pain_before, latest(house).pain_after) == (6, 3)
        assert latest(house).ended is Ending.DONE


async def test_whoever_hurts_much_more_afterwards_is_told_what_to_do(house: House):
    async with house.open(selection=SHORTEST) as pilot:
        await begin(house, pilot, "2")
        await play_to_end(house, pilot)
        await shown(house, pilot, PainQuestion)
        await pilot.press("7", "enter")
        await until(pilot, lambda: isinstance(house.app.screen, Page))

        strips = house.app.screen._compositor.render_strips(house.app.size)
        words = " ".join(" ".join(strip.text for strip in strips).replace("│", " ").split())
        assert "please ask a doctor" in words

        await pilot.press("space")
        await until(pilot, lambda: house.app.screen is house.choosing)


async def test_nobody_has_to_say_how_much_it_hurts(house: House):
    async with house.open(selection=SHORTEST) as pilot:
        await begin(house, pilot, "escape")
        await play_to_end(house, pilot)
        await shown(house, pilot, PainQuestion)
        await pilot.press("escape")
        await until(pilot, lambda: house.app.screen is house.choosing)

        assert (latest(house).pain_before, latest(house).pain_after) == (None, None)


async def test_a_hold_that_was_changed_while_it_played_is_offered_as_the_usual_one(house: House):
    async with house.open(selection=SHORTEST) as pilot:
        await begin(house, pilot, "escape")
        await house.play_until(pilot, EventName.HOLD_STARTED)
        await lengthen(house, pilot)
        await play_to_end(house, pilot)
        await shown(house, pilot, PainQuestion)
        await pilot.press("escape")
        await shown(house, pilot, UsualOffer)
        await pilot.press("y")
        await until(pilot, lambda: house.app.screen is house.choosing)

        assert house.store.read().settings.holds.by_point == {"GB29": 35}
        assert house.choosing.selection.usual["GB29"] == 35


async def test_a_hold_that_was_changed_is_not_offered_where_it_hurts_much_more(house: House):
    async with house.open(selection=SHORTEST) as pilot:
        await begin(house, pilot, "2")
        await house.play_until(pilot, EventName.HOLD_STARTED)
        await lengthen(house, pilot)
        await play_to_end(house, pilot)
        await shown(house, pilot, PainQuestion)
        await pilot.press("7", "enter")
        await shown(house, pilot, Page)
        await pilot.press("space")
        await until(pilot, lambda: house.app.screen is house.choosing)

        assert house.store.read().settings.holds.by_point == {}


async def test_a_session_that_was_stopped_asks_nothing(house: House):
    async with house.open() as pilot:
        await begin(house, pilot, "5")
        await house.play_until(pilot, EventName.HOLD_STARTED)
        await pilot.press("q")
        await house.play(pilot, 3)
        await pilot.press("y")
        await play_to_end(house, pilot)
        await until(pilot, lambda: house.app.screen is house.choosing)

        assert latest(house).ended is Ending.STOPPED
        assert latest(house).pain_before == 5


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a session leaves that was cut off in its second hold, once for all tests."""
    home = tmp_path_factory.mktemp("cut-off")
    asyncio.run(cut_off_in_the_second_hold(known(home)))
    return home


@pytest.fixture
def again(left: Path, tmp_path: Path) -> House:
    """The next time that the program is started."""
    home = tmp_path / "again"
    shutil.copytree(left, home)
    return known(home)


async def cut_off_in_the_second_hold(house: House) -> None:
    async with house.open() as pilot:
        await begin(house, pilot, "4")
        await house.play_until(pilot, EventName.HOLD_STARTED, 2)
        await house.play(pilot, 5)
        house.app.hush()


async def test_a_session_that_was_cut_off_is_offered_and_gone_on_with(again: House):
    before = latest(again)
    async with again.open() as pilot:
        await shown(again, pilot, Question)
        asked = str(again.app.screen.query_one("#words", Static).content)
        await pilot.press("y")
        await shown(again, pilot, NewOrWorse)
        await pilot.press("n")
        await until(pilot, lambda: again.busy)
        await again.play_until(pilot, EventName.HOLD_STARTED)
        begun = next(event for event in again.events if event.name is EventName.HOLD_STARTED)
        await play_to_end(again, pilot)

        assert asked == "Short: you were at step two, right outer buttock. Go on there?"
        assert begun.point == "GB30"
        assert before.ended is Ending.INTERRUPTED
        assert latest(again).id == before.id
        assert {stage.point for stage in latest(again).stages if stage.held} == {"GB29", "GB30", None}


async def test_what_is_not_gone_on_with_is_not_offered_again(again: House):
    async with again.open() as pilot:
        await shown(again, pilot, Question)
        await pilot.press("n")
        await until(pilot, lambda: again.app.screen is again.choosing)
    later = known(again.home)
    async with later.open() as pilot:
        await pilot.pause(0.3)

        assert later.app.screen is later.choosing


async def test_a_routine_that_has_changed_since_starts_anew(again: House):
    again.write("routines/short.yaml", SHORT.replace("hold: 30", "hold: 35"))
    async with again.open() as pilot:
        await until(pilot, lambda: "has changed since" in again.text())

        assert again.app.screen is again.choosing


async def test_a_session_is_not_gone_on_with_against_what_was_answered_since(again: House):
    again.store.save({"safety.concerns": (Concern("blood-clot"),)})
    async with again.open() as pilot:
        await until(pilot, lambda: "cannot be gone on with" in again.text())

        assert again.app.screen is again.choosing


async def test_what_was_answered_since_starts_a_session_anew_where_it_changes_it(again: House):
    again.store.save({"safety.concerns": (Concern("osteoporosis"),)})
    async with again.open() as pilot:
        await until(pilot, lambda: "has changed since" in again.text())

        assert again.app.screen is again.choosing


async def answer_with_thin_bones(pilot: Pilot[None], house: House) -> None:
    """Go on, something being worse."""
    await shown(house, pilot, Question)
    await pilot.press("y")
    await shown(house, pilot, NewOrWorse)
    await pilot.press("y")
    await shown(house, pilot, SafetyScreen)
    await pilot.press("n", "n", "n")
    house.app.screen.query_one("#item-thin-bones", StatementRow).focus()
    await pilot.press("y", "0", "enter", "0", "enter", "0", "enter", "y")
    await until(pilot, lambda: house.app.screen is house.choosing)
    await pilot.pause()


async def test_an_answer_that_changes_what_was_cut_off_shows_that_session_and_offers_it_no_more(again: House):
    async with again.open((140, 45), SHORTEST) as pilot:
        await answer_with_thin_bones(pilot, again)

        assert "The session you were in is changed." in again.text()
        assert again.choosing.selection.routine == "short"
        assert again.choosing.query_one(SessionList).highlighted_option.id == "short"  # type: ignore[union-attr]
        assert again.names == []
    later = known(again.home)
    async with later.open() as pilot:
        await pilot.pause(0.3)

        assert later.app.screen is later.choosing


async def test_an_answer_that_leaves_what_was_cut_off_as_it_was_goes_on_there(again: House):
    async with again.open(selection=SHORTEST) as pilot:
        await shown(again, pilot, Question)
        await pilot.press("y")
        await shown(again, pilot, NewOrWorse)
        await pilot.press("y")
        await shown(again, pilot, SafetyScreen)
        await pilot.press("n", "n", "n")
        again.app.screen.query_one("#item-hernia", StatementRow).focus()
        await pilot.press("y", "0", "enter", "0", "enter", "0", "enter", "y")
        await until(pilot, lambda: again.busy)
        await again.play_until(pilot, EventName.HOLD_STARTED)

        assert next(one for one in again.events if one.name is EventName.HOLD_STARTED).point == "GB30"


async def test_the_history_opens_from_the_choosing_screen(house: House):
    async with house.open() as pilot:
        await pilot.press("h")
        await shown(house, pilot, HistoryScreen)
        await pilot.press("escape")

        assert house.app.screen is house.choosing


async def test_after_three_sessions_fewer_words_are_offered_once(house: House):
    house.book.history.keep(Record("first", "quick", "2025-03-01T18:00:00Z", ended=Ending.DONE))
    asked = []
    async with house.open(selection=Selection("quick", bed=Bed.NONE, lead=0)) as pilot:
        for time in range(3):
            await begin(house, pilot, "escape")
            await play_to_end(house, pilot, time + 1)
            await shown(house, pilot, PainQuestion)
            await pilot.press("escape")
            await pilot.pause(0.3)
            if isinstance(house.app.screen, Question):
                asked.append((time, str(house.app.screen.query_one("#words", Static).content)))
                await pilot.press("n")
                await pilot.pause()

    assert asked == [(1, "You know this session by now. Shall it say less from now on?")]
