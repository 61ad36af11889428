"""Sessions as rows of the history's tables, and back; what this program has not written is refused."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from voiceguide.core.record import Done, Ending, Planned, Record
from voiceguide.store import wishes

Row = Sequence[object]

_MOST = 10**7
"""No stage, no second and no pause of a session is beyond it."""


def session_row(record: Record) -> Row:
    plan = [[one.stage, one.point, one.side, one.hold] for one in record.plan]
    return (
        record.id,
        record.routine,
        record.title,
        record.started,
        record.seconds,
        record.ended,
        record.pain_before,
        record.pain_after,
        record.note,
        json.dumps(plan),
        json.dumps(dict(record.more)),
    )


def stage_row(session: str, place: int, done: Done) -> Row:
    return (session, place, *asdict(done).values())


def done_of(row: Row) -> Done:
    """Raises `ValueError` for what this program has not written."""
    stage, point, side, hold, held, changed, pauses, paused, skipped = row
    return Done(
        wishes.whole(stage, 0, _MOST),
        None if point is None else wishes.text(point),
        None if side is None else wishes.text(side),
        wishes.whole(hold, 0, _MOST),
        wishes.number(held, 0, _MOST),
        None if changed is None else wishes.whole(changed, 0, _MOST),
        wishes.whole(pauses, 0, _MOST),
        wishes.number(paused, 0, _MOST),
        bool(wishes.whole(skipped, 0, 1)),
    )


def _planned(given: object) -> Planned:
    stage, point, side, hold = wishes.sequence(given)
    return Planned(
        wishes.whole(stage, 0, _MOST),
        None if point is None else wishes.text(point),
        None if side is None else wishes.text(side),
        wishes.whole(hold, 0, _MOST),
    )


def record_of(row: Row, stages: Sequence[Done]) -> Record:
    name, routine, title, started, seconds, ended, before, after, note, plan, more = row
    datetime.fromisoformat(str(started))
    return Record(
        id=str(name),
        routine=str(routine),
        title=str(title),
        started=str(started),
        seconds=float(str(seconds)),
        ended=None if ended is None else Ending(str(ended)),
        pain_before=None if before is None else int(str(before)),
        pain_after=None if after is None else int(str(after)),
        note=str(note),
        plan=tuple(_planned(one) for one in wishes.sequence(json.loads(str(plan)))),
        stages=tuple(stages),
        more={key: str(value) for key, value in wishes.mapping(json.loads(str(more))).items()},
    )
