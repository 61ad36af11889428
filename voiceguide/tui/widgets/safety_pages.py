"""The pages of the safety questions: a red flag, a list of things that may apply, words to read."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from voiceguide.core.safety import Answers
from voiceguide.core.safety_questions import Checklist, RedFlag
from voiceguide.tui.widgets.statement_row import StatementRow


class Sheet(VerticalScroll, can_focus=False, inherit_bindings=False):
    """What may be higher than the screen; arrow keys go from row to row."""


class FlagPage(Vertical):
    """A red flag question, with three answers."""

    def __init__(self, question: RedFlag, number: int) -> None:
        super().__init__(id=f"page-{number}")
        self._question = question

    def compose(self) -> ComposeResult:
        with Sheet(classes="sheet"):
            for number, group in enumerate(self._question.groups):
                yield Static(group.asked, classes="asked -further" if number else "asked")
                for part in group.parts:
                    yield Static(f"•  {part.text}", classes="part")
        with Horizontal(classes="buttons"):
            yield Button("No (n)", name="no")
            yield Button("Yes (y)", name="yes")
            yield Button("Not sure (u)", name="unsure")

    def show(self, answers: Answers) -> None:
        """Mark what was answered before."""
        for button in self.query(Button):
            button.set_class(button.name == answers.to(self._question.id), "-chosen")


class ListPage(Vertical):
    """Things that may apply, each answered on its own row."""

    def __init__(self, question: Checklist, number: int) -> None:
        super().__init__(id=f"page-{number}")
        self._question = question

    def compose(self) -> ComposeResult:
        yield Static(self._question.asked, classes="asked")
        with Sheet(classes="sheet"):
            for item in self._question.items:
                yield StatementRow(item)
        with Horizontal(classes="buttons"):
            yield Button(self._question.none, name="none")
            yield Button("Next (Enter)", name="next", variant="primary")

    def show(self, answers: Answers) -> None:
        """Each row as it is answered by now."""
        for row in self.query(StatementRow):
            row.stated = answers.to(row.item.id)
        left = answers.open_in(self._question)
        some = len(left) < len(self._question.items)
        none, following = self.query(Button)
        none.label = f"{'No to the rest' if some else self._question.none} (0)"
        none.disabled = not left
        following.disabled = bool(left)

    def begin(self) -> None:
        """Go to the first row that is open."""
        rows = self.query(StatementRow)
        next((row for row in rows if row.stated is None), rows.first()).focus()


class WordsPage(Vertical):
    """Something to read, and what can be done about it."""

    def __init__(self, number: int, buttons: dict[str, str], *, classes: str = "") -> None:
        """`buttons`: labels by name."""
        super().__init__(id=f"page-{number}", classes=classes)
        self._buttons = buttons

    def compose(self) -> ComposeResult:
        with Sheet(classes="sheet"):
            yield Static(classes="words", markup=False)
        with Horizontal(classes="buttons"):
            for name, label in self._buttons.items():
                yield Button(label, name=name)

    def show(self, words: Content) -> None:
        self.query_one(".words", Static).update(words)
