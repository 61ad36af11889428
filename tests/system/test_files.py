"""Names that are free."""

from pathlib import Path

from voiceguide.system.files import free


def test_a_name_is_taken_where_a_file_would_be_replaced_or_one_beside_it_would(tmp_path: Path):
    (tmp_path / "hip.vtt").touch()
    (tmp_path / "hip-2.mp3").touch()

    assert free(tmp_path / "hip.mp3").name == "hip.mp3"
    assert free(tmp_path / "hip.mp3", ".vtt", ".lrc").name == "hip-3.mp3"


def test_a_name_is_taken_by_a_link_that_leads_nowhere(tmp_path: Path):
    (tmp_path / "hip.mp3").symlink_to(tmp_path / "gone.mp3")

    assert free(tmp_path / "hip.mp3").name == "hip-2.mp3"
