"""The person's own editor."""

import sys
from pathlib import Path

import pytest

from voiceguide.cli.editor import edit
from voiceguide.core.errors import ContentError


@pytest.mark.skipif(sys.platform == "win32", reason="there a command is quoted in another way")
def test_an_editor_may_have_options_and_spaces(tmp_path: Path):
    editor = tmp_path / "my editor"
    editor.write_text('#!/bin/sh\necho "$1" > "$2"\n', "utf-8")
    editor.chmod(0o755)
    edit(tmp_path / "mine.yaml", {"VISUAL": " ", "EDITOR": f"'{editor}' --wait"})

    assert (tmp_path / "mine.yaml").read_text("utf-8") == "--wait\n"


@pytest.mark.parametrize("editor", ["nowhere-to-be-found", '"no end', "/"])
def test_an_editor_that_cannot_be_started_is_one_sentence(tmp_path: Path, editor: str):
    with pytest.raises(ContentError, match="cannot be started; set EDITOR to another one"):
        edit(tmp_path / "mine.yaml", {"EDITOR": editor})


@pytest.mark.skipif(sys.platform == "win32", reason="there is always one")
@pytest.mark.parametrize("environment", [{}, {"EDITOR": ""}, {"EDITOR": "  "}])
def test_without_an_editor_it_is_said_how_the_file_is_read_again(tmp_path: Path, environment: dict[str, str]):
    with pytest.raises(ContentError, match=r"choose it in the list and press e to read it again\.$"):
        edit(tmp_path / "mine.yaml", environment)
