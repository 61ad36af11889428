"""What is usual: each setting is kept as soon as it is changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from voiceguide.tui.explained import explained
from voiceguide.tui.widgets.choice import Choice


@dataclass(frozen=True, slots=True)
class Setting:
    """One row."""

    path: str
    """Its name in the settings file."""
    label: str
    values: tuple[tuple[object, str], ...]
    """Each as it is kept and as it is shown."""
    current: object


class SettingsScreen(ModalScreen[None]):
    """Up and down move, left and right change, Escape closes."""

    @dataclass
    class Changed(Message):
        """A setting is to be kept."""

        path: str
        value: object

    def __init__(self, settings: tuple[Setting, ...], place: str) -> None:
        """`place`: the file in which they are kept."""
        super().__init__()
        self._settings: Mapping[str, Setting] = {setting.path: setting for setting in settings}
        self._place = place

    def compose(self) -> ComposeResult:
        with Vertical(id="page") as page:
            page.border_title = "Settings"
            page.border_subtitle = "left, right change · Esc closes"
            with VerticalScroll(id="rows", can_focus=False):
                for setting in self._settings.values():
                    names = [(_name(value), shown) for value, shown in setting.values]
                    label = f"{setting.label:<34}"
                    yield Choice(label, names, _name(setting.current), id=_id(setting.path))
            yield Static(id="about", markup=False)
            yield Static(f"Kept in {self._place}", id="place", markup=False)

    def on_mount(self) -> None:
        self.query(Choice).first().focus()

    def on_key(self, event: events.Key) -> None:
        if event.key in ("escape", "q", "enter"):
            self.dismiss()
        elif event.key in ("down", "up"):
            (self.focus_next if event.key == "down" else self.focus_previous)(Choice)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss()

    @on(Choice.Changed)
    def _change(self, event: Choice.Changed) -> None:
        event.stop()
        setting, value = self._stands(event.choice)
        self.post_message(self.Changed(setting.path, value))
        self._explain()

    def on_descendant_focus(self) -> None:
        self._explain()

    def _explain(self) -> None:
        """What the setting that has the focus means as it stands."""
        if isinstance(self.focused, Choice):
            setting, value = self._stands(self.focused)
            self.query_one("#about", Static).update(explained(setting.path, value))

    def _stands(self, choice: Choice) -> tuple[Setting, object]:
        """A setting, and the value that its row shows."""
        setting = next(one for one in self._settings.values() if _id(one.path) == choice.id)
        return setting, next(value for value, _ in setting.values if _name(value) == choice.current)


def _name(value: object) -> str:
    return str(value)


def _id(path: str) -> str:
    return f"setting-{path.replace('.', '-').replace('_', '-')}"
