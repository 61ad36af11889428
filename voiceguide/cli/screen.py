"""`voiceguide`: the terminal UI, put together."""

import argparse
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from voiceguide.awake import kept_awake
from voiceguide.cli.events import event_file
from voiceguide.cli.options import preferences
from voiceguide.cli.parts import folders, settings_store, voice_models
from voiceguide.cli.terminal import on_signals
from voiceguide.content.library import Shelf
from voiceguide.core.errors import ContentError, VoiceguideError
from voiceguide.core.point import Point
from voiceguide.sound.clock import SystemClock
from voiceguide.tui.app import VoiceguideApp
from voiceguide.tui.backstage import Backstage, Speaker, Taken
from voiceguide.tui.catalogue import Catalogue
from voiceguide.tui.selection import Selection
from voiceguide.voice.registry import SILENT, SYSTEM, registry

if TYPE_CHECKING:
    from voiceguide.listening import Listening
    from voiceguide.sound.protocol import Output

LEAD = 60
"""Seconds to lie down."""
TURN = 0.000_5
"""The longest time, in seconds, for which drawing keeps the player from running."""
SIGNALLED = 128


def open_screen(given: argparse.Namespace) -> int:
    """Show the screens until they are left; 128 and more when a signal ended them.

    Raises:
        VoiceguideError: there is no terminal, or something that was asked for does not exist.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise VoiceguideError("The screen needs a terminal; without one use: voiceguide play hip.")
    places, store, clock = folders(), settings_store(), SystemClock()
    settings = store.read().settings
    opened = [given.routine] if given.routine else []

    def shelf() -> Shelf:
        return Shelf(places.data)

    # What sounds loads numpy and more; it is not needed before something is to be heard.
    def speaker(voice: str | None, rate: float, tell: Callable[[str], None]) -> Speaker:
        from voiceguide.cli.speech import open_studio  # noqa: PLC0415

        return open_studio(voice, rate, places, tell)

    def output() -> "Output":
        from voiceguide.cli.outputs import open_output  # noqa: PLC0415

        return open_output(given.output)

    def with_bed() -> bool:
        from voiceguide.cli.outputs import has_bed  # noqa: PLC0415

        return has_bed(given.output)

    def listening(troubled: Callable[[str], None]) -> "Listening | None":
        from voiceguide.cli.listening import open_listening  # noqa: PLC0415

        return open_listening(given, places, troubled, attended=True)

    def take(taken: Taken, path: Path, captions: bool, passed: Callable[[float], None]) -> None:
        from voiceguide.cli.taking import take_along  # noqa: PLC0415

        take_along(taken, path, shelf(), places, captions=captions, passed=passed)

    catalogue = Catalogue(shelf(), _voices(), opened)
    routine = catalogue.opened or catalogue.entries[0].id
    selection = _selection(given, routine, catalogue.points)
    caught: list[int] = []
    with event_file(Path(given.events) if given.events else None) as events, own_stderr():
        app = VoiceguideApp(
            Backstage(
                shelf=shelf,
                catalogue=lambda: Catalogue(shelf(), _voices(), opened),
                figure=shelf().figure(),
                speaker=speaker,
                output=output,
                has_bed=with_bed,
                keep_awake=kept_awake if settings.keep_awake else nullcontext,
                now=clock.now,
                hear=events.write,
                settings=store,
                take=take,
                taken=places.taken,
                edit=_edit,
                own_files=places.data,
                listening=listening,
                listens=given.listen is not False,
                auto_resume=given.auto_resume,
            ),
            catalogue,
            selection,
            colours="NO_COLOR" not in os.environ,
        )

        def leave(number: int) -> None:
            caught.append(number)
            app.call_later(app.leave)

        # What sounds is handed out by a thread of this process, while the screen is drawn by another.
        sys.setswitchinterval(TURN)
        with on_signals(leave):
            app.run()
    if app.return_code:
        return app.return_code
    return SIGNALLED + caught[0] if caught else 0


@contextmanager
def own_stderr() -> Iterator[None]:
    """While the screen is shown, what libraries write past it goes nowhere.

    The screen itself is written to what standard error was.
    """
    terminal = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="replace")
    before, sys.__stderr__ = sys.__stderr__, terminal  # type: ignore[misc]
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    os.close(nothing)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        sys.__stderr__ = before  # type: ignore[misc]
        terminal.close()


def _selection(given: argparse.Namespace, routine: str, points: Mapping[str, Point]) -> Selection:
    """What the options ask for counts as chosen for today; the settings are what is usual."""
    wished = preferences(given, points, LEAD)
    today, usual = wished.holds
    return Selection(
        routine=routine,
        today=dict(today.by_point),
        every=today.every,
        usual=dict(usual.by_point),
        usual_for_all=usual.every,
        scale=wished.scale,
        skips=frozenset(wished.skips),
        concerns=wished.concerns,
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
        if voice["bundled"] or (models / str(voice["file"])).is_file()
    ]
    return tuple((name, name) for name in (*names, SYSTEM, SILENT))


def _edit(path: Path) -> None:
    """Open a file in `$VISUAL` or `$EDITOR` and wait until it is closed.

    Raises:
        ContentError: there is none, or it cannot be started.
    """
    editor = (
        os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if sys.platform == "win32" else "")
    )
    if not editor:
        raise ContentError(
            f"Set EDITOR to the name of your editor, or open {path} in it; it is read again with y."
        )
    try:
        subprocess.run([*shlex.split(editor), str(path)], check=False)  # noqa: S603 - the person's own editor
    except OSError as error:
        raise ContentError(f"The editor {editor} cannot be started; set EDITOR to another one.") from error
