"""A clock moved by hand, clips like tones, a narrator, and a session that tells what it did."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from voiceguide.content.points import read_points
from voiceguide.content.routines import read_routine
from voiceguide.core.command import By, Command
from voiceguide.core.cue import TONE_FRAMES, Tone
from voiceguide.core.errors import SoundError
from voiceguide.core.facts import Event, EventName, Hush, Sound, SoundFact
from voiceguide.core.frames import RATE, frames
from voiceguide.core.plan import Plan, plan
from voiceguide.core.point import Point
from voiceguide.core.preferences import Preferences
from voiceguide.core.routine import Routine
from voiceguide.core.session import Session
from voiceguide.core.spoken import estimated_frames
from voiceguide.pcm.clip import Clip
from voiceguide.sound.clock import Clock
from voiceguide.sound.silent import SilentOutput

ROOT = Path(__file__).parents[1]


@cache
def points() -> dict[str, Point]:
    return dict(read_points((ROOT / "data" / "points.yaml").read_bytes(), "points.yaml"))


@cache
def routine(name: str) -> Routine:
    folder = ROOT / "routines"
    names = [path.stem for path in folder.glob("*.yaml")]
    return read_routine((folder / f"{name}.yaml").read_bytes(), f"{name}.yaml", name, points(), names)


def routine_of(steps: str) -> Routine:
    """A routine with these steps, as lines of YAML."""
    return read_routine(f"title: Mine\nsummary: Mine.\nsteps:\n{steps}", "mine.yaml", "mine", points(), ())


def plan_of(given: str | Routine, preferences: Preferences | None = None) -> Plan:
    """The plan of a bundled routine, or of one's own."""
    read = routine(given) if isinstance(given, str) else given
    on_back = routine(read.without_turning) if read.without_turning else None
    return plan(read, points(), preferences or Preferences(), on_back)


