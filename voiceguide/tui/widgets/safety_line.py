"""What the safety answers do to the chosen session."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from voiceguide.tui.outline import Outline

NEWCOMER = "Six safety questions come before the first session: press s, or start."
MORE = " … l: all of it"


def told(outline: Outline) -> tuple[str, ...]:
    """Everything there is to say of health in a session: why it cannot be given, what it leaves out."""
    left_out = (f"Left out for your safety answers: {outline.left_out}.",) if outline.left_out else ()
    # What makes a session impossible names already what is to be asked first.
    before = (outline.trouble,) if outline.trouble else outline.first
    return (*before, *left_out, *outline.care)


class SafetyLine(Widget):
    """Where there is too little room its end says how all of it is seen; a click leads there, too."""

    words: reactive[str] = reactive("", layout=True)
    """What is shown, if there is room for it."""

    def show(self, outline: Outline, questions_open: bool) -> None:
        """What is to be told; else where the questions are, if they are open."""
        self.words = " ".join(told(outline)) or (NEWCOMER if questions_open else "")

    def get_content_height(self, _container: object, _viewport: object, width: int) -> int:
        """All lines; the styles may leave it less."""
        return len(self._lines(width))

    def render(self) -> Content:
        width, height = self.content_size
        lines = self._lines(width)
        if len(lines) > height > 0:
            [last, *_] = Content(lines[height - 1].plain).wrap(max(1, width - len(MORE)))
            lines = [*lines[: height - 1], Content.assemble(last.plain.rstrip(" ,"), (MORE, "bold"))]
        return Content("\n").join(lines)

    def _lines(self, width: int) -> list[Content]:
        return Content(self.words).wrap(width) if self.words and width > 0 else []

    async def on_click(self) -> None:
        await self.run_action("app.safety" if self.words == NEWCOMER else "screen.reasons")
