"""How loud a session is, measured by libraries that are not ours."""

import wave
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
from running import Run
from scipy.signal import resample_poly

RATE = 24_000


@pytest.mark.parametrize("name", ["hip", "back"])
def test_a_session_is_as_loud_as_speech_should_be_and_never_peaks(run: Run, tmp_path: Path, name: str):
    target = tmp_path / "session.wav"
    assert run(["export", name, "--bed", "none", "-o", str(target)]).code == 0
    with wave.open(str(target), "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768

    loudness = pyloudnorm.Meter(RATE).integrated_loudness(samples)
    peak = max(np.abs(resample_poly(part, 4, 1)).max() for part in np.array_split(samples, 40))

    assert -17 <= loudness <= -15
    assert 20 * np.log10(peak) <= -1
