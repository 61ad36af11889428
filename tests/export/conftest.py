"""The example session in every format, made once."""

import pytest
from exported import Example, Written
from exported import example as make_example

from voiceguide.export.formats import FORMATS
from voiceguide.export.session_file import write_session


@pytest.fixture(scope="session")
def example() -> Example:
    return make_example()


@pytest.fixture(scope="session")
def written(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("written")
    files = {ending: folder / ending / f"example.{ending}" for ending in FORMATS}
    for path in files.values():
        path.parent.mkdir()
        contents = write_session(path, example.recording, example.tags, captions=True)
    return Written(files, contents)
