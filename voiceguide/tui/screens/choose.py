"""Choosing: the sessions, and the chosen one with its steps, holds and settings, adjusted right there."""

from dataclasses import replace
from fractions import Fraction
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Button, Input, OptionList, Static

from voiceguide.core.choices import scaled
from voiceguide.core.figure import Figure
from voiceguide.core.point import spot
from voiceguide.core.stage import Stage
from voiceguide.tui.catalogue import Catalogue
from voiceguide.tui.explained import explained
from voiceguide.tui.messages import AskedFor, KeepAsUsual, SoundWished, StartSession
from voiceguide.tui.outline import Outline, Row
from voiceguide.tui.pages import health_page
from voiceguide.tui.screens.choosing_keys import HINTS, KEYS
from voiceguide.tui.selection import SCALE_STEP, Selection
from voiceguide.tui.values import scales
from voiceguide.tui.widgets.body_picture import BodyPicture
from voiceguide.tui.widgets.choice import Choice
from voiceguide.tui.widgets.command_bar import CommandBar
from voiceguide.tui.widgets.options import Options, adjusted
from voiceguide.tui.widgets.safety_line import SafetyLine
from voiceguide.tui.widgets.safety_line import told as told_of_health
from voiceguide.tui.widgets.session_list import SessionList
from voiceguide.tui.widgets.step_table import StepTable


