"""The schemas that editors use allow what the reader allows."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from voiceguide.content.fault import Faults
from voiceguide.content.points import read_points
from voiceguide.content.routines import read_routine
from voiceguide.content.schema import schemas, write_schemas

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
POINTS = read_points((DATA / "points.yaml").read_bytes(), "points.yaml")

Json = Any
"""Whatever such a file may hold."""

TYPES: dict[str, Callable[[Json], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
}


def allows(schema: dict[str, Json], value: Json) -> bool:
    """As much of JSON Schema as the two files use."""
    known = {
        "$schema",
        "description",
        "anyOf",
        "enum",
        "type",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
    }
    known |= {"maximum", "minItems", "maxItems", "items", "properties", "required", "additionalProperties"}
    assert schema.keys() <= known | {"minProperties", "patternProperties", "contains"}
    if "anyOf" in schema:
        return any(allows(one, value) for one in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    return TYPES[schema["type"]](value) and CHECKS.get(type(value), _allows_number)(schema, value)


def _allows_text(schema: dict[str, Any], value: str) -> bool:
    fits = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
    return fits and re.search(schema.get("pattern", ""), value) is not None


def _allows_list(schema: dict[str, Any], value: list[Json]) -> bool:
    fits = schema["minItems"] <= len(value) <= schema["maxItems"]
    contained = "contains" not in schema or any(_has_keys(schema["contains"], item) for item in value)
    return fits and contained and all(allows(schema["items"], item) for item in value)


def _has_keys(schema: dict[str, Any], value: Json) -> bool:
    assert schema.keys() == {"type", "required"}
    return TYPES[schema["type"]](value) and all(key in value for key in schema["required"])


def _allows_number(schema: dict[str, Any], value: float) -> bool:
    return schema.get("minimum", value) <= value <= schema.get("maximum", value)


def _allows_object(schema: dict[str, Json], value: dict[str, Json]) -> bool:
    if len(value) < schema.get("minProperties", 0) or any(
        key not in value for key in schema.get("required", ())
    ):
        return False
    for key, inner in value.items():
        parts = [part for name, part in schema.get("properties", {}).items() if name == key]
        parts += [part for name, part in schema.get("patternProperties", {}).items() if re.search(name, key)]
        if not parts or not all(allows(part, inner) for part in parts):
            return False
    return True


CHECKS: dict[type, Callable[[dict[str, Any], Json], bool]] = {
    str: _allows_text,
    list: _allows_list,
    dict: _allows_object,
}


def test_the_files_are_the_schemas_of_the_reader(tmp_path: Path):
    write_schemas(tmp_path)

    for name, content in schemas().items():
        assert (tmp_path / name).read_text("utf-8") == content
        assert (DATA / name).read_text("utf-8") == content, "run make schemas"


def reads_routine(document: Json) -> bool:
    try:
        read_routine(json.dumps(document), "r.yaml", "mine", POINTS)
    except Faults:
        return False
    return True


def reads_points(document: Json) -> bool:
    try:
        read_points(json.dumps(document), "p.yaml")
    except Faults:
        return False
    return True


def mutations(document: Json) -> Iterator[tuple[str, Json]]:
    """The document with one value removed, replaced, or put under a wrong key."""
    for path in list(_paths(document)):
        label = ".".join(map(str, path))
        for name, change in CHANGES.items():
            changed = copy.deepcopy(document)
            holder = changed
            for step in path[:-1]:
                holder = holder[step]
            change(holder, path[-1])
            yield f"{label} {name}", changed


def _remove(holder: Json, key: Json) -> None:
    del holder[key]


def _misspell(holder: Json, key: Json) -> None:
    if isinstance(holder, dict):
        holder[f"{key}_"] = holder.pop(key)


def _put(value: Json) -> Callable[[Json, Json], None]:
    def put(holder: Json, key: Json) -> None:
        holder[key] = value

    return put


CHANGES: dict[str, Callable[[Json, Json], None]] = {
    "removed": _remove,
    "misspelt": _misspell,
    "is a list": _put(["x", "x", "x"]),
    "is an empty list": _put([]),
    "is a mapping": _put({"x": "x"}),
    "is an empty mapping": _put({}),
    "is empty": _put(""),
    "is a strange text": _put("{hand} ?"),
    "begins with a hyphen": _put("-x="),
    "is a long text": _put("word " * 200),
    "is minus one": _put(-1),
    "is a million": _put(1_000_000),
}


def _paths(value: Json, path: tuple[Json, ...] = ()) -> Iterator[tuple[Json, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _paths(inner, (*path, index))


ROUTINE = yaml.safe_load("""
title: Hip
summary: Short.
language: en
without-turning: hip
refused: {pregnancy: Not now.}
steps:
  - {breathe: 60s, posture: supine, prepare: 20s, say: Breathe.}
  - {point: B48, sides: both, posture: sitting, hold: 30, rest: 15s, repeat: 2, pause: 5s, prepare: 9s}
  - {move: over, posture: side-lying, say: Roll., brief: Over., for: 25s}
""")
POINT = yaml.safe_load("""
points:
  KNEE:
    code: "-"
    pinyin: "-"
    name: Knee
    sided: true
    place: {default: "{side} knee", both: knees}
    locate: {default: Find it., side-lying: Find it there.}
    press: {default: Press it.}
    brief: {default: Briefly.}
    release: {default: Let go.}
    remind: {supine: Softly.}
    hold: 30s
    rest: 10s
    repeat: 2
    pause: 10
    settle: {default: 8s}
    prepare: 20s
    soften: {skin: Gently., rheumatoid: {default: Softly., both: Softly.}}
    short: Knee
    touch: {default: So.}
    warn: {default: Not so.}
    cautions: {stairs: Slowly.}
    marks: [{view: sole, side: right, x: 0.5, y: 1, to: [0, 0.25]}]
    sources: [x]
sources: {x: A book.}
""")
NUMBERS_FOR_TEXTS = ("is minus one", "is a million")
"""A number where a text belongs is a text to the reader, and to an editor a number."""


@pytest.mark.parametrize(
    ("document", "name", "reads"),
    [
        pytest.param(ROUTINE, "routine.schema.json", reads_routine, id="routine"),
        pytest.param(POINT, "points.schema.json", reads_points, id="points"),
    ],
)
def test_reader_and_schema_agree_on_every_change(document: Json, name: str, reads: Callable[[Json], bool]):
    schema = json.loads((DATA / name).read_text("utf-8"))

    differing = [
        label
        for label, changed in mutations(document)
        if allows(schema, changed) != reads(changed)
        and not (reads(changed) and label.endswith(NUMBERS_FOR_TEXTS))
    ]

    assert allows(schema, document)
    assert reads(document)
    assert differing == []


@pytest.mark.parametrize("path", sorted((ROOT / "routines").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_bundled_routine_fits_the_schema(path: Path):
    assert allows(json.loads(schemas()["routine.schema.json"]), yaml.safe_load(path.read_text("utf-8")))


def test_the_bundled_points_fit_the_schema():
    bundled = yaml.safe_load((DATA / "points.yaml").read_text("utf-8"))

    assert allows(json.loads(schemas()["points.schema.json"]), bundled)
