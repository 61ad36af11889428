"""What is done to samples before a codec: peaks under the ceiling, another rate, the same length of time."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from voiceguide.core.frames import RATE
from voiceguide.export.formats import MP3_RATE
from voiceguide.export.shaping import shaped
from voiceguide.pcm.limiter import true_peak
from voiceguide.pcm.loudness import decibels

CEILING = -3.0


def in_blocks(samples: npt.NDArray[np.int16], size: int) -> Iterator[bytes]:
    return (samples[at : at + size].tobytes() for at in range(0, len(samples), size))


def result(blocks: Iterator[bytes], rate: int = RATE, less: int = 0) -> npt.NDArray[np.float32]:
    pieces: Sequence[npt.NDArray[np.int16]] = list(shaped(blocks, rate, CEILING, less))
    return np.concatenate(pieces).astype(np.float32) / np.float32(32768)


def sine(seconds: float, pitch: float, level: float, rate: int = RATE) -> npt.NDArray[np.int16]:
    time = np.arange(round(seconds * rate)) / rate
    return np.rint(32767 * level * np.sin(2 * np.pi * pitch * time)).astype(np.int16)


@pytest.fixture(scope="module")
def bursts() -> npt.NDArray[np.int16]:
    """Eight seconds of noise that comes and goes, up to full scale."""
    noise = np.random.default_rng(1).normal(0, 0.25, 8 * RATE)
    waves = np.sin(np.arange(len(noise)) / RATE * 2 * np.pi * 3)
    return np.clip(noise * waves * 32767, -32768, 32767).astype(np.int16)


@pytest.mark.parametrize("rate", [RATE, MP3_RATE])
def test_no_peak_is_above_the_ceiling(bursts: npt.NDArray[np.int16], rate: int):
    assert decibels(true_peak(result(in_blocks(bursts, RATE), rate))) <= CEILING + 0.01


@pytest.mark.parametrize("rate", [RATE, MP3_RATE])
@pytest.mark.parametrize("size", [1, 999, 60_000, 500_000])
def test_the_size_of_blocks_does_not_matter(bursts: npt.NDArray[np.int16], rate: int, size: int):
    some = bursts[: 5 * RATE] if size > 1 else bursts[:RATE]

    assert np.array_equal(result(in_blocks(some, size), rate), result(in_blocks(some, RATE), rate))


@pytest.mark.parametrize("frames", [0, 1, 1599, 60_000, 60_001, 123_457])
@pytest.mark.parametrize("rate", [RATE, MP3_RATE])
def test_it_lasts_as_long_as_before(bursts: npt.NDArray[np.int16], frames: int, rate: int):
    made = sum(len(part) for part in shaped(in_blocks(bursts[:frames], RATE), rate, CEILING))

    assert made == round(frames * rate / RATE)


def test_what_is_asked_for_less_is_left_out_at_the_end(bursts: npt.NDArray[np.int16]):
    whole = result(in_blocks(bursts, RATE))

    assert np.array_equal(result(in_blocks(bursts, RATE), less=800), whole[:-800])


def test_a_tone_runs_on_over_the_edges_of_blocks_at_another_rate():
    heard = result(in_blocks(sine(9, 440, 0.3), RATE), MP3_RATE)
    right = sine(9, 440, 0.3 * 10 ** (0.3 / 20), MP3_RATE) / 32768

    inside = slice(MP3_RATE // 2, -MP3_RATE // 2)
    assert np.abs(heard[inside] - right[inside]).max() < 2e-4
