"""A microphone that is chosen is the one that is opened next."""

from pathlib import Path

import pytest

from voiceguide.cli.folders import Folders, microphone_name
from voiceguide.cli.listening import chosen_microphone
from voiceguide.store.settings_file import SettingsStore


@pytest.fixture
def places(tmp_path: Path) -> Folders:
    return Folders(tmp_path, tmp_path, tmp_path, tmp_path, tmp_path)


def test_the_settings_are_asked_at_the_moment_at_which_it_is_opened(places: Folders):
    store = SettingsStore(places.settings)
    opened = []
    for name in (None, "Desk", "Headset", None):
        store.save({"microphone": name})
        opened.append((microphone_name(places), chosen_microphone(places)._name))

    assert opened == [("", ""), ("Desk", "Desk"), ("Headset", "Headset"), ("", "")]
