"""Trains the head on what `training.examples` made, and writes it into the package.

`python -m training.head [EPOCHS [SEED...]]`. A few minutes.
"""

import functools
import itertools
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from training.examples import editions, file_of
from training.rooms import Chance
from training.synthesis import TRAIN, wanted
from training.voices import is_natural
from training.words import SAME_SOUND
from voiceguide.core.phrases import PHRASES
from voiceguide.listen.head import SHIPPED, Head, in_tempos, read, write

FILE = Path(__file__).parents[1] / "voiceguide/listen" / SHIPPED

REFERENCE = Path(__file__).parents[1] / "tests/listen/reference.npz"

CHANNELS, HIDDEN = 96, 176
BATCH = 128
RATE = 2e-3
DECAY = 1e-2
SMOOTHING = 0.02
OTHER = 0.7
COUNTS = {"pause": 2.0, "ouch": 1.5, "stop": 1.5, "next": 1.5, "four": 1.5, "two": 1.5, "shorter": 1.5}
"""How much more an example of a phrase counts that matters more, or that few voices taught."""

EMBEDDINGS, NUMBERS = 19, 96

Weights = dict[str, Any]


def examples() -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Features, labels (the last one is "other"), and how much each example counts."""
    labels = {phrase: number for number, phrase in enumerate(PHRASES)}
    features, truth, counts = [], [], []
    for spoken in wanted():
        if spoken.use != TRAIN or spoken.text in SAME_SOUND:
            continue
        files = [file for file in (file_of(spoken, edition) for edition in editions(spoken)) if file.exists()]
        if not files:
            continue
        x = np.concatenate([np.load(file)["x"] for file in files])
        features.append(x)
        truth += [labels.get(spoken.text, len(labels))] * len(x)
        natural = 1.0 if is_natural(spoken.voice) else 0.6
        counts += [natural * (COUNTS.get(spoken.text, 1.0) if spoken.text in labels else OTHER)] * len(x)
    return np.concatenate(features).astype(np.float32), np.array(truth), np.array(counts, np.float32)


def start(classes: int, chance: Chance) -> Weights:
    sizes = {
        "w1": (3 * NUMBERS, CHANNELS),
        "w2": (3 * CHANNELS, CHANNELS),
        "w3": ((EMBEDDINGS - 4) * CHANNELS, HIDDEN),
        "w4": (HIDDEN, classes),
    }
    weights: Weights = {}
    for name, (rows, columns) in sizes.items():
        weights[name] = chance.normal(0, np.sqrt(2 / rows), (rows, columns)).astype(np.float32)
        weights[f"b{name[1]}"] = np.zeros(columns, np.float32)
    return weights


def _dropped(values: Any, key: Any, share: float) -> Any:  # noqa: ANN401 - arrays of the framework
    return values * jax.random.bernoulli(key, 1 - share, values.shape) / (1 - share)


def _neighbours(rows: Any) -> Any:  # noqa: ANN401 - arrays of the framework
    return jnp.concatenate([rows[:, :-2], rows[:, 1:-1], rows[:, 2:]], axis=2)


def logits(weights: Weights, x: Any, key: Any = None) -> Any:  # noqa: ANN401 - arrays of the framework
    """With a key some of it is left out at random, as in training."""
    keys = jax.random.split(key, 3) if key is not None else None
    x = x if keys is None else _dropped(x, keys[0], 0.05)
    first = jax.nn.relu(_neighbours(x) @ weights["w1"] + weights["b1"])
    second = jax.nn.relu(_neighbours(first) @ weights["w2"] + weights["b2"])
    flat = second.reshape(len(x), -1)
    flat = flat if keys is None else _dropped(flat, keys[1], 0.25)
    trace = jax.nn.relu(flat @ weights["w3"] + weights["b3"])
    trace = trace if keys is None else _dropped(trace, keys[2], 0.15)
    return trace @ weights["w4"] + weights["b4"]


def _loss(weights: Weights, x: Any, target: Any, count: Any, key: Any) -> Any:  # noqa: ANN401 - as above
    wrong = -(target * jax.nn.log_softmax(logits(weights, x, key))).sum(-1)
    return (wrong * count).sum() / count.sum()


@functools.partial(jax.jit, donate_argnums=(0, 1, 2))
def _step(weights: Weights, mean: Weights, square: Weights, batch: Any, now: Any) -> Any:  # noqa: ANN401 - as above
    x, target, count, key = batch
    number, rate = now
    loss, slope = jax.value_and_grad(_loss)(weights, x, target, count, key)
    mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, slope)
    square = jax.tree.map(lambda s, g: 0.999 * s + 0.001 * g * g, square, slope)

    def moved(weight: Any, m: Any, s: Any) -> Any:  # noqa: ANN401 - as above
        step = m / (1 - 0.9**number) / (jnp.sqrt(s / (1 - 0.999**number)) + 1e-8)
        return weight - rate * (step + DECAY * weight)

    return jax.tree.map(moved, weights, mean, square), mean, square, loss


def _warped(rows: Any, chance: Chance) -> Any:  # noqa: ANN401 - arrays
    """Faster, slower, earlier or later: the end, and how much time passes between two embeddings."""
    end = EMBEDDINGS - 1 + chance.uniform(-1.0, 1.0, (len(rows), 1))
    back = np.arange(EMBEDDINGS)[::-1] * np.exp(chance.uniform(-0.36, 0.37, (len(rows), 1)))
    places = np.clip(end - back, 0, EMBEDDINGS - 1)
    low = np.minimum(places.astype(int), EMBEDDINGS - 2)
    share = (places - low)[..., None].astype(np.float32)
    each = np.arange(len(rows))[:, None]
    return (1 - share) * rows[each, low] + share * rows[each, low + 1]


def _batches(x: Any, truth: Any, counts: Any, classes: int, chance: Chance) -> Iterator[Any]:  # noqa: ANN401
    """Shuffled, some moved by one embedding, some mixed with another, which teaches doubt."""
    order = chance.permutation(len(x))
    eye = np.eye(classes, dtype=np.float32) * (1 - SMOOTHING) + SMOOTHING / classes
    for at in range(0, len(order) - BATCH + 1, BATCH):
        chosen = order[at : at + BATCH]
        target = eye[truth[chosen]]
        rows = _warped(x[chosen], chance)
        other = chance.permutation(BATCH)
        share = np.where(chance.random(BATCH) < 0.1, chance.beta(0.3, 0.3, BATCH), 1).astype(np.float32)
        rows = share[:, None, None] * rows + (1 - share)[:, None, None] * rows[other]
        target = share[:, None] * target + (1 - share)[:, None] * target[other]
        yield rows, target, counts[chosen]


def train(epochs: int, seed: int) -> Head:
    x, truth, counts = examples()
    classes = len(PHRASES) + 1
    chance = np.random.default_rng(seed)
    mean, scale = x.mean((0, 1)), 1 / (x.std((0, 1)) + 1e-3)
    x = (x - mean) * scale
    weights = start(classes, chance)
    nothing = jax.tree.map(np.zeros_like, weights)
    state: Any = (weights, nothing, jax.tree.map(np.copy, nothing))
    steps, number, key = epochs * (len(x) // BATCH), 0, jax.random.key(seed)
    for epoch in range(epochs):
        losses = []
        for rows, target, count in _batches(x, truth, counts, classes, chance):
            number += 1
            rate = RATE * min(1.0, number / 200) * 0.5 * (1 + np.cos(np.pi * number / steps))
            key, used = jax.random.split(key)
            *state, loss = _step(*state, (rows, target, count, used), (number, rate))
            losses.append(loss)
        print(f"epoch {epoch + 1}/{epochs}: loss {np.mean(losses):.3f} over {len(x)} examples", flush=True)
    trained = {name: np.asarray(weight, np.float32) for name, weight in state[0].items()}
    return Head(tuple(PHRASES), ({"mean": mean, "scale": scale, **trained},))


def write_reference(head: Head) -> None:
    """What this framework makes of a few examples, so that tests can hold numpy against it."""
    x = np.stack([np.load(file)["x"][:2] for file in _some_files(4)])
    said = []
    for member in head.members:
        given = [(in_tempos(one.astype(np.float32)) - member["mean"]) * member["scale"] for one in x]
        said.append([jax.nn.log_softmax(logits(dict(member), windows)).mean(0) for windows in given])
    likelihoods = jax.nn.softmax(jnp.asarray(said).mean(0))
    np.savez_compressed(REFERENCE, features=x, likelihoods=np.asarray(likelihoods, np.float32))


def _some_files(count: int) -> list[Path]:
    files = (file_of(spoken) for spoken in wanted() if spoken.use == TRAIN and spoken.text in PHRASES)
    full = (file for file in files if file.exists() and len(np.load(file)["x"]) > 1)
    return list(itertools.islice(full, count))


def main(epochs: int = 18, *seeds: int) -> None:
    """One member of the head for each seed, trained side by side."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        heads = list(pool.map(functools.partial(train, epochs), seeds or (1, 2, 3, 4)))
    write(Head(heads[0].phrases, tuple(member for head in heads for member in head.members)), FILE)
    write_reference(read(FILE))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
