"""The loudspeaker through simpleaudio: it knows whole sounds only, so each is started when its turn comes."""

from collections import deque
from contextlib import ExitStack

import numpy as np

from voiceguide.core.errors import SoundError
from voiceguide.core.frames import FADE, RATE, frames
from voiceguide.pcm.clip import Samples
from voiceguide.sound.clock import Clock
from voiceguide.sound.protocol import LEAD_IN
from voiceguide.sound.silent import BLOCK, SilentOutput
from voiceguide.sound.simpleaudio_library import Play, Playing, loaded
from voiceguide.system.priority import hurried

WAKE = frames(0.3)
"""Silence before a sound after a rest, since a device that fell asleep loses the beginning."""

RESTED = 2.0
"""Seconds of quiet after which a device may have fallen asleep."""

TAKEN = frames(0.2)
"""Frames that the library has read ahead of what is heard; changing them would have no effect."""

STOPS, STOP_GLANCE = 50, 0.02
"""How often, and how many seconds apart, it is looked whether all has stopped."""


class SimpleaudioOutput(SilentOutput):
    """Keeps time like the silent output; heard is what `begin` gives. A device lost by then takes no more.

    Its thread goes before others while it is open.
    """

    latency = WAKE / RATE

    def __init__(self, clock: Clock, play: Play | None = None) -> None:
        """`play` starts a sound; without it the library is loaded when the output is opened."""
        super().__init__(clock)
        self._play = play
        self._coming: deque[tuple[int, Samples]] = deque()
        self._sounding: list[tuple[float, Samples, Playing]] = []
        self._quiet_since = 0.0
        self._lost = False
        self._first = ExitStack()

    def open(self) -> None:
        self.close()
        self._start(np.zeros(LEAD_IN, np.int16))
        self._lost = False
        super().open()
        self._first.enter_context(hurried())

    @property
    def wants_sounds(self) -> bool:
        return True

    def begin(self, frame: int, pcm: bytes) -> None:
        """A sound begins at a frame that is about to be written: 16-bit little-endian mono, at 24 kHz."""
        self._coming.append((frame, np.frombuffer(pcm, "<i2").astype(np.int16)))

    def hush(self) -> None:
        """Whatever has begun dies away at once, and what has not yet sounded never will."""
        self._coming.clear()
        for began, samples, _ in self._sounding:
            ahead = samples[round((self._clock.now() - began) * RATE) + TAKEN :]
            fade = np.linspace(1, 0, FADE)[: len(ahead)]
            ahead[: len(fade)] = ahead[: len(fade)] * fade
            ahead[len(fade) :] = 0

    def wait(self, seconds: float) -> None:
        until = self._clock.now() + min(seconds, BLOCK / RATE)
        while self._coming and not self._lost:
            heard = self.heard_at(self._coming[0][0])
            silence = WAKE if heard > self._quiet_since + RESTED else 0
            due = heard - silence / RATE
            if due > until:
                break
            self._clock.sleep(due - self._clock.now())
            try:
                self._start(np.pad(self._coming.popleft()[1], (silence, 0)))
            except SoundError:
                self._lost = True
        self._clock.sleep(until - self._clock.now())

    def close(self) -> None:
        self._first.close()
        super().close()
        self._coming.clear()
        for *_, playing in self._sounding:
            playing.stop()
        # No sound may outlive the program: it would call into what is no longer there.
        for _ in range(STOPS):
            self._sounding = [each for each in self._sounding if each[-1].is_playing()]
            self._clock.sleep(STOP_GLANCE if self._sounding else 0)

    def _start(self, samples: Samples) -> None:
        self._play = self._play or loaded()
        began = self._clock.now()
        playing = self._play(samples)
        self._sounding = [each for each in self._sounding if each[-1].is_playing()]
        self._sounding.append((began, samples, playing))
        self._quiet_since = began + len(samples) / RATE

    def _take_what_is_due(self) -> None:
        if not self._lost:
            super()._take_what_is_due()
