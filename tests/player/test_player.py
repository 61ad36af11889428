"""The player: what it hands out, what it tells and when, and how it is asked."""

from collections.abc import Collection

import pytest
from fakes import FakeNarrator, HandClock, clip, plan_of, routine_of

from voiceguide.core.command import By, Command
from voiceguide.core.cue import Tone
from voiceguide.core.facts import Event, EventName, Sound
from voiceguide.core.frames import RATE
from voiceguide.core.preferences import Bed, Preferences
from voiceguide.core.routine import Routine
from voiceguide.core.session import Session
from voiceguide.export.wav import session_pcm
from voiceguide.pcm.clip import Clip
from voiceguide.player import Heard, Player
from voiceguide.sound.protocol import LEAD_IN
from voiceguide.sound.silent import SilentOutput

STEPS = routine_of("  - breathe: 5\n  - {point: CV6, hold: 10, rest: 3}\n")
BEGAN = 1000.0
FIRST = BEGAN + LEAD_IN / RATE
"""When the first frame is heard."""


class UnevenClock(HandClock):
    """Sleeps a little longer than asked, each time by another share."""

    def __init__(self, oversleeps: list[float]) -> None:
        super().__init__()
        self._oversleeps = oversleeps
        self._turn = 0

    def sleep(self, seconds: float) -> None:
        self._turn += 1
        super().sleep(seconds + self._oversleeps[self._turn % len(self._oversleeps)])


class Script:
    """A listener that asks for things once so many seconds of the session have been heard."""

    def __init__(self, clock: HandClock, *asked: tuple[float, str | Command]) -> None:
        self.heard: list[Heard] = []
        self.told_at: list[float] = []
        self.holds_left: list[float] = []
        self._clock = clock
        self._asked = list(asked)

    def hear(self, heard: Heard) -> None:
        self.heard.append(heard)
        self.told_at.append(self._clock.now())

    def draw(self, player: Player) -> None:
        left = player.hold_left
        if left is not None:
            self.holds_left.append(left)
        while self._asked and self._asked[0][0] <= self._clock.now() - FIRST:
            _, asked = self._asked.pop(0)
            if isinstance(asked, Command):
                player.command(asked, By.VOICE)
            elif asked == "ctrl-c":
                player.interrupt("interrupted")
            else:
                player.press(asked)

    @property
    def events(self) -> list[Event]:
        return [heard.fact for heard in self.heard if isinstance(heard.fact, Event)]

    @property
    def words(self) -> list[str]:
        return [str(heard.fact.source) for heard in self.heard if isinstance(heard.fact, Sound)]

    def time_of(self, name: EventName) -> float:
        return next(
            heard.time for heard in self.heard if isinstance(heard.fact, Event) and heard.fact.name is name
        )


def play(
    *asked: tuple[float, str | Command],
    preferences: Preferences | None = None,
    late: dict[str, float] | None = None,
    clock: HandClock | None = None,
    routine: str | Routine = STEPS,
) -> tuple[Script, bytes]:
    """Play the session to its end; what was told, and what was handed out."""
    clock, wished = clock or HandClock(), preferences or Preferences(lead=2)
    pieces: list[bytes] = []
    script = Script(clock, *asked)
    session = Session(plan_of(routine, wished), wished)
    Player(session, FakeNarrator(clock, late), SilentOutput(clock, pieces.append), script).run()
    return script, b"".join(pieces)


@pytest.fixture(scope="module")
def plain() -> Script:
    """A session in which nothing is asked."""
    return play()[0]


@pytest.fixture(scope="module")
def paused() -> Script:
    """A session with a pause of five seconds, and two more requests."""
    return play((3.0, " "), (8.0, " "), (30.0, "+"), (30.0, "]"))[0]


def exported(preferences: Preferences) -> bytes:
    session = Session(plan_of(STEPS, preferences), preferences)
    for text in session.vocabulary:
        session.learn(text, clip(text).frames)
    return b"".join(session_pcm(session, clip))


WISHES = [
    Preferences(lead=2),
    Preferences(lead=2, bed=Bed.NONE),
    Preferences(lead=0, volume=6.0),
    Preferences(lead=2, volume=-20.0),
]


@pytest.mark.parametrize("wished", WISHES)
def test_a_run_without_commands_is_the_export_to_the_byte(wished: Preferences):
    _, handed_out = play(preferences=wished)
    file = exported(wished)

    assert handed_out[: len(file)] == file
    assert not any(handed_out[len(file) :])


@pytest.mark.parametrize("oversleeps", [[0.0, 0.013], [0.05, 0.0, 0.031]])
def test_a_run_is_the_export_however_unevenly_it_is_asked_for_sound(oversleeps: list[float]):
    wished = Preferences(lead=2)
    _, handed_out = play(preferences=wished, clock=UnevenClock(oversleeps))
    file = exported(wished)

    assert handed_out[: len(file)] == file


