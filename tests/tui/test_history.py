"""The history on the screen: what stands there, and what keys do."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fakes import points
from month import month
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from voiceguide.core.record import Record
from voiceguide.store.history import History
from voiceguide.store.tables import write_tables
from voiceguide.tui.past import PROVES_NOTHING, details, honest_words
from voiceguide.tui.screens.history import HistoryScreen
from voiceguide.tui.screens.one_session import OneSession
from voiceguide.tui.screens.question import Question
from voiceguide.tui.themes import THEMES
from voiceguide.tui.widgets.command_bar import CommandBar
from voiceguide.tui.widgets.plot import AFTER, BEFORE, BOTH, JOINED, PainPlot, drawn, places
from voiceguide.tui.widgets.totals import PointTotals
from voiceguide.tui.widgets.weeks import WeekBars, bar

MONTH = month()
SIZES = [(60, 20), (80, 24), (140, 45)]


class Shown(App[None]):
    """Nothing but the history."""

    CSS_PATH = Path(__file__).parents[2] / "voiceguide" / "tui" / "app.tcss"

    def __init__(self, kept: History, folder: Path) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "dark"
        self.kept = kept
        self.folder = folder

    def on_mount(self) -> None:
        self.open_history()

    def open_history(self) -> None:
        def write(records: Sequence[Record]) -> tuple[Path, ...]:
            return write_tables(records, self.folder, date(2025, 4, 1))

        self.push_screen(HistoryScreen(self.kept, points(), write, UTC))

    @property
    def history(self) -> HistoryScreen:
        return next(screen for screen in self.screen_stack if isinstance(screen, HistoryScreen))

    def text(self) -> str:
        """What stands on the screen, without colours."""
        strips = self.screen._compositor.render_strips(self.size)
        return "\n".join(strip.text.rstrip() for strip in strips)

    def said(self, name: str) -> str:
        return str(self.history.query_one(f"#{name}", Static).content)


@asynccontextmanager
async def opened(
    tmp_path: Path, records: Sequence[Record] | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Shown, Pilot[None]]]:
    with closing(History(tmp_path)) as kept:
        for record in reversed(MONTH if records is None else records):
            kept.keep(record)
        async with shown(kept, tmp_path, size) as both:
            yield both


@asynccontextmanager
async def shown(
    kept: History, tmp_path: Path, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Shown, Pilot[None]]]:
    app = Shown(kept, tmp_path / "taken")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_at_every_size_and_look_the_sessions_and_their_pain_are_seen(
    tmp_path: Path, size: tuple[int, int]
):
    async with opened(tmp_path, size=size) as (app, pilot):
        for theme in THEMES:
            app.theme = theme.name
            await pilot.pause()
            lines = app.text().splitlines()

            assert len(lines) == size[1]
            assert "25 sessions · 5 h 57 min" in lines[0]
            assert any("Tue  1 Apr" in line and "3 → 0" in line for line in lines)
            assert any(f"{BEFORE} before   {AFTER} after" in line for line in lines)
            assert "It proves nothing" in app.text()
            assert "Esc back" in lines[-1]


async def test_on_a_wide_screen_all_views_stand_side_by_side(tmp_path: Path):
    async with opened(tmp_path, size=(140, 45)) as (app, _):
        shown = app.text()

        assert all(title in shown for title in ("Pain before and after", "Minutes a week", "Held, by point"))
        assert "91 min" in shown
        assert "GB29 Hip hollow" in shown
        assert "next view" not in shown


async def test_the_arrows_lead_through_the_views(tmp_path: Path):
    async with opened(tmp_path) as (app, pilot):
        seen = []
        for key in ("right", "right", "right", "left"):
            await pilot.press(key)
            await pilot.pause()
            views = (PainPlot, WeekBars, PointTotals)
            seen.append([view.__name__ for view in views if app.history.query_one(view).region])

        assert seen == [["WeekBars"], ["PointTotals"], ["PainPlot"], ["PointTotals"]]


async def test_a_click_on_its_title_shows_a_view(tmp_path: Path):
    async with opened(tmp_path) as (app, pilot):
        await pilot.click("#tabs", offset=(30, 0))
        await pilot.pause()

        assert app.history.panel == "weeks"
        assert "91 min" in app.text()


async def test_an_empty_history_says_what_will_stand_here(tmp_path: Path):
    async with opened(tmp_path, []) as (app, pilot):
        await pilot.press("enter", "d", "D")

        assert "Each session that you do will stand here" in app.text()
        assert "It is kept on this machine only" in app.text()
        assert app.screen is app.history
        await pilot.press("x")
        await pilot.pause()
        assert app.said("told") == "There is nothing to export yet."


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        (0, "Pain stands here once you have noted it before and after a session."),
        (1, "Noted before and after only once: too little to see anything in it."),
        (4, "Noted before and after only 4 times: too little to see anything in it."),
        (5, PROVES_NOTHING),
    ],
)
def test_few_numbers_are_said_to_be_few(pairs: int, words: str):
    assert honest_words(pairs) == words


async def test_enter_shows_what_was_planned_and_what_was_held(tmp_path: Path):
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("down", "down", "down", "enter")
        await pilot.pause()
        shown = app.text()

        assert isinstance(app.screen, OneSession)
        assert "Back session  Friday 28 March 2025, 20:55" in shown
        assert "15 minutes, done to the end, 96% of what was planned held." in shown
        assert "GB30 Outer buttock right       30 s   12 s  1 pause, 20 s · skipped" in shown


async def test_what_was_not_reached_and_what_was_changed_is_seen(tmp_path: Path):
    stopped = next(one for one in MONTH if one.ended == "stopped")
    changed = next(one for one in MONTH if one.id == "00000008")
    async with opened(tmp_path, [stopped, changed]) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        assert "not reached" in app.text()
        await pilot.press("escape", "down", "enter")
        await pilot.pause()

        assert "changed to 45 s" in app.text()


async def test_a_note_is_changed_and_kept(tmp_path: Path):
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("enter", "n", *"good", "enter", "escape")
        await pilot.pause()

        assert app.kept.sessions()[0].note == "good"
        assert app.said("told") == "Kept."
        assert "good" in app.text()


async def test_pain_can_be_noted_later(tmp_path: Path):
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("enter", "b", "1", "0", "enter", "a", "4", "enter", "escape")
        await pilot.pause()

        assert (app.kept.sessions()[0].pain_before, app.kept.sessions()[0].pain_after) == (10, 4)


async def test_only_looked_at_nothing_is_changed(tmp_path: Path):
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("enter", "n", "x", "escape", "escape")
        await pilot.pause()

        assert app.said("told") == ""
        assert app.kept.sessions() == MONTH


async def test_one_session_is_deleted_after_a_question(tmp_path: Path):
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("down", "d")
        await pilot.pause()
        assert isinstance(app.screen, Question)
        assert "Hip session, 31 March 2025, 20:16" in app.text()
        await pilot.press("n", "d", "y")
        await pilot.pause()

        assert [one.id for one in app.kept.sessions()] == [one.id for one in MONTH if one.id != "0000001c"]
        assert app.said("told") == "Deleted."
        assert app.history.query_one(OptionList).highlighted == 1


async def test_all_are_deleted_after_a_question(tmp_path: Path):
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("D", "escape")
        assert len(app.kept.sessions()) == 25
        await pilot.press("D", "y")
        await pilot.pause()

        assert app.kept.sessions() == ()
        assert "Nothing here yet." in app.text()


async def test_what_cannot_be_deleted_is_told_and_stays(tmp_path: Path):
    with closing(History(tmp_path)) as kept:
        kept.keep(MONTH[0])
    (tmp_path / ".history.db.lock").unlink()
    (tmp_path / ".history.db.lock").mkdir()
    with closing(History(tmp_path)) as kept:
        async with shown(kept, tmp_path) as (app, pilot):
            await pilot.press("d", "y")
            await pilot.pause()

            assert app.said("told").startswith("Nothing was deleted, as")
            assert "1 session ·" in app.text()


async def test_x_exports_both_tables_and_says_where(tmp_path: Path):
    async with opened(tmp_path, size=(140, 45)) as (app, pilot):
        await pilot.press("x")
        await pilot.pause()

        assert app.said("told") == (
            f"Exported as history-2025-04-01.csv and history-2025-04-01.json into {app.folder}"
        )
        assert len(list(app.folder.iterdir())) == 2


async def test_what_cannot_be_exported_is_told(tmp_path: Path):
    (tmp_path / "taken").write_text("in the way")
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("x")
        await pilot.pause()

        assert app.said("told").startswith("The history cannot be written into")


async def test_a_hint_is_a_button(tmp_path: Path):
    async with opened(tmp_path) as (app, pilot):
        await pilot.click(CommandBar, offset=(3, 0))
        await pilot.pause()

        assert isinstance(app.screen, OneSession)


async def test_it_is_left_by_a_key(tmp_path: Path):
    async with opened(tmp_path) as (app, pilot):
        for key in ("escape", "h", "q"):
            await pilot.press(key)
            await pilot.pause()

            assert not any(isinstance(screen, HistoryScreen) for screen in app.screen_stack)
            app.open_history()
            await pilot.pause()


async def test_made_larger_and_smaller_everything_stays_in_its_place(tmp_path: Path):
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("down", "down")
        for size in ((140, 45), (60, 20), (30, 8), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()

        assert app.history.query_one(OptionList).highlighted == 2
        assert app.history.current == MONTH[2]
        assert "3 → 0    100%" in app.text()


async def test_a_damaged_session_is_left_out_and_told(tmp_path: Path):
    with closing(History(tmp_path)) as kept:
        for record in MONTH[:2]:
            kept.keep(record)
    with closing(sqlite3.connect(tmp_path / "history.db")) as connection, connection:
        connection.execute("UPDATE sessions SET plan = '[[' WHERE id = ?", (MONTH[0].id,))
    async with opened(tmp_path, []) as (app, _):
        assert "1 session " in app.text()
        assert app.said("told") == "A session in the history is damaged and is left out."


async def test_a_history_that_cannot_be_read_is_told(tmp_path: Path):
    kept = History(tmp_path)
    kept.close()
    async with shown(kept, tmp_path) as (app, _):
        assert app.said("told").startswith("The history cannot be read")


# The plot

NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)


def days(*numbers: float) -> list[datetime]:
    return [NOON + timedelta(days=number) for number in numbers]


def test_before_and_after_differ_in_shape_and_are_joined():
    rows = dict(drawn([(NOON, 7, 4), (NOON + timedelta(1), 2, 3), (NOON + timedelta(2), 1, 1)], 5, 11))
    column = {pain: rows[str(pain)][0] for pain in range(11)}

    assert (column[7], column[6], column[5], column[4]) == (BEFORE, JOINED, JOINED, AFTER)
    assert (rows["2"][2], rows["3"][2], rows["1"][4]) == (BEFORE, AFTER, BOTH)
    assert list(rows) == [str(pain) for pain in range(10, -1, -1)]


def test_with_few_rows_each_stands_for_several_numbers_and_the_scale_stays_whole():
    rows = drawn([(NOON, 10, 0), (NOON + timedelta(1), 5, 4)], 3, 6)

    assert [label for label, _ in rows] == ["10", "8", "6", "4", "2", "0"]
    assert rows[0][1][0] == BEFORE
    assert rows[-1][1][0] == AFTER
    assert rows[3][1][2] == BOTH


def test_times_stand_where_they_belong_and_never_on_each_other():
    assert places(days(0, 5, 10), 11) == [0, 5, 10]
    assert places(days(0, 0.1, 10), 11) == [0, 2, 10]
    assert places(days(0, 9.9, 10), 11) == [0, 8, 10]
    assert places(days(0, 0, 0), 3) == [0, 1, 2]
    assert places(days(4), 20) == [0]
    assert places([], 20) == []


async def test_of_too_many_pairs_the_latest_are_shown(tmp_path: Path):
    many = [
        Record(str(number), "hip", f"2025-03-01T{number // 60:02}:{number % 60:02}:00Z", pain_before=9)
        for number in range(300)
    ]
    told = [replace(one, pain_after=1 if number < 200 else 8) for number, one in enumerate(many)]
    async with opened(tmp_path, list(reversed(told))) as (app, _):
        plot = str(app.history.query_one(PainPlot).render())

        assert plot.count(AFTER) == 74 + 1
        assert next(line for line in plot.splitlines() if line.startswith(" 8")).count(AFTER) == 74


def test_a_bar_is_as_long_as_its_week():
    assert bar(60, 60, 10) == "━━━━━━━━━━"
    assert bar(33, 60, 10) == "━━━━━╸"
    assert bar(0, 60, 10) == ""
    assert bar(0, 0, 10) == ""


def test_where_it_hurt_stands_among_the_details():
    [hurt, well] = (
        details(replace(MONTH[0], more=more), {}).plain for more in ({"hurt": "GB29:right B48"}, {})
    )

    assert "It hurt at: GB29 right, B48" in hurt
    assert "It hurt" not in well
