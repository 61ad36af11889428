"""The sessions to choose from, read once until files change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from textual.content import Content

from voiceguide.content.folders import lasting
from voiceguide.content.library import Shelf
from voiceguide.core.advice import first_of
from voiceguide.core.point import Point, Posture
from voiceguide.core.routine import Routine
from voiceguide.core.stage import Kind
from voiceguide.tui.outline import Outline, outline
from voiceguide.tui.selection import Selection

_POSTURES = {Posture.SUPINE: "back", Posture.SIDE_LYING: "sides", Posture.SITTING: "sitting"}
"""Where one lies, or that one sits, in a word."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One session in the list."""

    id: str
    title: str
    summary: str

    def label(self, made: Outline) -> Content:
        """The title; what becomes of it as it is chosen: minutes and postures."""
        return Content.assemble(self.title, "\n", (_about(made), "dim"))


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
        self.entries = tuple(_entries(self._routines.values()))

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

    def labels(self, chosen: Selection) -> Mapping[str, Content]:
        """How each session stands in the list, with everything applied that is chosen."""
        return {
            entry.id: entry.label(self.outline(replace(chosen, routine=entry.id))) for entry in self.entries
        }


def _entries(routines: Iterable[Routine]) -> Iterator[Entry]:
    """Of several with one title, as of a copy that was just made, all but the first are named by their id."""
    titles = set[str]()
    for routine in routines:
        named = f"{routine.title} ({routine.id})" if routine.title in titles else routine.title
        titles.add(routine.title)
        yield Entry(routine.id, named, routine.summary)


def _about(made: Outline) -> str:
    if made.plan is None:
        return "nothing left" if made.rows else "not for you now"
    stages = (stage for stage in made.plan.stages if stage.kind is not Kind.MOVE)
    postures = dict.fromkeys(_POSTURES[stage.posture] for stage in stages)
    return f"{made.minutes} min, {', '.join(postures)}"