def test_events_are_told_in_order_with_times_that_never_go_back(paused: Script):
    times = [heard.time for heard in paused.heard]

    assert times == sorted(times)
    assert paused.events[0].name is EventName.SESSION_STARTED
    assert paused.events[-1].name is EventName.SESSION_ENDED
    assert paused.time_of(EventName.SESSION_STARTED) == pytest.approx(FIRST)


def test_everything_is_told_within_fifty_milliseconds_of_being_heard(paused: Script):
    for heard, told_at in zip(paused.heard, paused.told_at, strict=True):
        assert 0 <= told_at - heard.time <= 0.05


def test_an_event_is_heard_when_its_frame_is(plain: Script):
    starts = [heard for heard in plain.heard if isinstance(heard.fact, Event)]

    for heard in starts:
        assert heard.time == pytest.approx(FIRST + heard.fact.frame / RATE, abs=0.001)


def test_words_are_told_as_they_are_heard_and_tones_are_not(plain: Script):
    assert plain.words[:2] == [
        "Mine, about two minutes.",
        "It is for comfort, and does not replace medical care.",
    ]
    assert plain.words[-1] == "Push yourself up with your arms, and sit a moment."
    assert not [
        heard
        for heard in plain.heard
        if isinstance(heard.fact, Sound) and isinstance(heard.fact.source, Tone)
    ]


def test_a_key_takes_effect_within_a_tenth_of_a_second():
    script, _ = play((5.0, " "), (9.0, " "))

    assert FIRST + 5 <= script.time_of(EventName.PAUSED) <= FIRST + 5.13
    assert FIRST + 9 <= script.time_of(EventName.RESUMED) <= FIRST + 9.13


def test_a_command_is_told_as_soon_as_it_is_taken():
    script, _ = play((5.0, Command.HOW_LONG))
    command = next(event for event in script.events if event.name is EventName.COMMAND_HEARD)

    assert command.by is By.VOICE
    assert script.time_of(EventName.COMMAND_HEARD) <= FIRST + 5.05


def test_one_key_means_what_the_state_says():
    script, _ = play((5.0, "q"), (9.0, "n"), (12.0, "n"))
    commands = [event.more["command"] for event in script.events if event.name is EventName.COMMAND_HEARD]

    assert commands == ["stop", "no", "next"]


def test_a_key_without_a_meaning_does_nothing():
    script, _ = play((5.0, "x"))

    assert EventName.COMMAND_HEARD not in [event.name for event in script.events]


def test_stop_and_yes_end_the_session_after_saying_how_to_get_up():
    script, _ = play((5.0, "q"), (9.0, "y"))

    assert script.events[-1].more == {"reason": "stopped"}
    assert script.words[-1] == "Push yourself up with your arms, and sit a moment."


def test_an_interruption_fades_what_sounds_and_ends():
    script, handed_out = play((5.0, "ctrl-c"))
    ended = script.events[-1].frame

    assert script.events[-1].more == {"reason": "interrupted"}
    assert script.time_of(EventName.SESSION_ENDED) <= FIRST + 5.15
    assert not any(handed_out[2 * (ended + 720) :])


def test_an_interruption_before_the_first_word_ends_at_once():
    clock = HandClock()
    script, wished = Script(clock), Preferences()
    player = Player(
        Session(plan_of(STEPS), wished),
        FakeNarrator(clock, {"No hurry.": 1e9}),
        SilentOutput(clock),
        script,
    )
    player.interrupt("interrupted")
    player.run()

    assert [event.name for event in script.events] == [EventName.SESSION_STARTED, EventName.SESSION_ENDED]
    assert clock.now() - BEGAN < 1


def test_the_first_words_are_waited_for_before_the_sound_is_opened():
    script, _ = play(late={"No hurry.": 3.0})

    assert script.time_of(EventName.SESSION_STARTED) == pytest.approx(FIRST + 3, abs=0.05)
    assert EventName.WAITING not in [event.name for event in script.events]


def test_the_share_of_speech_that_is_ready_grows_to_all():
    clock = HandClock()
    shares: list[float] = []

    class Watcher(Script):
        def draw(self, player: Player) -> None:
            shares.append(player.rendered)

    wished = Preferences(lead=2)
    late = {"Lower belly, in the middle.": 5.0, "Half a minute.": 9.0}
    output = SilentOutput(clock)
    Player(Session(plan_of(STEPS, wished), wished), FakeNarrator(clock, late), output, Watcher(clock)).run()

    assert shares == sorted(shares)
    assert 0.8 < shares[0] < 1
    assert shares[-1] == 1


