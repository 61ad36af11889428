"""What lies in a person's own folder: points, read at once, and the files of routines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from voiceguide.content.fault import Fault, Faults
from voiceguide.content.folders import yaml_files
from voiceguide.content.points import read_points
from voiceguide.content.raw import file_bytes
from voiceguide.content.routines import MISNAMED, is_routine_id
from voiceguide.core.point import NO_CODE, Point


@dataclass(frozen=True, slots=True)
class Personal:
    points: Mapping[str, Point] = field(default_factory=dict)
    point_files: Mapping[str, Path] = field(default_factory=dict)
    """Where each of the points was read."""
    routine_files: Mapping[str, Path] = field(default_factory=dict)
    """By id."""
    faults: Sequence[Fault] = ()


def read_personal(folder: Path | None, bundled: Mapping[str, Point]) -> Personal:
    """Read `points.yaml` and `points/`, list `routines/`; of what is at fault only the faults are kept.

    `bundled`: the points that come with the program.
    """
    if folder is None:
        return Personal()
    faults: list[Fault] = []
    points: dict[str, Point] = {}
    point_files: dict[str, Path] = {}
    single = [path for path in _listed(folder, faults) if path.stem == "points"]
    for path in (*single, *_listed(folder / "points", faults)):
        read = _points(path, faults)
        taken = borrowed(read, bundled, str(path))
        faults.extend(taken.values())
        for point_id, point in read.items():
            if point_id in taken:
                continue
            if point_id in points:
                faults.append(_twice(path, point_id, point_files[point_id]))
            else:
                points[point_id], point_files[point_id] = point, path
    return Personal(points, point_files, _routine_files(folder / "routines", faults), tuple(faults))


def borrowed(points: Mapping[str, Point], bundled: Mapping[str, Point], name: str) -> Mapping[str, Fault]:
    """By id: points with the code of a bundled one under another id; health would not know what they are.

    `name`: what to call their file in faults.
    """
    by_code = {point.code: point.id for point in bundled.values() if point.code != NO_CODE}
    return {
        point.id: Fault(
            name,
            0,
            0,
            f"{point.id} has the code {point.code} of {by_code[point.code]}, "
            f'write it as {by_code[point.code]}, or give it the code "-"',
        )
        for point in points.values()
        if point.id not in bundled and point.code in by_code
    }


def _points(path: Path, faults: list[Fault]) -> Mapping[str, Point]:
    try:
        return read_points(file_bytes(path), str(path))
    except Faults as error:
        faults.extend(error.faults)
        return {}


def _routine_files(folder: Path, faults: list[Fault]) -> Mapping[str, Path]:
    files: dict[str, Path] = {}
    for path in _listed(folder, faults):
        if not is_routine_id(path.stem):
            faults.append(Fault(str(path), 0, 0, MISNAMED))
        elif path.stem in files:
            faults.append(_twice(path, path.stem, files[path.stem]))
        else:
            files[path.stem] = path
    return files


def _listed(folder: Path, faults: list[Fault]) -> Sequence[Path]:
    try:
        return yaml_files(folder)
    except Faults as error:
        faults.extend(error.faults)
        return ()


def _twice(path: Path, name: str, first: Path) -> Fault:
    return Fault(str(path), 0, 0, f"{name} is also in the file {first.name!a}, keep one of them")
