"""Choosing and adjusting: by keys and by mouse."""

import re
import shutil
import tomllib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from house import SHORT, House, at_work, offset_of, until
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Button, OptionList, Static

from voiceguide.core.facts import EventName
from voiceguide.core.point import Side
from voiceguide.core.preferences import Bed, Concern, Count, Skip, Talk
from voiceguide.tui.screens.page import Page
from voiceguide.tui.screens.settings import SettingsScreen
from voiceguide.tui.selection import Selection
from voiceguide.tui.widgets.choice import Choice
from voiceguide.tui.widgets.command_bar import CommandBar
from voiceguide.tui.widgets.safety_line import SafetyLine
from voiceguide.tui.widgets.step_table import StepTable

HIP = Selection("hip")
KNEE = """
points:
  KNEE:
    code: "-"
    pinyin: "-"
    name: "Knee [/x] [b]"
    sided: true
    place: {default: knee}
    locate: {default: Find it.}
    press: {default: Press it.}
    brief: {default: Briefly.}
    hold: 30s
"""
SIZES = [(60, 20), (140, 45)]


def steps(house: House) -> StepTable:
    return house.choosing.query_one(StepTable)


def said(house: House) -> str:
    return str(house.choosing.query_one("#status", Static).content)


def holds(house: House) -> dict[str, int]:
    """By point, of the steps that are shown."""
    return {row.stage.point: row.stage.hold for row in steps(house).steps if row.stage and row.stage.point}


def listed(house: House) -> dict[str, str]:
    """What the list tells of each session, by id."""
    options = house.choosing.query_one(OptionList).options
    return {str(option.id): str(option.prompt).partition("\n")[2] for option in options}


def minutes(found: dict[str, str], routine: str) -> int:
    return int(found[routine].partition(" ")[0])


def detail(house: House) -> str:
    return str(house.choosing.query_one("#detail", Static).content)


async def go_to_step(pilot: Pilot[None], number: int) -> None:
    """From the list of sessions to a step, the first being one."""
    await pilot.press("tab", "tab", *["down"] * (number - 1))


@pytest.mark.parametrize(
    ("size", "lasts"), [((60, 20), "15 min, back,"), ((140, 45), "15 min, back, sides")], ids=str
)
async def test_hip_and_back_are_first_and_the_hip_session_is_shown(
    house: House, size: tuple[int, int], lasts: str
):
    async with house.open(size, HIP):
        sessions = house.choosing.query_one(OptionList)
        shown = house.text()

        assert [option.id for option in sessions.options][:2] == ["hip", "back"]
        assert lasts in shown
        assert "ON YOUR LEFT SIDE" in shown
        assert "Start" in shown


async def test_the_session_under_the_cursor_or_the_mouse_is_shown_at_once(house: House):
    async with house.open(selection=HIP) as pilot:
        await pilot.press("down")
        by_key = house.choosing.selection.routine, "Lower belly" in house.text()
        await pilot.click("#sessions", offset=(3, 0))

        assert by_key == ("back", True)
        assert house.choosing.selection.routine == "hip"
        assert house.app.screen is house.choosing


async def test_the_list_is_filtered_by_what_is_typed(house: House):
    async with house.open(selection=HIP) as pilot:
        await pilot.press("slash", *"foot")
        found = [option.id for option in house.choosing.query_one(OptionList).options]
        await pilot.press("x")
        nothing = house.text()
        await pilot.press("enter", "escape")

        assert found == ["feet-sitting"]
        assert "nothing found" in nothing
        assert "Esc clears" in nothing
        assert house.app.screen is house.choosing
        assert len(house.choosing.query_one(OptionList).options) == 6


async def test_the_list_and_the_title_tell_the_same_minutes_whatever_is_chosen(house: House):
    async with house.open(selection=replace(HIP, lead=600, talk=Talk.BRIEF)) as pilot:
        await pilot.press("less_than_sign", "less_than_sign", "less_than_sign")
        for routine, label in listed(house).items():
            title = str(house.choosing.query_one("#title", Static).content)

            assert house.choosing.selection.routine == routine
            assert label.partition(", ")[0] == title.rpartition("  ")[2]
            await pilot.press("down")


