"""The settings as rows of a screen, and what a changed one does to what is chosen."""

from dataclasses import replace

from voiceguide.core.preferences import Bed, Count, Talk
from voiceguide.store.keys import OutputName, Theme
from voiceguide.store.settings import Settings
from voiceguide.tui.screens.settings import Setting
from voiceguide.tui.selection import Selection
from voiceguide.tui.values import DECIBELS, named

_RATES = tuple(round(0.5 + step / 10, 1) for step in range(16))
_LEADS = (None, 0, 10, 30, 60, 90, 120, 180, 300)
_AUTO_OR_NOT = ((None, "yes, as usual"), (True, "yes"), (False, "no"))
_YES_OR_NO = ((True, "yes"), (False, "no"))


def rows(settings: Settings, voices: tuple[tuple[str, str], ...]) -> tuple[Setting, ...]:
    """Every setting that the screen offers."""
    return (
        Setting("theme", "Colours", named(Theme), settings.theme),
        Setting("captions", "Captions while following", _YES_OR_NO, settings.captions),
        Setting("voice", "Voice", ((None, "the best"), *voices), settings.voice),
        Setting("rate", "How fast it speaks", _with(_RATES, settings.rate, "{:g}"), settings.rate),
        Setting("volume", "Volume", _with(DECIBELS, settings.volume, "{:+g} dB"), settings.volume),
        Setting("talk", "Talk, how much is said", named(Talk), settings.talk),
        Setting("count", "Count, how holds are counted", named(Count), settings.count),
        Setting("bed", "Bed, soft sound under silence", named(Bed), settings.bed),
        Setting("lead", "Time to lie down", _leads(settings.lead), settings.lead),
        Setting("listen", "Listen, from the next start", _AUTO_OR_NOT, settings.listen),
        Setting("headphones", "Headphones, from the next start", _YES_OR_NO, settings.headphones),
        Setting("keep_awake", "Keep the machine awake", _YES_OR_NO, settings.keep_awake),
        Setting("auto_resume", "Go on when a lost speaker is back", _YES_OR_NO, settings.auto_resume),
        Setting("output", "Loudspeaker, from the next start", named(OutputName), settings.output),
    )


def applied(chosen: Selection, path: str, value: object) -> Selection:
    """What is chosen, with a setting that has just been changed."""
    if path not in ("voice", "rate", "volume", "talk", "count", "bed", "lead"):
        return chosen
    if path == "lead" and value is None:
        value = Selection(chosen.routine).lead
    return replace(chosen, **{path: value})  # type: ignore[arg-type]


def _with(values: tuple[float, ...], current: float, shown: str) -> tuple[tuple[object, str], ...]:
    return tuple((value, shown.format(value)) for value in sorted({*values, current}))


def _leads(current: int | None) -> tuple[tuple[object, str], ...]:
    known = _LEADS if current in _LEADS else (*_LEADS, current)
    return tuple((value, "a minute" if value is None else f"{value} s") for value in known)
