"""The trained head: from the features of an utterance to how likely each phrase is, in numpy alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from voiceguide.listen.errors import ListenError
from voiceguide.listen.features import Features

SHIPPED = "head.npz"

TEMPOS = (0.8, 1.0, 1.25)
"""How fast each utterance is judged as if it were said: members agree more on what was said at their pace."""

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


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """Networks of two convolutions over time and two layers, as `training/head.py` made them."""

    phrases: tuple[str, ...]
    members: tuple[Mapping[str, Floats], ...]
    """Trained alike from different beginnings: what one mistakes, the other seldom does."""

    @property
    def hidden(self) -> int:
        """Numbers of a trace."""
        return sum(len(member["w4"]) for member in self.members)

    def judge(self, features: Features) -> Judged:
        """One utterance, (windows, embeddings, 96); what members say of it in all tempos is averaged."""
        given = in_tempos(features)
        said = [_asked(member, given) for member in self.members]
        opinions = np.stack([opinion for opinion, _ in said])
        return Judged(_softmax(opinions.mean(axis=0)), np.concatenate([trace for _, trace in said]))


def in_tempos(features: Features) -> Features:
    """The windows in every tempo, (windows * tempos, embeddings, 96); the end stays where it is."""
    last = features.shape[1] - 1
    places = np.clip(last - np.arange(last, -1, -1) * np.array(TEMPOS)[:, None], 0, last)
    before = np.minimum(places.astype(int), last - 1)
    share = (places - before)[..., None]
    moved = (1 - share) * features[:, before] + share * features[:, before + 1]
    return np.asarray(moved.reshape(-1, *features.shape[1:]), np.float32)


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
        with file.open("rb") as stream, np.load(stream) as stored:
            stacks = {name: stored[name].astype(np.float32) for name in _LAYERS}
            phrases = tuple(str(stored["phrases"]).split("|"))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ListenError(NO_HEAD) from error
    count = len(stacks["w1"])
    return Head(phrases, tuple({name: stack[at] for name, stack in stacks.items()} for at in range(count)))


def write(head: Head, file: Path) -> None:
    """Half precision is enough: the likelihoods change by less than a thousandth."""
    stacks = {
        name: np.stack([member[name] for member in head.members]).astype(np.float16) for name in _LAYERS
    }
    np.savez_compressed(file, phrases=np.array("|".join(head.phrases)), **stacks)  # type: ignore[arg-type]


def _asked(weights: Mapping[str, Floats], features: Features) -> tuple[Floats, Floats]:
    """The logarithms of a member's likelihoods, and its trace, both averaged over the windows."""
    given = (features - weights["mean"]) * weights["scale"]
    first = _rectified(_neighbours(given) @ weights["w1"] + weights["b1"])
    second = _rectified(_neighbours(first) @ weights["w2"] + weights["b2"])
    trace = _rectified(second.reshape(len(second), -1) @ weights["w3"] + weights["b3"])
    return _log_softmax(trace @ weights["w4"] + weights["b4"]).mean(axis=0), trace.mean(axis=0)


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
