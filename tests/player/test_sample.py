"""A few words through an output before a session."""

import pytest
from fakes import HandClock, clip

from voiceguide.core.errors import SoundError
from voiceguide.sample import SAMPLE, play_sample
from voiceguide.sound.silent import SilentOutput

CLIP = clip(SAMPLE, 24_000)


class WholeSoundsOnly(SilentOutput):
    """Sounds only what is begun whole."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock)
        self.begun: list[tuple[int, int]] = []

    @property
    def wants_sounds(self) -> bool:
        return True

    def begin(self, frame: int, pcm: bytes) -> None:
        self.begun.append((frame, len(pcm) // 2))

    def hush(self) -> None:
        pass


class Pulled(SilentOutput):
    """Takes nothing."""

    def _take_what_is_due(self) -> None:
        pass


def test_it_is_written_from_its_first_sample_to_its_last():
    written: list[bytes] = []
    play_sample(CLIP, SilentOutput(HandClock(), written.append))

    assert len(b"".join(written)) >= 2 * CLIP.frames
    assert any(b"".join(written))


def test_an_output_for_whole_sounds_is_given_it_whole():
    output = WholeSoundsOnly(HandClock())
    play_sample(CLIP, output)

    assert output.begun == [(0, CLIP.frames)]


def test_it_ends_with_a_sentence_when_the_loudspeaker_is_lost():
    with pytest.raises(SoundError, match="Connect or switch it on"):
        play_sample(CLIP, Pulled(HandClock()))
