"""The history for other programs: JSON, and CSV that no spreadsheet takes for formulas."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from voiceguide.core.advice import reason
from voiceguide.core.progress import point_totals
from voiceguide.core.record import Done, Ending, Record
from voiceguide.store.files import StoreError
from voiceguide.system.files import free, write_whole

_SESSION = ("id", "routine", "started", "seconds", "ended", "pain_before", "pain_after", "note")
_STAGE = ("point", "side", "hold", "held")
_FORMULA = ("=", "+", "-", "@", "\t", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def export_json(records: Iterable[Record], *, everything: bool = False) -> str:
    """A list of sessions as `history --json` gives it; `everything` adds what else is known of each."""
    # Plain ASCII, as a note may hold letters that a terminal or a pipe does not know.
    return json.dumps([_row(record, everything) for record in records], indent=1) + "\n"


def export_csv(records: Iterable[Record]) -> str:
    """A line for each session, with the seconds held of each point and side in columns of their own."""
    sessions = tuple(records)
    places = sorted((total.point, total.side) for total in point_totals(sessions))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*_SESSION, *(_harmless(f"{point} {side}") for point, side in places)])
    for record in sessions:
        held = {(total.point, total.side): total.seconds for total in point_totals([record])}
        row = [*_plain(record).values(), *(held.get(place, 0) for place in places)]
        writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue()


def write_tables(records: Iterable[Record], folder: Path, day: date) -> tuple[Path, Path]:
    """Write both into a folder, under names that are free; the folder is made.

    Raises:
        StoreError: they cannot be written.
    """
    sessions = tuple(records)
    # The mark at its begin tells spreadsheets that the letters are UTF-8.
    as_csv = export_csv(sessions).encode("utf-8-sig")
    as_json = export_json(sessions, everything=True).encode()
    table = free(folder / f"history-{day}.csv", ".json")
    beside = table.with_suffix(".json")
    try:
        write_whole(table, as_csv)
        write_whole(beside, as_json)
    except OSError as error:
        raise StoreError(
            f"The history cannot be written into {folder} ({reason(error)}); make room or mend permissions."
        ) from error
    return table, beside


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
    if not isinstance(cell, str):
        return cell
    plain = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{plain}" if plain.lstrip(" \n").startswith(_FORMULA) else plain
