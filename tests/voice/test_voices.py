"""What every voice promises, kept by the silent and by the natural one."""

import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import pytest

from voiceguide.core.errors import VoiceError
from voiceguide.core.spoken import estimated_frames
from voiceguide.voice.neural import NeuralVoice
from voiceguide.voice.protocol import Voice
from voiceguide.voice.silent import SilentVoice
from voiceguide.voice.worker import Worker

needs_hibari = pytest.mark.skipif(
    importlib.util.find_spec("hibari") is None, reason="hibari-tts is not installed"
)
VOICES = ["silent", pytest.param("heart", marks=needs_hibari)]
SENTENCE = "Keep breathing. One minute."


@pytest.fixture(scope="module")
def slow():
    voice = NeuralVoice(rate=0.7)
    voice.start()
    yield voice
    voice.close()


@pytest.fixture(scope="module")
def offline():
    worker = Worker("offline_engine", "stays-offline")
    worker.start()
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def heart(slow: NeuralVoice, offline: Worker):
    """The natural voice; the others load beside it."""
    assert slow.pid
    assert offline.pid
    voice = NeuralVoice()
    yield voice
    voice.close()


@pytest.fixture(params=VOICES)
def voice(request: pytest.FixtureRequest) -> Voice:
    return SilentVoice() if request.param == "silent" else request.getfixturevalue("heart")


def test_a_clip_is_16_bit_mono_that_nobody_can_change(voice: Voice):
    samples = voice.speak(SENTENCE).samples

    assert samples.dtype == np.int16
    assert samples.ndim == 1
    assert not samples.flags.writeable


def test_the_same_words_sound_the_same(voice: Voice):
    first, second = voice.speak(SENTENCE), voice.speak(SENTENCE)

    assert np.array_equal(first.samples, second.samples)


def test_more_words_take_longer(voice: Voice):
    short, long = voice.speak("Three."), voice.speak(SENTENCE)

    assert 0 < short.frames < long.frames


def test_markup_cannot_put_other_sounds_into_a_voices_mouth(voice: Voice):
    marked, plain = voice.speak("[Let](/stop/) go."), voice.speak("Let go.")

    assert np.array_equal(marked.samples, plain.samples)


@pytest.mark.parametrize("text", ["", "...", "Let go.\x07", "word " * 200])
def test_what_cannot_be_said_is_refused(voice: Voice, text: str):
    with pytest.raises(VoiceError):
        voice.speak(text)


def test_a_voice_has_a_name_an_engine_and_an_identity(voice: Voice):
    assert [voice.name, voice.engine] in (["silent", "silent"], ["heart", "hibari"])
    assert voice.identity


@pytest.mark.parametrize("make", [SilentVoice, NeuralVoice])
def test_a_voice_may_be_closed_twice_and_without_having_spoken(make: Callable[[], Voice]):
    voice = make()
    voice.close()
    voice.close()

    assert voice.name


def test_silence_lasts_as_long_as_speech_is_estimated_to():
    clip = SilentVoice().speak(SENTENCE)

    assert clip.frames == estimated_frames(SENTENCE)
    assert not clip.samples.any()


@needs_hibari
def test_the_natural_voice_is_heard_and_lasts_a_plausible_time(heart: NeuralVoice):
    clip = heart.speak(SENTENCE)

    assert np.abs(clip.signal).max() > 0.1
    assert 1.5 < clip.frames / 24_000 < 4.0


@needs_hibari
def test_a_slower_rate_takes_longer_and_has_another_identity(heart: NeuralVoice, slow: NeuralVoice):
    clip = slow.speak(SENTENCE)

    assert clip.frames > 1.15 * heart.speak(SENTENCE).frames
    assert slow.identity != heart.identity


def test_a_rate_beyond_the_engines_limits_counts_as_the_limit():
    assert NeuralVoice(rate=0.01).identity == NeuralVoice(rate=0.1).identity
    assert NeuralVoice(rate=9.0).identity == NeuralVoice(rate=90.0).identity


@needs_hibari
def test_the_identity_names_engine_version_voice_and_mastering(heart: NeuralVoice):
    words = heart.identity.split()

    assert words[:3] == ["hibari", distribution("hibari-tts").version, "heart"]
    assert "mastering" in words


@needs_hibari
def test_the_natural_voice_speaks_on_after_its_process_was_killed(heart: NeuralVoice):
    before = heart.speak(SENTENCE)
    first = heart.pid
    assert first
    os.kill(first, signal.SIGTERM)
    after = heart.speak(SENTENCE)

    assert heart.pid != first
    assert np.array_equal(after.samples, before.samples)


@needs_hibari
def test_the_model_is_the_one_that_was_listened_to():
    model = Path(str(distribution("hibari-tts").locate_file("hibari/assets/hibari.onnx")))
    digest = hashlib.sha256(model.read_bytes()).hexdigest()

    assert digest.startswith("5f70741d")
    assert digest.endswith("fccd8")


@needs_hibari
def test_the_natural_voice_speaks_without_touching_the_network(offline: Worker):
    first = offline.pid
    clip = offline.render(SENTENCE, 1.0)

    assert clip.frames
    assert offline.pid == first


@needs_hibari
def test_the_guard_against_the_network_would_notice_a_connection():
    worker = Worker("offline_engine", "connects")

    with pytest.raises(VoiceError, match="ended"):
        worker.render(SENTENCE, 1.0)
    worker.close()


def test_without_its_library_the_natural_voice_says_what_to_install():
    worker = Worker("offline_engine", "has-no-library")

    with pytest.raises(VoiceError, match="pip install hibari-tts"):
        worker.render(SENTENCE, 1.0)
    worker.close()


@pytest.mark.parametrize("name", ["bogus", "../heart", "\x1b[2J", ""])
def test_a_voice_that_does_not_exist_is_refused_in_one_plain_sentence(name: str):
    with pytest.raises(VoiceError) as refused:
        NeuralVoice(name)

    assert "heart" in str(refused.value)
    assert str(refused.value).isprintable()


@needs_hibari
@pytest.mark.parametrize("folder", ["", "long" * 100])
def test_a_voice_that_is_not_on_the_machine_is_refused_and_not_downloaded(tmp_path: Path, folder: str):
    with pytest.raises(VoiceError, match="never downloaded"):
        NeuralVoice("emma", models=tmp_path / folder)


@needs_hibari
def test_a_damaged_file_placed_as_a_voice_is_refused(tmp_path: Path):
    (tmp_path / "bf_emma.int8.onnx").write_bytes(b"half a model")

    with pytest.raises(VoiceError, match="damaged"):
        NeuralVoice("emma", models=tmp_path)


@needs_hibari
def test_the_program_itself_never_loads_the_engine():
    script = (
        "import sys\n"
        "from voiceguide.voice.neural import NeuralVoice\n"
        "voice = NeuralVoice()\n"
        f"print(voice.speak({SENTENCE!r}).frames > 0, 'hibari' in sys.modules)\n"
        "voice.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)

    assert done.stdout.split() == ["True", "False"]
