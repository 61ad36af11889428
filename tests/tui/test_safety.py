"""The safety questions on the screen: by key and by mouse, what is kept, what may start."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from house import House, offset_of, until
from textual.pilot import Pilot
from textual.widgets import Button, Static

from voiceguide.core.condition import CONDITIONS
from voiceguide.core.facts import EventName
from voiceguide.core.point import Side
from voiceguide.core.preferences import Concern
from voiceguide.core.safety_questions import QUESTIONS, Checklist, Statement
from voiceguide.store.settings import Safety
from voiceguide.store.settings_file import SettingsStore
from voiceguide.tui.screens.afterwards import PainQuestion
from voiceguide.tui.screens.follow import FollowScreen
from voiceguide.tui.screens.new_or_worse import NewOrWorse
from voiceguide.tui.screens.page import Page
from voiceguide.tui.screens.question import Question
from voiceguide.tui.screens.safety import SafetyScreen
from voiceguide.tui.selection import Selection
from voiceguide.tui.themes import THEMES
from voiceguide.tui.widgets.safety_line import SafetyLine
from voiceguide.tui.widgets.statement_row import StatementRow

HIP = Selection("hip")
ANSWERED = date(2026, 3, 31)
NO_TO_ALL = ("n", "n", "n", "0", "enter", "0", "enter", "0", "enter")
"""Up to the page that reads back."""


@pytest.fixture
def asking(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.ask = True
    return house


@pytest.fixture
def known(asking: House) -> House:
    """Somebody who has answered before, and has thin bones."""
    asking.store.save({"safety.answered": ANSWERED, "safety.concerns": (Concern("osteoporosis"),)})
    return asking


def kept(house: House) -> Safety:
    return house.store.read().settings.safety


def shown(house: House) -> str:
    return " ".join(house.text().split())


def safety_line(house: House) -> str:
    return house.choosing.query_one(SafetyLine).words


def status(house: House) -> str:
    return str(house.choosing.query_one("#status", Static).content)


def asked(house: House) -> SafetyScreen:
    assert isinstance(house.app.screen, SafetyScreen)
    return house.app.screen


def started(house: House) -> bool:
    return isinstance(house.app.screen, FollowScreen)


async def until_started(house: House, pilot: Pilot[None]) -> None:
    """Let the session start; how much it hurts is left unsaid."""
    await until(pilot, lambda: started(house) or isinstance(house.app.screen, PainQuestion))
    if not started(house):
        await pilot.press("escape")
    await until(pilot, lambda: started(house))


async def open_questions(house: House, pilot: Pilot[None], key: str = "s") -> None:
    await pilot.press(key)
    await until(pilot, lambda: isinstance(house.app.screen, SafetyScreen) and house.app.screen.is_current)
    await pilot.pause()


async def back_to_choosing(house: House, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: house.app.screen is house.choosing)
    await pilot.pause()


async def to_question(pilot: Pilot[None], number: int) -> None:
    """From the first question to the fourth, fifth or sixth."""
    await pilot.press(*NO_TO_ALL[: 3 + 2 * (number - 4)])


async def answer(house: House, pilot: Pilot[None], **stated: str) -> None:
    """Through all questions, with these keys for some items, and keep it."""
    await pilot.press("n", "n", "n")
    for question in QUESTIONS[3:]:
        assert isinstance(question, Checklist)
        for item in question.items:
            key = stated.get(item.id.replace("-", "_"))
            if key:
                asked(house).query_one(f"#item-{item.id}", StatementRow).focus()
                await pilot.press(key)
        await pilot.press("0", "enter")
    await pilot.press("y")


async def test_a_newcomer_is_pointed_to_the_questions(asking: House):
    async with asking.open((60, 20), HIP):
        assert "safety questions come before the first session: press s" in safety_line(asking)
        assert "press s, or start" in asking.text()


async def test_before_the_first_start_the_questions_come_by_themselves(asking: House):
    async with asking.open() as pilot:
        await open_questions(asking, pilot, "enter")

        assert "1 of 6" in shown(asking)
        assert asking.names == []


async def test_no_to_everything_by_key_is_kept_and_the_session_starts(asking: House):
    async with asking.open() as pilot:
        await open_questions(asking, pilot, "enter")
        await pilot.press(*NO_TO_ALL)
        read = shown(asking)
        await pilot.press("y")
        await until_started(asking, pilot)
        await asking.play(pilot, 2)

        assert "You said: none of this applies." in read
        assert kept(asking).answered is not None
        assert kept(asking).concerns == ()
        assert asking.names[0] is EventName.SESSION_STARTED


async def test_no_to_everything_by_mouse_is_kept_and_the_session_starts(asking: House):
    async with asking.open((60, 20)) as pilot:
        await pilot.click("#start")
        await until(pilot, lambda: isinstance(asking.app.screen, SafetyScreen))
        await pilot.pause()
        for number in range(3):
            await pilot.click(f"#page-{number} Button")
        for number in range(3, 6):
            await pilot.click(f"#page-{number} Button")
            await pilot.click(f"#page-{number} Button.-primary")
        await pilot.click("#page-6 Button")
        await until_started(asking, pilot)

        assert kept(asking).answered is not None


async def test_arrows_and_enter_answer_too(asking: House):
    async with asking.open(selection=HIP) as pilot:
        await open_questions(asking, pilot)
        await pilot.press("down", "enter")
        await pilot.press("right", "enter")

        assert "3 of 6" in shown(asking)


async def test_enter_alone_answers_nothing(asking: House):
    async with asking.open(selection=HIP) as pilot:
        await open_questions(asking, pilot)
        await pilot.press("enter", "enter", "enter")

        assert "1 of 6" in shown(asking)
        assert "Press n for no" in shown(asking)


async def test_what_is_open_is_named_and_never_taken_for_a_no(asking: House):
    async with asking.open(selection=HIP) as pilot:
        await open_questions(asking, pilot)
        await to_question(pilot, 4)
        await pilot.press("down", "down", "y", "enter")

        assert "4 of 6" in shown(asking)
        assert "Still open: Pregnant, or perhaps" in shown(asking)
        assert asking.app.focused is asked(asking).query_one("#item-pregnant")


async def test_escape_keeps_everything_as_it_was(known: House):
    async with known.open(selection=HIP) as pilot:
        before = known.store.path.read_bytes(), known.choosing.selection
        await open_questions(known, pilot)
        await pilot.press("n", "n", "n", "y", "down", "n", "escape")
        await back_to_choosing(known, pilot)

        assert (known.store.path.read_bytes(), known.choosing.selection) == before
        assert status(known) == "Nothing was changed."


async def test_escape_before_the_first_start_starts_nothing(asking: House):
    async with asking.open() as pilot:
        await open_questions(asking, pilot, "enter")
        await pilot.press("n", "escape")
        await back_to_choosing(asking, pilot)

        assert kept(asking) == Safety()
        assert "The safety questions come first" in status(asking)
        assert asking.names == []


@pytest.mark.parametrize(
    ("number", "words", "way"),
    [
        (1, "local emergency number", "y"),
        (2, "local emergency number", "u"),
        (3, "Please ask a doctor first", "mouse"),
    ],
)
async def test_a_red_flag_ends_with_advice_and_nothing_starts(
    asking: House, number: int, words: str, way: str
):
    async with asking.open((60, 20)) as pilot:
        await open_questions(asking, pilot, "enter")
        await pilot.press(*["n"] * (number - 1))
        if way == "mouse":
            await pilot.click(
                next(button for button in asked(asking).query(Button) if _offered(button, "yes"))
            )
        else:
            await pilot.press(way)
        advice = shown(asking)
        await pilot.press("enter")
        await back_to_choosing(asking, pilot)

        assert words in advice.replace("┃ ", "")
        assert words in status(asking)
        assert asking.names == []
        assert kept(asking) == Safety()
        await open_questions(asking, pilot, "enter")
        assert "1 of 6" in shown(asking)


def _offered(button: Button, name: str) -> bool:
    """Whether it stands on the page that is shown."""
    return button.name == name and all(one.display for one in button.ancestors_with_self if one.parent)


async def test_after_a_red_flag_the_answers_of_last_time_are_no_longer_enough(known: House):
    async with known.open(selection=HIP) as pilot:
        await open_questions(known, pilot)
        await pilot.press("y", "escape")
        await back_to_choosing(known, pilot)
        await open_questions(known, pilot, "enter")

        assert kept(known) == Safety(None, (Concern("osteoporosis"),))
        assert "1 of 6" in shown(known)


async def test_a_slip_leads_back_to_the_question_without_its_answer(asking: House):
    async with asking.open(selection=HIP) as pilot:
        await open_questions(asking, pilot)
        await pilot.press("n", "y")
        await pilot.click(next(button for button in asked(asking).query(Button) if _offered(button, "back")))
        assert "2 of 6" in shown(asking)
        await pilot.press("y", "backspace")
        assert "2 of 6" in shown(asking)
        await pilot.press("enter")
        assert "2 of 6" in shown(asking)
        await pilot.press("n", "backspace", "backspace")
        assert "1 of 6" in shown(asking)


async def test_answers_change_the_session_at_once_with_the_reasons_and_it_does_not_start_yet(asking: House):
    async with asking.open((140, 45), HIP) as pilot:
        await open_questions(asking, pilot, "enter")
        await answer(asking, pilot, thin_bones="y", hip="l")
        await back_to_choosing(asking, pilot)

        assert kept(asking).concerns == (Concern("osteoporosis"), Concern("hip-replacement", Side.LEFT))
        assert asking.choosing.outline.plan
        assert asking.choosing.outline.plan.points == ("B48",)
        line = safety_line(asking)
        assert "Ask a doctor first: thin bones." in line
        assert "Left out for your safety answers: hip hollow, outer buttock (a new hip joint" in line
        assert "More points are in: Hip session without turning." in line
        assert "Lightly: upper buttock." in line
        assert "the session is changed" in status(asking)
        assert not started(asking)


async def test_the_next_enter_starts_without_asking_anew_and_the_ear_is_never_told_the_reason(asking: House):
    async with asking.open(selection=HIP) as pilot:
        await open_questions(asking, pilot, "enter")
        await answer(asking, pilot, veins="b", hip="r", side="l")
        await back_to_choosing(asking, pilot)
        await pilot.press("enter")
        await until_started(asking, pilot)
        await asking.play(pilot, 5)
        said = " ".join(text for _, _, speaker in asking.speakers for text in speaker.requested)

        assert asking.names[0] is EventName.SESSION_STARTED
        assert "Some points are left out, from your safety answers." in said
        assert [one.title for one in CONDITIONS.values() if one.title in said] == []


async def test_a_blood_clot_refuses_every_session_with_the_reason(asking: House):
    async with asking.open((140, 45), HIP) as pilot:
        await open_questions(asking, pilot)
        await answer(asking, pilot, clot="u")
        await back_to_choosing(asking, pilot)
        await pilot.press("enter")

        assert asking.choosing.query_one("#start", Button).disabled
        assert "please ask a doctor before any session" in safety_line(asking)
        assert asking.app.screen is asking.choosing


LETTERS = {
    "thin-bones": [None, None, None, Statement.YES, Statement.NO, Statement.UNSURE],
    "veins": [
        *(Statement.LEFT, Statement.RIGHT, Statement.BOTH),
        *(Statement.BOTH, Statement.NO, Statement.UNSURE),
    ],
}
"""After l, r, b, y, n and u."""


async def test_letters_state_what_fits_the_row(asking: House):
    async with asking.open(selection=HIP) as pilot:
        await open_questions(asking, pilot)
        await to_question(pilot, 4)
        for name, statements in LETTERS.items():
            row = asked(asking).query_one(f"#item-{name}", StatementRow)
            row.focus()
            stated = []
            for key in "lrbynu":
                await pilot.press(key)
                stated.append(row.stated)

            assert stated == statements


async def test_space_and_arrows_go_through_what_can_be_stated(asking: House):
    async with asking.open(selection=HIP) as pilot:
        await open_questions(asking, pilot)
        await to_question(pilot, 4)
        row = asked(asking).query_one("#item-veins", StatementRow)
        row.focus()
        seen = []
        for key in ("space", "space", "right", "right", "right", "right", "left", "left"):
            await pilot.press(key)
            seen.append(str(row.stated))

        assert seen == ["no", "left", "right", "both", "unsure", "no", "unsure", "both"]


@pytest.mark.parametrize("size", [(60, 20), (140, 45)], ids=str)
async def test_every_statement_of_a_row_is_clicked(asking: House, size: tuple[int, int]):
    async with asking.open(size, HIP) as pilot:
        await open_questions(asking, pilot)
        await to_question(pilot, 4)
        for name, words in (("veins", "no left right both not sure"), ("clot", "no yes not sure")):
            row = asked(asking).query_one(f"#item-{name}", StatementRow)
            for word, statement in zip(
                words.replace("not sure", "not-sure").split(), row.item.statements, strict=True
            ):
                await pilot.click(row, offset=offset_of(row, f" {word.replace('-', ' ')}"))

                assert row.stated is statement
                assert f"[{word.replace('-', ' ')}]" in row.render_line(0).text


async def test_what_is_stated_is_told_by_letters_not_by_colours_alone(asking: House):
    async with asking.open(selection=HIP) as pilot:
        await open_questions(asking, pilot)
        await to_question(pilot, 4)
        row = asked(asking).query_one("#item-skin", StatementRow)
        before = row.render_line(0).text
        row.focus()
        await pilot.press("r")

        assert before.startswith("? ")
        assert "[right]" in row.render_line(0).text
        assert row.render_line(0).text.startswith("  ")


async def test_in_every_theme_what_is_stated_can_be_read_on_the_row_with_the_focus(asking: House):
    async with asking.open(selection=HIP) as pilot:
        await open_questions(asking, pilot)
        await to_question(pilot, 4)
        row = asked(asking).query_one("#item-skin", StatementRow)
        row.focus()
        await pilot.press("r")
        other = asked(asking).query_one("#item-hernia", StatementRow)
        for theme in THEMES:
            asking.app.theme = theme.name
            await pilot.pause()
            for line in (row.render_line(0), other.render_line(0)):
                colours = {(part.style.color, part.style.bgcolor) for part in line if part.style}

                assert all(letters and letters != ground for letters, ground in colours), theme.name


async def test_nothing_new_or_worse_starts_the_usual_session(known: House):
    async with known.open() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(known.app.screen, NewOrWorse))
        words = shown(known)
        await pilot.click("#no")
        await until_started(known, pilot)

        assert "Anything new or worse since last time?" in words
        assert kept(known).answered == ANSWERED


@pytest.mark.parametrize("way", ["u", "#yes"])
async def test_something_new_or_worse_asks_the_questions_again(known: House, way: str):
    async with known.open() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(known.app.screen, NewOrWorse))
        await (pilot.click(way) if way.startswith("#") else pilot.press(way))
        await until(pilot, lambda: isinstance(known.app.screen, SafetyScreen))

        assert known.names == []


async def test_no_answer_to_new_or_worse_starts_nothing(known: House):
    async with known.open() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(known.app.screen, NewOrWorse))
        await pilot.press("enter", "space")
        await pilot.pause()
        assert isinstance(known.app.screen, NewOrWorse)
        await pilot.press("escape")
        await back_to_choosing(known, pilot)

        assert known.names == []


async def test_what_was_worse_and_is_answered_the_same_starts(known: House):
    async with known.open() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(known.app.screen, NewOrWorse))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(known.app.screen, SafetyScreen))
        await pilot.pause()
        await answer(known, pilot)
        await until_started(known, pilot)

        assert kept(known).concerns == (Concern("osteoporosis"),)
        assert kept(known).answered != ANSWERED


async def test_the_second_session_of_a_day_asks_again(known: House):
    async with known.open() as pilot:
        for time in (1, 2):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(known.app.screen, NewOrWorse))
            await pilot.press("n")
            await until_started(known, pilot)
            for key in ("q", "y"):
                await known.play(pilot, 0.3)
                await pilot.press(key)
            await known.play_until(pilot, EventName.SESSION_ENDED, time)
            await known.play(pilot, 2)
            await back_to_choosing(known, pilot)


async def test_without_asking_nothing_is_asked_and_what_is_kept_is_respected(known: House):
    known.ask = False
    async with known.open(selection=HIP) as pilot:
        await pilot.press("enter")
        await until_started(known, pilot)

        assert known.choosing.selection.preferences().concerns == (Concern("osteoporosis"),)


async def test_health_that_cannot_be_read_is_asked_again(known: House):
    known.store.path.write_text('[safety]\nanswered = 2026-03-31\nconcerns = ["thin-bonse"]\n', "utf-8")
    async with known.open() as pilot:
        await until(pilot, lambda: isinstance(known.app.screen, Page))
        await pilot.press("space")
        await back_to_choosing(known, pilot)
        await open_questions(known, pilot, "enter")
        words = shown(known)
        await pilot.press(*NO_TO_ALL, "y")
        await until_started(known, pilot)

        assert "could not be read" in words
        assert safety_line(known) == ""
        assert not known.store.read().health_unread


MISSPELT = 'avoid = ["preganncy"]\n[safety]\nanswered = 2026-03-31\n'


async def test_what_of_health_cannot_be_read_is_told_at_once_and_s_leads_to_the_questions(known: House):
    known.store.path.write_text(MISSPELT, "utf-8")
    async with known.open((140, 45), HIP) as pilot:
        await until(pilot, lambda: isinstance(known.app.screen, Page))
        await pilot.pause()
        told = shown(known)
        await open_questions(known, pilot)

        assert "settings.toml:1:1" in told
        assert "preganncy" in told
        assert "settings.toml:1:1" in shown(known)


async def test_a_fault_that_was_answered_to_asks_no_more_until_the_next_start(known: House):
    known.store.path.write_text(MISSPELT, "utf-8")
    async with known.open() as pilot:
        await until(pilot, lambda: isinstance(known.app.screen, Page))
        await open_questions(known, pilot)
        await pilot.press(*NO_TO_ALL, "y")
        await back_to_choosing(known, pilot)
        await pilot.press("enter")
        await until_started(known, pilot)

        assert known.store.read().health_unread


async def test_without_asking_nothing_starts_while_health_cannot_be_read(known: House):
    known.ask = False
    known.store.path.write_text(MISSPELT, "utf-8")
    async with known.open() as pilot:
        await until(pilot, lambda: isinstance(known.app.screen, Page))
        await pilot.press("space")
        await back_to_choosing(known, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "Nothing is given while" in status(known))
        await open_questions(known, pilot)
        await answer(known, pilot)
        await back_to_choosing(known, pilot)
        await pilot.press("enter")
        await until_started(known, pilot)


async def test_nothing_is_taken_along_while_health_cannot_be_read(known: House):
    known.store.path.write_text(MISSPELT, "utf-8")
    async with known.open() as pilot:
        await until(pilot, lambda: isinstance(known.app.screen, Page))
        await pilot.press("space")
        await back_to_choosing(known, pilot)
        await pilot.press("t")
        await until(pilot, lambda: "Nothing is given while" in status(known))

        assert known.app.screen is known.choosing


async def test_a_fault_elsewhere_in_the_settings_is_told_above_the_keys(known: House):
    known.store.path.write_text('talk = "loud"\n[safety]\nanswered = 2026-03-31\n', "utf-8")
    async with known.open((140, 45), HIP):
        assert status(known).startswith('settings.toml:1:1: "loud"')


async def test_settings_that_are_set_aside_are_told(asking: House):
    asking.store = SettingsStore(asking.home, tell=asking.news.put)
    asking.store.path.write_text("talk == 1", "utf-8")
    async with asking.open((140, 45), HIP) as pilot:
        await until(pilot, lambda: isinstance(asking.app.screen, Page))
        await pilot.press("space")
        await back_to_choosing(asking, pilot)
        await pilot.press("comma", "right", "escape")
        await until(pilot, lambda: "kept as settings.toml.broken-1" in status(asking))


async def test_what_was_answered_in_another_program_is_respected_before_anything_starts(known: House):
    async with known.open(selection=HIP) as pilot:
        known.store.save({"safety.concerns": (Concern("pregnancy"),), "avoid": (Concern("numb-feet"),)})
        await pilot.press("enter")
        await until(pilot, lambda: "changed elsewhere" in status(known))
        concerns = set(known.choosing.selection.preferences().concerns)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(known.app.screen, NewOrWorse))

        assert concerns == {Concern("pregnancy"), Concern("numb-feet")}
        assert known.names == []


async def test_a_red_flag_leaves_what_was_answered_in_another_program(known: House):
    async with known.open(selection=HIP) as pilot:
        await open_questions(known, pilot)
        known.store.save({"safety.concerns": (Concern("pregnancy"),)})
        await pilot.press("y", "escape")
        await back_to_choosing(known, pilot)

        assert kept(known) == Safety(None, (Concern("pregnancy"),))
        assert known.choosing.selection.preferences().concerns == (Concern("pregnancy"),)


async def test_last_times_answers_are_there_to_be_changed(known: House):
    async with known.open((140, 45), HIP) as pilot:
        await open_questions(known, pilot)
        await to_question(pilot, 4)
        screen = asked(known)
        before = {
            name: screen.query_one(f"#item-{name}", StatementRow).stated
            for name in ("thin-bones", "pregnant")
        }
        screen.query_one("#item-thin-bones", StatementRow).focus()
        await pilot.press("n", "enter", "0", "enter", "0", "enter", "y")
        await back_to_choosing(known, pilot)

        assert before == {"thin-bones": Statement.YES, "pregnant": Statement.NO}
        assert kept(known).concerns == ()
        assert safety_line(known) == ""


async def test_what_several_answers_may_have_led_to_is_named_and_asked_anew(known: House):
    known.store.save({"safety.concerns": (Concern("belly"),)})
    async with known.open(selection=HIP) as pilot:
        await open_questions(known, pilot)
        await pilot.press("n", "n", "n")

        assert "or a heart or bowel illness." in shown(known)
        assert asked(known).query_one("#item-hernia", StatementRow).stated is None


async def test_what_is_always_avoided_stays_when_the_answers_change(known: House):
    known.store.save({"avoid": (Concern("osteoporosis"),)})
    chosen = replace(HIP, concerns=(Concern("osteoporosis"), Concern("belly")))
    async with known.open(selection=chosen) as pilot:
        await open_questions(known, pilot)
        await answer(known, pilot, thin_bones="n", skin="b")
        await back_to_choosing(known, pilot)

        assert set(known.choosing.selection.preferences().concerns) == {
            Concern("osteoporosis"),
            Concern("belly"),
            Concern("skin"),
        }


async def test_answers_are_deleted_after_a_question(known: House):
    async with known.open(selection=HIP) as pilot:
        await open_questions(known, pilot)
        await pilot.press("d")
        await until(pilot, lambda: isinstance(known.app.screen, Question))
        await pilot.press("n")
        await pilot.pause()
        assert asked(known)
        assert kept(known) == Safety(ANSWERED, (Concern("osteoporosis"),))
        await pilot.press("d")
        await until(pilot, lambda: isinstance(known.app.screen, Question))
        await pilot.press("y")
        await back_to_choosing(known, pilot)

        assert kept(known) == Safety()
        assert known.choosing.selection.preferences().concerns == ()
        assert status(known) == "Your safety answers are deleted."
        assert "safety questions come before the first session" in safety_line(known)


async def test_there_is_nothing_to_delete_before_anything_was_answered(asking: House):
    async with asking.open(selection=HIP) as pilot:
        await open_questions(asking, pilot)
        await pilot.press("d")

        assert asked(asking)
        assert "delete" not in shown(asking)


async def test_answers_that_cannot_be_saved_hold_until_the_program_is_left(asking: House):
    async with asking.open(selection=HIP) as pilot:
        await open_questions(asking, pilot)
        asking.store.path.unlink(missing_ok=True)
        asking.store.path.mkdir()
        await answer(asking, pilot, thin_bones="y")
        await back_to_choosing(asking, pilot)

        assert asking.choosing.selection.preferences().concerns == (Concern("osteoporosis"),)
        assert "cannot be saved" in status(asking)


ORDINARY = (
    *(Concern("osteoporosis"), Concern("rheumatoid"), Concern("blood-thinners"), Concern("varicose-veins")),
    *(Concern("skin", Side.RIGHT), Concern("hip-replacement", Side.LEFT), Concern("sore-hands")),
)
"""What somebody of eighty may answer."""


@pytest.mark.parametrize("way", ["l", "mouse"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)], ids=str)
async def test_all_that_health_leaves_out_or_softens_can_be_read(
    known: House, size: tuple[int, int], way: str
):
    known.store.save({"safety.concerns": ORDINARY})
    async with known.open(size, Selection("back")) as pilot:
        told = safety_line(known)
        line = known.choosing.query_one(SafetyLine)
        seen = " ".join(line.render_line(y).text for y in range(line.size.height))
        await (pilot.press("l") if way == "l" else pilot.click("#left-out"))
        await until(pilot, lambda: isinstance(known.app.screen, Page))
        await pilot.pause()
        page = shown(known).replace("│ ", "").replace(" │", "")
        await pilot.press("end")
        await pilot.pause()
        page += shown(known).replace("│ ", "").replace(" │", "")

        assert "l: all of it" in seen or seen.split() == told.split()
        assert [word for word in told.split() if word not in page] == []


async def test_where_no_point_is_left_it_is_told_what_fell_out_and_why(known: House):
    known.store.save({"safety.concerns": (Concern("pregnancy"), Concern("hip-replacement"))})
    async with known.open((140, 45), Selection("hip")) as pilot:
        await pilot.press("l")
        await until(pilot, lambda: isinstance(known.app.screen, Page))
        page = shown(known)

    assert "No point is left" in page
    assert "upper buttock (pregnancy" in page
    assert "outer buttock" in page


async def test_from_the_reasons_s_leads_to_the_questions(known: House):
    async with known.open(selection=HIP) as pilot:
        await pilot.click("#left-out")
        await until(pilot, lambda: isinstance(known.app.screen, Page))
        await pilot.press("s")
        await until(pilot, lambda: isinstance(known.app.screen, SafetyScreen))


async def test_a_click_on_the_line_for_newcomers_leads_to_the_questions(asking: House):
    async with asking.open(selection=HIP) as pilot:
        await pilot.click("#left-out")
        await until(pilot, lambda: isinstance(asking.app.screen, SafetyScreen))


async def test_where_nothing_is_left_out_that_is_said(asking: House):
    async with asking.open(selection=HIP) as pilot:
        await pilot.press("l")

        assert "Nothing is left out of this session" in status(asking)


async def test_at_every_size_every_item_can_be_seen_and_stated(asking: House):
    async with asking.open((60, 12), HIP) as pilot:
        await open_questions(asking, pilot)
        for number in (4, 5, 6):
            question = QUESTIONS[number - 1]
            assert isinstance(question, Checklist)
            await (pilot.press("n", "n", "n") if number == 4 else pilot.press("enter"))
            for item in question.items:
                assert item.label in asking.text()
                await pilot.press("n", "down")

        await pilot.press("enter")
        assert "none of this applies" in shown(asking)
