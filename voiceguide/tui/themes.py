"""The three looks: dark, light, high contrast. Every colour of the program stands here."""

from collections.abc import Mapping

from textual.theme import Theme

_DARK = {
    "flood-press": "#0b5d57",
    "flood-let-go": "#28406f",
    "flood-move": "#7a4a12",
    "flood-find": "#2b3038",
    "flood-breathe": "#34495a",
    "flood-paused": "#4b3650",
    "flood-text": "#f4f1ea",
    "flood-quiet": "#c9c6c0",
    "body": "#8d7b6c",
    "body-line": "#6a5a4d",
    "spot-now": "#ffd166",
    "spot-other": "#3b2f2a",
    "quiet": "#9a968f",
}
_LIGHT = {
    "flood-press": "#bfe3da",
    "flood-let-go": "#c9d8f2",
    "flood-move": "#f3d9ae",
    "flood-find": "#e6e4df",
    "flood-breathe": "#d3e2ea",
    "flood-paused": "#e2d3e4",
    "flood-text": "#1c2321",
    "flood-quiet": "#4a524f",
    "body": "#c9a98e",
    "body-line": "#a98469",
    "spot-now": "#a3122b",
    "spot-other": "#5a4032",
    "quiet": "#66625c",
}
_CONTRAST = {
    "flood-press": "#000000",
    "flood-let-go": "#000080",
    "flood-move": "#603000",
    "flood-find": "#000000",
    "flood-breathe": "#000000",
    "flood-paused": "#500050",
    "flood-text": "#ffffff",
    "flood-quiet": "#ffffff",
    "body": "#b0b0b0",
    "body-line": "#606060",
    "spot-now": "#ffff00",
    "spot-other": "#202020",
    "quiet": "#ffffff",
}


def _with_widgets(colours: Mapping[str, str], cursor: str, cursor_text: str) -> dict[str, str]:
    return {
        **colours,
        "block-cursor-background": cursor,
        "block-cursor-foreground": cursor_text,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": cursor,
        "block-cursor-blurred-foreground": cursor_text,
        "block-cursor-blurred-text-style": "none",
    }


DARK = Theme(
    name="dark",
    primary="#6fb7a8",
    secondary="#8aa4c8",
    accent="#ffd166",
    warning="#e8a33d",
    error="#e07a6b",
    success="#7fc29b",
    foreground="#ece8e1",
    background="#16191c",
    surface="#1d2125",
    panel="#262b30",
    dark=True,
    variables=_with_widgets(_DARK, "#2f4f4a", "#ffffff"),
)
LIGHT = Theme(
    name="light",
    primary="#1f6f62",
    secondary="#35548a",
    accent="#a3122b",
    warning="#8a5200",
    error="#a3122b",
    success="#1f6f43",
    foreground="#1c2321",
    background="#faf8f4",
    surface="#f1eee8",
    panel="#e5e1d9",
    dark=False,
    variables=_with_widgets(_LIGHT, "#cfe6df", "#10201d"),
)
HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#00ffff",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ff8080",
    success="#00ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#202020",
    dark=True,
    variables=_with_widgets(_CONTRAST, "#ffff00", "#000000"),
)

THEMES = (DARK, LIGHT, HIGH_CONTRAST)
