"""How a session is given: how much is said, how holds are counted, what sounds, who speaks, how loud."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from textual.app import ComposeResult
from textual.containers import ItemGrid

from voiceguide.core.preferences import Bed, Count, Talk
from voiceguide.tui.selection import Selection
from voiceguide.tui.values import named, volumes
from voiceguide.tui.widgets.choice import Choice

Voices = tuple[tuple[str, str], ...]
"""Names as they are kept, and as they are shown."""

_VALUES: Mapping[str, Callable[[str], object]] = {
    "scale": Fraction,
    "talk": Talk,
    "count": Count,
    "bed": Bed,
    "voice": str,
    "volume": float,
}
"""By choice: what it means by the text that it stands on."""


class Options(ItemGrid):
    """As many beside each other as there is room for."""

    def __init__(self, chosen: Selection, voices: Voices, *, id: str) -> None:
        super().__init__(id=id, min_column_width=17)
        self._chosen = chosen
        self._voices = voices

    def compose(self) -> ComposeResult:
        chosen, voices, volume = self._chosen, self._voices, self._chosen.volume
        yield Choice("Talk", named(Talk), chosen.talk, id="talk")
        yield Choice("Count", named(Count), chosen.count, id="count")
        yield Choice("Bed", named(Bed), chosen.bed, id="bed")
        yield Choice("Voice", voices, chosen.voice or voices[0][0], id="voice")
        yield Choice("Volume", volumes(volume), f"{volume:g}", id="volume", around=False)

    def show(self, chosen: Selection, voices: Voices) -> None:
        """These were chosen; the voices are those that there are."""
        for name in ("talk", "count", "bed"):
            self.query_one(f"#{name}", Choice).current = getattr(chosen, name)
        voice, volume = self.query_one("#voice", Choice), self.query_one("#volume", Choice)
        voice.values, voice.current = voices, chosen.voice or voices[0][0]
        volume.values, volume.current = volumes(chosen.volume), f"{chosen.volume:g}"


def adjusted(chosen: Selection, choice: str, value: str) -> Selection:
    """With what a choice stands on now."""
    return replace(chosen, **{choice: _VALUES[choice](value)})  # type: ignore[arg-type]
