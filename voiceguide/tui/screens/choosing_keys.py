"""The keys of the choosing screen, and which of them its last line names."""

from textual.binding import Binding

from voiceguide.tui.widgets.command_bar import MORE, Hint

KEYS = [
    Binding("enter", "start", "start", key_display="Enter"),
    Binding("less_than_sign", "scale(-1)", "shorter today"),
    Binding("greater_than_sign", "scale(1)", "longer today"),
    Binding("minus", "shorter", "shorter"),
    Binding("plus,equals_sign", "longer", "longer"),
    Binding("x", "skip", "skip today"),
    Binding("u", "keep", "keep as usual"),
    Binding("c", "sound_check", "sound-check"),
    Binding("s", "app.safety", "safety"),
    Binding("l", "reasons", "left out, and why"),
    Binding("slash", "filter", "filter"),
    Binding("h", "app.history", "history"),
    Binding("m", "app.microphone", "microphone"),
    Binding("y", "app.copy_as_mine", "copy as mine"),
    Binding("e", "app.edit_mine", "edit mine"),
    Binding("comma", "app.settings", "settings"),
    Binding("question_mark", "app.help", "help"),
    Binding("t", "app.take", "take it with you"),
    Binding("a", "app.about", "about"),
    Binding("q", "app.quit"),
    Binding("escape", "leave_filter"),
]

HINTS = (
    Hint("start", "Enter", "start"),
    Hint("shorter", "-", "hold"),
    Hint("longer", "+", "hold"),
    Hint("skip", "x", "skip"),
    Hint("app.safety", "s", "safety"),
    Hint("sound_check", "c", "sound-check"),
    Hint("filter", "/", "filter"),
    Hint("app.history", "h", "history"),
    Hint("app.help", "?", "help", always=True),
    MORE,
    Hint("app.settings", ",", "settings"),
    Hint("keep", "u", "keep as usual"),
    Hint("app.copy_as_mine", "y", "copy as mine"),
    Hint("app.take", "t", "take it with you"),
    Hint("app.microphone", "m", "microphone"),
    Hint("app.about", "a", "about"),
    Hint("app.quit", "q", "quit"),
)
