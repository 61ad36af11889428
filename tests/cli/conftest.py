import io
import os
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from running import Answer, Furnish, Run

from voiceguide.cli.main import main


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, furnish: Furnish) -> Iterator[Path]:
    """A folder without anybody's own settings and caches, for the whole run."""
    folder = furnish(tmp_path_factory.mktemp("home"))
    before = os.environ.get("VOICEGUIDE_HOME")
    os.environ["VOICEGUIDE_HOME"] = str(folder)
    yield folder
    if before is None:
        del os.environ["VOICEGUIDE_HOME"]
    else:
        os.environ["VOICEGUIDE_HOME"] = before


@pytest.fixture(scope="session")
def run(home: Path) -> Run:
    """Runs one command line in this process."""
    assert home.is_dir()

    def run_one(arguments: Sequence[str]) -> Answer:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main(arguments)
            except SystemExit as leaving:
                code = int(str(leaving.code))
        return Answer(code, out.getvalue(), err.getvalue())

    return run_one
