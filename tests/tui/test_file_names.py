"""Names for files that the screen makes."""

import pytest

from voiceguide.tui.file_names import file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [("Hip session", "Hip session"), ("Hip / back", "Hip - back"), ("..", "session"), ("a\x1bb.", "a-b")],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str):
    assert file_name(title) == name
