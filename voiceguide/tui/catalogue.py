"""The sessions to choose from, read once until files change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from voiceguide.content.folders import lasting
from voiceguide.content.library import Shelf
from voiceguide.core.plan import plan
from voiceguide.core.point import Point, Posture
from voiceguide.core.preferences import Preferences
from voiceguide.core.routine import Move, Routine
from voiceguide.core.timeline import estimated_seconds
from voiceguide.tui.outline import Outline, minutes, outline
from voiceguide.tui.selection import Selection

_POSTURES = {Posture.SUPINE: "back", Posture.SIDE_LYING: "sides", Posture.SITTING: "sitting"}
"""Where one lies, or that one sits, in a word."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One session in the list."""

    id: str
    title: str
    summary: str
    minutes: int
    postures: tuple[str, ...]

    @property
    def label(self) -> Content:
        """The title; minutes and postures."""
        about = f"{self.minutes} min, {', '.join(self.postures)}"
        return Content.assemble(self.title, "\n", (about, "dim"))


class Catalogue:
    """Everything there is to choose from, at one reading of the files."""

    def __init__(self, shelf: Shelf, voices: Sequence[tuple[str, str]], opened: Sequence[str] = ()) -> None:
        """Read everything.

        Args:
            shelf: where routines and points are found.
            voices: names as `--voice` takes them, and as shown.
            opened: ids or paths of routines that were asked for by name; those outside the folders are
                listed too, and the first is `opened`.

        Raises:
            ContentError: one of `opened` cannot be found, or is at fault.
        """
        wished = {routine.id: routine for routine in map(shelf.routine, opened)}
        self._found_by = {routine: lasting(name) for routine, name in zip(wished, opened, strict=False)}
        self._routines: Mapping[str, Routine] = {**shelf.routines(), **wished}
        self.opened = next(iter(wished), None)
        self.points: Mapping[str, Point] = shelf.points()
        self.trouble = first_of(shelf.faults, "voiceguide check")
        """Why something of one's own is not in the list."""
        self.voices = tuple(voices)
        self.entries = tuple(_entry(routine, self.points) for routine in self._routines.values())

    def entry(self, routine: str) -> Entry:
        return next(entry for entry in self.entries if entry.id == routine)

    def __contains__(self, routine: str) -> bool:
        return routine in self._routines

    def found_by(self, routine: str) -> str:
        """An id or a path by which a routine is found at any later time."""
        return self._found_by.get(routine, routine)

    def outline(self, chosen: Selection) -> Outline:
        """The chosen session with everything applied."""
        routine = self._routines[chosen.routine]
        on_back = self._routines.get(routine.without_turning) if routine.without_turning else None
        return outline(routine, on_back, self.points, chosen)


def first_of(faults: Sequence[object], more_in: str) -> str:
    """The first fault, and which command tells the others; empty without any."""
    more = f" ({len(faults) - 1} more, see {more_in})" if faults[1:] else ""
    return f"{faults[0]}{more}" if faults else ""


def _entry(routine: Routine, points: Mapping[str, Point]) -> Entry:
    usual = Preferences()
    about = minutes(estimated_seconds(plan(routine, points, usual), usual))
    postures = dict.fromkeys(_POSTURES[step.posture] for step in routine.steps if not isinstance(step, Move))
    return Entry(routine.id, routine.title, routine.summary, about, tuple(postures))