async def test_the_list_follows_what_is_chosen(house: House):
    async with house.open(selection=HIP) as pilot:
        whole = listed(house)
        await pilot.press("less_than_sign", "less_than_sign", "less_than_sign")

        assert all(minutes(listed(house), name) < minutes(whole, name) for name in ("hip", "back"))


@pytest.mark.parametrize(
    ("concerns", "routine", "told"),
    [
        ((Concern("pregnancy"),), "back", "not for you now"),
        ((Concern("no-left-side"), Concern("no-right-side")), "hip", " min, back"),
    ],
)
async def test_the_list_tells_what_health_makes_of_a_session(
    house: House, concerns: tuple[Concern, ...], routine: str, told: str
):
    async with house.open(selection=replace(HIP, concerns=concerns)):
        assert listed(house)[routine].endswith(told)


async def test_the_list_tells_that_nothing_is_left_of_what_was_left_out_today(house: House):
    async with house.open(selection=Selection("short", skips=frozenset({Skip("GB29"), Skip("GB30")}))):
        assert listed(house)["short"] == "nothing left"


async def test_a_hold_changes_by_five_seconds_and_the_total_moves_with_it(house: House):
    async with house.open(selection=HIP) as pilot:
        before = house.choosing.outline.seconds
        await go_to_step(pilot, 4)
        await pilot.press("plus", "plus", "minus")

        assert house.choosing.outline.seconds - before == pytest.approx(4 * 5, abs=3)
        assert holds(house)["GB30"] == 35
        assert house.choosing.selection.today == {"GB30": 35}


async def test_a_hold_is_typed_as_everywhere_and_kept_within_its_limits(house: House):
    async with house.open(selection=HIP) as pilot:
        await go_to_step(pilot, 4)
        for typed, hold in (("20", 20), ("1m30s", 90), ("0:45", 45), ("2", 5), ("9999", 600)):
            await pilot.press(*("colon" if sign == ":" else sign for sign in typed), "enter")

            assert holds(house)["GB30"] == hold, typed


async def test_down_leads_from_todays_factor_to_the_steps(house: House):
    async with house.open(selection=HIP) as pilot:
        await pilot.press("tab", "down")

        assert isinstance(house.app.focused, StepTable)


async def test_what_is_typed_wrongly_changes_nothing_and_is_explained(house: House):
    async with house.open(selection=HIP) as pilot:
        await go_to_step(pilot, 4)
        await pilot.press("1", "m", "m", "enter")

        assert holds(house)["GB30"] == 30
        assert "written like 45" in said(house)


@pytest.mark.parametrize("away", ["tab", "down", "mouse"])
async def test_what_was_typed_counts_also_for_whoever_goes_on_without_enter(house: House, away: str):
    async with house.open(selection=HIP) as pilot:
        await go_to_step(pilot, 4)
        await pilot.press("6", "0")
        await (pilot.click("#sound-check") if away == "mouse" else pilot.press(away))

        assert holds(house)["GB30"] == 60
        assert "_]" not in house.text()


async def test_what_was_typed_wrongly_is_gone_and_explained_when_left(house: House):
    async with house.open(selection=HIP) as pilot:
        await go_to_step(pilot, 4)
        await pilot.press("1", "m", "m", "tab")

        assert holds(house)["GB30"] == 30
        assert "_]" not in house.text()
        assert "written like 45" in said(house)


async def test_typing_is_given_up_with_escape(house: House):
    async with house.open(selection=HIP) as pilot:
        await go_to_step(pilot, 4)
        await pilot.press("2", "0", "escape", "enter")
        await until(pilot, lambda: house.app.screen is not house.choosing)

        assert holds(house)["GB30"] == 30


