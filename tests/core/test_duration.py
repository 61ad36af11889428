import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.core.duration import format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("45", 45),
        ("45s", 45),
        ("90s", 90),
        ("0", 0),
        ("2m", 120),
        ("1m30s", 90),
        ("1m5s", 65),
        ("1m05s", 65),
        ("0:45", 45),
        ("1:30", 90),
        ("10:00", 600),
    ],
)
def test_a_duration_is_read_in_each_of_its_writings(text: str, seconds: int):
    assert seconds == parse_duration(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "s",
            "m",
            "-5",
            "+5",
            "1.5",
            "1e3",
            "45 s",
            "45S",
            "45sec",
            "1m30",
            "1m60s",
            "1:60",
            "1:5",
        ),
        *(":30", "1:", "1:00:00", "1h", "30s1m", "1m 30s", "٤٥", "0x10", "1_0", "9" * 5000, "45\n", "nan"),
    ],
)
def test_any_other_writing_is_refused_with_an_example(text: str):
    with pytest.raises(ValueError, match=r"^A duration is written like 45, 45s, 2m, 1m30s or 1:30\.$"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0s"), (45, "45s"), (60, "1m"), (90, "1m30s"), (3600, "60m"), (3605, "60m5s")]
)
def test_a_duration_is_written_as_short_as_it_can_be(seconds: int, text: str):
    assert text == format_duration(seconds)


@given(st.integers(0, 500_000))
def test_what_is_written_is_read_back(seconds: int):
    assert seconds == parse_duration(format_duration(seconds))


@given(st.integers(0, 9_999), st.integers(0, 59))
def test_minutes_and_seconds_mean_the_same_with_a_colon_and_with_letters(minutes: int, seconds: int):
    assert parse_duration(f"{minutes}:{seconds:02}") == parse_duration(f"{minutes}m{seconds}s")
