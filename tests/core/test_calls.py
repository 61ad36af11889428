"""Counts stand on their second with silence around them, or are left out."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

import pytest

from voiceguide.core.calls import Room, calls
from voiceguide.core.cue import Cue, Phase, Tone
from voiceguide.core.frames import ONSET, RATE, frames
from voiceguide.core.preferences import Count
from voiceguide.core.score import Span

FREE = frames(0.15)
HOLDS = [5, 10, 20, 45, 60, 300]


def hold_with(
    style: Count,
    seconds: int,
    seconds_said: float = 0.6,
    *,
    reminders: Iterable[str] = (),
    now: int = 0,
    said_in: Mapping[str, float] | None = None,
) -> tuple[list[tuple[float, str]], Room]:
    """Seconds left at which each call has its onset, and the room that placed them."""
    hold = Span(4 * RATE, (4 + seconds) * RATE)
    tones = [
        Cue(hold.start, Phase.HOLD, Tone.START, 14_400),
        Cue(hold.end, Phase.HOLD, Tone.RELEASE, 16_800),
    ]
    room = Room(tones, hold.end)

    def length(text: str) -> int:
        return frames((said_in or {}).get(text, seconds_said))

    calls(room, length, style, hold, now=now, reminders=reminders)
    placed = sorted(room.placed, key=lambda cue: cue.frame)
    onsets = [(cue.frame if isinstance(cue.sound, Tone) else cue.frame + ONSET, cue) for cue in placed]
    return [((hold.end - onset) / RATE, str(cue.sound)) for onset, cue in onsets], room


LAST = [(3, "Three."), (2, "Two."), (1, "One.")]


@pytest.mark.parametrize(
    ("style", "seconds", "expected"),
    [
        (Count.CALM, 5, LAST),
        (Count.CALM, 9, LAST),
        (Count.CALM, 10, [(5, "Halfway."), *LAST]),
        (Count.CALM, 20, [(10, "Halfway."), *LAST]),
        (Count.CALM, 39, [(19.5, "Halfway."), *LAST]),
        (Count.CALM, 40, [(20, "Halfway."), (10, "Ten more seconds."), *LAST]),
        (Count.CALM, 60, [(30, "Halfway."), (10, "Ten more seconds."), *LAST]),
        (Count.CALM, 300, [(150, "Halfway."), (10, "Ten more seconds."), *LAST]),
        (Count.LAST_5, 5, LAST),
        (Count.LAST_5, 9, LAST),
        (Count.LAST_5, 10, [(5, "Five."), (4, "Four."), *LAST]),
        (Count.LAST_5, 300, [(5, "Five."), (4, "Four."), *LAST]),
        (Count.EVERY_10, 9, LAST),
        (Count.EVERY_10, 10, LAST),
        (Count.EVERY_10, 20, [(10, "Ten."), *LAST]),
        (Count.EVERY_10, 45, [(40, "Forty."), (30, "Thirty."), (20, "Twenty."), (10, "Ten."), *LAST]),
        (Count.EVERY_SECOND, 5, LAST),
        (Count.EVERY_SECOND, 10, [
            (9, "Nine."), (8, "Eight."), (7, "Seven."), (6, "Six."), (5, "Five."), (4, "Four."), *LAST,
        ]),
        (Count.TONES, 5, []),
        (Count.TONES, 9, []),
        (Count.TONES, 10, [(5, "halfway")]),
        (Count.TONES, 45, [(22.5, "halfway")]),
        (Count.TONES, 300, [(150, "halfway")]),
    ],
)  # fmt: skip
def test_each_style_counts_in_its_own_way(style: Count, seconds: int, expected: list[tuple[float, str]]):
    called, _ = hold_with(style, seconds)

    assert called == expected


def test_every_ten_of_five_minutes_speaks_of_minutes_above_one():
    called, _ = hold_with(Count.EVERY_10, 300)

    assert [left for left, _ in called] == [*range(290, 0, -10), 3, 2, 1]
    assert dict(called)[290] == "Four minutes fifty."
    assert dict(called)[120] == "Two minutes."
    assert dict(called)[60] == "Sixty."


def test_every_second_of_five_minutes_counts_tens_down_to_the_last_minute():
    called, _ = hold_with(Count.EVERY_SECOND, 300)

    assert [left for left, _ in called] == [*range(290, 60, -10), *range(60, 0, -1)]


def test_every_second_of_one_minute_begins_after_the_start_tone():
    called, _ = hold_with(Count.EVERY_SECOND, 60)

    assert [left for left, _ in called] == list(range(59, 0, -1))


@pytest.mark.parametrize("said", [0.3, 0.6, 0.84, 1.2, 2.5])
@pytest.mark.parametrize("seconds", HOLDS)
@pytest.mark.parametrize("style", Count)
def test_every_call_has_silence_on_both_sides_and_is_one_of_those_wished_for(
    style: Count, seconds: int, said: float
):
    called, room = hold_with(style, seconds, said)
    wished, _ = hold_with(style, seconds, 0.01)
    start, release = Cue(4 * RATE, Phase.HOLD, Tone.START, 14_400), (4 + seconds) * RATE
    cues = sorted([start, *room.placed], key=lambda cue: cue.frame)

    for cue, following in pairwise(cues):
        assert cue.end + FREE <= following.frame
    assert cues[-1].end + FREE <= release
    assert set(called) <= set(wished)


@pytest.mark.parametrize(
    ("style", "long", "left_out"),
    [
        (Count.CALM, {"One.": 0.9}, "One."),
        (Count.CALM, {"Ten more seconds.": 7.5}, "Ten more seconds."),
        (Count.CALM, {"Halfway.": 10.5}, "Halfway."),
        (Count.EVERY_10, {"Ten.": 7.5}, "Ten."),
        (Count.EVERY_SECOND, {"Four.": 0.9}, "Four."),
    ],
)
def test_release_wins_over_last_counts_these_over_ten_and_ten_over_halfway(
    style: Count, long: Mapping[str, float], left_out: str
):
    called, _ = hold_with(style, 40, said_in=long)
    wished, _ = hold_with(style, 40)

    assert {words for _, words in wished} - {words for _, words in called} == {left_out}


def test_of_equal_calls_the_later_is_left_out():
    called, _ = hold_with(Count.LAST_5, 20, 1.0)

    assert [words for _, words in called] == ["Five.", "Three."]


def test_what_has_passed_is_not_said():
    called, _ = hold_with(Count.EVERY_10, 45, now=(4 + 20) * RATE)

    assert [words for _, words in called] == ["Twenty.", "Ten.", "Three.", "Two.", "One."]


def test_a_reminder_comes_after_the_middle_on_a_whole_second_and_yields_to_counts():
    called, _ = hold_with(Count.CALM, 30, 0.6, reminders=["Let the belly stay soft."])
    left = {words: at for at, words in called}

    assert left["Let the belly stay soft."] == 14


def test_a_reminder_without_room_is_left_out():
    called, _ = hold_with(Count.EVERY_SECOND, 20, 0.6, reminders=["Let the belly stay soft."])

    assert "Let the belly stay soft." not in [words for _, words in called]
