"""The history for other programs: JSON, and CSV that no spreadsheet takes for formulas."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from voiceguide.core.record import Done, Ending, Record, point_totals

_SESSION = ("id", "routine", "started", "seconds", "ended", "pain_before", "pain_after", "note")
_STAGE = ("point", "side", "hold", "held")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def export_json(records: Iterable[Record], *, everything: bool = False) -> str:
    """A list of sessions as `history --json` gives it; `everything` adds what else is known of each."""
    return json.dumps([_row(record, everything) for record in records], ensure_ascii=False, indent=1) + "\n"


def export_csv(records: Iterable[Record]) -> str:
    """A line for each session, with the seconds held of each point and side in columns of their own."""
    sessions = tuple(records)
    places = sorted((total.point, total.side) for total in point_totals(sessions))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow((*_SESSION, *(f"{point} {side}" for point, side in places)))
    for record in sessions:
        held = {(total.point, total.side): total.seconds for total in point_totals([record])}
        row = [*_plain(record).values(), *(held.get(place, 0) for place in places)]
        writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue()


def _row(record: Record, everything: bool) -> dict[str, object]:
    row = {**_plain(record), "stages": [_stage(done, everything) for done in record.stages]}
    if everything:
        row |= {
            "title": record.title,
            "plan": [asdict(one) for one in record.plan],
            "more": dict(record.more),
        }
    return row


def _plain(record: Record) -> dict[str, object]:
    """A session that was cut off was interrupted, as far as anybody knows."""
    plain = {name: getattr(record, name) for name in _SESSION}
    return {**plain, "ended": (record.ended or Ending.INTERRUPTED).value}


def _stage(done: Done, everything: bool) -> dict[str, object]:
    known = asdict(done)
    names: Sequence[str] = (*_STAGE, *(name for name in known if everything and name not in _STAGE))
    return {name: known[name] for name in names}


def _harmless(cell: object) -> object:
    """A text that begins like a formula gets an apostrophe, which spreadsheets take for "this is text"."""
    if isinstance(cell, str) and cell.lstrip(" \n").startswith(_FORMULA):
        return f"'{cell}"
    return cell
