"""Following: one glance tells what to do, on which side, how long still, and where."""

from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import ProgressBar, Static

from voiceguide.core.command import COMMANDS, Command, key_name
from voiceguide.core.glance import Flood, Glance
from voiceguide.core.stage import Stage
from voiceguide.tui.widgets.body_picture import BodyPicture
from voiceguide.tui.widgets.command_bar import MORE, CommandBar, Hint
from voiceguide.tui.widgets.lettering import Lettering


class FollowScreen(Screen[None]):
    """Shows a glance; nothing in it can be focused. Keys and clicks are passed on as they come."""

    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (12, "-low"), (22, "-middling"), (36, "-tall")]

    def __init__(
        self,
        picture: BodyPicture,
        session: Sequence[Stage],
        press: Callable[[str], None],
        ask: Callable[[Command], None],
        *,
        captions: bool = True,
    ) -> None:
        """`press` gets every printable key, Enter and Escape; `ask` a command that was clicked."""
        super().__init__()
        self._picture = picture
        self._session = session
        self._press = press
        self._ask = ask
        self._captions = captions
        self._shown: Glance | None = None
        self.ready = False
        """Whether it can be shown something."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """Accepted at the moment that is shown."""
        return self._shown.commands if self._shown else ()

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(id="where", markup=False)
            yield Static(id="notice", markup=False)
            yield Static(id="left", markup=False)
        with Horizontal(id="headline"):
            yield Lettering(id="word")
            yield Lettering(id="side")
        with Horizontal(id="middle"):
            with Vertical(id="middle-left"):
                yield Lettering(id="seconds")
            yield self._picture
        yield Lettering(id="place")
        yield Static(id="caption", markup=False)
        yield ProgressBar(total=1000, show_percentage=False, show_eta=False, id="progress")
        yield Static(id="following", markup=False)
        yield CommandBar(id="bar")

    def on_mount(self) -> None:
        self.query_one("#caption").display = self._captions
        self.ready = True

    def show(self, glance: Glance, caption: str, notice: str) -> None:
        """Draw what has changed since the last glance."""
        before, self._shown = self._shown, glance
        self._set("#caption", caption)
        self._set("#notice", notice)
        if glance == before:
            return
        if before is None or glance.flood is not before.flood:
            for flood in Flood:
                self.set_class(flood is glance.flood, f"-{flood}")
        self._set("#where", glance.where)
        self._set("#left", glance.left)
        self._set("#following", glance.following)
        self.query_one("#word", Lettering).text = glance.word
        self.query_one("#side", Lettering).text = glance.side
        self.query_one("#place", Lettering).text = glance.place.upper()
        self.query_one("#seconds", Lettering).text = _clock(glance.seconds)
        self.query_one(ProgressBar).progress = round(1000 * glance.done)
        self._picture.show(self._session, glance.stage)
        self.query_one(CommandBar).hints = _hints(glance.commands)

    def _set(self, selector: str, text: str) -> None:
        static = self.query_one(selector, Static)
        if str(static.content) != text:
            static.update(text)

    def on_key(self, event: events.Key) -> None:
        """Every key that could be meant, or be a fumble, is passed on; the others belong to the app."""
        key = {"enter": "\r", "escape": "\x1b"}.get(event.key) or event.character or ""
        if len(key) == 1 and (key.isprintable() or event.key in ("enter", "escape")):
            event.stop()
            event.prevent_default()
            self._press(key)

    def on_click(self, event: events.Click) -> None:
        """A click beside the commands only pauses, as a key without a meaning does."""
        if not isinstance(event.widget, CommandBar):
            self._press("\r")

    @on(CommandBar.Pressed)
    async def _clicked(self, event: CommandBar.Pressed) -> None:
        if event.name == MORE.name:
            await self.run_action(event.name)
        else:
            self._ask(Command(event.name))


def _clock(seconds: int | None) -> str:
    if seconds is None:
        return ""
    return str(seconds) if seconds < 100 else f"{seconds // 60}:{seconds % 60:02}"  # noqa: PLR2004 - two figures


def _hints(commands: tuple[Command, ...]) -> tuple[Hint, ...]:
    hints = [
        Hint(
            command,
            key_name(COMMANDS[command].key),
            command.replace("-", " "),
            always=command in (Command.STOP, Command.OUCH),
        )
        for command in commands
    ]
    return (*hints, Hint(Command.HELP, COMMANDS[Command.HELP].key, "help", always=True), MORE)
