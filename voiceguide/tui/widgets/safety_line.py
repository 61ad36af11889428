"""What the safety answers do to the chosen session."""

from textual.widgets import Static

from voiceguide.tui.outline import Outline

NEWCOMER = "Six safety questions come before the first session: press s, or start."


class SafetyLine(Static):
    """A click leads to the questions."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)

    def show(self, outline: Outline, questions_open: bool) -> None:
        """Why it cannot be given, or what is left out; else where the questions are, if they are open."""
        left_out = [f"Left out for your safety answers: {outline.left_out}."] if outline.left_out else []
        words = " ".join((*outline.first, *left_out, *outline.care))
        self.update(outline.trouble or words or (NEWCOMER if questions_open else ""))

    async def on_click(self) -> None:
        await self.run_action("app.safety")
