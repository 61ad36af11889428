"""What the level of a microphone alone tells."""

import pytest

from voiceguide.core.overheard import Burst, Overheard, level_bar

LOOKS = 20


def listen(*stretches: tuple[float, float]) -> list[Burst]:
    """Stretches of seconds at a level."""
    overheard, bursts, look = Overheard(), [], 0
    for seconds, level in stretches:
        for _ in range(round(seconds * LOOKS)):
            burst = overheard.take(level, look / LOOKS)
            bursts += [burst] if burst else []
            look += 1
    return bursts


def test_a_word_in_a_quiet_room_is_noticed_once_with_its_loudest_level():
    assert listen((2, -70), (0.2, -40), (0.3, -25), (3, -70)) == [Burst(2.0, -25)]


@pytest.mark.parametrize(("level", "soft"), [(-50, True), (-30, False)])
def test_a_soft_one_is_told_from_a_loud_one(level: float, soft: bool):
    (burst,) = listen((2, -70), (0.5, level), (2, -70))

    assert burst.soft is soft


@pytest.mark.parametrize(("level", "share"), [(-90, 0), (-70, 0), (-35, 0.5), (0, 1), (3, 1)])
def test_a_bar_is_the_longer_the_louder_it_is(level: float, share: float):
    bar = level_bar(level, "#")

    assert bar.count("#") == share * 36
    assert bar.index("]") == 37
    assert bar.endswith(f"] {level} dB")


def test_without_a_level_the_bar_is_empty_and_says_no_figure():
    assert level_bar(None, "#") == f"[{' ' * 36}]"


def test_a_room_that_is_always_loud_says_nothing():
    assert listen((20, -30)) == []


def test_a_word_above_a_loud_room_is_noticed():
    assert len(listen((2, -40), (0.5, -20), (2, -40))) == 1


def test_the_silence_inside_a_phrase_does_not_end_it():
    assert len(listen((2, -70), (0.3, -30), (0.4, -70), (0.3, -30), (2, -70))) == 1


def test_two_words_apart_are_two():
    assert len(listen((2, -70), (0.4, -30), (2, -70), (0.4, -30), (2, -70))) == 2


def test_a_room_that_grows_loud_for_good_is_heard_as_the_room_in_the_end():
    bursts = listen((2, -70), (30, -40), (0.5, -15), (2, -40))

    assert bursts[-1].loudest == -15
