"""The trained head: from the features of an utterance to how likely each phrase is, in numpy alone."""

from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voiceguide.listen.errors import ListenError
from voiceguide.listen.features import Features

SHIPPED = "head.npz"

Floats = npt.NDArray[np.float32]

NO_HEAD = (
    "The trained part of the recogniser is missing or damaged. Install voiceguide anew, or use --no-listen."
)

_LAYERS = ("mean", "scale", "w1", "b1", "w2", "b2", "w3", "b3", "w4", "b4")


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What the head makes of one utterance."""

    likelihoods: Floats
    """(phrases + 1,), sum 1; the last is for everything that is no phrase."""

    trace: Floats
    """The last hidden layer, (hidden,): utterances of one phrase lie close together there."""


@dataclass(frozen=True)
class Head:
    """Two convolutions over time and two layers, as `training/head.py` made them."""

    phrases: tuple[str, ...]
    weights: dict[str, Floats]

    @cached_property
    def hidden(self) -> int:
        """Numbers of a trace."""
        return int(self.weights["w4"].shape[0])

    def judge(self, features: Features) -> Judged:
        """One utterance, (windows, embeddings, 96); what several windows say is averaged."""
        weights = self.weights
        given = (features - weights["mean"]) * weights["scale"]
        first = _rectified(_neighbours(given) @ weights["w1"] + weights["b1"])
        second = _rectified(_neighbours(first) @ weights["w2"] + weights["b2"])
        trace = _rectified(second.reshape(len(second), -1) @ weights["w3"] + weights["b3"])
        logits = trace @ weights["w4"] + weights["b4"]
        return Judged(_softmax(_log_softmax(logits).mean(axis=0)), trace.mean(axis=0))


def shipped() -> Head:
    """The head inside the package."""
    with resources.as_file(resources.files(__package__) / SHIPPED) as file:
        return read(file)


def read(file: Path) -> Head:
    """A head from its file.

    Raises:
        ListenError: there is none, or it is damaged.
    """
    try:
        with np.load(file) as stored:
            weights = {name: stored[name].astype(np.float32) for name in _LAYERS}
            return Head(tuple(str(stored["phrases"]).split("|")), weights)
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise ListenError(NO_HEAD) from error


def write(head: Head, file: Path) -> None:
    """Half precision is enough: the likelihoods change by less than a thousandth."""
    stored = {name: weight.astype(np.float16) for name, weight in head.weights.items()}
    np.savez_compressed(file, phrases=np.array("|".join(head.phrases)), **stored)  # type: ignore[arg-type]


def _neighbours(rows: Floats) -> Floats:
    """Each row between the one before and the one after, (windows, rows - 2, 3 * columns)."""
    return np.concatenate([rows[:, :-2], rows[:, 1:-1], rows[:, 2:]], axis=2)


def _rectified(values: Floats) -> Floats:
    return np.maximum(values, np.float32(0))


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), np.float32)


def _softmax(logits: Floats) -> Floats:
    return np.asarray(np.exp(_log_softmax(logits)), np.float32)
