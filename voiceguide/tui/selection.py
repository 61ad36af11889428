"""What is chosen and adjusted before a session starts; every change makes a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from voiceguide.core.choices import scaled, unscaled
from voiceguide.core.point import Side
from voiceguide.core.preferences import (
    LEAST_SCALE,
    MOST_SCALE,
    Bed,
    Concern,
    Count,
    Holds,
    Preferences,
    Skip,
    Talk,
)

HOLD_STEP = 5
"""Seconds by which a hold is adjusted."""
SCALE_STEP = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Selection:
    routine: str
    today: Mapping[str, int] = field(default_factory=dict)
    """Holds in seconds by point, for today, before they are scaled."""
    every: int | None = None
    """One hold in seconds for all points, for today."""
    usual: Mapping[str, int] = field(default_factory=dict)
    """Holds in seconds by point that are kept."""
    usual_for_all: int | None = None
    """One hold in seconds that is kept for all points without one of their own."""
    scale: Fraction = Fraction(1)
    skips: frozenset[Skip] = frozenset()
    concerns: tuple[Concern, ...] = ()
    """What is always to be respected, or was asked for."""
    safety: tuple[Concern, ...] = ()
    """What the safety answers ask for."""
    talk: Talk = Talk.FULL
    count: Count = Count.CALM
    bed: Bed = Bed.BREATH
    voice: str | None = None
    """None for the best there is."""
    rate: float = 1.0
    volume: float = 0.0
    lead: int = 60

    def preferences(self, *, with_skips: bool = True) -> Preferences:
        """What the session is made from."""
        return Preferences(
            holds=(Holds(self.every, self.today), Holds(self.usual_for_all, self.usual)),
            scale=self.scale,
            skips=tuple(sorted(self.skips, key=str)) if with_skips else (),
            concerns=tuple(dict.fromkeys((*self.concerns, *self.safety))),
            talk=self.talk,
            count=self.count,
            bed=self.bed,
            lead=self.lead,
            volume=self.volume,
        )

    def respecting(self, always: Sequence[Concern], safety: tuple[Concern, ...]) -> "Selection":
        """With these safety answers in the place of others, and what is always to be avoided, too."""
        return replace(self, concerns=tuple(dict.fromkeys((*self.concerns, *always))), safety=safety)

    def with_hold(self, point: str, seconds: int) -> "Selection":
        """Hold a point so many seconds today, scale and all, or as nearly as can be: see `held_today`."""
        return replace(self, today={**self.today, point: unscaled(seconds, self.scale)})

    def held_today(self, point: str) -> int | None:
        """Seconds for which a point is held, if something was chosen for today."""
        wish = self.today.get(point)
        return None if wish is None else scaled(wish, self.scale)

    def with_usual_hold(self, point: str, seconds: int) -> "Selection":
        """Hold a point so many seconds from now on."""
        today = {name: hold for name, hold in self.today.items() if name != point}
        return replace(self, usual={**self.usual, point: seconds}, today=today)

    def scaled_by(self, step: Fraction) -> "Selection":
        """All holds a little longer or shorter today."""
        return replace(self, scale=min(MOST_SCALE, max(LEAST_SCALE, self.scale + step)))

    def with_skip_toggled(self, point: str, side: Side) -> "Selection":
        """Leave a point out on a side today, or take it in again."""
        parts = {Skip(point, part) for part in ((Side.LEFT, Side.RIGHT) if side is Side.BOTH else (side,))}
        every = Skip(point)
        if every in self.skips:
            return replace(self, skips=self.skips - {every, *parts})
        return replace(self, skips=self.skips - parts if parts <= self.skips else self.skips | parts)
