"""Preferences as JSON, and the fingerprint of a plan."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from fakes import plan_of, routine_of
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.core.condition import CONDITIONS
from voiceguide.core.point import Side
from voiceguide.core.preferences import Bed, Concern, Count, Holds, Preferences, Skip, Talk
from voiceguide.store.fingerprint import fingerprint
from voiceguide.store.wishes import preferences_from_json, preferences_to_json

_POINTS = st.sampled_from(["GB30", "B48", "MINE-1"])
_SIDES = st.sampled_from([None, *Side])
_SECONDS = st.integers(5, 600)
_PREFERENCES = st.builds(
    Preferences,
    holds=st.lists(
        st.builds(Holds, st.none() | _SECONDS, st.dictionaries(_POINTS, _SECONDS)), max_size=3
    ).map(tuple),
    scale=st.fractions(Fraction(1, 10), Fraction(5), max_denominator=10**9),
    skips=st.lists(st.builds(Skip, _POINTS, _SIDES), max_size=3).map(tuple),
    concerns=st.lists(st.builds(Concern, st.sampled_from([*CONDITIONS]), _SIDES), max_size=3).map(tuple),
    talk=st.sampled_from(Talk),
    count=st.sampled_from(Count),
    bed=st.sampled_from(Bed),
    lead=st.integers(0, 600),
    volume=st.floats(-40, 6),
    listen=st.booleans(),
    newcomer=st.booleans(),
)


@given(_PREFERENCES)
def test_preferences_come_back_from_json_exactly(preferences: Preferences):
    text = json.dumps(preferences_to_json(preferences))

    assert preferences_from_json(json.loads(text)) == preferences


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("scale", "1e999999999"),
        ("scale", "7/0"),
        ("scale", "1/2/3"),
        ("scale", "9"),
        ("scale", 0.7),
        ("holds", [{"every": 4, "by_point": {}}]),
        ("holds", [{"every": None}]),
        ("skips", [["GB30"]]),
        ("skips", [["GB30", "up"]]),
        ("concerns", [["perfume", None]]),
        ("talk", "loud"),
        ("lead", True),
        ("lead", 601),
        ("volume", 99),
        ("volume", None),
        ("listen", 1),
        ("newcomer", "yes"),
    ],
)
def test_what_was_not_written_by_us_is_refused(name: str, value: object):
    written = {**preferences_to_json(Preferences()), name: value}

    with pytest.raises(ValueError, match=r".+"):
        preferences_from_json(written)


def test_a_plan_has_one_fingerprint():
    assert fingerprint(plan_of("hip")) == fingerprint(plan_of("hip", Preferences(volume=-3, talk=Talk.BRIEF)))


def test_the_fingerprint_is_the_same_in_another_run(tmp_path: Path):
    program = (
        "from fakes import plan_of; from voiceguide.store.fingerprint import fingerprint;"
        "print(fingerprint(plan_of('hip')))"
    )
    tests = Path(__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": f"{tests}{os.pathsep}{tests.parent}", "PYTHONHASHSEED": "7"}
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == fingerprint(plan_of("hip"))


STEPS = (
    "  - point: B48\n    sides: both\n    hold: 30s\n    rest: 15s\n"
    "  - move: on the back\n    posture: supine\n    say: Turn over.\n    for: 25s\n  - breathe: 60s\n"
)


@pytest.mark.parametrize(
    "change",
    [
        lambda steps: steps.replace("30s", "31s"),
        lambda steps: steps.replace("15s", "16s"),
        lambda steps: steps.replace("both", "left"),
        lambda steps: steps.replace("B48", "GB29"),
        lambda steps: steps.replace("60s", "61s"),
        lambda steps: steps + "  - breathe: 30s\n",
        lambda steps: steps.replace("both\n", "both\n    repeat: 3\n"),
    ],
)
def test_a_changed_routine_has_another_fingerprint(change: Callable[[str], str]):
    assert fingerprint(plan_of(routine_of(change(STEPS)))) != fingerprint(plan_of(routine_of(STEPS)))


def test_other_holds_have_another_fingerprint():
    shorter = Preferences(holds=(Holds(None, {"GB30": 20}),))

    assert fingerprint(plan_of("hip", shorter)) != fingerprint(plan_of("hip"))
