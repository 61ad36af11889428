"""Drives a session or a conversation: pulls its frames, tells what is heard when, takes commands."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol

from voiceguide.core.command import By
from voiceguide.core.cue import Tone
from voiceguide.core.facts import Event, EventName, Hush, Moment, Sound, SoundFact
from voiceguide.core.frames import RATE, frames
from voiceguide.core.phrases import Meaning
from voiceguide.earshot import Earshot
from voiceguide.partners import Ear, Guide, Narrator
from voiceguide.pcm.mixer import Mixer
from voiceguide.relay import Back, Lost, Relay
from voiceguide.sound.protocol import AHEAD, Output, WholeSounds
from voiceguide.watch import SOON

if TYPE_CHECKING:
    from voiceguide.pcm.clip import Clip

GLANCE = 0.02
"""The longest wait, in seconds, before commands and clips are looked at again."""
BLOCK = AHEAD // 2
"""Frames worth handing out at a time."""
FIRST_WORDS = 4.0
"""Seconds to wait for the first words before the session begins without them."""
LAST_FADE = frames(0.12)
"""Handed out after an interruption, so that the fade is heard."""


class Listener(Protocol):
    """Follows a session; called on the thread of `Player.run`, so the slow follow by a `Bystander`."""

    def hear(self, heard: "Heard") -> None:
        """An event or words are heard now."""

    def draw(self, player: "Player") -> None:
        """Some time has passed."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An event, or words, at the moment at which they are heard."""

    time: float
    """Monotonic seconds."""
    fact: Event | Sound


@dataclass(frozen=True, slots=True)
class _Key:
    """A key, whose meaning is decided at the moment at which it is taken."""

    name: str


