"""One step of listening: what the gate lets in, and what it lets out."""

from collections.abc import Callable, Collection

import numpy as np
import pytest

from voiceguide.listen.gate import TAIL, Gate
from voiceguide.listen.hearing import MUTED_SECONDS, Hearing
from voiceguide.listen.microphone import Block
from voiceguide.listen.recogniser import Heard, Miss, Recognition
from voiceguide.listen.utterance import RATE, Pcm


class Scripted:
    """Understands what it is told to, whatever is said; remembers what it was fed."""

    ready = True

    def __init__(self) -> None:
        self.fed: list[float] = []
        self.resets = 0
        self.next: list[Heard] = []

    def feed(self, block: Pcm, at: float) -> None:
        assert len(block)
        self.fed.append(at)

    def expect(self, phrases: Collection[str]) -> None: ...

    def heard(self) -> list[Heard]:
        told, self.next = self.next, []
        return told

    def reset(self) -> None:
        self.resets += 1

    def close(self) -> None: ...


def block(at: float, level: int = 100) -> Block:
    return Block(np.full(RATE // 10, level, np.int16), at)


def said(began: float, ended: float) -> Recognition:
    return Recognition("pause", 0.9, began, ended)


@pytest.fixture
def gate() -> Gate:
    gate = Gate()
    gate.sounds(10.0, 12.0)
    return gate


def test_what_the_guide_sounds_like_never_reaches_the_recogniser(gate: Gate):
    recogniser = Scripted()
    hearing = Hearing(recogniser, gate)

    for step in range(60):
        hearing.take(block(8.0 + step / 10))

    assert not [at for at in recogniser.fed if 9.95 < at < 12.0 + TAIL - 0.05]
    assert min(recogniser.fed) == 8.0
    assert max(recogniser.fed) > 13.5


def test_the_recogniser_starts_anew_when_the_ear_opens_again(gate: Gate):
    recogniser = Scripted()
    hearing = Hearing(recogniser, gate)
    hearing.take(block(9.0))
    resets = recogniser.resets

    hearing.take(block(11.0))
    hearing.take(block(13.0))

    assert recogniser.resets == resets + 1


@pytest.mark.parametrize(
    ("began", "ended", "allowed"), [(8.0, 9.9, True), (9.5, 10.1, False), (12.1, 12.9, False)]
)
@pytest.mark.parametrize("heard", [said, Miss])
def test_a_phrase_or_a_near_miss_is_refused_only_if_it_overlaps_the_guide_or_its_tail(
    gate: Gate, heard: Callable[[float, float], Heard], began: float, ended: float, allowed: bool
):
    recogniser = Scripted()
    hearing = Hearing(recogniser, gate)

    recogniser.next = [heard(began, ended)]

    assert bool(hearing.take(block(14.0))) is allowed


def test_what_is_understood_late_is_told_while_no_sound_comes(gate: Gate):
    recogniser = Scripted()
    hearing = Hearing(recogniser, gate)
    hearing.take(block(14.0))

    recogniser.next = [said(13.0, 13.5)]

    assert hearing.wait() == [said(13.0, 13.5)]


def test_nothing_but_zeros_is_a_muted_microphone(gate: Gate):
    hearing = Hearing(Scripted(), gate)

    for step in range(int(10 * MUTED_SECONDS)):
        assert not hearing.muted
        hearing.take(block(step / 10, level=0))

    assert hearing.muted


def test_a_single_sound_ends_the_mute(gate: Gate):
    hearing = Hearing(Scripted(), gate)
    for step in range(int(11 * MUTED_SECONDS)):
        hearing.take(block(step / 10, level=0))

    hearing.take(block(90.0, level=1))

    assert not hearing.muted


def test_the_level_is_that_of_the_last_block(gate: Gate):
    hearing = Hearing(Scripted(), gate)

    hearing.take(block(1.0, level=3277))

    assert hearing.level == pytest.approx(-20, abs=0.1)