class ChooseScreen(Screen[None]):
    """Posts what is to happen; knows neither player nor files."""

    BINDINGS: ClassVar[list[Binding]] = KEYS  # type: ignore[assignment]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-usual"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-middling"), (36, "-tall")]

    selection: reactive[Selection] = reactive(Selection("hip"), init=False)
    questions_open: reactive[bool] = reactive(False, init=False)
    """Whether the safety questions come before the next session."""

    def __init__(self, catalogue: Catalogue, figure: Figure, selection: Selection, told: str = "") -> None:
        """`told`: a sentence that stands there at first."""
        super().__init__()
        self._told = told
        self._figure = figure
        self._catalogue = catalogue
        self._outline = catalogue.outline(selection)
        self._labels = catalogue.labels(selection)
        self._labelled = selection.preferences()
        self.set_reactive(ChooseScreen.selection, selection)

    def compose(self) -> ComposeResult:
        scale = self.selection.scale
        with Horizontal(id="columns"):
            with Vertical(id="list-pane"):
                yield Static("voiceguide", id="brand")
                yield SessionList(id="sessions")
                yield Input(id="filter", placeholder="part of a name", compact=True)
            with Vertical(id="session-pane"):
                yield Static(id="title", markup=False)
                with Horizontal(id="today"):
                    yield Choice("Today, holds", scales(scale), str(scale), id="scale", around=False)
                yield StepTable(id="steps")
                yield Static(id="detail", markup=False)
                yield SafetyLine(id="left-out")
                yield Options(self.selection, self._catalogue.voices, id="options")
                with Horizontal(id="buttons"):
                    yield Button("Start", id="start", variant="primary", compact=True)
                    yield Button("Sound-check", id="sound-check", compact=True)
            yield BodyPicture(self._figure, self._catalogue.points, id="body")
        yield Static(self._told, id="status", classes="" if self._told else "-empty", markup=False)
        yield CommandBar(HINTS, id="bar")

    def on_mount(self) -> None:
        self.query_one("#filter").display = False
        self._list()
        self._show()
        self.query_one(OptionList).focus()

    @property
    def outline(self) -> Outline:
        """The chosen session as it is shown."""
        return self._outline

    def choose(self, selection: Selection) -> None:
        """Something was chosen elsewhere."""
        other = selection.routine != self.selection.routine
        self.selection = selection
        if other:
            self.query_one(StepTable).cursor = 0
            self._list(self.query_one("#filter", Input).value)

    def keep(self, point: str, seconds: int) -> None:
        """A hold has become the usual one."""
        self.selection = self.selection.with_usual_hold(point, seconds)
        held = scaled(seconds, self.selection.scale)
        today = f", which is {held} with today's factor" if held != seconds else ""
        self.say(f"{point}: {seconds} seconds from now on{today}.")

    def _unscaled(self, row: Row) -> int:
        """Seconds for which a step would be held without today's factor."""
        plain = self._catalogue.outline(replace(self.selection, scale=Fraction(1)))
        stage = plain.rows[self._outline.rows.index(row)].stage
        assert stage
        return stage.hold

    def take(self, catalogue: Catalogue) -> None:
        """Files were read anew."""
        self._catalogue = catalogue
        self._labels = catalogue.labels(self.selection)
        if self.selection.routine in catalogue:
            self.watch_selection()
        else:
            self.query_one(StepTable).cursor = 0
            self.selection = replace(self.selection, routine=catalogue.entries[0].id)
        self._list(self.query_one("#filter", Input).value)

    def say(self, words: str) -> None:
        """One sentence above the keys."""
        status = self.query_one("#status", Static)
        status.update(words)
        status.set_class(not words, "-empty")

    # What is shown

    def watch_selection(self) -> None:
        self._outline = self._catalogue.outline(self.selection)
        if self.is_mounted:
            self._show()
            self._relabel()
        self.post_message(AskedFor(self.selection, self._outline))

    def _list(self, filter_by: str = "") -> None:
        entries, chosen = self._catalogue.entries, self.selection.routine
        self.query_one(SessionList).show(entries, self._labels, filter_by, chosen)

    def _relabel(self) -> None:
        """Not while one only moves through the list."""
        wished = self.selection.preferences()
        if wished != self._labelled:
            self._labels, self._labelled = self._catalogue.labels(self.selection), wished
            self.query_one(SessionList).relabel(self._labels)

    def _show(self) -> None:
        outline, chosen = self._outline, self.selection
        entry = self._catalogue.entry(chosen.routine)
        lasts = f"{outline.minutes} min" if outline.plan else ""
        self.query_one("#title", Static).update(Content.assemble((entry.title, "b"), "  ", (lasts, "$quiet")))
        table = self.query_one(StepTable)
        table.rows = outline.rows
        scale = self.query_one("#scale", Choice)
        scale.values, scale.current = scales(chosen.scale), str(chosen.scale)
        self.query_one(Options).show(chosen, self._catalogue.voices)
        self.query_one(SafetyLine).show(outline, self.questions_open)
        self.query_one("#start", Button).disabled = outline.plan is None
        self._point_out(table.current)

    def watch_questions_open(self) -> None:
        if self.is_mounted:
            self._show()

    def _point_out(self, row: Row | None) -> None:
        stage, plan = row.stage if row else None, self._outline.plan
        self.query_one(BodyPicture).show(plan.stages if plan else (), stage)
        self.query_one("#detail", Static).update(self._detail(stage))

    def on_descendant_focus(self) -> None:
        """Beside what has the focus stands what it means."""
        self._point_out(self.query_one(StepTable).current)

    def _detail(self, stage: Stage | None) -> Content:
        """Of the choice that has the focus, else of the step, else of the session."""
        if isinstance(self.focused, Choice) and self.focused.id:
            name = self.focused.id
            return Content.styled(explained(name, getattr(self.selection, name)), "$quiet")
        if stage is None or not stage.point:
            return Content(self._catalogue.entry(self.selection.routine).summary)
        point = self._catalogue.points[stage.point]
        code = f" · {point.code}" if point.code not in (point.id, "-") else ""
        usual = self.selection.usual.get(point.id)
        kept = f" · usually {usual} s" if usual is not None and usual != stage.hold else ""
        named = f" {point.name}{code}{kept}\n"
        return Content.assemble((point.id, "b"), named, (spot(point), "$quiet"))

    # What is asked

    @on(OptionList.OptionHighlighted, "#sessions")
    def _choose(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id and event.option.id != self.selection.routine:
            self.query_one(StepTable).cursor = 0
            self.selection = replace(self.selection, routine=event.option.id)

    @on(Button.Pressed, "#start")
    def action_start(self) -> None:
        if self._outline.plan:
            self.post_message(StartSession())
        else:
            self.say("Nothing starts as it is chosen; l tells why. Choose another session, or other points.")

    @on(Button.Pressed, "#sound-check")
    def action_sound_check(self) -> None:
        self.post_message(SoundWished(self.selection))

    @on(StepTable.HoldWished)
    def _hold(self, event: StepTable.HoldWished) -> None:
        self.selection = self.selection.with_hold(event.point, event.seconds)
        held = self.selection.held_today(event.point)
        self.say(
            "" if held == event.seconds else f"{event.point}: {held} seconds, the nearest there is today."
        )

    @on(StepTable.SkipToggled)
    def _skip(self, event: StepTable.SkipToggled) -> None:
        self.selection = self.selection.with_skip_toggled(event.point, event.side)

    @on(StepTable.Reached)
    def _reach(self, event: StepTable.Reached) -> None:
        self.say("")
        self._point_out(event.row)

    @on(StepTable.Refused)
    def _refuse(self, event: StepTable.Refused) -> None:
        self.say(event.why)

    @on(Choice.Changed)
    def _adjust(self, event: Choice.Changed) -> None:
        name = event.choice.id or ""
        self.selection = adjusted(self.selection, name, event.value)
        if name == "voice":
            self.post_message(SoundWished(self.selection))

    @on(CommandBar.Pressed)
    async def _press(self, event: CommandBar.Pressed) -> None:
        await self.run_action(event.name)

    @on(Input.Changed, "#filter")
    def _filter(self, event: Input.Changed) -> None:
        self._list(event.value)

    @on(Input.Submitted, "#filter")
    def _filtered(self) -> None:
        self.query_one(OptionList).focus()

    def action_filter(self) -> None:
        self.query_one("#filter").display = True
        self.query_one("#filter").focus()

    def action_leave_filter(self) -> None:
        self.query_one("#filter", Input).value = ""
        self.query_one("#filter").display = False
        self.query_one(OptionList).focus()

    def action_scale(self, by: int) -> None:
        self.selection = self.selection.scaled_by(by * SCALE_STEP)

    def action_shorter(self) -> None:
        self.query_one(StepTable).action_change(-1)

    def action_longer(self) -> None:
        self.query_one(StepTable).action_change(1)

    def action_skip(self) -> None:
        self.query_one(StepTable).action_skip()

    def action_keep(self) -> None:
        row = self.query_one(StepTable).current
        if row and row.stage and row.stage.point:
            self.post_message(KeepAsUsual(row.stage.point, self._unscaled(row)))
        else:
            self.say("Choose a point first, then u keeps its hold as the usual one.")

    def action_reasons(self) -> None:
        """All that the safety answers do to the chosen session."""
        told = told_of_health(self._outline)
        if told:
            self.app.push_screen(health_page(told), self._go_on_from_reasons)
        else:
            self.say("Nothing is left out of this session for your health; s opens the questions.")

    async def _go_on_from_reasons(self, key: str | None) -> None:
        if key == "s":
            await self.run_action("app.safety")
