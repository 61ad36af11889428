"""A few words are heard, so that voice and volume can be judged; a later wish replaces an earlier one."""

from collections.abc import Callable
from threading import Event, Thread

from voiceguide.core.errors import VoiceguideError
from voiceguide.sound.protocol import Output
from voiceguide.tui.backstage import Speaker

FAREWELL = 2.0
"""Seconds to wait for the sound to end."""


class SoundCheck:
    """One at a time, on a thread of its own."""

    def __init__(self, output: Callable[[], Output], tell: Callable[[str], None]) -> None:
        """`tell` gets one sentence, on that thread: what is heard, or why nothing is."""
        self._output = output
        self._tell = tell
        self._thread: Thread | None = None
        self._unwanted = Event()

    def begin(self, speaker: Speaker, volume: float) -> None:
        """Say the words at this volume, in decibels, once what sounds now has ended."""
        self.end()
        before, self._unwanted = self._thread, Event()
        self._thread = Thread(
            target=self._say,
            args=(speaker, volume, self._unwanted, before),
            name="sound-check",
            daemon=True,
        )
        self._thread.start()

    def end(self) -> None:
        """Be silent soon."""
        self._unwanted.set()

    def join(self) -> None:
        """Wait until the output is free, after `end`."""
        if self._thread:
            self._thread.join(FAREWELL)

    def _say(self, speaker: Speaker, volume: float, unwanted: Event, before: Thread | None) -> None:
        if before:
            before.join()
        if unwanted.is_set():
            return
        from voiceguide.sample import SAMPLE, play_sample  # noqa: PLC0415 - numpy loads behind the first paint

        try:
            self._tell("Preparing the voice…")
            clip = speaker.clip(SAMPLE)
            self._tell("Listen: is it loud enough from where you will lie?")
            play_sample(clip, self._output(), volume=volume, wanted=lambda: not unwanted.is_set())
        except VoiceguideError as error:
            if not unwanted.is_set():
                self._tell(str(error))
