"""Has the first words of a session rendered while it is only looked at."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from textual.app import App
from textual.timer import Timer

from voiceguide.core.timeline import delivery, programme, vocabulary
from voiceguide.tui.messages import AskedFor
from voiceguide.tui.speech import Speech

SETTLED = 0.6
"""Seconds for which a choice stands before its first words are rendered."""
FIRST_STAGES = 2
"""The opening, and the first stage after it."""


class Rehearsal:
    """One session at a time, the last that was looked at."""

    def __init__(
        self,
        app: App[None],
        speech: Speech,
        busy: Callable[[], bool],
        told: Callable[[], AbstractContextManager[None]],
    ) -> None:
        """`busy`: whether a session is under way; within `told`, what goes wrong is told."""
        self._app = app
        self._speech = speech
        self._busy = busy
        self._told = told
        self._settling: Timer | None = None

    def soon(self, asked: AskedFor) -> None:
        """Render it unless something else is looked at in a moment."""
        if self._settling:
            self._settling.stop()
        self._settling = self._app.set_timer(SETTLED, lambda: self._prepare(asked))

    def _prepare(self, asked: AskedFor) -> None:
        plan, chosen = asked.outline.plan, asked.selection
        if plan and not self._busy():
            wished = chosen.preferences()
            first = programme(plan, wished)[:FIRST_STAGES]
            with self._told():
                self._speech.prepare(chosen.voice, chosen.rate, vocabulary(first, delivery(wished)))
