"""The gate: closed while the guide sounds and a little after, and never for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.listen.gate import TAIL, Gate

instants = st.floats(0, 100)
lengths = st.floats(0.01, 20)
soundings = st.lists(st.tuples(instants, lengths), max_size=6)


def gate_with(sounds: list[tuple[float, float]], *, headphones: bool = False) -> Gate:
    gate = Gate(headphones=headphones)
    for start, length in sounds:
        gate.sounds(start, start + length)
    return gate


@given(soundings, instants, lengths)
def test_it_is_closed_exactly_where_the_guide_or_its_tail_is_heard(
    sounds: list[tuple[float, float]], began: float, length: float
):
    overlaps = [start < began + length and began < start + lasts + TAIL for start, lasts in sounds]

    assert gate_with(sounds).closed(began, began + length) is any(overlaps)


@given(soundings, instants, instants)
def test_once_the_guide_is_hushed_it_opens_after_the_tail(
    sounds: list[tuple[float, float]], hushed: float, later: float
):
    gate = gate_with(sounds)

    gate.hush(hushed)

    assert not gate.closed(hushed + TAIL + later, hushed + TAIL + later + 1)


@given(soundings, instants)
def test_hushing_takes_back_nothing_that_was_heard(sounds: list[tuple[float, float]], hushed: float):
    gate, hushed_gate = gate_with(sounds), gate_with(sounds)

    hushed_gate.hush(hushed)

    before = max(0.0, hushed - 0.5)
    assert hushed_gate.closed(0, before) is gate.closed(0, before)


@given(soundings, instants, lengths)
def test_with_headphones_it_is_always_open(sounds: list[tuple[float, float]], began: float, length: float):
    assert not gate_with(sounds, headphones=True).closed(began, began + length)


@given(soundings, instants)
def test_forgetting_the_past_changes_nothing_from_then_on(sounds: list[tuple[float, float]], now: float):
    gate, forgetful = gate_with(sounds), gate_with(sounds)

    forgetful.forget(now)

    assert [forgetful.closed(now + step, now + step + 0.1) for step in range(30)] == [
        gate.closed(now + step, now + step + 0.1) for step in range(30)
    ]


@pytest.mark.parametrize("end", [0.5, float("inf"), float("nan")])
def test_a_sound_without_an_end_is_refused(end: float):
    with pytest.raises(ValueError, match="needs an end"):
        Gate().sounds(1.0, end)