@pytest.mark.parametrize("size", SIZES)
async def test_a_hold_is_changed_with_the_mouse(house: House, size: tuple[int, int]):
    async with house.open(size, HIP) as pilot:
        table = steps(house)
        at = offset_of(table, "Outer")
        await pilot.click(StepTable, offset=at)
        line = table.render_line(at.y).text
        await pilot.click(StepTable, offset=(line.index("+"), at.y))
        await pilot.click(StepTable, offset=(line.index("+"), at.y))
        await pilot.click(StepTable, offset=(line.index("-"), at.y))

        assert holds(house)["GB30"] == 35


async def test_breathing_has_no_hold_of_its_own(house: House):
    async with house.open(selection=HIP) as pilot:
        await go_to_step(pilot, 1)
        await pilot.press("plus")

        assert "factor for today" in said(house)


async def test_all_holds_follow_the_factor_for_today(house: House):
    async with house.open(selection=HIP) as pilot:
        await pilot.press("less_than_sign", "less_than_sign", "less_than_sign")

        assert house.choosing.selection.scale == Fraction(7, 10)
        assert holds(house) == {"B48": 21, "GB29": 42, "GB30": 21}


@pytest.mark.parametrize(("keys", "hold"), [("+", 47), ("-", 37), ("60", 60), ("600", 420), ("5", 5)])
async def test_what_is_shown_with_a_factor_is_what_was_wished_for(house: House, keys: str, hold: int):
    async with house.open(selection=replace(HIP, scale=Fraction(7, 10))) as pilot:
        await go_to_step(pilot, 3)
        await pilot.press(*keys, *(["enter"] if keys.isdigit() else []))

        assert holds(house)["GB29"] == hold
        assert ("the nearest there is" in said(house)) is (keys == "600")


async def test_the_hold_that_is_kept_is_free_of_the_factor_for_today(house: House):
    async with house.open((140, 45), replace(HIP, scale=Fraction(7, 10))) as pilot:
        await go_to_step(pilot, 3)
        await pilot.press("u")

        assert house.store.read().settings.holds.by_point == {"GB29": 60}
        assert holds(house)["GB29"] == 42
        assert said(house) == "GB29: 60 seconds from now on, which is 42 with today's factor."


@pytest.mark.parametrize("scale", [Fraction(1, 10), Fraction(3, 2), Fraction(49, 10), Fraction(5)])
def test_longer_never_gets_stuck_whatever_the_factor(scale: Fraction):
    chosen = replace(HIP, scale=scale).with_hold("GB30", 30)
    most = min(600, int(600 * scale))
    reached = [chosen.held_today("GB30")]
    while reached[-1] < most:
        chosen = chosen.with_hold("GB30", reached[-1] + 5)
        reached.append(chosen.held_today("GB30"))

        assert 0 < reached[-1] - reached[-2] < 8


async def test_a_step_is_skipped_today_and_taken_in_again(house: House):
    async with house.open(selection=HIP) as pilot:
        await go_to_step(pilot, 4)
        await pilot.press("x")
        skipped = house.choosing.selection.skips
        shown = house.text()
        await pilot.press("x")

        assert skipped == {Skip("GB30", Side.RIGHT)}
        assert "skipped" in shown
        assert house.choosing.selection.skips == frozenset()


async def test_a_step_is_skipped_with_the_mouse(house: House):
    async with house.open(selection=HIP) as pilot:
        await pilot.click(StepTable, offset=offset_of(steps(house), "Outer"))
        await pilot.click(CommandBar, offset=offset_of(house.choosing.query_one(CommandBar), "skip"))

        assert house.choosing.selection.skips == {Skip("GB30", Side.RIGHT)}


async def test_when_nothing_is_left_the_reason_is_shown_and_nothing_starts(house: House):
    everything = frozenset({Skip("B48"), Skip("GB29"), Skip("GB30")})
    async with house.open(selection=replace(HIP, skips=everything)) as pilot:
        await pilot.press("enter")

        assert house.app.screen is house.choosing
        assert house.choosing.query_one("#start", Button).disabled
        assert "No point is left" in house.text()


