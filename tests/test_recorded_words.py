"""How far recorded words are from their places, which every test in the air relies on."""

import numpy as np
import pytest
from session_in_the_air import FRAMES_PER_SECOND as RATE
from session_in_the_air import deviations, offsets

CHANCE = np.random.default_rng(5)
WORDS = [{"frame": RATE * place, "seconds": 0.4} for place in (1, 3, 5, 7)]
WANTED = np.zeros(9 * RATE)
for word in WORDS:
    WANTED[word["frame"] : word["frame"] + int(0.4 * RATE)] = CHANCE.normal(0, 3_000, int(0.4 * RATE))


def recorded_with(silences: dict[int, float], lead: float) -> np.ndarray:
    """As it was to sound, after a lead, with so many seconds of silence before some seconds of it."""
    pieces, last = [np.zeros(round(lead * RATE))], 0
    for at, seconds in silences.items():
        pieces += [WANTED[last : at * RATE], np.zeros(round(seconds * RATE))]
        last = at * RATE
    return np.concatenate([*pieces, WANTED[last:]])


def test_what_was_recorded_as_it_was_to_sound_is_nowhere_off():
    assert deviations(WORDS, WANTED, recorded_with({}, 0.37)).max() == 0


def test_silences_add_up_and_each_is_found_before_the_word_that_it_delays():
    found = offsets(WORDS, WANTED, recorded_with({2: 0.7, 4: 0.9}, 0.2)) / RATE

    assert found == pytest.approx([0.2, 0.9, 1.8, 1.8])


def test_a_long_silence_is_found_and_a_word_that_is_missing_misleads_no_other():
    recorded = recorded_with({4: 3.3}, 0.2)
    recorded[round(3.2 * RATE) : round(3.7 * RATE)] = 0
    first, _, *others = offsets(WORDS, WANTED, recorded) / RATE

    assert [first, *others] == pytest.approx([0.2, 3.5, 3.5])
