"""Drives one session: pulls its frames into an output, tells what is heard when, and takes commands."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Protocol

from voiceguide.core.command import By, Command, command_for_key
from voiceguide.core.cue import Tone
from voiceguide.core.facts import Event, EventName, Sound
from voiceguide.core.frames import RATE, frames
from voiceguide.core.session import Moment, Session
from voiceguide.pcm.clip import Clip
from voiceguide.pcm.mixer import Mixer
from voiceguide.sound.protocol import Output

GLANCE = 0.02
"""The longest wait, in seconds, before commands and clips are looked at again."""
FIRST_WORDS = 4.0
"""Seconds to wait for the first words before the session begins without them."""
LAST_FADE = frames(0.12)
"""Handed out after an interruption, so that the fade is heard."""


class Narrator(Protocol):
    """Where clips come from: see `voice.studio`."""

    def request(self, texts: Iterable[str], urgent: bool = False) -> None: ...
    def collect(self) -> list[tuple[str, Clip]]: ...
    def wait(self, seconds: float) -> bool: ...


class Listener(Protocol):
    """Somebody who follows a session; called on the thread of `Player.run`, and quick to return."""

    def hear(self, heard: "Heard") -> None:
        """An event or words are heard now."""
        ...

    def draw(self, player: "Player") -> None:
        """Some time has passed."""
        ...


@dataclass(frozen=True, slots=True)
class Heard:
    """An event, or words, at the moment at which they are heard."""

    time: float
    """Monotonic seconds."""
    fact: Event | Sound


class Player:
    """One session through one output. `run` belongs to one thread; `command` and `interrupt` to any."""

    def __init__(self, session: Session, narrator: Narrator, output: Output, listener: Listener) -> None:
        self._session = session
        self._narrator = narrator
        self._output = output
        self._listener = listener
        self._clips: dict[str, Clip] = {}
        self._mixer = Mixer(self._clips.__getitem__)
        self._inbox: SimpleQueue[tuple[Command | str, By]] = SimpleQueue()
        self._asked: set[str] = set()
        self._unheard: deque[Event | Sound] = deque()
        self._moments: deque[Moment] = deque([session.moment])
        self._interrupted: str | None = None

    @property
    def moment(self) -> Moment:
        """What is heard now, as far as the last look at the output tells."""
        return self._moments[0]

    def hold_left(self) -> float | None:
        """Seconds left of the hold that is heard now, or None."""
        moment = self.moment
        if moment.hold_left is None:
            return None
        since = self._output.heard() - moment.frame if moment.running else 0
        return max(0.0, (moment.hold_left - since) / RATE)

    def command(self, command: Command, by: By) -> None:
        """Ask for something; it happens within the next frames handed out."""
        self._inbox.put((command, by))

    def press(self, key: str) -> None:
        """Ask for what a key means at the moment at which it is taken."""
        self._inbox.put((key, By.KEY))

    def interrupt(self, reason: str) -> None:
        """End soon, with a fade; safe in a signal handler."""
        self._interrupted = reason

    def run(self) -> None:
        """Play to the end.

        Raises:
            SoundError: the output cannot be opened, or was lost.
            VoiceError: no voice is left.
        """
        self._narrator.request(self._session.vocabulary)
        self._narrator.request(self._session.spare_vocabulary)
        self._await_first_words()
        self._output.open()
        try:
            while not self._session.ended:
                self._listen()
                self._fill()
                self._tell()
                self._listener.draw(self)
                self._output.wait(GLANCE)
            self._finish()
        finally:
            self._output.close()

    def _await_first_words(self) -> None:
        deadline = self._output.now() + FIRST_WORDS
        self._take_clips()
        while self._session.wanted and not self._interrupted and self._output.now() < deadline:
            self._narrator.wait(GLANCE)
            self._take_clips()

    def _listen(self) -> None:
        """Take in clips, commands and interruptions."""
        self._take_clips()
        while not self._session.ended:
            try:
                asked, by = self._inbox.get_nowait()
            except Empty:
                break
            command = asked if isinstance(asked, Command) else command_for_key(asked, self._session.state)
            if command:
                self._session.command(command, by)
        if self._interrupted:
            self._session.end(self._interrupted)

    def _take_clips(self) -> None:
        for text, clip in self._narrator.collect():
            self._clips[text] = clip
            self._session.learn(text, clip.frames)
        missing = [text for text in self._session.wanted if text not in self._asked]
        if missing:
            self._asked.update(missing)
            self._narrator.request(missing, urgent=True)

    def _fill(self) -> None:
        """Hand out as many frames as the output has room for."""
        room = self._output.room()
        if room > 0:
            self._hand_out(room)

    def _hand_out(self, count: int) -> None:
        part = self._session.advance(count)
        self._output.write(self._mixer.mix(part))
        words = (
            fact for fact in part.sounds if isinstance(fact, Sound) and not isinstance(fact.source, Tone)
        )
        told: list[Event | Sound] = [*part.events, *words]
        for fact in sorted(told, key=lambda fact: fact.frame):
            if isinstance(fact, Event) and fact.name is EventName.COMMAND_HEARD:
                self._listener.hear(Heard(self._output.now(), fact))
            else:
                self._unheard.append(fact)
        self._moments.append(self._session.moment)

    def _tell(self) -> None:
        """Tell everything that has been heard by now."""
        heard = self._output.heard()
        while self._unheard and self._unheard[0].frame <= heard:
            fact = self._unheard.popleft()
            self._listener.hear(Heard(self._output.heard_at(fact.frame), fact))
        while len(self._moments) > 1 and self._moments[1].frame <= heard:
            self._moments.popleft()

    def _finish(self) -> None:
        """Let everything handed out be heard, and the last fade with it."""
        last = self._session.handed_out + LAST_FADE
        while self._output.heard() < last and self._output.starved() < 1:
            self._fill()
            self._tell()
            self._output.wait(GLANCE)
        self._tell()
        for fact in self._unheard:
            self._listener.hear(Heard(self._output.now(), fact))
