"""The colours of the theme as the drawing takes them."""

from textual.color import Color
from textual.widget import Widget

from voiceguide.picture.palette import Colour, Palette


def palette_of(widget: Widget) -> Palette | None:
    """The theme's colours on the widget's own background; None where no colours are wanted."""
    if widget.app.no_color:
        return None
    variables = widget.app.theme_variables

    def colour(name: str) -> Colour:
        return Color.parse(variables[name]).rgb

    return Palette(
        body=colour("body"),
        shade=colour("body-line"),
        background=widget.background_colors[1].rgb,
        now=colour("spot-now"),
        other=colour("spot-other"),
        text=widget.colors[3].rgb,
    )
