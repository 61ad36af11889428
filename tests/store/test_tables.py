"""The history for other programs."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta, timezone

import pytest

from voiceguide.core.record import Done, Ending, Planned, Record
from voiceguide.store.tables import export_csv, export_json
from voiceguide.store.times import Week, local_time, weekly_minutes, written_time

SESSION = Record(
    "one",
    "hip",
    "2025-03-31T18:05:00Z",
    seconds=61.5,
    ended=Ending.DONE,
    pain_before=6,
    note="wärmer",
    plan=(Planned(1, "GB30", "left", 30),),
    stages=(Done(0, None, None, 60, 60.0), Done(1, "GB30", "left", 30, 12.4, pauses=2)),
    more={"voice": "Ann"},
)


def cells(*records: Record) -> list[list[str]]:
    return list(csv.reader(io.StringIO(export_csv(records))))


def test_json_has_the_shape_that_scripts_rely_on():
    assert json.loads(export_json([SESSION])) == [
        {
            "id": "one",
            "routine": "hip",
            "started": "2025-03-31T18:05:00Z",
            "seconds": 61.5,
            "ended": "done",
            "pain_before": 6,
            "pain_after": None,
            "note": "wärmer",
            "stages": [
                {"point": None, "side": None, "hold": 60, "held": 60.0},
                {"point": "GB30", "side": "left", "hold": 30, "held": 12.4},
            ],
        }
    ]


def test_everything_is_exported_where_everything_is_asked():
    (row,) = json.loads(export_json([SESSION], everything=True))

    assert row["plan"] == [{"stage": 1, "point": "GB30", "side": "left", "hold": 30}]
    assert row["more"] == {"voice": "Ann"}
    assert row["stages"][1]["pauses"] == 2


def test_a_session_that_was_cut_off_was_interrupted():
    assert json.loads(export_json([replace(SESSION, ended=None)]))[0]["ended"] == "interrupted"


def test_no_session_is_an_empty_list_and_a_lonely_heading():
    assert json.loads(export_json([])) == []
    assert cells() == [["id", "routine", "started", "seconds", "ended", "pain_before", "pain_after", "note"]]


def test_csv_has_a_line_for_each_session_and_a_column_for_each_point_and_side():
    other = replace(SESSION, id="two", stages=(Done(1, "GB29", "right", 30, 30.0),))
    heading, one, two = cells(SESSION, other)

    assert heading[8:] == ["GB29 right", "GB30 left"]
    assert one[:8] == ["one", "hip", "2025-03-31T18:05:00Z", "61.5", "done", "6", "", "wärmer"]
    assert one[8:] == ["0", "12.4"]
    assert two[8:] == ["30.0", "0"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "  =", "\n=", "\uff1d"])
def test_no_cell_is_taken_for_a_formula(sign: str):
    note = f'{sign}HYPERLINK("http://example.org"; "a, b")'
    _, row = cells(replace(SESSION, note=note))

    assert row[7] == f"'{note}"


def test_commas_quotes_and_lines_in_a_note_stay_in_its_cell():
    note = 'he said "ah", then\nslept - well'

    assert cells(replace(SESSION, note=note))[1][7] == note


def test_times_are_kept_in_utc_and_shown_where_one_lives():
    kept = written_time(1_743_444_300)

    assert kept == "2025-03-31T18:05:00Z"
    assert local_time(kept, timezone(timedelta(hours=6))).isoformat() == "2025-04-01T00:05:00+06:00"


def test_weeks_begin_on_monday_where_one_lives_and_none_is_left_out():
    def at(started: str, seconds: float) -> Record:
        return replace(SESSION, started=started, seconds=seconds)

    # Late on a Sunday in UTC it is Monday further east.
    records = [
        at("2025-03-30T23:30:00Z", 60),
        at("2025-03-30T12:00:00Z", 120),
        at("2025-04-16T12:00:00Z", 90),
    ]
    east = timezone(timedelta(hours=2))

    assert weekly_minutes(records, east) == (
        Week(date(2025, 3, 24), 2.0),
        Week(date(2025, 3, 31), 1.0),
        Week(date(2025, 4, 7), 0.0),
        Week(date(2025, 4, 14), 1.5),
    )
    assert weekly_minutes([]) == ()
