"""What many sessions come to: seconds by point, pain before and after, minutes by week."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from voiceguide.core.record import Record

ENOUGH_PAIRS = 5
"""Fewer pairs of pain numbers are not worth looking at as a row."""


@dataclass(frozen=True, slots=True)
class Total:
    """What was done for one point on one side over many sessions."""

    point: str
    side: str
    seconds: float
    sessions: int
    """In which it was held at all."""


def point_totals(records: Iterable[Record]) -> tuple[Total, ...]:
    """Seconds held by point and side, in the order in which they first occur."""
    seconds: dict[tuple[str, str], float] = defaultdict(float)
    sessions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for record in records:
        for done in record.stages:
            if done.point and done.side and done.held:
                seconds[done.point, done.side] += done.held
                sessions[done.point, done.side].add(record.id)
    return tuple(Total(*place, round(held, 1), len(sessions[place])) for place, held in seconds.items())


@dataclass(frozen=True, slots=True)
class Pain:
    """Pain before and after one session, from 0 to 10."""

    started: str
    before: int
    after: int


def pain_pairs(records: Iterable[Record]) -> tuple[Pain, ...]:
    """Where both were told, in the order of time."""
    pairs = (
        Pain(record.started, record.pain_before, record.pain_after)
        for record in records
        if record.pain_before is not None and record.pain_after is not None
    )
    return tuple(sorted(pairs, key=lambda pain: pain.started))


def minutes_by(records: Iterable[Record], week_of: Callable[[str], str]) -> dict[str, float]:
    """Minutes of session by week, or whatever `week_of` makes of `started`; in the order of time."""
    seconds: dict[str, float] = defaultdict(float)
    for record in sorted(records, key=lambda record: record.started):
        seconds[week_of(record.started)] += record.seconds
    return {week: round(total / 60, 1) for week, total in seconds.items()}


def held_share(record: Record) -> float | None:
    """Seconds held of those that were planned; 1 is all of them; None where none were planned."""
    planned = sum(one.hold for one in record.plan) or sum(done.hold for done in record.stages)
    return sum(done.held for done in record.stages) / planned if planned else None
