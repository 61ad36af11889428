"""The list of sessions to choose from."""

from textual.binding import Binding
from textual.widgets import OptionList


class SessionList(OptionList):
    """Enter starts; a click only chooses."""

    BINDINGS = [Binding("enter", "screen.start", "start", show=False)]
