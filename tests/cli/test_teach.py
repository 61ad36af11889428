"""Teaching a phrase: the program's own voice says it into a microphone."""

import argparse
import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from recorded_microphone import RecordedMicrophone

from voiceguide.cli.folders import folders, lessons_file
from voiceguide.cli.teach import lesson, teach
from voiceguide.cli.terminal import LiveLine
from voiceguide.core.errors import VoiceguideError
from voiceguide.listen.errors import ListenError, MicrophoneLostError
from voiceguide.listen.head import shipped
from voiceguide.listen.microphone import LOST, Block
from voiceguide.listen.teach import Lessons, load, save
from voiceguide.listen.utterance import RATE, Pcm
from voiceguide.pcm.resample import resampled
from voiceguide.voice.neural import NeuralVoice

Say = Callable[..., Pcm]


@pytest.fixture(scope="module")
def say() -> Iterator[Say]:
    """What the natural voice says, each word in a second of a quiet room."""
    voice = NeuralVoice()
    room = np.random.default_rng(0)
    clips: dict[str, np.ndarray] = {}

    def said(*words: str) -> Pcm:
        for word in words:
            if word not in clips:
                clips[word] = resampled(voice.speak(word).signal, 24_000, RATE) * 12_000
        quiet = np.zeros(RATE)
        sound = np.concatenate([part for word in words for part in (quiet, clips[word], quiet)])
        return np.round(sound + room.normal(0, 10, len(sound))).astype(np.int16)

    try:
        said("Pause.")
    except VoiceguideError as error:
        pytest.skip(f"the natural voice is needed to speak: {error}")
    yield said
    voice.close()


class Unplugged:
    """Says what it is given, and is then lost."""

    def __init__(self, sound: Pcm) -> None:
        self._recorded = RecordedMicrophone(sound)

    def open(self) -> None:
        self._recorded.open()

    def read(self, seconds: float) -> Block | None:
        block = self._recorded.read(seconds)
        if block is None:
            raise MicrophoneLostError(LOST)
        return block

    def close(self) -> None:
        self._recorded.close()


class GivenUp(Unplugged):
    """In the end somebody presses Ctrl-C."""

    closed = False

    def read(self, seconds: float) -> Block | None:
        try:
            return super().read(seconds)
        except MicrophoneLostError:
            raise KeyboardInterrupt from None

    def close(self) -> None:
        self.closed = True


@dataclass
class Pupils:
    """Somebody who teaches, with a folder for what is kept."""

    file: Path
    told: str = ""

    def taught(self, phrase: str, sound: Pcm) -> Lessons:
        out = io.StringIO()
        try:
            with redirect_stdout(out):
                lesson(phrase, Unplugged(sound), self.file, LiveLine(live=False))
        finally:
            self.told = out.getvalue()
        return self.kept

    @property
    def kept(self) -> Lessons:
        return load(self.file, shipped().hidden)


@pytest.fixture
def pupils(tmp_path: Path) -> Pupils:
    return Pupils(tmp_path / "data" / "lessons.npz")


def run_teach(**given: object) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        assert teach(argparse.Namespace(**{"phrase": None, "forget": None, "list": False, **given})) == 0
    return out.getvalue()


def test_three_recordings_alike_teach_the_phrase(pupils: Pupils, say: Say):
    lessons = pupils.taught("pause", say("Pause.", "Pause.", "Pause."))

    assert list(lessons.taught) == ["pause"]
    assert pupils.told.startswith('Say "pause" 3 times')
    assert pupils.told.count('heard "pause"') == 3
    assert 'Kept: "pause"' in pupils.told


def test_one_that_is_different_is_said_once_more(pupils: Pupils, say: Say):
    lessons = pupils.taught("pause", say("Pause.", "Tomorrow.", "Pause.", "Pause."))

    assert list(lessons.taught) == ["pause"]
    assert pupils.told.count("say it once more") == 1


def test_what_is_always_different_is_refused_and_nothing_is_kept(pupils: Pupils, say: Say):
    words = ("Window.", "Tomorrow.", "Coffee.", "Nineteen.", "Umbrella.", "Go back.")

    with pytest.raises(ListenError, match="differ too much"):
        pupils.taught("pause", say(*words))

    assert not pupils.file.exists()


def test_another_phrase_three_times_teaches_nothing(pupils: Pupils, say: Say):
    with pytest.raises(ListenError, match='You said "next" each time'):
        pupils.taught("pause", say("Next.", "Next.", "Next."))

    assert not pupils.file.exists()


def test_a_microphone_that_is_lost_midway_leaves_what_was_taught_before(pupils: Pupils, say: Say):
    pupils.taught("pause", say("Pause.", "Pause.", "Pause."))
    before = pupils.file.read_bytes()

    with pytest.raises(MicrophoneLostError, match="microphone is gone"):
        pupils.taught("stop", say("Stop.", "Stop."))

    assert pupils.file.read_bytes() == before
    assert list(pupils.file.parent.iterdir()) == [pupils.file]


def test_whoever_gives_up_midway_changes_nothing(pupils: Pupils, say: Say):
    pupils.taught("pause", say("Pause.", "Pause.", "Pause."))
    before = pupils.file.read_bytes()
    microphone = GivenUp(say("Stop.", "Stop."))

    with pytest.raises(KeyboardInterrupt), redirect_stdout(io.StringIO()):
        lesson("stop", microphone, pupils.file, LiveLine(live=False))

    assert microphone.closed
    assert pupils.file.read_bytes() == before
    assert list(pupils.file.parent.iterdir()) == [pupils.file]


def test_a_muted_microphone_is_one_sentence(pupils: Pupils):
    with pytest.raises(ListenError, match=r"microphone is muted\. Switch it on\.$"):
        pupils.taught("pause", np.zeros(10 * RATE, np.int16))


def test_silence_is_one_sentence(pupils: Pupils):
    room = np.random.default_rng(1).normal(0, 10, 40 * RATE).astype(np.int16)

    with pytest.raises(ListenError, match="Nothing was heard"):
        pupils.taught("pause", room)


def test_only_figures_are_kept_and_far_fewer_than_sound_would_need(pupils: Pupils, say: Say):
    pupils.taught("pause", say("Pause.", "Pause.", "Pause."))

    assert pupils.kept.taught["pause"].shape == (shipped().hidden,)
    assert pupils.file.stat().st_size < 4096


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path):
    (tmp_path / "data").write_text("in the way", "utf-8")

    with pytest.raises(ListenError, match="cannot be written"):
        save(Lessons({}), tmp_path / "data" / "lessons.npz")


def test_the_list_shows_every_phrase_and_which_are_taught(home: Path, say: Say):
    assert home.is_dir()
    file = lessons_file(folders())
    Pupils(file).taught("pause", say("Pause.", "Pause.", "Pause."))

    listed = run_teach(list=True).splitlines()

    assert [line.split() for line in listed if "taught" in line] == [["pause", "taught"]]
    assert "say again" in listed
    assert run_teach(forget="Pause") == 'Forgotten: "pause" is heard as before.\n'
    assert "taught" not in run_teach(list=True)


@pytest.mark.parametrize("given", [{"phrase": "abracadabra"}, {"forget": "abracadabra"}])
def test_an_unknown_phrase_is_one_sentence(home: Path, given: dict[str, str]):
    assert home.is_dir()

    with pytest.raises(ListenError, match='no phrase "abracadabra"; voiceguide teach --list'):
        run_teach(**given)


def test_only_what_was_taught_can_be_forgotten(home: Path):
    assert home.is_dir()

    with pytest.raises(ListenError, match='"stop" has not been taught'):
        run_teach(forget="stop")
