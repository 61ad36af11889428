"""Times as they are kept, in UTC, and the weeks in which people live."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from voiceguide.core.progress import minutes_by
from voiceguide.core.record import Record

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Week:
    """Minutes of session in one week."""

    monday: date
    minutes: float


def today() -> date:
    """In this machine's zone."""
    return datetime.now().astimezone().date()


def written_time(seconds: float) -> str:
    """Seconds since 1970 as 2025-03-31T18:05:00Z."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local_time(written: str, zone: tzinfo | None = None) -> datetime:
    """A kept time in somebody's zone; without one, in this machine's."""
    return datetime.fromisoformat(written).astimezone(zone)


def weekly_minutes(records: Iterable[Record], zone: tzinfo | None = None) -> tuple[Week, ...]:
    """From the first week to the last, those without a session too."""
    by_week = minutes_by(records, lambda started: _monday(started, zone).isoformat())
    mondays = [date.fromisoformat(week) for week in by_week]
    if not mondays:
        return ()
    first, last = min(mondays), max(mondays)
    weeks = (first + number * _WEEK for number in range((last - first) // _WEEK + 1))
    return tuple(Week(monday, by_week.get(monday.isoformat(), 0.0)) for monday in weeks)


def _monday(started: str, zone: tzinfo | None) -> date:
    day = local_time(started, zone).date()
    return day - timedelta(days=day.weekday())
