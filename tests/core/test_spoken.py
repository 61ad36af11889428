"""Numbers and lengths of time as a person says them."""

import pytest

from voiceguide.core.spoken import about_minutes, count, duration, number, ordinal, sentences


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "zero"),
        (7, "seven"),
        (13, "thirteen"),
        (19, "nineteen"),
        (20, "twenty"),
        (45, "forty-five"),
        (100, "one hundred"),
        (105, "one hundred and five"),
        (342, "three hundred and forty-two"),
    ],
)
def test_a_number_in_words(value: int, words: str):
    assert number(value) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "one second"),
        (5, "five seconds"),
        (30, "half a minute"),
        (45, "forty-five seconds"),
        (60, "one minute"),
        (75, "one minute fifteen seconds"),
        (90, "one and a half minutes"),
        (150, "two and a half minutes"),
        (121, "two minutes one second"),
        (600, "ten minutes"),
    ],
)
def test_a_length_of_time_in_words(seconds: int, words: str):
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (3, "Three."),
        (60, "Sixty."),
        (70, "One minute ten."),
        (120, "Two minutes."),
        (290, "Four minutes fifty."),
    ],
)
def test_a_count_in_words(left: int, words: str):
    assert count(left) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(20, "about one minute"), (100, "about two minutes"), (960, "about sixteen minutes")],
)
def test_the_length_of_a_session_in_words(seconds: float, words: str):
    assert about_minutes(seconds) == words


def test_times_are_counted_in_order():
    assert [ordinal(time) for time in (1, 2, 3, 10)] == ["first", "second", "third", "tenth"]
    assert ordinal(11) == "number eleven"


def test_a_text_is_cut_into_its_sentences():
    assert sentences("Let go.  Tingling? Rest\nyour arm.") == ("Let go.", "Tingling?", "Rest your arm.")
    assert sentences("") == ()
