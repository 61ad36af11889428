"""Times as they are kept, and the weeks in which people live."""

from datetime import date, timedelta, timezone

from voiceguide.core.record import Record
from voiceguide.times import Week, local_time, weekly_minutes, written_time


def test_times_are_kept_in_utc_and_shown_where_one_lives():
    kept = written_time(1_743_444_300)

    assert kept == "2025-03-31T18:05:00Z"
    assert local_time(kept, timezone(timedelta(hours=6))).isoformat() == "2025-04-01T00:05:00+06:00"


def test_weeks_begin_on_monday_where_one_lives_and_none_is_left_out():
    def at(started: str, seconds: float) -> Record:
        return Record(started, "hip", started, seconds=seconds)

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
