"""What is asked around a session: pain, whether a changed hold is to be the usual one, a note."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from fractions import Fraction
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input

from voiceguide.core.record import Changed, Done, Record
from voiceguide.tui.screens.afterwards import (
    LONGEST_NOTE,
    NoteQuestion,
    Offer,
    PainQuestion,
    UsualOffer,
    asked,
    offers,
)
from voiceguide.tui.screens.question import Question
from voiceguide.tui.themes import THEMES

NAMES = {"GB30": "Outer buttock", "B48": "Upper buttock"}
RIGHT = Offer(Changed("GB30", "right", 30, 45), "Outer buttock", 45)
BOTH = Offer(Changed("B48", "both", 30, 15), "Upper buttock", 15)
LATER = "has not answered"


class Asking(App[None]):
    """Nothing but one question."""

    CSS_PATH = Path(__file__).parents[2] / "voiceguide" / "tui" / "app.tcss"

    def __init__(self, question: ModalScreen[object]) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "dark"
        self._question = question
        self.answer: object = LATER

    def on_mount(self) -> None:
        self.push_screen(self._question, self.take)

    def take(self, answer: object) -> None:
        self.answer = answer

    async def answered(self, question: ModalScreen[object], pilot: Pilot[None], keys: str) -> object:
        """What keys, with spaces between them, answer to a question."""
        self.answer = LATER
        await self.push_screen(question, self.take)
        await pilot.press(*keys.split())
        await pilot.pause()
        return self.answer

    def text(self) -> str:
        strips = self.screen._compositor.render_strips(self.size)
        return "\n".join(strip.text.rstrip() for strip in strips)


@asynccontextmanager
async def asking(
    question: object, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Asking, Pilot[None]]]:
    assert isinstance(question, ModalScreen)
    app = Asking(question)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def pain() -> PainQuestion:
    return PainQuestion("How is the pain now?")


PAIN: tuple[tuple[str, int | None], ...] = (
    ("4 enter", 4),
    ("0 enter", 0),
    ("1 enter", 1),
    ("1 0 enter", 10),
    ("1 5 enter", 5),
    ("7 0 enter", 0),
    ("1 0 0 enter", 0),
    ("end enter", 10),
    ("home enter", 0),
    ("right right enter", 1),
    ("left enter", 10),
    ("5 left enter", 4),
    ("5 up enter", 6),
    ("1 right 0 enter", 0),
    ("9 right right right enter", 10),
    ("enter", None),
    ("5 escape", None),
    ("5 tab enter", None),
    ("5 tab tab enter", 5),
)


async def test_pain_is_a_number_from_0_to_10_by_keys():
    async with asking(pain()) as (app, pilot):
        answers = [(keys, await app.answered(pain(), pilot, keys)) for keys, _ in PAIN]

    assert answers == list(PAIN)


@pytest.mark.parametrize("number", [0, 4, 10])
async def test_a_click_on_a_number_answers(number: int):
    async with asking(pain()) as (app, pilot):
        await pilot.click("#scale", offset=(number * 4 + 1, 0))
        await pilot.pause()

        assert app.answer == number


async def test_a_title_with_brackets_stands_in_a_question_as_it_is():
    async with asking(Question("Evening [hip] [/x]: go on there?")) as (app, _):
        assert "Evening [hip] [/x]: go on there?" in app.text()


@pytest.mark.parametrize(("button", "answer"), [("#skip", None), ("#take", 3)])
async def test_the_buttons_answer(button: str, answer: int | None):
    async with asking(PainQuestion("Pain", 3)) as (app, pilot):
        await pilot.click(button)
        await pilot.pause()

        assert app.answer == answer


async def test_a_click_beside_it_leaves_pain_untold():
    async with asking(PainQuestion("Pain", 3)) as (app, pilot):
        await pilot.click(offset=(1, 1))
        await pilot.pause()

        assert app.answer is None


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)], ids=str)
async def test_at_every_size_all_numbers_and_the_way_out_are_seen(size: tuple[int, int]):
    async with asking(pain(), size) as (app, _):
        shown = app.text()

        assert "0   1   2   3   4   5   6   7   8   9   10" in shown
        assert "Rather not (Esc)" in shown
        assert "How is the pain now?" in shown


def test_one_changed_hold_is_asked_about_in_a_sentence():
    assert asked(RIGHT) == "You held GB30 right for 45 instead of 30 seconds. Keep 45 as usual?"


def test_with_a_factor_for_today_the_question_says_what_is_kept():
    offer = Offer(Changed("GB30", "right", 21, 36), "Outer buttock", 51)

    assert asked(offer) == (
        "You held GB30 right for 36 instead of 21 seconds. Keep 51 as usual, which is 36 at today's factor?"
    )


def test_only_changed_holds_are_offered_free_of_todays_factor():
    stages = (
        Done(1, "GB30", "right", 21, 36.0, changed=36),
        Done(2, "B48", "both", 21, 21.0),
        Done(3, "GB29", "left", 42, 42.0, changed=42),
    )
    record = Record("one", "hip", "2025-03-31T18:05:00Z", stages=stages)

    assert offers(record, Fraction(7, 10), NAMES) == (
        Offer(Changed("GB30", "right", 21, 36), "Outer buttock", 51),
    )


@pytest.mark.parametrize(
    ("keys", "answer"),
    [(("y",), {"GB30": 45}), (("enter",), {"GB30": 45}), (("n",), None), (("escape",), None)],
)
async def test_one_changed_hold_is_kept_or_left(keys: tuple[str, ...], answer: object):
    async with asking(UsualOffer([RIGHT])) as (app, pilot):
        assert "Keep 45 as usual?" in " ".join(app.text().replace("│", " ").split())
        await pilot.press(*keys)
        await pilot.pause()

        assert app.answer == answer


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (("y",), {"GB30": 45, "B48": 15}),
        (("space", "y"), {"B48": 15}),
        (("down", "right", "y"), {"GB30": 45}),
        (("space", "down", "space", "y"), {}),
        (("space", "space", "y"), {"GB30": 45, "B48": 15}),
        (("n",), None),
    ],
)
async def test_of_several_changed_holds_each_is_kept_or_left(keys: tuple[str, ...], answer: object):
    async with asking(UsualOffer([RIGHT, BOTH]), (60, 20)) as (app, pilot):
        assert "GB30 right 45 s instead of 30 s" in app.text()
        assert "B48        15 s instead of 30 s" in app.text()
        await pilot.press(*keys)
        await pilot.pause()

        assert app.answer == answer


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ((*"warm", "enter"), "warm"),
        (("enter",), ""),
        (("space", "x", "space", "enter"), "x"),
        (("x", "escape"), None),
    ],
)
async def test_a_note_is_one_line_or_nothing(keys: tuple[str, ...], answer: str | None):
    async with asking(NoteQuestion("A note")) as (app, pilot):
        await pilot.press(*keys)
        await pilot.pause()

        assert app.answer == answer


async def test_a_note_that_is_there_is_changed_and_stays_one_line():
    async with asking(NoteQuestion("A note", "said\nah")) as (app, pilot):
        assert app.screen.query_one(Input).max_length == LONGEST_NOTE
        await pilot.press("end", "!", "enter")
        await pilot.pause()

        assert app.answer == "said ah!"