class HandClock:
    """Stands still but for `sleep`."""

    def __init__(self) -> None:
        self._now = 1000.0

    def now(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += max(0.0, seconds)


@cache
def clip(text: str, length: int | None = None) -> Clip:
    """A clip that begins and ends softly, at a pitch of the text's own, as long as saying it takes."""
    count = length or estimated_frames(text)
    time = np.arange(count) / RATE
    wave = (
        0.3
        * np.sin(2 * np.pi * (180 + 7 * (len(text) % 40)) * time)
        * np.sin(np.pi * np.arange(count) / count)
    )
    samples = np.rint(wave * 32768).astype(np.int16)
    samples.flags.writeable = False
    return Clip(samples)


class FakeNarrator:
    """Has every clip that was asked for at the next look, but those named as late not before their time."""

    def __init__(self, clock: HandClock, late: dict[str, float] | None = None) -> None:
        """`late`: seconds after the start at which a text is there."""
        self._clock = clock
        self._began = clock.now()
        self.speaking = "fake"
        self._late = late or {}
        self._asked: list[str] = []

    def request(self, texts: Iterable[str], urgent: bool = False) -> None:
        """Urgent ones first."""
        wanted = list(texts)
        self._asked = [*wanted, *self._asked] if urgent else [*self._asked, *wanted]

    def collect(self) -> list[tuple[str, Clip]]:
        ready = [text for text in self._asked if self._late.get(text, 0) <= self._clock.now() - self._began]
        self._asked = [text for text in self._asked if text not in ready]
        return [(text, clip(text)) for text in ready]

    def wait(self, seconds: float) -> bool:
        self._clock.sleep(seconds)
        return False


@dataclass(slots=True)
class Run:
    """A session with all its clips, and everything that it has handed out."""

    session: Session
    length_of: Callable[[str], int] = estimated_frames
    sounds: list[SoundFact] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    late: frozenset[str] = frozenset()
    """Texts that have no clip yet, whoever asks for them."""

    @classmethod
    def of(
        cls,
        made: Plan,
        preferences: Preferences | None = None,
        length_of: Callable[[str], int] = estimated_frames,
        *,
        late: Iterable[str] = (),
    ) -> "Run":
        run = cls(Session(made, preferences or Preferences()), length_of, late=frozenset(late))
        run.learn((*run.session.vocabulary, *run.session.spare_vocabulary))
        return run

    @property
    def seconds(self) -> float:
        return self.session.handed_out / RATE

    @property
    def position(self) -> float:
        return self.session.moment.position / RATE

    def learn(self, texts: Iterable[str]) -> None:
        for text in texts:
            if text not in self.late:
                self.session.learn(text, self.length_of(text))

    def learn_late_ones(self) -> None:
        late, self.late = self.late, frozenset()
        self.learn(late)

    def play(self, seconds: float) -> "Run":
        """Hand out so many seconds."""
        return self.play_frames(frames(seconds))

    def play_frames(self, count: int) -> "Run":
        part = self.session.advance(count)
        self.sounds += part.sounds
        self.events += part.events
        return self

    def play_until(self, name: EventName, after: float = 0.0, limit: float = 7200) -> "Run":
        """Until an event has just happened, and so many seconds more, in steps of a fiftieth."""
        seen = self.told(name)
        for _ in range(math.ceil(limit * 50)):
            if self.told(name) > seen:
                break
            self.play_frames(RATE // 50)
        assert self.told(name) > seen, f"{name} never came"
        return self.play(after) if after else self

    def play_until_said(self, words: str, after: float = 0.0) -> "Run":
        """Until words begin to sound, and so many seconds more."""
        seen = self.said.count(words)
        for _ in range(3600 * 50):
            if self.said.count(words) > seen:
                return self.play(after) if after else self
            self.play_frames(RATE // 50)
        raise AssertionError(f"never said: {words}")

    def play_to_end(self, limit: float = 7200) -> "Run":
        while not self.session.ended:
            assert limit > 0, "it does not end"
            self.learn(self.session.wanted)
            self.play(10)
            limit -= 10
        return self

    def ask(self, *commands: Command, by: By = By.KEY) -> bool:
        """Whether the last of them was accepted; its effect is handed out with what is played next."""
        accepted = False
        for command in commands:
            accepted = self.session.command(command, by)
            self.learn((*self.session.wanted, *self.session.ahead))
        return accepted

    def told(self, name: EventName) -> int:
        return sum(event.name is name for event in self.events)

    def event(self, name: EventName, which: int = -1) -> Event:
        return [event for event in self.events if event.name is name][which]

    @property
    def names(self) -> list[EventName]:
        return [event.name for event in self.events]

    @property
    def said(self) -> list[str]:
        return [words for _, words in self.transcript]

    @property
    def transcript(self) -> list[tuple[float, str]]:
        """Seconds handed out, and what begins to sound: words, or a tone's name in brackets."""
        return [
            (fact.frame / RATE, f"[{fact.source}]" if isinstance(fact.source, Tone) else fact.source)
            for fact in self.sounds
            if isinstance(fact, Sound)
        ]

    def said_since(self, seconds: float) -> list[str]:
        return [words for at, words in self.transcript if at >= seconds]

    def faults(self) -> Iterator[str]:
        """Where sounds overlap by more than a fade, or one begins before the last was ended or hushed."""
        free_at, words = 0, ""
        for fact in self.sounds:
            if isinstance(fact, Hush):
                free_at = min(free_at, fact.frame)
            elif isinstance(fact, Sound):
                if fact.frame < free_at:
                    early = (free_at - fact.frame) / RATE
                    yield f"{fact.source!r} begins {early:.2f} s before {words!r} ends"
                free_at, words = fact.frame + self.length(fact), str(fact.source)

    def length(self, sound: Sound) -> int:
        source = sound.source
        return TONE_FRAMES[source] if isinstance(source, Tone) else self.length_of(source)


class Plug(SilentOutput):
    """A loudspeaker that can be pulled out: it takes nothing more, and cannot be opened meanwhile."""

    latency = 0.1

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.plugged = True

    def open(self) -> None:
        if not self.plugged:
            raise SoundError("There is no sound output.")
        super().open()

    def _take_what_is_due(self) -> None:
        if self.plugged:
            super()._take_what_is_due()
