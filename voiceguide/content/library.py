"""The library: bundled and personal routines and points, each file read only when it is wanted."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from voiceguide.content.fault import Fault, Faults
from voiceguide.content.fields import keys_of
from voiceguide.content.figure import read_figure
from voiceguide.content.folders import bundled_folder, is_path, yaml_files
from voiceguide.content.personal import Personal, borrowed, read_personal
from voiceguide.content.points import POINTS, points_in, read_points
from voiceguide.content.raw import file_bytes
from voiceguide.content.routines import ROUTINE_FILE, read_routine, routine_in
from voiceguide.content.yaml import read_document
from voiceguide.core.advice import nearest, quoted
from voiceguide.core.errors import ContentError
from voiceguide.core.figure import Figure
from voiceguide.core.plan import Plan, plan
from voiceguide.core.point import Point
from voiceguide.core.preferences import Preferences
from voiceguide.core.routine import Routine

FIRST = ("hip", "back")
"""The routines that are listed before all others."""


class Shelf:
    """Finds routines and points by name; a personal one stands in front of a bundled one of the same name."""

    def __init__(
        self, personal: Path | None = None, *, data: Path | None = None, routines: Path | None = None
    ) -> None:
        """Look into these folders later; nothing is read yet.

        Args:
            personal: the person's own folder, which may hold `points.yaml`, `points/` and `routines/`.
            data: holds `points.yaml`; the bundled folder if not given.
            routines: holds routines; the bundled folder if not given.
        """
        self._personal_folder = personal
        self._data = data or bundled_folder("data")
        self._routines = routines or bundled_folder("routines")
        self._read: dict[Path, Routine] = {}

    def points(self) -> Mapping[str, Point]:
        """Every point, by id.

        Raises:
            Faults: the bundled points cannot be read.
        """
        return {**self._bundled_points, **self._personal.points}

    def plan(self, name: str, wished: Preferences) -> Plan:
        """The plan of a routine, an id or a path, with everything applied that is wished for.

        Raises:
            ContentError: there is no such routine, or it is written wrongly.
            PlanError: nothing is left of it, or a value is out of range.
        """
        routine = self.routine(name)
        on_back = self.routine(routine.without_turning) if routine.without_turning else None
        return plan(routine, self.points(), wished, on_back)

    def figure(self) -> Figure:
        """The body on which points are shown.

        Raises:
            Faults: its file cannot be read.
        """
        path = self._data / "figure.yaml"
        return read_figure(file_bytes(path), str(path))

    def ids(self) -> Sequence[str]:
        """Every routine that has a file, whether or not the file is in order: hip and back first."""
        bundled = self._bundled_files
        first = [routine_id for routine_id in FIRST if routine_id in bundled]
        return tuple(dict.fromkeys((*first, *bundled, *self._personal.routine_files)))

    def routine(self, name: str) -> Routine:
        """The routine with this id, in any case, or in the file with this path.

        Raises:
            Faults: its file is at fault.
            ContentError: there is none.
        """
        return self._routine_in(self.file_of(name))

    def file_of(self, name: str) -> Path:
        """Where the routine with this id, in any case, is written; a path is its own answer.

        Raises:
            ContentError: there is none.
        """
        if is_path(name):
            return Path(name)
        files = self._files(name.casefold())
        if files:
            return files[0]
        near = nearest(name, self.ids())
        hint = f'; did you mean "{near}"?' if near else "."
        all_ids = ", ".join(self.ids())
        raise ContentError(f"There is no routine called {quoted(name)}{hint} The routines are: {all_ids}.")

    def routines(self) -> Mapping[str, Routine]:
        """Every routine that can be read, in the order of `ids`.

        In place of a personal routine at fault stands the bundled one of the same name, if there is one.
        """
        return self._all_routines[0]

    @property
    def faults(self) -> Sequence[Fault]:
        """Everything that is wrong in routines and in personal points; reads all of them."""
        return tuple(sorted({*self._personal.faults, *self._all_routines[1]}))

    @property
    def shadowing(self) -> Mapping[str, Path]:
        """By id: the personal file that stands in front of a bundled point or routine."""
        points, routines = self._personal.point_files, self._personal.routine_files
        return {
            **{point_id: file for point_id, file in points.items() if point_id in self._bundled_points},
            **{
                routine_id: file for routine_id, file in routines.items() if routine_id in self._bundled_files
            },
        }

    def check(self, path: Path) -> Sequence[Fault]:
        """What is wrong in a routine or a points file; its content tells which of them it is."""
        name = str(path)
        try:
            document = read_document(file_bytes(path), name)
            if _holds_points(keys_of(document)):
                taken = borrowed(points_in(document, name), self._bundled_points, name)
                return tuple(taken.values())
            routine_in(document, name, path.stem, self.points(), (*self.ids(), path.stem))
        except Faults as faults:
            return faults.faults
        return ()

    def _files(self, routine_id: str) -> Sequence[Path]:
        """Where a routine is written, the personal file first."""
        both = (self._personal.routine_files, self._bundled_files)
        return [files[routine_id] for files in both if routine_id in files]

    def _routine_in(self, path: Path) -> Routine:
        if path not in self._read:
            known = (*self.ids(), path.stem)
            self._read[path] = read_routine(file_bytes(path), str(path), path.stem, self.points(), known)
        return self._read[path]

    @cached_property
    def _all_routines(self) -> tuple[Mapping[str, Routine], Sequence[Fault]]:
        found: dict[str, Routine] = {}
        faults: list[Fault] = []
        for routine_id in self.ids():
            for file in self._files(routine_id):
                try:
                    found.setdefault(routine_id, self._routine_in(file))
                except Faults as error:
                    faults.extend(error.faults)
        return found, faults

    @cached_property
    def _bundled_points(self) -> Mapping[str, Point]:
        path = self._data / "points.yaml"
        return read_points(file_bytes(path), str(path))

    @cached_property
    def _bundled_files(self) -> Mapping[str, Path]:
        return {path.stem: path for path in yaml_files(self._routines)}

    @cached_property
    def _personal(self) -> Personal:
        return read_personal(self._personal_folder, self._bundled_points)


def _holds_points(keys: Sequence[str]) -> bool:
    """Whether a file is one of points: it says so, or nearly so and has nothing of a routine."""
    if POINTS.name in keys:
        return True
    routine = any(key in ROUTINE_FILE.keys for key in keys)
    return not routine and any(nearest(key, [POINTS.name]) for key in keys)