async def test_a_refused_session_says_why_and_the_list_stays(house: House):
    async with house.open(selection=replace(HIP, concerns=(Concern("blood-clot"),))) as pilot:
        await pilot.press("enter")

        assert house.app.screen is house.choosing
        assert "ask a doctor" in " ".join(house.text().split())


async def test_what_the_safety_answers_leave_out_is_shown_with_the_reason(house: House):
    chosen = replace(HIP, concerns=(Concern("hip-replacement", Side.LEFT),))
    async with house.open((140, 45), chosen):
        shown = " ".join(house.text().split())

        assert "Left out for your safety answers" in shown
        assert "a new hip joint" in shown


async def test_what_the_safety_answers_ask_for_beside_is_shown(house: House):
    concerns = (Concern("osteoporosis"), Concern("skin", Side.LEFT), Concern("no-right-side"))
    async with house.open((140, 45), replace(HIP, concerns=concerns)):
        line = house.choosing.query_one(SafetyLine).words

        assert line.startswith("Ask a doctor first: thin bones and sore skin.")
        assert "hip hollow, outer buttock (cannot lie on the right side)" in line
        assert "More points are in: Hip session without turning." in line
        assert line.endswith("Lightly: upper buttock.")


async def test_without_conditions_there_is_nothing_to_say_about_them(house: House):
    async with house.open(selection=HIP):
        assert house.choosing.query_one(SafetyLine).words == ""


async def test_the_safety_questions_open_by_a_click(house: House):
    async with house.open((140, 45), HIP) as pilot:
        await pilot.click(CommandBar, offset=offset_of(house.choosing.query_one(CommandBar), "safety"))
        await until(pilot, lambda: "1 of 6" in house.text())


CHOICES = {
    "talk": ("talk", [Talk.FULL, Talk.BRIEF, Talk.MINIMAL]),
    "count": ("count", list(Count)),
    "bed": ("bed", list(Bed)),
    "voice": ("voice", ["heart", "system", "silent"]),
}


async def test_each_choice_goes_round_by_key(house: House):
    async with house.open(selection=replace(HIP, voice="heart")) as pilot:
        for name, (attribute, values) in CHOICES.items():
            house.choosing.query_one(f"#{name}", Choice).focus()
            seen = []
            for _ in values:
                await pilot.press("right")
                seen.append(getattr(house.choosing.selection, attribute))

            assert seen == [*values[1:], values[0]]


async def test_each_choice_is_changed_by_a_click(house: House):
    async with house.open(selection=replace(HIP, voice="heart")) as pilot:
        for name, (attribute, values) in CHOICES.items():
            await pilot.click(f"#{name}", offset=(len(name) + 3, 0))

            assert getattr(house.choosing.selection, attribute) == values[1]


async def test_the_volume_goes_up_and_down_and_not_beyond(house: House):
    async with house.open(selection=HIP) as pilot:
        house.choosing.query_one("#volume", Choice).focus()
        await pilot.press(*["right"] * 5)
        loudest = house.choosing.selection.volume
        await pilot.press("left")

        assert (loudest, house.choosing.selection.volume) == (6.0, 3.0)


async def test_from_a_volume_between_the_steps_one_key_leads_to_the_next_step(house: House):
    async with house.open(selection=replace(HIP, volume=-5.0)) as pilot:
        shown = house.text()
        house.choosing.query_one("#volume", Choice).focus()
        await pilot.press("left")

        assert "-5 dB" in shown
        assert house.choosing.selection.volume == -6.0


EXPLAINED = {"talk": "Every step is explained", "count": "Halfway", "bed": "in for four seconds"}


async def test_what_a_choice_means_stands_there_while_it_has_the_focus(house: House):
    async with house.open(selection=HIP) as pilot:
        for name, words in EXPLAINED.items():
            house.choosing.query_one(f"#{name}", Choice).focus()
            await pilot.pause()

            assert words in " ".join(detail(house).split())
        await pilot.press("right")
        other = detail(house)
        steps(house).focus()
        await pilot.pause()

        assert other == "Silence between the words."
        assert detail(house).startswith("Three points")


