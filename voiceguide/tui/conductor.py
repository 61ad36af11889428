"""The one session that may be under way: begun, asked for things, looked at, left."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from voiceguide.core.command import By, Command
from voiceguide.core.glance import Glance, glance
from voiceguide.core.keypresses import Keypresses
from voiceguide.core.plan import Plan
from voiceguide.core.point import Point
from voiceguide.core.preferences import Bed, Preferences
from voiceguide.core.session import Session
from voiceguide.core.stage import Kind
from voiceguide.sound.protocol import Output
from voiceguide.tui.backstage import Backstage, Speaker

if TYPE_CHECKING:
    from voiceguide.player import Listener
    from voiceguide.tui.performance import Look, Performance

_LOST = "The loudspeaker is gone; the session waits for it."


@dataclass(frozen=True, slots=True)
class View:
    """What the following screen shows."""

    glance: Glance
    caption: str
    notice: str
    helped: int
    """How often help was asked for since the session began."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A session is over."""

    title: str
    reason: str
    fault: str | None


class Conductor:
    """Belongs to the thread of the screens."""

    def __init__(self, backstage: Backstage, output: Callable[[], Output]) -> None:
        """`output` is called on the player's thread."""
        self._backstage = backstage
        self._output = output
        self._keys = Keypresses()
        self._performance: Performance | None = None
        self._title = ""
        self._points: Mapping[str, Point] = {}

    @property
    def busy(self) -> bool:
        """Whether a session is under way."""
        return self._performance is not None

    def begin(
        self,
        plan: Plan,
        wished: Preferences,
        speaker: Speaker,
        points: Mapping[str, Point],
        followers: "Sequence[Listener]",
    ) -> None:
        """Start a session; `followers` are told of it on the player's thread."""
        from voiceguide.tui.performance import Performance  # noqa: PLC0415 - numpy loads behind the first paint

        self._title, self._points = plan.title, points
        bed = wished.bed if self._backstage.has_bed() else Bed.NONE
        settings = self._backstage.settings.read().settings
        session = Session(plan, replace(wished, bed=bed, listen=self._backstage.listens))
        self._performance = Performance(
            session,
            speaker,
            self._output,
            keep_awake=self._backstage.keep_awake if settings.keep_awake else nullcontext,
            auto_resume=self._backstage.auto_resume and settings.auto_resume,
            listening=self._backstage.listening,
            followers=(*self._backstage.followers, *followers),
            remote=partial(self._backstage.remote, plan.title),
        )
        self._performance.start()

    def press(self, key: str) -> None:
        """A key that may be meant, or be a fumble."""
        if self._performance:
            state = self._performance.look().moment.state
            self._do(self._keys.press(key, state, self._backstage.now()))

    def ask(self, command: Command) -> None:
        """A command that was clicked, or chosen from a list."""
        self._do(command)

    def look(self) -> View | Ended | None:
        """What is heard now; None when no session is under way, that it has ended once."""
        if self._performance is None:
            return None
        seen = self._performance.look()
        if seen.reason is not None:
            self._performance = None
            return Ended(self._title, seen.reason, seen.fault)
        self._do(self._keys.due(seen.moment.state, self._backstage.now()))
        shown = glance(seen.moment, seen.hold_left, self._title, self._points)
        return View(shown, seen.caption, _notice(seen), seen.helped)

    def leave(self) -> None:
        """End now and wait until nothing is heard any more."""
        if self._performance:
            self._performance.stop()
            self._performance.join()

    def _do(self, command: Command | None) -> None:
        if self._performance and command:
            self._performance.ask(command, By.KEY)


def _notice(seen: "Look") -> str:
    if seen.lost:
        return _LOST
    if not seen.started:
        return f"Preparing the voice… {seen.rendered:.0%}"
    if seen.warning and seen.moment.stage.kind is Kind.OPEN:
        return seen.warning
    if seen.deaf:
        return seen.deaf
    if seen.listening:
        return "listening"
    return f"speech {seen.rendered:.0%} ready" if seen.rendered < 1 else ""
