"""The history for other programs."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from voiceguide.core.record import Done, Ending, Planned, Record
from voiceguide.store.files import StoreError
from voiceguide.store.tables import export_csv, export_json, write_tables

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
    assert cells(replace(SESSION, note="one\r\ntwo\rthree"))[1][7] == "one\ntwo\nthree"


DAY = date(2025, 4, 1)


def test_both_tables_are_written_into_a_folder_under_names_that_are_free(tmp_path: Path):
    write_tables([SESSION], tmp_path / "new", DAY)
    files = write_tables([SESSION], tmp_path / "new", DAY)

    assert [file.name for file in files] == ["history-2025-04-01-2.csv", "history-2025-04-01-2.json"]
    assert files[0].read_bytes().startswith(b"\xef\xbb\xbfid,routine")
    assert files[0].read_text("utf-8-sig") == export_csv([SESSION])
    assert json.loads(files[1].read_text("utf-8"))[0]["more"] == {"voice": "Ann"}


def test_where_no_table_can_be_written_one_sentence_tells(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreError, match=r"The history cannot be written into .*; make room or mend"):
        write_tables([SESSION], tmp_path / "file", DAY)
