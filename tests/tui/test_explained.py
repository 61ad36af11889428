"""Every choice is explained, each as it is meant."""

import pytest

from voiceguide.core.preferences import Bed, Count, Talk
from voiceguide.store.keys import OutputName
from voiceguide.store.settings import Settings
from voiceguide.tui.explained import explained
from voiceguide.tui.usual import rows


@pytest.mark.parametrize(
    ("choice", "values"), [("talk", Talk), ("count", Count), ("bed", Bed)], ids=["talk", "count", "bed"]
)
def test_every_value_has_an_explanation_of_its_own(choice: str, values: type[Talk | Count | Bed]):
    assert len({explained(choice, value) for value in values}) == len(values)


def test_what_is_called_the_same_elsewhere_is_not_mixed_up():
    assert explained("bed", Bed.NONE) != explained("output", OutputName.NONE)
    assert "silent" in explained("output", OutputName.NONE)


def test_every_setting_is_explained():
    assert all(explained(setting.path, setting.values[0][0]) for setting in rows(Settings(), ()))