class Player:
    """One session through one output. `run` belongs to one thread; what is asked of it, or read, to any."""

    def __init__(
        self,
        session: Guide,
        narrator: Narrator,
        output: Output,
        listener: Listener,
        *,
        followers: Sequence[Listener] = (),
        auto_resume: bool = True,
        ear: Ear | None = None,
    ) -> None:
        """`auto_resume`: go on by itself when a lost device is back soon; needs a `Relay` as output.

        `followers` are told after the listener; `ear`: what to expect, and when the guide itself is heard.
        """
        self._auto_resume = auto_resume
        self._session = session
        self._narrator = narrator
        self._voice = narrator.speaking
        self._output = output
        self._whole_sounds = output if isinstance(output, WholeSounds) else None
        self._listeners = (listener, *followers)
        self._clips: dict[str, Clip] = {}
        self._earshot = Earshot(ear, output, lambda text: self._clips[text].frames) if ear else None
        self._mixer = Mixer(self._clips.__getitem__)
        self._inbox: SimpleQueue[tuple[Meaning | _Key | None, By]] = SimpleQueue()
        self._asked: set[str] = set()
        self._vocabulary: frozenset[str] = frozenset()
        self._rendered = 0
        """How many texts of the vocabulary have a clip."""
        self._unheard: deque[Event | Sound] = deque()
        self._moments: deque[Moment] = deque([session.moment])
        self._interrupted: str | None = None
        self._told_until = 0.0
        self._hold_left: float | None = None
        self._eager = False
        """Whether something was asked that should take effect at once."""
        self._changed = True
        """Whether the session may want other clips than when it was last asked."""

    @property
    def moment(self) -> Moment:
        """What is heard now, as far as the last look at the output tells."""
        return self._moments[0]

    @property
    def rendered(self) -> float:
        """The share of what the session will say that is ready to be heard, from 0 to 1."""
        return self._rendered / len(self._vocabulary) if self._vocabulary else 0.0

    @property
    def hint(self) -> str:
        """The keys that answer what is asked; empty in a session. For `Listener.draw`."""
        return self._session.hint

    @property
    def hold_left(self) -> float | None:
        """Seconds left, at the last look, of the hold that is heard; None if none is."""
        return self._hold_left

    def command(self, command: Meaning, by: By) -> None:
        """Ask for something, or answer; it happens within the next frames handed out."""
        self._inbox.put((command, by))

    def near_miss(self) -> None:
        """Tell that something was said that was almost understood."""
        self._inbox.put((None, By.VOICE))

    def press(self, key: str) -> None:
        """Ask for what a key means at the moment at which it is taken."""
        self._inbox.put((_Key(key), By.KEY))

    def interrupt(self, reason: str) -> None:
        """End soon, with a fade; safe in a signal handler."""
        self._interrupted = reason

    def run(self) -> None:
        """Play to the end.

        Raises:
            SoundError: the output cannot be opened, or was lost.
            VoiceError: no voice is left.
        """
        vocabulary = self._session.vocabulary
        self._vocabulary = frozenset(vocabulary)
        self._narrator.request(vocabulary)
        self._narrator.request(self._session.spare_vocabulary)
        self._await_first_words()
        self._output.open()
        try:
            while not self._session.ended:
                self._go_on()
            self._finish()
        finally:
            self._output.close()

    def _go_on(self) -> None:
        self._watch()
        self._listen()
        self._fill()
        self._tell()
        if self._earshot:
            self._earshot.expect(self._session.expected)
            self._earshot.look()
        for listener in self._listeners:
            listener.draw(self)
        self._output.wait(GLANCE)

    def _await_first_words(self) -> None:
        deadline = self._output.now() + FIRST_WORDS
        self._take_clips()
        while self._session.wanted and not self._interrupted and self._output.now() < deadline:
            self._ask_for_clips()
            self._narrator.wait(GLANCE)
            self._take_clips()

    def _watch(self) -> None:
        """Follow the loss of the device and its return."""
        change = self._output.look() if isinstance(self._output, Relay) else None
        if isinstance(change, Lost):
            undone = self._session.lose_output(change.unheard)
            if self._earshot:
                self._earshot.hush()
            # What was handed out in vain will be told when it is heard.
            self._unheard = deque(
                fact for fact in self._unheard if fact.frame < self._session.handed_out - undone
            )
        elif isinstance(change, Back):
            self._session.find_output(go_on=self._auto_resume and change.after < SOON)

    def _listen(self) -> None:
        """Take in clips, commands and interruptions."""
        self._take_clips()
        while not self._session.ended:
            try:
                asked, by = self._inbox.get_nowait()
            except Empty:
                break
            self._eager = True
            meant = self._session.meaning(asked.name) if isinstance(asked, _Key) else asked
            if asked is None:
                self._session.near_miss()
            elif meant and self._session.command(meant, by):
                self._narrator.request(self._session.ahead, urgent=True)
                # What is wanted at once is asked for anew, so that it comes before all that.
                self._asked.clear()
                self._changed = True
        self._ask_for_clips()
        if self._interrupted:
            self._session.end(self._interrupted)

    def _take_clips(self) -> None:
        for text, clip in self._narrator.collect():
            self._rendered += text in self._vocabulary and text not in self._clips
            self._clips[text] = clip
            self._session.learn(text, clip.frames)
            self._changed = True
        if self._narrator.speaking != self._voice:
            self._voice = self._narrator.speaking
            self._session.change_voice(self._voice)

    def _ask_for_clips(self) -> None:
        """Ask for what is wanted now, once the session may want something else."""
        if not self._changed:
            return
        self._changed = False
        missing = [text for text in self._session.wanted if text not in self._asked]
        if missing:
            self._asked.update(missing)
            self._narrator.request(missing, urgent=True)

    def _fill(self) -> None:
        """Hand out what the output has room for: in whole blocks, but at once when something was asked."""
        room = self._output.room()
        if room >= BLOCK or (room > 0 and self._eager):
            self._eager = False
            self._hand_out(room)

    def _hand_out(self, count: int) -> None:
        part = self._session.advance(count)
        self._changed = True
        pcm = self._mixer.mix(part)
        if self._earshot:
            self._earshot.warn(part.sounds)
        if self._whole_sounds and self._whole_sounds.wants_sounds:
            self._begin_sounds(self._whole_sounds, part.sounds)
        self._output.write(pcm)
        words = (
            fact for fact in part.sounds if isinstance(fact, Sound) and not isinstance(fact.source, Tone)
        )
        told: list[Event | Sound] = [*part.events, *words]
        for fact in sorted(told, key=lambda fact: fact.frame):
            if isinstance(fact, Event) and fact.name is EventName.COMMAND_HEARD:
                self._tell()
                self._hear(self._output.now(), fact)
            else:
                self._unheard.append(fact)
        self._moments.append(self._session.moment)

    def _begin_sounds(self, output: WholeSounds, facts: Iterable[SoundFact]) -> None:
        for fact in facts:
            if isinstance(fact, Sound):
                output.begin(fact.frame, self._mixer.whole(fact))
            elif isinstance(fact, Hush):
                output.hush()

    def _tell(self) -> None:
        """Tell everything that has been heard by now."""
        heard = self._output.heard()
        while self._unheard and self._unheard[0].frame < heard:
            fact = self._unheard.popleft()
            self._hear(self._output.heard_at(fact.frame), fact)
        while len(self._moments) > 1 and self._moments[1].frame <= heard:
            self._moments.popleft()
        moment = self.moment
        since = heard - moment.frame if moment.running else 0
        self._hold_left = None if moment.hold_left is None else max(0.0, (moment.hold_left - since) / RATE)

    def _finish(self) -> None:
        """Let everything handed out be heard, and the last fade with it."""
        last = self._session.handed_out + LAST_FADE
        while self._output.heard() < last and self._output.starved() < 1:
            self._fill()
            self._tell()
            self._output.wait(GLANCE)
        self._tell()
        for fact in self._unheard:
            self._hear(self._output.now(), fact)

    def _hear(self, time: float, fact: Event | Sound) -> None:
        """Tell one thing; times never go back, though a device's pace is only estimated."""
        self._told_until = max(self._told_until, time)
        heard = Heard(self._told_until, fact)
        for listener in self._listeners:
            listener.hear(heard)