async def test_every_setting_is_explained_in_one_line(house: House):
    async with house.open(selection=HIP) as pilot:
        await pilot.press("comma")
        about = house.app.screen.query_one("#about", Static)
        for choice in house.app.screen.query(Choice):
            choice.focus()
            await pilot.pause()

            assert 10 < len(str(about.content)) <= about.size.width, choice.id


async def test_a_new_voice_says_a_few_words(house: House):
    async with house.open(selection=replace(HIP, voice="heart")) as pilot:
        house.choosing.query_one("#voice", Choice).focus()
        await pilot.press("right")
        await house.hear_sample(pilot)

        assert [name for name, _, _ in house.speakers][-1] == "system"
        assert any(any(block) for block in house.spoken)


@pytest.mark.parametrize("way", ["key", "mouse"])
async def test_the_sound_check_says_a_few_words_at_the_chosen_volume(house: House, way: str):
    async with house.open(selection=replace(HIP, volume=-40.0)) as pilot:
        await (pilot.press("c") if way == "key" else pilot.click("#sound-check"))
        await house.hear_sample(pilot)
        loudest = max(
            abs(int.from_bytes(block[at : at + 2], "little", signed=True))
            for block in house.spoken
            for at in range(0, len(block), 2)
        )

        assert 0 < loudest < 1000
        assert "loud enough" in said(house)


async def test_the_hold_is_kept_as_the_usual_one(house: House):
    async with house.open(selection=HIP) as pilot:
        await go_to_step(pilot, 4)
        await pilot.press("plus", "u")

        assert house.store.read().settings.holds.by_point == {"GB30": 35}
        assert house.choosing.selection.today == {}
        assert holds(house)["GB30"] == 35


async def test_the_first_words_are_rendered_while_a_session_is_looked_at(house: House):
    async with house.open(selection=HIP) as pilot:
        await until(pilot, lambda: bool(house.speakers))

        assert "Hip session, about fifteen minutes." in house.speakers[0][2].requested


async def test_starting_by_mouse(house: House):
    async with house.open() as pilot:
        await pilot.click("#start")
        await house.play(pilot, 2)

        assert house.names[0] is EventName.SESSION_STARTED


async def test_the_session_that_starts_is_the_one_that_was_adjusted(house: House):
    async with house.open() as pilot:
        await go_to_step(pilot, 1)
        await pilot.press("2", "0", "enter", "enter")
        await house.play_until(pilot, EventName.HOLD_STARTED)

        assert house.events[-1].more["hold"] == 20


async def test_a_copy_of_ones_own_is_made_opened_and_listed(house: House):
    def edit(path: Path) -> None:
        path.write_text(path.read_text("utf-8").replace("Hip session", "My evening"), "utf-8")

    house.edit = edit
    async with house.open(selection=HIP) as pilot:
        await pilot.press("y")

        assert (house.home / "data" / "routines" / "hip-mine.yaml").is_file()
        assert "My evening" in house.text()


async def test_a_copy_that_is_not_renamed_is_told_apart_by_its_name(house: House):
    async with house.open((140, 45), HIP) as pilot:
        await pilot.press("y")
        titles = [
            str(option.prompt).partition("\n")[0] for option in house.choosing.query_one(OptionList).options
        ]

        assert [title for title in titles if title.startswith("Hip session")] == [
            "Hip session",
            "Hip session without turning",
            "Hip session (hip-mine)",
        ]


async def test_what_is_wrong_in_ones_own_file_is_shown(house: House):
    house.edit = lambda path: path.write_text("title: Mine\nstops: []\n", "utf-8")
    async with house.open(selection=HIP) as pilot:
        await pilot.press("y")
        await until(pilot, lambda: isinstance(house.app.screen, Page))

        assert "hip-mine.yaml:2:1" in " ".join(house.text().split())


