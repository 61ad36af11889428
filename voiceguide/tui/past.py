"""Sessions that are over, in the words of the screens."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from textual.content import Content

from voiceguide.core.advice import printable
from voiceguide.core.progress import ENOUGH_PAIRS, held_share
from voiceguide.core.record import Done, Ending, Planned, Record
from voiceguide.times import local_time

PROVES_NOTHING = "What you noted. It proves nothing: pain comes and goes for many reasons."

_TITLE, _SHORT_TITLE = 16, 12
_WORTH_READING = 10
"""Letters of a note; with less room it only says that there is one."""
_PLACE = 27
_DETAILED = 74
"""Cells from which the time of day and the share held are shown."""
_MONTHS_WITHOUT_YEAR = 300
"""Days back for which a day needs no year."""


def heading(width: int) -> str:
    """Above the rows of `row`."""
    time, held = (" Time ", "  Held") if width >= _DETAILED else ("", "")
    return (
        f"{'Date':<11}{time} {'Session':<{_titled(width)}} {'Min':>4} {'Ended':<11} {'Pain':<7}{held}  Note"
    )


def row(record: Record, width: int, newest: datetime, zone: tzinfo | None = None) -> Content:
    """One session on one line of at most so many cells; `newest`: when the newest began."""
    when = local_time(record.started, zone)
    share = held_share(record)
    ending = record.ended or Ending.INTERRUPTED
    told = "" if share is None else f"{share:.0%}"
    detailed = width >= _DETAILED
    parts: list[tuple[str, str]] = [
        (f"{_day(when, newest):<11}", ""),
        # No colours here: they would not be seen on the cursor of every theme.
        (f" {when:%H:%M}" if detailed else "", "dim"),
        (f" {short(_title(record), _titled(width)):<{_titled(width)}}", "bold"),
        (f" {round(record.seconds / 60):>4}", ""),
        (f" {ending.value:<11}", "" if ending is Ending.DONE else "italic"),
        (f" {pain(record):<7}", ""),
        (f"{told:>6}" if detailed else "", ""),
    ]
    taken = sum(len(text) for text, _ in parts)
    note = printable(" ".join(record.note.split()))
    if len(note) > width - taken - 2 < _WORTH_READING:
        note = "yes"
    note = short(note, max(0, width - taken - 2))
    return Content.assemble(*parts, ("  " + note, "dim"))


def _titled(width: int) -> int:
    """Cells of a session's name."""
    return _TITLE if width >= _DETAILED else _SHORT_TITLE


def pain(record: Record) -> str:
    """As "6 → 3"; a dash where nothing was told."""
    before, after = record.pain_before, record.pain_after
    if before is None and after is None:
        return ""
    return f"{'–' if before is None else before} → {'–' if after is None else after}"


def summary(records: Sequence[Record]) -> str:
    """Of all sessions, in the heading."""
    sessions = "1 session" if len(records) == 1 else f"{len(records)} sessions"
    minutes = round(sum(record.seconds for record in records) / 60)
    hours, rest = divmod(minutes, 60)
    return f"{sessions} · {f'{hours} h {rest:02} min' if hours else f'{minutes} min'}"


def honest_words(pairs: int) -> str:
    """What the plot of pain can tell, and what it cannot."""
    if pairs >= ENOUGH_PAIRS:
        return PROVES_NOTHING
    if not pairs:
        return "Pain stands here once you have noted it before and after a session."
    times = "once" if pairs == 1 else f"{pairs} times"
    return f"Noted before and after only {times}: too little to see anything in it."


def _hurt(record: Record) -> Iterator[Content]:
    """Where pain was told of, if it was."""
    places = record.more.get("hurt", "").split()
    if places:
        named = ", ".join(place.replace(":", " ") for place in places)
        yield Content.assemble(("It hurt at: ", "$quiet"), printable(named))


def _minutes(seconds: float) -> str:
    minutes = round(seconds / 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def details(record: Record, names: Mapping[str, str], zone: tzinfo | None = None) -> Content:
    """Everything that is known of one session."""
    when = local_time(record.started, zone)
    lines = [
        Content.assemble((_title(record), "bold"), f"  {when:%A} {when.day} {when:%B %Y, %H:%M}"),
        Content(f"{_minutes(record.seconds)}, {_ended(record)}."),
        Content.assemble(("Pain before and after: ", "$quiet"), pain(record) or "not noted"),
        *_hurt(record),
        Content.assemble(("Note: ", "$quiet"), printable(" ".join(record.note.split())) or "none"),
        Content(),
        Content.styled(f"{'':<{_PLACE}}{'planned':>8}{'held':>7}", "$quiet"),
        *_steps(record, names),
    ]
    return Content("\n").join(lines)


def short(text: str, width: int) -> str:
    """The text in at most so many letters."""
    return text if len(text) <= width else text[: max(0, width - 1)] + "…" * (width > 0)


def _steps(record: Record, names: Mapping[str, str]) -> Iterator[Content]:
    done = {(one.stage, one.point, one.side): one for one in record.stages}
    for planned in record.plan:
        key = (planned.stage, planned.point, planned.side)
        yield _step(planned, done.pop(key, None), names)
    # After a change of plan there is what nobody had planned.
    for one in done.values():
        yield _step(one, one, names)


def _step(planned: Planned | Done, done: Done | None, names: Mapping[str, str]) -> Content:
    side = "" if planned.side in (None, "midline") else f" {planned.side}"
    point = planned.point or ""
    place = f"{point} {names.get(point, '')}".rstrip() if point else "Breathing"
    named = short(place, _PLACE - len(side)) + side
    held = f"{done.held:.0f} s" if done else "-"
    style = "" if done and done.held else "$quiet"
    return Content.assemble(
        (f"{named:<{_PLACE}}{f'{planned.hold} s':>8}{held:>7}", style), (f"  {_happened(done)}", "$quiet")
    )


def _happened(done: Done | None) -> str:
    if done is None:
        return "not reached"
    told = []
    if done.changed is not None and done.changed != done.hold:
        told.append(f"changed to {done.changed} s")
    if done.pauses:
        times = "1 pause" if done.pauses == 1 else f"{done.pauses} pauses"
        told.append(f"{times}, {done.paused:.0f} s")
    if done.skipped:
        told.append("skipped")
    return " · ".join(told)


def _ended(record: Record) -> str:
    share = held_share(record)
    ways = {
        Ending.DONE: "done to the end",
        Ending.STOPPED: "stopped by you",
        Ending.FAILED: "ended by a fault",
    }
    how = ways.get(record.ended or Ending.INTERRUPTED, "interrupted")
    return how if share is None else f"{how}, {share:.0%} of what was planned held"


def _title(record: Record) -> str:
    return printable(record.title or record.routine)


def _day(when: datetime, newest: datetime) -> str:
    if (newest - when).days > _MONTHS_WITHOUT_YEAR:
        return f"{when.day} {when:%b %Y}"
    return f"{when:%a} {when.day:>2} {when:%b}"