def test_a_late_clip_is_waited_for_and_then_the_session_goes_on():
    script, _ = play(late={"Lower belly, in the middle.": 60.0})
    names = [event.name for event in script.events]

    assert names.count(EventName.WAITING) == 1
    assert "One moment." in script.words
    assert script.events[-1].more == {"reason": "done"}


def test_a_hold_is_counted_down_to_zero(plain: Script):
    holds = plain.holds_left

    assert max(holds) == pytest.approx(10, abs=0.1)
    assert min(holds) <= 0.1
    assert len(holds) > 500


def test_what_a_command_brings_is_rendered_before_it_is_needed():
    script, _ = play((1.0, "k"), (6.0, "n"), (7.0, "n"), (8.0, "n"), (11.0, "ctrl-c"), routine="hip")

    assert script.words[-2:] == ["Step three of six.", "Hip hollows, both sides."]
    assert EventName.WAITING not in [event.name for event in script.events]


# Somebody listens meanwhile


class WatchfulEar:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.expected: list[frozenset[str]] = []
        self.heard: list[tuple[float, float]] = []
        self.hushed: list[float] = []

    def expect(self, phrases: Collection[str]) -> None:
        self.expected.append(frozenset(phrases))

    def sounds(self, start: float, end: float) -> None:
        self.heard.append((start, end))

    def hush(self, at: float) -> None:
        self.hushed.append(at)


def listened(*asked: tuple[float, str | Command]) -> tuple[WatchfulEar, Script]:
    clock, wished, ear = HandClock(), Preferences(lead=2), WatchfulEar()
    script = Script(clock, *asked)
    session = Session(plan_of(STEPS, wished), wished)
    Player(session, FakeNarrator(clock), SilentOutput(clock), script, ear=ear).run()
    return ear, script


def test_the_ear_is_told_of_every_word_before_it_is_heard_and_for_how_long():
    ear, script = listened()
    words = {heard.time: str(heard.fact.source) for heard in script.heard if isinstance(heard.fact, Sound)}
    told = dict(ear.heard)

    for time, text in words.items():
        start = min(told, key=lambda one: abs(one - time))
        assert abs(start - time) < 0.001
        assert abs(told[start] - start - clip(text).frames / RATE) < 0.001


def test_the_ear_is_told_of_tones_too():
    ear, script = listened()
    begun = script.time_of(EventName.HOLD_STARTED)

    assert any(abs(start - begun) < 0.001 for start, _ in ear.heard)


def test_the_ear_expects_what_makes_sense_now():
    ear, _ = listened()

    assert "ready" in ear.expected[0]
    assert any("enough" in expected for expected in ear.expected)
    assert not any("hip" in expected for expected in ear.expected)


def test_after_a_command_the_ear_expects_that_it_may_be_taken_back():
    ear, _ = listened((10.0, Command.LOUDER))

    assert "no" not in ear.expected[0]
    assert any("no" in expected for expected in ear.expected)


def test_the_ear_is_told_when_the_guide_falls_silent_before_its_time():
    ear, _ = listened((0.5, Command.PAUSE), (3.0, Command.RESUME))

    assert ear.hushed


def test_a_voice_that_gives_way_to_another_is_an_event():
    clock = HandClock()
    narrator = FakeNarrator(clock)

    class Follower(Script):
        def hear(self, heard: Heard) -> None:
            super().hear(heard)
            if isinstance(heard.fact, Event) and heard.fact.name is EventName.HOLD_STARTED:
                narrator.speaking = "system"

    follower = Follower(clock)
    wished = Preferences(lead=0)
    Player(Session(plan_of(STEPS), wished), narrator, SilentOutput(clock), follower).run()

    [changed] = [event for event in follower.events if event.name is EventName.VOICE_CHANGED]
    assert (changed.by, changed.more) == ("program", {"voice": "system"})


class SlowNarrator(FakeNarrator):
    """Renders one text a second, in the order asked for, as the studio does."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock)
        self._last = clock.now()

    def collect(self) -> list[tuple[str, Clip]]:
        self._asked = list(dict.fromkeys(self._asked))
        if not self._asked or self._clock.now() < self._last + 1:
            return []
        self._last, text = self._clock.now(), self._asked.pop(0)
        return [(text, clip(text))]


def test_an_answer_is_rendered_before_the_rest_of_the_session_even_if_something_else_is_asked_meanwhile():
    clock = HandClock()
    script = Script(clock, (40.0, Command.HOW_LONG), (40.1, Command.LOUDER))
    wished = Preferences(lead=60)
    Player(Session(plan_of("hip", wished), wished), SlowNarrator(clock), SilentOutput(clock), script).run()

    assert any("left in all." in words for words in script.words)