async def test_an_own_file_that_was_spoilt_is_mended_from_the_page_that_says_so(house: House):
    texts = ["title: Mine\nstops: []\n", SHORT.replace("Short", "Mended")]
    house.edit = lambda path: path.write_text(texts.pop(0), "utf-8")
    async with house.open(selection=Selection("short")) as pilot:
        await pilot.press("e")
        await until(pilot, lambda: isinstance(house.app.screen, Page))
        spoilt, beneath = house.text(), house.choosing.selection.routine
        await pilot.press("e")
        await until(pilot, lambda: house.app.screen is house.choosing)

        assert "short.yaml:2:1" in " ".join(spoilt.split())
        assert beneath == "hip"
        assert house.app.screen is house.choosing
        assert "Mended" in house.text()


async def test_an_own_file_that_is_gone_leaves_the_list_and_the_first_session_is_shown(house: House):
    house.edit = Path.unlink
    async with house.open(selection=Selection("short")) as pilot:
        await pilot.press("e")

        assert house.choosing.selection.routine == "hip"
        assert "short" not in [option.id for option in house.choosing.query_one(OptionList).options]
        assert "Hip session" in house.text()


@pytest.mark.parametrize("name", ["evening", "hip"])
async def test_a_session_opened_by_its_path_is_copied_from_there(house: House, name: str):
    path = house.home / f"{name}.yaml"
    path.write_text(SHORT.replace("Short", "Evening"), "utf-8")
    house.opened = [str(path)]
    async with house.open(selection=Selection(name)) as pilot:
        await pilot.press("e")
        refused = said(house)
        await pilot.press("y")

        assert refused == f"This session is in {path}, not among your own; copy it as yours first, with y."
        assert house.edited == [house.home / "data" / "routines" / f"{name}-mine.yaml"]
        assert house.edited[0].read_text("utf-8") == path.read_text("utf-8")


async def test_a_copy_that_cannot_be_written_is_told(house: House):
    house.write("routines/hip-mine.yaml", SHORT)
    async with house.open(selection=HIP) as pilot:
        shutil.rmtree(house.home / "data")
        (house.home / "data").write_text("no folder", "utf-8")
        await pilot.press("y")

        assert "cannot be copied" in said(house)
        assert house.edited == []


async def test_why_an_own_session_is_not_in_the_list_is_said_at_the_start(house: House):
    path = house.write("routines/mine.yaml", "title: Mine\nstops: []\n")
    async with house.open(selection=HIP):
        assert said(house).startswith(f"{path}:1:1: a routine lacks ")
        assert said(house).endswith("(2 more, see voiceguide check)")


async def test_a_bundled_session_is_not_edited(house: House):
    async with house.open(selection=HIP) as pilot:
        await pilot.press("e")

        assert house.edited == []
        assert "copy it as yours first" in said(house)


async def test_help_and_about_open_and_any_key_closes_them(house: House):
    async with house.open((100, 40), HIP) as pilot:
        for key, words in (("question_mark", "leave the point out"), ("a", "not a treatment")):
            await pilot.press(key)
            assert words in " ".join(house.text().split())
            await pilot.press("x")

            assert house.app.screen is house.choosing
            assert house.choosing.selection.skips == frozenset()


async def test_about_names_every_part_and_shows_names_as_they_are_written(house: House):
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [re.match(r"[\w-]+", part)[0] for part in project["dependencies"] if "sys_platform" not in part]  # type: ignore[index]
    house.write("points.yaml", KNEE)
    async with house.open((100, 190), HIP) as pilot:
        await pilot.press("a")
        shown = house.text()

        assert "The sciatic nerve lies beneath." in shown
        assert [part for part in needed if f"{part} " not in shown] == []
        assert "KNEE Knee [/x] [b]" in shown


async def test_every_setting_can_be_changed_and_is_kept(house: House):
    async with house.open((100, 40), HIP) as pilot:
        before = house.store.read().settings
        await pilot.press("comma")
        for choice in house.app.screen.query(Choice):
            choice.focus()
            await pilot.press("right")
        await pilot.press("escape")
        after = house.store.read().settings

        names = ("theme", "captions", "voice", "rate", "volume", "talk", "count", "bed", "lead")
        names += ("keep_awake", "auto_resume", "output")
        assert [name for name in names if getattr(after, name) == getattr(before, name)] == []
        assert house.app.theme == after.theme.value
        assert house.choosing.selection.talk is after.talk


