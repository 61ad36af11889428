"""A file that is written behind the screen, and given up while whoever writes it hangs."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from voiceguide.core.errors import VoiceError
from voiceguide.export.whole import whole_files
from voiceguide.tui.taking import Taking


class Hanging:
    """Writes half a file, and goes on only when it is let."""

    def __init__(self) -> None:
        self.begun = Event()
        self.let_go = Event()
        self.fault: VoiceError | None = None

    def write(self, path: Path, captions: bool, passed: Callable[[float], None]) -> None:
        del captions
        with whole_files(path) as (part,):
            part.write_text("half")
            self.begun.set()
            self.let_go.wait()
            if self.fault:
                raise self.fault
            passed(0.5)


@pytest.mark.parametrize("fault", [None, VoiceError("No voice answers.")], ids=str)
def test_nobody_waits_for_a_file_that_hangs_and_later_nothing_is_left_of_it_or_told(
    tmp_path: Path, fault: VoiceError | None
):
    told: list[str] = []
    hanging, taking = Hanging(), Taking(lambda _share: None, told.append)
    hanging.fault = fault
    taking.begin(tmp_path, "Hip", "mp3", False, hanging.write)
    hanging.begun.wait()
    taking.give_up()

    assert not taking.join(patience=0)

    hanging.let_go.set()
    assert taking.join()
    assert list(tmp_path.iterdir()) == []
    assert told == []


def test_the_next_file_is_written_once_the_one_that_hangs_has_ended(tmp_path: Path):
    told: list[str] = []
    hanging, taking = Hanging(), Taking(lambda _share: None, told.append)
    taking.begin(tmp_path, "Hip", "mp3", False, hanging.write)
    hanging.begun.wait()
    taking.begin(tmp_path, "Hip", "mp3", False, lambda path, _captions, _passed: path.touch())
    assert not taking.join(patience=0)

    hanging.let_go.set()
    assert taking.join()
    assert [path.name for path in tmp_path.iterdir()] == ["Hip.mp3"]
    assert told == [f"Written: {tmp_path / 'Hip.mp3'}"]
