"""What the screens need from outside, each part loaded when it is first used: numpy and more take a while."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from voiceguide.cli.folders import Folders
from voiceguide.content.library import Shelf
from voiceguide.core.record import Record
from voiceguide.sound.clock import SystemClock
from voiceguide.store.tables import write_tables
from voiceguide.times import today
from voiceguide.tui.backstage import Speaker, Taken

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from voiceguide.listen.ear import Ear
    from voiceguide.listening import Listening
    from voiceguide.player import Listener
    from voiceguide.sound.protocol import Output


class Parts:
    """The parts that a screen's sessions are made of, as the options ask for them."""

    def __init__(self, given: argparse.Namespace, places: Folders, tell: Callable[[str], None]) -> None:
        """`tell` gets a sentence at a time, on any thread."""
        self._tell = tell
        self._given = given
        self._places = places

    def shelf(self) -> Shelf:
        return Shelf(self._places.data)

    def speaker(self, voice: str | None, rate: float, tell: Callable[[str], None]) -> Speaker:
        from voiceguide.cli.speech import open_studio  # noqa: PLC0415

        return open_studio(voice, rate, self._places, tell)

    def output(self) -> "Output":
        from voiceguide.cli.outputs import open_output  # noqa: PLC0415

        return open_output(self._given.output)

    def has_bed(self) -> bool:
        from voiceguide.cli.outputs import has_bed  # noqa: PLC0415

        return has_bed(self._given.output)

    def listening(self, troubled: Callable[[str], None]) -> "Listening | None":
        from voiceguide.cli.listening import open_listening  # noqa: PLC0415

        return open_listening(self._given, self._places, troubled, attended=True)

    def open_ear(
        self,
        microphone: str,
        *,
        told: Callable[[str, float], None],
        missed: Callable[[], None],
        troubled: Callable[[str], None],
    ) -> "Ear":
        """For trying a microphone out; see `tui.attendant`."""
        from voiceguide.cli.listening import open_recogniser  # noqa: PLC0415
        from voiceguide.listen.ear import Ear  # noqa: PLC0415
        from voiceguide.listen.gate import Gate  # noqa: PLC0415
        from voiceguide.listen.microphone import MiniaudioMicrophone  # noqa: PLC0415

        return Ear(
            MiniaudioMicrophone(SystemClock().now, microphone),
            lambda: open_recogniser(self._places),
            Gate(),
            told=lambda one: told(one.phrase, one.score),
            missed=missed,
            troubled=troubled,
        )

    def microphones(self) -> Sequence[str]:
        from voiceguide.listen.microphone import microphones  # noqa: PLC0415

        return microphones()

    def remote(self, title: str) -> "AbstractContextManager[Listener]":
        from voiceguide.remote import shown_outside  # noqa: PLC0415

        return shown_outside(title)

    def write_tables(self, records: Sequence[Record]) -> tuple[Path, ...]:
        return tuple(write_tables(records, self._places.taken, today()))

    def take(self, taken: Taken, path: Path, captions: bool, passed: Callable[[float], None]) -> None:
        from voiceguide.cli.taking import take_along  # noqa: PLC0415

        take_along(taken, path, self.shelf(), self._places, self._tell, captions=captions, passed=passed)
