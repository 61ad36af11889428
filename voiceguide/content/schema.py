"""JSON Schemas of routine and points files, made from the same tables that read them.

`python -m voiceguide.content.schema` writes them into `data`.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from voiceguide.content.fields import Record
from voiceguide.content.folders import bundled_folder
from voiceguide.content.points import POINTS_FILE
from voiceguide.content.routines import ROUTINE_FILE

_FILES: Mapping[str, Record] = {
    "points.schema.json": POINTS_FILE,
    "routine.schema.json": ROUTINE_FILE,
}


def schemas() -> Mapping[str, str]:
    """File names with their content."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {
        name: json.dumps(head | record.schema(), indent=2, ensure_ascii=False) + "\n"
        for name, record in _FILES.items()
    }


def write_schemas(folder: Path) -> None:
    """Write the schemas anew, after a change of what may be written in files."""
    for name, content in schemas().items():
        (folder / name).write_text(content, "utf-8")


if __name__ == "__main__":
    write_schemas(bundled_folder("data"))
