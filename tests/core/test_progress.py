"""What many sessions come to."""

from dataclasses import replace

import pytest

from voiceguide.core.progress import Pain, Total, held_share, minutes_by, pain_pairs, point_totals
from voiceguide.core.record import Done, Planned, Record


def kept(name: str, **more: object) -> Record:
    return replace(Record(name, "hip", f"2025-03-{name}T10:00:00Z"), **more)


def test_totals_add_up_by_point_and_side_over_sessions():
    one = kept("01", stages=(Done(0, None, None, 60, 60), Done(1, "GB30", "left", 30, 30.0)))
    two = kept("02", stages=(Done(1, "GB30", "left", 30, 12.5), Done(2, "GB30", "left", 30, 0.0)))
    three = kept("03", stages=(Done(1, "GB30", "left", 30, 0.0), Done(2, "GB30", "right", 30, 7.0)))

    assert point_totals([one, two, three]) == (Total("GB30", "left", 42.5, 2), Total("GB30", "right", 7.0, 1))


def test_pain_is_paired_only_where_both_were_told():
    records = [
        kept("03", pain_before=0, pain_after=0),
        kept("02", pain_before=4),
        kept("01", pain_before=6, pain_after=3),
    ]

    assert pain_pairs(records) == (Pain("2025-03-01T10:00:00Z", 6, 3), Pain("2025-03-03T10:00:00Z", 0, 0))


def test_minutes_add_up_by_week():
    records = [kept("09", seconds=90), kept("01", seconds=30), kept("02", seconds=60)]

    assert minutes_by(records, lambda started: started[8:9]) == {"0": 3.0}
    assert list(minutes_by(records, lambda started: started[8:10])) == ["01", "02", "09"]


def test_the_share_held_is_of_all_that_was_planned():
    plan = (Planned(0, None, None, 60), Planned(1, "GB30", "left", 40))
    stages = (Done(0, None, None, 60, 60.0), Done(1, "GB30", "left", 40, 10.0, skipped=True))

    assert held_share(kept("01", plan=plan, stages=stages)) == pytest.approx(0.7)
    assert held_share(kept("01", plan=plan, stages=stages[:1])) == pytest.approx(0.6)


def test_where_nothing_was_planned_there_is_no_share():
    assert held_share(kept("01")) is None
