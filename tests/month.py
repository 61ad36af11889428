"""A month of made-up sessions: always the same, with gaps, pauses, skips and notes."""

from datetime import UTC, date, datetime, time, timedelta

from voiceguide.core.record import Done, Ending, Planned, Record

FIRST_DAY = date(2025, 3, 3)
"""A Monday."""
REST_DAYS = (5, 12, 13, 20, 27)
NOTES = {
    3: "warm, slept well",
    8: "long drive in the morning, so sorer than usual before; the left side needed more time",
    16: 'said "ah", then slept\nright through',
    22: "=1+1 is not a formula, nor is Übelkeit",
}
STEPS = (
    (None, None, 60),
    ("B48", "both", 30),
    ("GB29", "right", 60),
    ("GB30", "right", 30),
    ("GB30", "right", 30),
    ("GB29", "left", 60),
    ("GB30", "left", 30),
    ("GB30", "left", 30),
    (None, None, 60),
)


def month(days: int = 30) -> tuple[Record, ...]:
    """The newest first, as the history gives them."""
    played = (day for day in range(days) if day not in REST_DAYS)
    return tuple(reversed([_session(day) for day in played]))


def _session(day: int) -> Record:
    hour = (7, 20, 21)[day % 3]
    began = datetime.combine(FIRST_DAY + timedelta(day), time(hour, day * 7 % 60), UTC)
    stages = tuple(_done(day, number) for number in range(len(STEPS)))
    ended = {9: Ending.STOPPED, 17: Ending.INTERRUPTED, 24: None}.get(day, Ending.DONE)
    if ended is not Ending.DONE:
        stages = stages[:4]
    before = max(0, 7 - day // 6 + (day * 5 % 3) - 1)
    after = max(0, before - 1 - day % 3 + (3 if day == 15 else 0))
    return Record(
        f"{day:08x}",
        "back" if day % 7 == 4 else "hip",
        began.strftime("%Y-%m-%dT%H:%M:%SZ"),
        title="Back session" if day % 7 == 4 else "Hip session",
        seconds=round(sum(done.held for done in stages) * 2.2 + 60, 1),
        ended=ended,
        pain_before=None if day % 11 == 10 else before,
        pain_after=None if day % 11 == 10 or ended is not Ending.DONE else after,
        note=NOTES.get(day, ""),
        plan=tuple(Planned(number, *step) for number, step in enumerate(STEPS)),
        stages=stages,
        more={"scale": "1", "voice": "heart"},
    )


def _done(day: int, number: int) -> Done:
    point, side, hold = STEPS[number]
    if day == 8 and number == 6:
        return Done(number, point, side, hold, 45.0, changed=45)
    if day % 6 == 1 and number == 3:
        return Done(number, point, side, hold, 12.5, pauses=1, paused=20.0, skipped=True)
    if day == 14 and number == 5:
        return Done(number, point, side, hold, 60.0, pauses=2, paused=95.0)
    return Done(number, point, side, hold, float(hold))
