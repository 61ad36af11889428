"""The list of sessions to choose from."""

from collections.abc import Iterable, Mapping

from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from voiceguide.tui.catalogue import Entry

NOTHING = "nothing found,\nEsc clears"


class SessionList(OptionList):
    """Enter starts; a click only chooses."""

    BINDINGS = [Binding("enter", "screen.start", "start", show=False)]

    def show(
        self, entries: Iterable[Entry], labels: Mapping[str, Content], filter_by: str, chosen: str
    ) -> None:
        """Those with these letters in what is said of them; the chosen one, or the first, is marked."""
        self.clear_options()
        wanted = filter_by.casefold()
        for entry in entries:
            if wanted in f"{entry.id} {entry.title} {entry.summary}".casefold():
                self.add_option(Option(labels[entry.id], entry.id))
        ids = [option.id for option in self.options]
        if ids:
            self.highlighted = ids.index(chosen) if chosen in ids else 0
        else:
            self.add_option(Option(NOTHING, disabled=True))

    def relabel(self, labels: Mapping[str, Content]) -> None:
        """Something else was chosen; whoever is looked at stays in its place."""
        for option in self.options:
            if option.id and option.prompt != labels[option.id]:
                self.replace_option_prompt(option.id, labels[option.id])
        # A label that takes another line would push it out of sight.
        self.scroll_to_highlight()
