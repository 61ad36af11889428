"""`history`: the sessions that were done, as a table, for other programs, or to be forgotten."""

import argparse
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from voiceguide.cli.folders import folders
from voiceguide.core.advice import printable, reason
from voiceguide.core.errors import VoiceguideError
from voiceguide.core.progress import held_share
from voiceguide.core.record import Ending, Record
from voiceguide.store.history import NAME, History
from voiceguide.store.tables import export_csv, export_json
from voiceguide.times import local_time

WIDTH = 80
"""Cells that every terminal has."""

_COLUMNS = "{:<16} {:<19} {:>4} {:<11}  {:<8}  {:>5}  {}"
_HEADING = _COLUMNS.format("When", "Session", "Min", "Ended", "Pain", "Held", "ID")
_TITLE = 19
_NOTHING = "No session has been kept yet. What you do is written down from now on, on this machine only."
_PROVES_NOTHING = "Pain is what you noted, before -> after; it proves nothing."


def show_history(given: argparse.Namespace) -> int:
    """Print or delete what the state folder keeps; 1 if a session that is to be deleted is not there."""
    if given.delete_all and not given.yes:
        given.misused("to delete all sessions for good, add --yes")
    return tell_history(given, folders().state)


def tell_history(given: argparse.Namespace, folder: Path) -> int:
    """The same for the history in any folder.

    Raises:
        VoiceguideError: it cannot be read or changed, or there is no such session.
    """
    if not _is_there(folder / NAME):
        if given.delete is not None:
            raise _missing(given.delete)
        _print((), given)
        return 0
    with closing(History(folder)) as history:
        opened = history.trouble
        _complain(opened)
        if given.delete_all:
            _report(f"{_counted(history.delete_all())} deleted for good.")
        elif given.delete is not None:
            if not history.delete(given.delete):
                raise _missing(given.delete)
            _report(f"Session {given.delete} is deleted for good.")
        else:
            _print(history.sessions(), given)
        if history.trouble != opened:
            _complain(history.trouble)
    return 0


def _is_there(file: Path) -> bool:
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise VoiceguideError(
            f"The history {file} cannot be read: {reason(error)}. Mend that, or set VOICEGUIDE_HOME."
        ) from error
    return True


def _complain(trouble: str | None) -> None:
    if trouble:
        sys.stderr.write(f"{trouble}\n")


def _missing(name: str) -> VoiceguideError:
    known = 'the last column of "voiceguide history" names those there are'
    return VoiceguideError(f'There is no session "{printable(name)}"; {known}.')


def _print(records: Sequence[Record], given: argparse.Namespace) -> None:
    if given.json:
        sys.stdout.write(export_json(records))
    elif given.csv:
        sys.stdout.write(export_csv(records))
    elif records:
        sys.stdout.writelines(f"{line}\n" for line in table(records))
    else:
        _report(_NOTHING)


def table(records: Sequence[Record]) -> Iterator[str]:
    """Lines of at most 80 cells; a note stands below its session, cut where it is long."""
    yield _HEADING
    for record in records:
        yield _row(record)
        if record.note:
            yield _cut(f"{'':<17}{printable(' '.join(record.note.split()))}", WIDTH)
    minutes = round(sum(record.seconds for record in records) / 60)
    yield ""
    yield f"{_counted(len(records))}, {minutes} minutes."
    if any(record.pain_before is not None for record in records):
        yield _PROVES_NOTHING


def _row(record: Record) -> str:
    share = held_share(record)
    title = _cut(printable(record.title or record.routine), _TITLE)
    return _COLUMNS.format(
        local_time(record.started).strftime("%Y-%m-%d %H:%M"),
        # A wide letter takes two cells, but counts once.
        title + " " * (_TITLE - _cells(title)) if len(title) != _cells(title) else title,
        round(record.seconds / 60),
        record.ended or Ending.INTERRUPTED,
        _pain(record),
        "" if share is None else f"{share:.0%}",
        printable(record.id),
    ).rstrip()


def _pain(record: Record) -> str:
    before, after = record.pain_before, record.pain_after
    if before is None and after is None:
        return ""
    return f"{_number(before)} -> {_number(after)}"


def _number(pain: int | None) -> str:
    return f"{'-' if pain is None else pain:>2}"


def _cut(text: str, width: int) -> str:
    """The text in so many cells, with dots where something is missing."""
    if _cells(text) <= width:
        return text
    while _cells(text) > width - 3:
        text = text[:-1]
    return f"{text.rstrip()}..."


def _cells(text: str) -> int:
    """How many cells a terminal takes for a text."""
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _counted(sessions: int) -> str:
    return "1 session" if sessions == 1 else f"{sessions} sessions"


def _report(words: str) -> None:
    sys.stdout.write(f"{words}\n")
