"""`voiceguide`: the terminal UI, put together."""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from queue import SimpleQueue

from voiceguide.awake import kept_awake
from voiceguide.book import Book
from voiceguide.cli.backstage import Parts
from voiceguide.cli.editor import edit
from voiceguide.cli.events import event_file
from voiceguide.cli.folders import (
    SIGNALLED,
    TERMINAL_LEAD,
    folders,
    hurry_threads,
    settings_store,
    voice_models,
)
from voiceguide.cli.options import preferences
from voiceguide.cli.terminal import attended, on_signals
from voiceguide.core.errors import VoiceguideError
from voiceguide.core.point import Point
from voiceguide.sound.clock import SystemClock
from voiceguide.system.quiet import quietly
from voiceguide.tui.app import VoiceguideApp
from voiceguide.tui.backstage import Backstage
from voiceguide.tui.catalogue import Catalogue
from voiceguide.tui.selection import Selection
from voiceguide.voice.registry import SILENT, SYSTEM, registry


def open_screen(given: argparse.Namespace) -> int:
    """Show the screens until they are left; 128 and more when a signal ended them.

    Raises:
        VoiceguideError: there is no terminal, or something that was asked for does not exist.
    """
    if not attended():
        raise VoiceguideError("The screen needs a terminal; without one use: voiceguide play hip.")
    places, clock, news = folders(), SystemClock(), SimpleQueue[str]()
    store = settings_store(news.put)
    settings = store.read().settings
    parts = Parts(given, places, news.put)
    opened = [given.routine] if given.routine else []
    catalogue = Catalogue(parts.shelf(), _voices(), opened)
    routine = catalogue.opened or catalogue.entries[0].id
    selection = _selection(given, routine, catalogue.points)
    caught: list[int] = []
    with (
        event_file(given.events, news.put) as events,
        closing(Book(places.state, clock.now, time.time, news.put)) as book,
        own_terminal(),
    ):
        app = VoiceguideApp(
            Backstage(
                shelf=parts.shelf,
                catalogue=lambda: Catalogue(parts.shelf(), _voices(), opened),
                figure=parts.shelf().figure(),
                speaker=parts.speaker,
                output=parts.output,
                has_bed=parts.has_bed,
                keep_awake=kept_awake,
                now=clock.now,
                followers=events,
                settings=store,
                book=book,
                write_tables=parts.write_tables,
                take=parts.take,
                taken=places.taken,
                edit=lambda path: edit(path, os.environ),
                own_files=places.data,
                open_ear=parts.open_ear,
                microphones=parts.microphones,
                listening=parts.listening,
                listens=given.listen is not False,
                remote=parts.remote,
                news=news,
                # What the settings forbid may be allowed there again; what the command line forbids may not.
                auto_resume=given.auto_resume or not settings.auto_resume,
                ask=given.ask,
            ),
            catalogue,
            selection,
            colours="NO_COLOR" not in os.environ,
        )

        def leave(number: int) -> None:
            caught.append(number)
            app.call_later(app.leave)

        hurry_threads()
        with on_signals(leave):
            app.run()
    if app.return_code:
        return app.return_code
    return SIGNALLED + caught[0] if caught else 0


@contextmanager
def own_terminal() -> Iterator[None]:
    """While the screen is shown, what libraries write past it goes nowhere.

    The screen itself, which is drawn on standard error, goes where standard output does: to the terminal.
    """
    terminal = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", errors="replace")
    before, sys.__stderr__ = sys.__stderr__, terminal  # type: ignore[misc]
    try:
        with quietly():
            yield
    finally:
        sys.__stderr__ = before  # type: ignore[misc]
        terminal.close()


def _selection(given: argparse.Namespace, routine: str, points: Mapping[str, Point]) -> Selection:
    """What the options ask for counts as chosen for today; the settings are what is usual."""
    wished = preferences(given, points, TERMINAL_LEAD)
    today, usual = wished.holds
    return Selection(
        routine=routine,
        today=dict(today.by_point),
        every=today.every,
        usual=dict(usual.by_point),
        usual_for_all=usual.every,
        scale=wished.scale,
        skips=frozenset(wished.skips),
        # Apart from the safety answers, which may change while the screen is open.
        concerns=tuple(given.avoid_always),
        talk=wished.talk,
        count=wished.count,
        bed=wished.bed,
        voice=given.voice,
        rate=given.rate,
        volume=wished.volume,
        lead=wished.lead,
    )


def _voices() -> tuple[tuple[str, str], ...]:
    """Those that are there without asking the system, which takes a while."""
    models = voice_models(folders())
    names = [
        name
        for name, voice in registry().items()
        # Where it may not look, Path.is_file() raises.
        if voice["bundled"] or os.path.isfile(models / str(voice["file"]))  # noqa: PTH113 - see above
    ]
    return tuple((name, name) for name in (*names, SYSTEM, SILENT))