async def test_a_setting_is_changed_with_the_mouse(house: House):
    async with house.open((100, 40), HIP) as pilot:
        await pilot.press("comma")
        await pilot.click("#setting-theme", offset=(40, 0))

        assert isinstance(house.app.screen, SettingsScreen)
        assert house.app.theme == "light"


async def test_the_session_is_taken_along_as_it_was_adjusted(house: House):
    async with house.open(selection=HIP) as pilot:
        await pilot.press("less_than_sign", "t", "right", "tab", "right", "tab", "enter")
        await until(pilot, lambda: "Written:" in house.text())

        assert (house.home / "taken" / "Hip session.html").read_text("utf-8") == "hip 9/10 True"


async def test_a_title_that_is_no_name_for_a_file_is_taken_along_all_the_same(house: House):
    house.write("routines/odd.yaml", SHORT.replace("Short", '"Hip / back: slow?"'))
    async with house.open(selection=Selection("odd")) as pilot:
        await pilot.press("t", "tab", "tab", "enter")
        await until(pilot, lambda: "Written:" in house.text())

        assert [path.name for path in (house.home / "taken").iterdir()] == ["Hip - back- slow-.mp3"]


async def test_a_session_opened_by_its_path_is_taken_along_from_there(house: House):
    path = house.home / "hip.yaml"
    path.write_text(SHORT, "utf-8")
    house.opened = [str(path)]
    async with house.open(selection=HIP) as pilot:
        await pilot.press("t", "tab", "tab", "enter")
        await until(pilot, lambda: "Written:" in house.text())

        assert (house.home / "taken" / "Short.mp3").read_text("utf-8") == f"{path} 1 False"


async def test_that_speech_cannot_be_kept_is_said_once(house: House):
    house.speech_trouble = "Speech cannot be kept."
    async with house.open(selection=HIP) as pilot:
        await until(pilot, lambda: said(house) == "Speech cannot be kept.")
        house.choosing.say("")
        house.app.look()
        await pilot.pause()

        assert said(house) == ""


async def test_a_file_that_is_given_up_is_not_written(house: House):
    house.endless = True
    async with house.open(selection=HIP) as pilot:
        await pilot.press("t", "tab", "tab", "enter")
        await until(pilot, lambda: at_work("taking"))
        await pilot.press("escape")
        await until(pilot, lambda: not at_work("taking"))

        assert house.app.screen is house.choosing
        assert list((house.home / "taken").iterdir()) == []


async def test_the_palette_offers_what_can_be_done_here(house: House):
    async with house.open(selection=HIP):
        offered = {command.title for command in house.app.get_system_commands(house.app.screen)}

        wanted = {"Start", "Sound-check", "Safety", "Settings", "Help", "About", "Keep as usual", "Quit"}
        assert wanted <= offered


@pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=str)
async def test_what_the_last_line_has_no_room_for_is_reached_with_the_mouse(
    house: House, size: tuple[int, int]
):
    async with house.open(size, HIP) as pilot:
        bar = house.choosing.query_one(CommandBar)
        await pilot.click(CommandBar, offset=offset_of(bar, "more"))
        await until(pilot, lambda: isinstance(house.app.screen, CommandPalette))


async def test_steps_of_one_place_are_told_apart_by_the_codes_of_their_points(house: House):
    for_every_point = {"back": ("B23", "B47", "B54", "B53"), "hip": ("B48", "GB29", "GB30")}
    for routine, codes in for_every_point.items():
        for size in ((60, 34), (80, 34)):
            async with house.open(size, Selection(routine)):
                shown = house.text()

                assert [code for code in codes if f" {code} " not in shown] == []


async def test_leaving_asks_nothing_when_no_session_is_under_way(house: House):
    async with house.open(selection=HIP) as pilot:
        await pilot.press("q")
        await until(pilot, lambda: not house.app.is_running)
