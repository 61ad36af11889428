"""The six safety questions, one to a page, read back at the end; a red flag ends with advice."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, ContentSwitcher, Static

from voiceguide.core.condition import CONDITIONS
from voiceguide.core.point import Point
from voiceguide.core.preferences import Concern
from voiceguide.core.safety import Answers, End, SafetyOutcome, read_back
from voiceguide.core.safety_questions import QUESTIONS, Checklist, Question, RedFlag, Statement
from voiceguide.core.safety_talk import IS_THAT_RIGHT
from voiceguide.tui.screens.question import Question as YesOrNo
from voiceguide.tui.widgets.command_bar import CommandBar, Hint
from voiceguide.tui.widgets.safety_pages import FlagPage, ListPage, WordsPage
from voiceguide.tui.widgets.statement_row import StatementRow

READ_BACK = len(QUESTIONS)
"""The page after the questions."""
ADVICE = READ_BACK + 1

_YES = Hint("answer('yes')", "y", "yes")
_NO = Hint("answer('no')", "n", "no")
_UNSURE = Hint("answer('unsure')", "u", "not sure")
_LEAVE = Hint("leave", "Esc", "leave", always=True)
_BACK = Hint("back", "Backspace", "back")
_FLAG_HINTS = (_NO, _YES, _UNSURE, _BACK, _LEAVE)
_LIST_HINTS = (
    Hint("next", "Enter", "next"),
    Hint("none", "0", "no to the rest"),
    _YES,
    _NO,
    _UNSURE,
    Hint("answer('left')", "l", "left"),
    Hint("answer('right')", "r", "right"),
    _BACK,
    _LEAVE,
)
_READ_HINTS = (
    Hint("answer('yes')", "y", "right, keep them"),
    Hint("answer('no')", "n", "change"),
    _BACK,
    _LEAVE,
)
_ADVICE_HINTS = (Hint("leave", "Enter", "close", always=True), Hint("back", "Backspace", "it was a slip"))
_DELETE = Hint("delete", "d", "delete my answers")


class SafetyScreen(Screen[SafetyOutcome]):
    """Closes with what came out; Escape changes nothing."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape", "leave", "leave"),
        Binding("backspace", "back", "back"),
        Binding("enter", "next", "next"),
        Binding("y", "answer('yes')", "yes", show=False),
        Binding("n", "answer('no')", "no", show=False),
        Binding("u", "answer('unsure')", "not sure", show=False),
        Binding("0", "none", "none of these", show=False),
        Binding("d", "delete", "delete my answers", show=False),
        Binding("down", "move(1)", "down", show=False),
        Binding("up", "move(-1)", "up", show=False),
        Binding("right", "move(1)", "right", show=False),
        Binding("left", "move(-1)", "left", show=False),
        Binding("pagedown", "turn(1)", "further", show=False),
        Binding("pageup", "turn(-1)", "back up", show=False),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (23, "-middling"), (36, "-tall")]

    def __init__(
        self,
        before: Answers,
        points: Mapping[str, Point],
        place: str,
        *,
        kept: tuple[Concern, ...] = (),
        deletable: bool = False,
        why: str = "",
    ) -> None:
        """Begin with the first question.

        Args:
            before: what is known from last time, shown as chosen.
            points: for the names of places.
            place: the file in which the answers are kept.
            kept: what last time's answers asked to be careful with.
            deletable: whether there are answers that could be deleted.
            why: a sentence on why they are asked.
        """
        super().__init__()
        self._answers = before
        self._points = points
        self._place = place
        self._kept = kept
        self._deletable = deletable
        self._why = why or "Six questions before anything is pressed. The answers stay on this computer."
        self._page = 0
        self._asked = 0
        """The question that was open last."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="head"):
            yield Static("Safety", id="name")
            yield Static(id="progress")
        with Container(id="middle"), Vertical(id="column"):
            yield Static(self._why, id="why", markup=False)
            with ContentSwitcher(id="pages"):
                for number, question in enumerate(QUESTIONS):
                    if isinstance(question, RedFlag):
                        yield FlagPage(question, number)
                    else:
                        yield ListPage(question, number)
                yield WordsPage(READ_BACK, {"yes": "Right, keep them (y)", "no": "Change (n)"})
                yield WordsPage(
                    ADVICE, {"leave": "Close (Enter)", "back": "A slip: go back"}, classes="-advice"
                )
        yield Static(id="status", classes="-empty", markup=False)
        yield CommandBar(id="bar")

    def on_mount(self) -> None:
        self._show(0)

    @property
    def _question(self) -> Question | None:
        return QUESTIONS[self._page] if self._page < READ_BACK else None

    # What is shown

    def _show(self, page: int) -> None:
        self._page = page
        if page < READ_BACK:
            self._asked = page
        self.set_focus(None)
        self.query_one("#pages", ContentSwitcher).current = f"page-{page}"
        self.query_one("#progress", Static).update(self._progress())
        self.query_one("#why").display = page == 0
        self._refresh_page()
        deleting = (_DELETE,) if self._deletable and page != ADVICE else ()
        self.query_one(CommandBar).hints = (*self._hints(), *deleting)
        shown = self.query_one(f"#page-{page}")
        if isinstance(shown, ListPage):
            shown.begin()
        self._say(self._last_time(self._question) if isinstance(self._question, Checklist) else "")

    def _hints(self) -> tuple[Hint, ...]:
        if self._question is None:
            return _READ_HINTS if self._page == READ_BACK else _ADVICE_HINTS
        return _FLAG_HINTS if isinstance(self._question, RedFlag) else _LIST_HINTS

    def _refresh_page(self) -> None:
        page = self.query_one(f"#page-{self._page}")
        if isinstance(page, FlagPage | ListPage):
            page.show(self._answers)
        elif isinstance(page, WordsPage):
            page.show(self._words_back() if self._page == READ_BACK else self._advice())

    def _words_back(self) -> Content:
        words = "\n\n".join(read_back(self._answers, self._points))
        kept = f"\n\nKept on this computer only, in {self._place}"
        return Content.assemble((f"{IS_THAT_RIGHT}\n\n", "bold"), words, (kept, "$quiet"))

    def _advice(self) -> Content:
        assert self._answers.red_flag
        first, *rest = self._answers.red_flag.words
        return Content.assemble((first, "bold"), *(f"\n\n{sentence}" for sentence in rest))

    def _last_time(self, question: Checklist) -> str:
        """What is kept of last time, where it is not known which item it came from."""
        kept = {concern.condition for concern in self._kept}
        titles = [
            CONDITIONS[name].title
            for item in question.items
            if self._answers.to(item.id) is None
            for name in item.conditions
            if name in kept
        ]
        return f"Kept from last time: {', '.join(dict.fromkeys(titles))}." if titles else ""

    def _progress(self) -> str:
        if self._page >= READ_BACK:
            return "Your answers" if self._page == READ_BACK else ""
        dots = "●" * (self._page + 1) + "○" * (READ_BACK - self._page - 1)
        return f"{self._page + 1} of {READ_BACK}  {dots}"

    def _say(self, words: str) -> None:
        status = self.query_one("#status", Static)
        status.update(words)
        status.set_class(not words, "-empty")

    # What is answered

    @on(StatementRow.Stated)
    def _stated(self, event: StatementRow.Stated) -> None:
        self._answers = self._answers.stating(event.name, event.statement)
        self._say("")
        self._refresh_page()

    @on(Button.Pressed)
    async def _pressed(self, event: Button.Pressed) -> None:
        name = event.button.name or ""
        await self.run_action(name if name in ("none", "next", "leave", "back") else f"answer('{name}')")

    @on(CommandBar.Pressed)
    async def _press(self, event: CommandBar.Pressed) -> None:
        await self.run_action(event.name)

    def action_answer(self, stated: str) -> None:
        """To the question of the page; on a list, for the row that has the focus."""
        statement = Statement(stated)
        if isinstance(self._question, RedFlag):
            self._answers = self._answers.stating(self._question.id, statement)
            self._show(ADVICE if self._answers.red_flag else self._page + 1)
        elif isinstance(self.focused, StatementRow):
            self.focused.action_state(stated)
        elif self._page == READ_BACK and statement is Statement.YES:
            self.dismiss(SafetyOutcome(End.ANSWERED, self._answers))
        elif self._page == READ_BACK and statement is Statement.NO:
            self._show(0)

    def action_none(self) -> None:
        """No to everything on the page that is still open."""
        if isinstance(self._question, Checklist):
            self._answers = self._answers.with_no_to_the_rest(self._question)
            self._refresh_page()
            self.query_one(f"#page-{self._page}").query(Button).last().focus()

    def action_next(self) -> None:
        if not self._question:
            if self._page == ADVICE:
                self.action_leave()
            return
        if not self._answers.open_in(self._question):
            self._show(self._page + 1)
        elif isinstance(self._question, RedFlag):
            self._say("Press n for no, y for yes, u for not sure.")
        else:
            self._ask_for_the_rest(self._question)

    def _ask_for_the_rest(self, question: Checklist) -> None:
        name = self._answers.open_in(question)[0]
        row = self.query_one(f"#item-{name}", StatementRow)
        row.focus()
        self._say(f"Still open: {row.item.label}. y yes, n no, u not sure; 0 is no to the rest.")

    def action_back(self) -> None:
        """To the page before; from the advice, to the question that led there."""
        if self._page == ADVICE:
            flag = QUESTIONS[self._asked].id
            self._answers = Answers({name: one for name, one in self._answers.given.items() if name != flag})
            self._show(self._asked)
        elif self._page:
            self._show(self._page - 1)

    def action_leave(self) -> None:
        end = End.RED_FLAG if self._answers.red_flag else End.GIVEN_UP
        self.dismiss(SafetyOutcome(end, self._answers if end is End.RED_FLAG else Answers()))

    def action_move(self, by: int) -> None:
        (self.focus_next if by > 0 else self.focus_previous)()

    def action_turn(self, by: int) -> None:
        """Scroll, where a page is higher than the screen."""
        sheet = self.query_one(f"#page-{self._page} .sheet")
        (sheet.scroll_page_down if by > 0 else sheet.scroll_page_up)(animate=False)

    def action_delete(self) -> None:
        """Forget what was answered, after a question."""

        def delete(sure: bool | None) -> None:
            if sure:
                self.dismiss(SafetyOutcome(End.DELETED))

        if self._deletable and self._page != ADVICE:
            words = "Delete your safety answers? The questions come again before the next session."
            self.app.push_screen(YesOrNo(words), delete)
