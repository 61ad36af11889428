"""The example session in every format, each made once in a run."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from exported import Example, Written
from exported import example as make_example

from voiceguide.export.formats import FORMATS
from voiceguide.export.session_file import write_session


class Files(Mapping[str, Path]):
    """By ending; what nobody asks for is not made, and what another worker has made is taken."""

    def __init__(self, example: Example, folder: Path) -> None:
        self._example = example
        self._folder = folder

    def __getitem__(self, ending: str) -> Path:
        made = self._folder / ending
        if not made.exists():
            ours = Path(tempfile.mkdtemp(dir=self._folder))
            write_session(
                ours / f"example.{ending}", self._example.recording, self._example.tags, captions=True
            )
            # Another worker may have been first.
            with suppress(OSError):
                ours.rename(made)
        return made / f"example.{ending}"

    def __iter__(self) -> Iterator[str]:
        return iter(FORMATS)

    def __len__(self) -> int:
        return len(FORMATS)


@pytest.fixture(scope="session")
def example() -> Example:
    return make_example()


@pytest.fixture(scope="session")
def written(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Written:
    ours = tmp_path_factory.getbasetemp()
    folder = (ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours) / "written"
    folder.mkdir(exist_ok=True)
    path = tmp_path_factory.mktemp("contents") / "example.wav"
    return Written(Files(example, folder), write_session(path, example.recording, example.tags))
