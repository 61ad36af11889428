"""Names for files that the screen makes."""

from pathlib import Path

import pytest

from voiceguide.tui.file_names import file_name, free


@pytest.mark.parametrize(
    ("title", "name"),
    [("Hip session", "Hip session"), ("Hip / back", "Hip - back"), ("..", "session"), ("a\x1bb.", "a-b")],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str):
    assert file_name(title) == name


def test_a_name_is_taken_where_a_file_would_be_replaced_or_its_captions_would(tmp_path: Path):
    (tmp_path / "hip.vtt").touch()
    (tmp_path / "hip-2.mp3").touch()

    assert free(tmp_path / "hip.mp3").name == "hip.mp3"
    assert free(tmp_path / "hip.mp3", ".vtt", ".lrc").name == "hip-3.mp3"
