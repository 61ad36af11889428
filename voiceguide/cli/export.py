"""`export`: sessions as files to take along."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock

from voiceguide.cli.folders import LEAD, SIGNALLED, Chosen, chosen, folders, shelf
from voiceguide.cli.labels import comment_of, cover_of
from voiceguide.cli.progress import Bar
from voiceguide.cli.rendering import rendered
from voiceguide.cli.terminal import on_signals
from voiceguide.content.library import Shelf
from voiceguide.core.advice import printable, reason
from voiceguide.core.duration import format_duration
from voiceguide.core.errors import ExportError, VoiceguideError
from voiceguide.core.frames import RATE
from voiceguide.core.session import Session
from voiceguide.export.formats import FORMATS, PAGE, ending_of
from voiceguide.export.session_file import Recording, caption_files, write_session
from voiceguide.export.tags import Tags
from voiceguide.export.web.pictures import Body
from voiceguide.export.web.session_page import write_page
from voiceguide.times import today

FAULT = 1
USUAL_FORMAT = "wav"

_GLANCE = 0.1
"""Seconds for which a wait holds back what was asked in the meantime, as Ctrl-C on Windows."""


@dataclass(frozen=True, slots=True)
class _Order:
    """A session that is to become a file."""

    name: str
    """An id, or the path of a routine."""
    path: Path
    choice: Chosen


class _GivenUpError(Exception):
    """Nobody wants the file any more."""


def export(given: argparse.Namespace) -> int:
    """Write one session, or all; 128 and more when a signal ended it, and then nothing half-made is left."""
    caught: list[int] = []

    def interrupt(number: int) -> None:
        caught.append(number)
        raise KeyboardInterrupt

    _check_usage(given)
    try:
        with on_signals(interrupt):
            return _export_all(given) if given.folder is not None else _export_one(given)
    except KeyboardInterrupt:
        if not caught:
            raise
        return SIGNALLED + caught[0]


def _check_usage(given: argparse.Namespace) -> None:
    if given.folder is not None and given.routine is not None:
        given.misused("--all writes every session; leave the ROUTINE out, or name one file with -o")
    if given.folder == "":
        given.misused("name the folder after --all")
    if given.folder is None and given.routine is None:
        given.misused("name the ROUTINE to write, or write all with --all DIR")
    if given.folder is None and given.format is not None:
        given.misused("--format goes with --all; with -o the ending of the name decides")


def _export_one(given: argparse.Namespace) -> int:
    path = Path(given.file)
    ending_of(path, (*FORMATS, PAGE))
    _check_target(path, given)
    faults = tuple(_write([_ordered(path, given)], given, shelf()).values())
    if faults:
        raise faults[0]
    return 0


def _export_all(given: argparse.Namespace) -> int:
    """Each session by itself: one that cannot be written keeps no other from being written."""
    folder = _made_folder(Path(given.folder))
    orders: list[_Order] = []
    faults: dict[str, VoiceguideError] = {}
    library = shelf()
    for routine_id in library.ids():
        one = argparse.Namespace(**{**vars(given), "routine": routine_id})
        try:
            path = folder / f"{routine_id}.{given.format or USUAL_FORMAT}"
            _check_target(path, one)
            orders.append(_ordered(path, one))
        except VoiceguideError as fault:
            faults[routine_id] = fault
    if orders:
        faults |= _write(orders, given, library)
    sys.stderr.writelines(f"{routine_id}: {sentence}\n" for routine_id, sentence in faults.items())
    return FAULT if faults else 0


def _ordered(path: Path, given: argparse.Namespace) -> _Order:
    choice = chosen(given, LEAD)
    for note in choice.plan.notes:
        sys.stderr.write(f"{note}\n")
    return _Order(given.routine, path, choice)


def _write(orders: Sequence[_Order], given: argparse.Namespace, library: Shelf) -> dict[str, VoiceguideError]:
    """Write all files, several at once where cores allow; return what went wrong, by routine."""
    texts: dict[str, None] = {}
    for order in orders:
        texts |= dict.fromkeys(Session(order.choice.plan, order.choice.preferences).vocabulary)
    clips = rendered(given, folders(), tuple(texts))
    recordings = [Recording(order.choice.plan, order.choice.preferences, clips) for order in orders]
    bar, stop = Bar("Writing"), Event()
    passed = _meter(bar, sum(recording.frames for recording in recordings), stop)
    with ThreadPoolExecutor(_workers(len(orders))) as pool:
        jobs = {
            pool.submit(_write_one, order, recording, given, library, passed): order
            for order, recording in zip(orders, recordings, strict=True)
        }
        try:
            return dict(_finished(jobs, bar))
        finally:
            # Whoever is still writing ends at the next block, and takes away what it has begun.
            stop.set()
            pool.shutdown(cancel_futures=True)
            bar.clear()


def _finished(jobs: Mapping[Future[float], _Order], bar: Bar) -> Iterator[tuple[str, VoiceguideError]]:
    """Tell of every file as it is done; return the faults of sessions, by routine."""
    waiting = set(jobs)
    while waiting:
        done, waiting = wait(waiting, _GLANCE, FIRST_COMPLETED)
        for job in done:
            order = jobs[job]
            try:
                seconds = job.result()
            except VoiceguideError as fault:
                yield order.name, fault
            else:
                bar.clear()
                sys.stdout.write(f"{printable(str(order.path))}: {format_duration(round(seconds))}\n")
                sys.stdout.flush()


def _write_one(
    order: _Order,
    recording: Recording,
    given: argparse.Namespace,
    library: Shelf,
    passed: Callable[[int], None],
) -> float:
    language = library.routine(order.name).language
    comment = comment_of(recording.preferences, given.voice, given.rate)
    return write_file(
        order.path, recording, library, language, comment, captions=given.captions, passed=passed
    )


def write_file(
    path: Path,
    recording: Recording,
    library: Shelf,
    language: str,
    comment: str,
    *,
    captions: bool,
    passed: Callable[[int], None],
) -> float:
    """Write a session as a sound file or a page, as the ending of its name says; return its seconds."""
    tags = Tags(
        title=recording.plan.title,
        date=today().isoformat(),
        language=language,
        comment=comment,
        cover=cover_of(recording.plan, library),
    )
    if path.suffix.lower() == f".{PAGE}":
        body = Body(library.points(), library.figure())
        contents = write_page(path, recording, tags, body, captions=captions, passed=passed)
    else:
        contents = write_session(path, recording, tags, captions=captions, passed=passed)
    return contents.frames / RATE


def _meter(bar: Bar, total: int, stop: Event) -> Callable[[int], None]:
    """Counts the frames of all sessions together."""
    lock, done = Lock(), 0

    def passed(frames: int) -> None:
        nonlocal done
        if stop.is_set():
            raise _GivenUpError
        with lock:
            done += frames
            now = done
        bar.show(now, total)

    return passed


def _workers(most: int) -> int:
    return min(most, os.cpu_count() or 1)


def _made_folder(folder: Path) -> Path:
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError as error:
        raise ExportError(f"The folder {folder.parent} does not exist; make it first.") from error
    except FileExistsError as error:
        raise ExportError(f"{folder} is a file; name a folder after --all.") from error
    except OSError as error:
        raise ExportError(
            f"The folder {folder} cannot be made: {reason(error)}. Choose another place."
        ) from error
    return folder


def _check_target(path: Path, given: argparse.Namespace) -> None:
    if not os.path.isdir(path.parent):  # noqa: PTH112 - where it may not look, Path.is_dir() raises
        raise ExportError(f"The folder {path.parent} does not exist; make it first.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise ExportError(f"Nothing may be written into the folder {path.parent}; choose another one.")
    for file in (path, *(caption_files(path) if given.captions else ())):
        if os.path.isdir(file):  # noqa: PTH112 - as above
            raise ExportError(f"{file} is a folder; name a file in it.")
        if os.path.lexists(file) and not given.force:
            raise ExportError(f"The file {file} exists already; give --force to replace it.")
