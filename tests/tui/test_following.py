"""Following a session: what keys and clicks do, and what is shown."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest
from fakes import Plug
from house import QUICK, SHORTLY, House, offset_of, until
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Static

from voiceguide.core.command import COMMANDS, By, Command, key_name
from voiceguide.core.errors import SoundError
from voiceguide.core.facts import EventName, Sound
from voiceguide.core.glance import Flood
from voiceguide.core.wording import ONE_MOMENT
from voiceguide.player import Player
from voiceguide.relay import Relay
from voiceguide.sound.protocol import Output
from voiceguide.sound.silent import SilentOutput
from voiceguide.tui.screens.page import Page
from voiceguide.tui.screens.question import Question
from voiceguide.tui.widgets.command_bar import CommandBar
from voiceguide.tui.widgets.lettering import Lettering

WIDE = (240, 24)
"""Room for every hint."""


def shown(house: House, name: str) -> str:
    return house.following.query_one(f"#{name}", Lettering).text


def line(house: House, name: str) -> str:
    return str(house.following.query_one(f"#{name}", Static).content)


async def begin(house: House, pilot: Pilot[None], hold: int = 1) -> None:
    """Start the short session and play to a hold; the first is that of the right hip."""
    await pilot.press("enter")
    await house.play_until(pilot, EventName.HOLD_STARTED, hold)


async def press(house: House, pilot: Pilot[None], *keys: str) -> None:
    """One key after the other, each left alone long enough to be meant."""
    for key in keys:
        await pilot.press(key)
        await house.play(pilot, 0.2)
        await house.play(pilot, 0.2)


async def click(house: House, pilot: Pilot[None], words: str) -> None:
    bar = house.following.query_one(CommandBar)
    await pilot.click(CommandBar, offset=offset_of(bar, words))
    await house.play(pilot, 0.2)
    await house.play(pilot, 0.2)


async def test_enter_starts_the_session_and_it_is_followed(house: House):
    async with house.open() as pilot:
        await pilot.press("enter")
        await house.play(pilot, 2)

        assert house.names[0] is EventName.SESSION_STARTED
        assert shown(house, "word") == "LIE DOWN"
        assert line(house, "where") == "Short"


async def test_a_hold_shows_what_to_do_where_how_long_still_and_what_comes_next(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)

        assert shown(house, "word") == "PRESS"
        assert shown(house, "side") == "RIGHT"
        assert shown(house, "place") == "HIP HOLLOW"
        assert shown(house, "seconds") in ("60", "59")
        assert line(house, "where") == "Short 1/3"
        assert line(house, "following") == "Next: let go, rest, then right outer buttock"
        assert line(house, "left").endswith("min left")
        assert house.following.has_class(f"-{Flood.PRESS}")


async def test_the_seconds_count_down_and_the_caption_is_what_was_said_last(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        words = [heard.fact.source for heard in house.heard if isinstance(heard.fact, Sound)]
        caption = line(house, "caption")
        await house.play(pilot, 20)
        first = int(shown(house, "seconds"))
        await house.play(pilot, 10)

        assert int(shown(house, "seconds")) == first - 10
        assert caption == words[-1]
        assert len(words) > 5


STORY = (
    *(Command.LONGER, Command.SHORTER, Command.LOUDER, Command.QUIETER, Command.HOW_LONG, Command.REPEAT),
    *(Command.LESS_TALKING, Command.WAIT, Command.RESUME, Command.PAUSE, Command.RESUME, Command.OUCH),
    *(Command.RESUME, Command.ENOUGH, Command.GO_BACK, Command.STOP, Command.NO, Command.NEXT),
    *(Command.NO_TURNING, Command.STOP, Command.YES),
)
"""All commands but ready and help, each where it is accepted, from a hold on."""


async def until_accepted(house: House, pilot: Pilot[None], command: Command) -> None:
    """Let the session go on until a command makes sense, as enough does only in a hold."""
    for _ in range(200):
        if command in house.following.commands:
            return
        await house.play(pilot, 1)
    raise AssertionError(f"{command} is never accepted")


def test_the_story_has_every_command():
    assert set(STORY) == set(Command) - {Command.READY, Command.HELP}


async def test_every_command_has_its_key(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        for command in STORY:
            await until_accepted(house, pilot, command)
            await press(house, pilot, COMMANDS[command].key)
        heard = [event for event in house.events if event.name is EventName.COMMAND_HEARD]

        assert [event.more for event in heard] == [
            {"command": command.value, "accepted": True} for command in STORY
        ]
        assert {event.by for event in heard} == {By.KEY}


async def test_every_command_can_be_clicked(house: House):
    async with house.open(WIDE) as pilot:
        await begin(house, pilot)
        for command in STORY:
            await until_accepted(house, pilot, command)
            await click(house, pilot, f"{key_name(COMMANDS[command].key)} {command.replace('-', ' ')}")

        assert house.asked == list(STORY)


async def test_ready_begins_at_once(house: House):
    async with house.open() as pilot:
        await pilot.press("enter")
        await house.play(pilot, 2)
        await press(house, pilot, "g")

        assert house.asked == [Command.READY]


async def test_a_click_beside_the_commands_only_pauses(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        await pilot.click("#middle")
        await house.play(pilot, 0.4)
        await pilot.click("#middle")
        await house.play(pilot, 2)

        assert house.asked == [Command.PAUSE]
        assert shown(house, "word") == "PAUSED"


async def test_what_is_not_meant_only_pauses(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        for keys in (("n", "e"), ("x",), ("enter",), ("escape",), ("q", "q", "q", "q")):
            await pilot.press(*keys)
            await house.play(pilot, 0.4)
            assert shown(house, "word") == "PAUSED", keys
            await pilot.press(*keys)
            await house.play(pilot, 0.4)
            assert shown(house, "word") == "PAUSED", keys
            await press(house, pilot, "space")
            await house.play_until(pilot, EventName.RESUMED, house.names.count(EventName.RESUMED) + 1)

        assert set(house.asked) == {Command.PAUSE, Command.RESUME}


async def test_a_hand_that_lies_on_the_space_bar_does_not_go_on(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        await press(house, pilot, "space")
        await pilot.press(*["space"] * 12)
        await house.play(pilot, 3)

        assert EventName.RESUMED not in house.names


async def test_keys_without_a_sign_do_nothing(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        await pilot.press("up", "f5", "pagedown", "tab")
        await house.play(pilot, 1)

        assert house.asked == []


async def test_the_keys_are_shown_and_the_next_key_both_closes_them_and_counts(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        await press(house, pilot, "question_mark")
        assert isinstance(house.app.screen, Page)
        assert "skip to the next part" in house.text()
        assert "a key without a meaning only pause" in house.text()
        await press(house, pilot, "space")

        assert house.app.screen is house.following
        assert house.asked == [Command.HELP, Command.PAUSE]


async def test_in_a_pause_space_closes_the_keys_and_the_session_stays_paused(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        await press(house, pilot, "space", "question_mark", "space")
        await house.play(pilot, 5)

        assert house.app.screen is house.following
        assert shown(house, "word") == "PAUSED"
        assert EventName.RESUMED not in house.names


class Overheard:
    """Stands in for an ear: what a test says is said to whoever plays."""

    ear = None
    open = True

    @contextmanager
    def to(self, player: Player) -> Iterator[None]:
        self.say = partial(player.command, by=By.VOICE)
        yield

    def close(self) -> None:
        pass


async def test_whoever_asks_for_help_by_voice_goes_on_seeing_the_session(house: House):
    ear = Overheard()
    house.listening = lambda _troubled: ear  # type: ignore[assignment,return-value]
    async with house.open() as pilot:
        await begin(house, pilot)
        ear.say(Command.HELP)
        await house.play(pilot, 2)
        asked, screen = house.asked, house.app.screen
        await press(house, pilot, "question_mark")

        assert asked == [Command.HELP]
        assert screen is house.following
        assert isinstance(house.app.screen, Page)


async def test_everything_that_is_accepted_can_be_reached_with_the_mouse(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        await click(house, pilot, "more")

        assert isinstance(house.app.screen, CommandPalette)


async def test_the_palette_offers_what_is_accepted_now_and_does_it(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        offered = {one.title: one for one in house.app.get_system_commands(house.app.screen)}
        offered["Longer"].callback()
        await house.play(pilot, 0.5)

        assert {"Pause", "Enough", "Longer"} <= offered.keys()
        assert "Yes" not in offered
        assert "Resume" not in offered
        assert house.asked == [Command.LONGER]


async def test_a_session_that_is_heard_to_its_end_leads_back_to_choosing(house: House):
    house.write("routines/quick.yaml", QUICK)
    async with house.open(selection=replace(SHORTLY, routine="quick")) as pilot:
        await pilot.press("enter")
        await house.play_until(pilot, EventName.SESSION_ENDED)
        await house.play(pilot, 2)

        assert house.app.screen is house.choosing
        assert "Quick: finished." in house.text()
        assert house.events[-1].more["reason"] == "done"


async def test_news_are_told_in_a_session_as_they_are_written(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        house.news.put("Evening [hip] [/x] is told.")
        house.app.look()
        await until(pilot, lambda: "Evening [hip] [/x] is told." in house.text())


@pytest.mark.parametrize("wanted", [True, False])
async def test_a_session_keeps_awake_and_goes_on_by_itself_as_the_settings_say_when_it_begins(
    house: House, wanted: bool
):
    plug = Plug(house.clock)
    house.output = lambda: Relay(plug, SilentOutput(house.clock), lambda: 0.0)
    house.store.save({"auto_resume": not wanted, "keep_awake": not wanted})
    async with house.open() as pilot:
        house.store.save({"auto_resume": wanted, "keep_awake": wanted})
        await begin(house, pilot)
        plug.plugged = False
        await house.play_until(pilot, EventName.DEVICE_LOST)
        plug.plugged = True
        await house.play_until(pilot, EventName.DEVICE_BACK)
        await house.play(pilot, 20)

        assert (EventName.RESUMED in house.names) is wanted
        assert house.awake == [True] * wanted


async def test_stop_and_yes_end_the_session_and_another_can_follow_it(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        await press(house, pilot, "q", "y")
        await house.play_until(pilot, EventName.SESSION_ENDED)
        await house.play(pilot, 2)
        assert house.app.screen is house.choosing
        assert "Short: stopped." in house.text()
        await begin(house, pilot, 2)

        assert house.names.count(EventName.SESSION_STARTED) == 2
        assert shown(house, "word") == "PRESS"


async def test_leaving_asks_first_and_pauses_meanwhile(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        await pilot.press("ctrl+q")
        await house.play(pilot, 1)
        assert isinstance(house.app.screen, Question)
        await pilot.press("n")
        await house.play(pilot, 1)

        assert shown(house, "word") == "PAUSED"
        assert house.app.is_running


@pytest.mark.parametrize("answer", ["y", "ctrl+c"])
async def test_leaving_ends_the_sound_at_once(house: House, answer: str):
    async with house.open() as pilot:
        await begin(house, pilot)
        await pilot.press("ctrl+c")
        await house.play(pilot, 1)
        leaving = house.leave_soon()
        await pilot.press(answer)
        await leaving

        assert house.events[-1].name is EventName.SESSION_ENDED
        assert house.events[-1].more["reason"] == "interrupted"


async def test_without_a_loudspeaker_one_sentence_says_so(house: House):
    def none() -> Output:
        raise SoundError("There is no loudspeaker; plug one in, or export the session.")

    house.output = none
    async with house.open() as pilot:
        await pilot.press("enter")
        await house.play(pilot, 1)

        assert house.app.screen is house.choosing
        assert "There is no loudspeaker" in house.text()


async def test_while_speech_is_rendered_the_screen_says_so(house: House):
    house.late = {"It is for comfort, and does not replace medical care.": 3.0}
    async with house.open() as pilot:
        await pilot.press("enter")
        await house.play(pilot, 1)
        before = line(house, "notice")
        await house.play(pilot, 6)

        assert re.fullmatch(r"Preparing the voice… 9\d%", before)
        assert line(house, "notice") == ""


async def test_one_moment_is_said_when_speech_is_late(house: House):
    house.late = {"Right outer buttock.": 200.0}
    async with house.open() as pilot:
        await pilot.press("enter")
        await house.play_until(pilot, EventName.WAITING)
        await house.play(pilot, 3)

        assert line(house, "caption") == ONE_MOMENT


async def test_a_storm_of_sizes_disturbs_nothing(house: House):
    async with house.open() as pilot:
        await begin(house, pilot)
        for size in [(20, 5), (200, 60), (1, 1), (60, 20), (140, 45), (40, 8), (80, 24)]:
            await pilot.resize_terminal(*size)
            await house.play(pilot, 0.1)

        assert house.asked == []
        assert shown(house, "word") == "PRESS"
        assert 57 < int(shown(house, "seconds")) <= 60


async def test_in_twenty_by_five_the_word_and_the_seconds_are_left(house: House):
    async with house.open((20, 5)) as pilot:
        await begin(house, pilot)
        lines = house.text().splitlines()

        assert any("PRESS" in text and "RIGHT" in text for text in lines)
        assert len(lines) == 5
