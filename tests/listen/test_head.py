"""The head in numpy: the same answers as where it was trained."""

from pathlib import Path

import numpy as np
import pytest

from voiceguide.core.phrases import PHRASES
from voiceguide.listen.errors import ListenError
from voiceguide.listen.head import read, shipped, write

REFERENCE = Path(__file__).with_name("reference.npz")


def test_it_answers_as_the_framework_that_trained_it():
    head = shipped()

    with np.load(REFERENCE) as reference:
        for features, likelihoods in zip(reference["features"], reference["likelihoods"], strict=True):
            judged = head.judge(features.astype(np.float32))
            np.testing.assert_allclose(judged.likelihoods, likelihoods, atol=1e-4)


def test_it_knows_every_phrase_there_is():
    assert set(PHRASES) <= set(shipped().phrases)


def test_likelihoods_of_all_phrases_and_of_anything_else_make_one():
    head = shipped()

    likelihoods = head.judge(np.zeros((2, 19, 96), np.float32)).likelihoods

    assert len(likelihoods) == len(head.phrases) + 1
    assert likelihoods.sum() == pytest.approx(1, abs=1e-4)


def test_it_is_small():
    with Path(__file__).parents[2].joinpath("voiceguide/listen/head.npz").open("rb") as file:
        assert len(file.read()) < 2_500_000


def test_writing_and_reading_keep_it(tmp_path: Path):
    head = shipped()

    write(head, tmp_path / "head.npz")
    again = read(tmp_path / "head.npz")

    assert again.phrases == head.phrases
    for old, new in zip(head.members, again.members, strict=True):
        for name, weight in old.items():
            np.testing.assert_array_equal(new[name], weight)


@pytest.mark.parametrize("content", [None, b"", b"no head at all"])
def test_a_missing_or_damaged_head_is_one_sentence(tmp_path: Path, content: bytes | None):
    file = tmp_path / "head.npz"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ListenError, match=r"^The trained part of the recogniser is missing or damaged\."):
        read(file)
