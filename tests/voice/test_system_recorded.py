"""Sound files as the systems write them."""

import wave
from pathlib import Path

import numpy as np
import pytest

from voiceguide.core.errors import VoiceError
from voiceguide.voice.recorded import recorded

TONE = np.asarray(8000 * np.sin(np.arange(2205) / 9), "<i2")


def write_wav(path: Path, channels: int = 1) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(np.repeat(TONE, channels).tobytes())


@pytest.mark.parametrize("channels", [1, 2])
def test_a_wav_file_is_read_as_mono_floats(tmp_path: Path, channels: int):
    path = tmp_path / "speech.aiff"
    write_wav(path, channels)
    signal, rate = recorded(path)

    assert rate == 22_050
    assert signal.dtype == np.float32
    assert np.allclose(signal * 32768, TONE)


def test_an_aiff_file_is_read_as_mono_floats(tmp_path: Path):
    soundfile = pytest.importorskip("soundfile", exc_type=ImportError)
    path = tmp_path / "speech.aiff"
    soundfile.write(path, TONE, 22_050, format="AIFF", subtype="PCM_16")
    signal, rate = recorded(path)

    assert path.read_bytes()[:4] == b"FORM"
    assert rate == 22_050
    assert np.allclose(signal * 32768, TONE)


@pytest.mark.parametrize("content", [None, b"", b"RIFF", b"neither of them"])
def test_a_file_without_sound_is_a_voices_fault(tmp_path: Path, content: bytes | None):
    path = tmp_path / "speech.aiff"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(VoiceError, match=r"choose another|install soundfile"):
        recorded(path)
