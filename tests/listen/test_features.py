"""Features: what the networks make of an utterance."""

import numpy as np
import pytest

from voiceguide.listen.errors import ListenError
from voiceguide.listen.features import SHIFTS, Networks, model_folder, of_any_length
from voiceguide.listen.utterance import RATE


def noise(seconds: float, level: float = 1000) -> np.ndarray:
    return np.random.default_rng(1).normal(0, level, int(seconds * RATE)).astype(np.int16)


def test_the_embedding_of_a_stretch_is_that_of_its_windows(networks: Networks):
    onnxruntime = pytest.importorskip("onnxruntime")
    network = (model_folder() / "embedding_model.onnx").read_bytes()
    windowed = onnxruntime.InferenceSession(network, providers=["CPUExecutionProvider"])
    mel = networks.mel(noise(1.5).astype(np.float32) / 32768)

    at_once = networks.embeddings(mel)

    windows = np.stack([mel[at : at + 76] for at in range(0, len(mel) - 75, 8)])[..., None]
    one_by_one = windowed.run(None, {windowed.get_inputs()[0].name: windows})[0].reshape(-1, 96)
    np.testing.assert_allclose(at_once, one_by_one, atol=1e-4)


@pytest.mark.parametrize("seconds", [0.2, 1.0, 2.5])
def test_every_utterance_gives_features_of_one_shape(networks: Networks, seconds: float):
    assert networks.features(noise(seconds)).shape == (len(SHIFTS), 19, 96)


def test_how_loud_it_was_said_hardly_matters(networks: Networks):
    soft, loud = networks.features(noise(0.6, 300)), networks.features(noise(0.6, 6000))

    assert np.abs(soft - loud).mean() < 0.02 * np.abs(loud).mean()


def test_silence_gives_numbers_too(networks: Networks):
    assert np.isfinite(networks.features(np.zeros(RATE, np.int16))).all()


def test_another_network_is_refused():
    with pytest.raises(ListenError, match="Install voiceguide anew"):
        of_any_length(b"something else")
