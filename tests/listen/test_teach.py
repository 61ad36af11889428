"""Teaching: the user's own recordings sharpen a phrase."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from voiceguide.listen.errors import ListenError
from voiceguide.listen.features import Networks
from voiceguide.listen.head import shipped
from voiceguide.listen.teach import Lessons, load, save

Trace = npt.NDArray[np.float32]


def trace(seed: int, spread: float = 0.0, size: int = 96) -> Trace:
    """Of one phrase (`seed`), said a little differently each time."""
    chance = np.random.default_rng(int(1000 * spread) + 99)
    mean = np.maximum(0, np.random.default_rng(seed).normal(size=size))
    return np.asarray(mean + spread * chance.normal(size=size) * 0.3, np.float32)


def taught(phrase: str = "pause") -> Lessons:
    return Lessons({}).with_phrase(phrase, [trace(1, 0.1), trace(1, 0.2), trace(1, 0.3)])


def test_a_taught_phrase_is_heard_where_the_head_doubted():
    sharpened = taught().sharpened({"pause": 0.2, "pose": 0.5}, trace(1, 0.15))

    assert sharpened["pause"] > 0.9


def test_another_word_is_judged_as_before():
    likelihoods = {"pause": 0.1, "next": 0.8}

    assert taught().sharpened(likelihoods, trace(2)) == likelihoods


def test_likelihoods_never_make_more_than_one():
    sharpened = taught().sharpened({"pause": 0.3, "next": 0.6}, trace(1, 0.4))

    assert sum(sharpened.values()) <= 1 + 1e-6


def test_what_was_taught_survives_in_the_file(tmp_path: Path):
    file = tmp_path / "mine" / "phrases.npz"

    save(taught(), file)
    lessons = load(file, hidden=96)

    assert lessons.sharpened({}, trace(1, 0.1))["pause"] > 0.9


def test_without_a_file_nothing_is_taught(tmp_path: Path):
    assert not load(tmp_path / "none.npz", hidden=96).taught


def test_what_was_taught_to_a_head_of_another_size_is_left_out(tmp_path: Path):
    save(taught(), tmp_path / "phrases.npz")

    assert not load(tmp_path / "phrases.npz", hidden=64).taught


def test_a_damaged_file_is_one_sentence(tmp_path: Path):
    file = tmp_path / "phrases.npz"
    file.write_bytes(b"damaged")

    with pytest.raises(ListenError, match="teach your phrases again"):
        load(file, hidden=96)


@pytest.mark.parametrize("kept", [0, 30, 200])
def test_a_file_that_was_cut_short_is_one_sentence(tmp_path: Path, kept: int):
    file = tmp_path / "phrases.npz"
    save(taught(), file)
    file.write_bytes(file.read_bytes()[:kept])

    with pytest.raises(ListenError, match="teach your phrases again"):
        load(file, hidden=96)


def test_saving_leaves_nothing_unfinished_behind(tmp_path: Path):
    save(taught(), tmp_path / "phrases.npz")

    assert [file.name for file in tmp_path.iterdir()] == ["phrases.npz"]


def test_a_file_that_stands_elsewhere_behind_a_link_stays_there_with_its_permissions(tmp_path: Path):
    there, link = tmp_path / "there.npz", tmp_path / "phrases.npz"
    save(taught(), there)
    there.chmod(0o640)
    link.symlink_to(there)

    save(taught("next"), link)

    assert link.is_symlink()
    assert set(load(there, hidden=96).taught) == {"next"}
    assert there.stat().st_mode & 0o777 == 0o640


def test_a_phrase_can_be_forgotten():
    assert not taught().without("pause").taught


def test_real_recordings_of_one_phrase_teach_it(networks: Networks, speak: Callable[[str], np.ndarray]):
    head = shipped()
    said = [speak(text) for text in ("Pause.", "Pause!", "pause")]
    traces = [head.judge(networks.features(sound[6000:-10000])).trace for sound in said]

    lessons = Lessons({}).with_phrase("pause", traces)

    assert lessons.sharpened({}, traces[0])["pause"] > 0.9
