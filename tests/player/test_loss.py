"""A device that goes away in the middle of a session, and comes back or does not."""

from collections.abc import Callable

import pytest
from fakes import FakeNarrator, HandClock, Plug, plan_of, routine_of

from voiceguide.core.facts import Event, EventName, Sound
from voiceguide.core.preferences import Preferences
from voiceguide.core.session import Session
from voiceguide.player import Heard, Player
from voiceguide.relay import Relay
from voiceguide.sound.silent import SilentOutput

STEPS = routine_of("  - {point: CV6, hold: 30, rest: 3}\n  - {point: LR3, sides: left, hold: 10, rest: 3}\n")


class Story:
    """A session on such a device, with things that happen so many seconds after the first hold began."""

    def __init__(
        self, *happenings: tuple[float, Callable[["Story"], None]], auto_resume: bool = True
    ) -> None:
        self.clock = HandClock()
        self.device = Plug(self.clock)
        self.slept = 0.0
        self.heard: list[Heard] = []
        self._happenings = list(happenings)
        self._began: float | None = None
        wished = Preferences(lead=0)
        session = Session(plan_of(STEPS, wished), wished)
        relay = Relay(self.device, SilentOutput(self.clock), lambda: self.slept)
        self.player = Player(session, FakeNarrator(self.clock), relay, self, auto_resume=auto_resume)
        self.player.run()

    def hear(self, heard: Heard) -> None:
        self.heard.append(heard)
        if isinstance(heard.fact, Event) and heard.fact.name is EventName.HOLD_STARTED and not self._began:
            self._began = self.clock.now()

    def draw(self, _player: Player) -> None:
        while self._began and self._happenings and self._happenings[0][0] <= self.clock.now() - self._began:
            self._happenings.pop(0)[1](self)

    @property
    def events(self) -> list[Event]:
        return [heard.fact for heard in self.heard if isinstance(heard.fact, Event)]

    def names(self) -> list[EventName]:
        return [event.name for event in self.events]

    def first(self, name: EventName) -> Event:
        return next(event for event in self.events if event.name is name)

    def time_of(self, name: EventName) -> float:
        return next(
            heard.time for heard in self.heard if isinstance(heard.fact, Event) and heard.fact.name is name
        )

    @property
    def words(self) -> list[str]:
        return [str(heard.fact.source) for heard in self.heard if isinstance(heard.fact, Sound)]


def pull(story: Story) -> None:
    story.device.plugged = False


def plug(story: Story) -> None:
    story.device.plugged = True


def press(key: str) -> Callable[[Story], None]:
    return lambda story: story.player.press(key)


LOSS = [EventName.DEVICE_LOST, EventName.PAUSED, EventName.DEVICE_BACK, EventName.RESUMED]


def test_a_lost_device_pauses_and_a_returned_one_goes_on():
    story = Story((10, pull), (20, plug))

    names = story.names()
    start = names.index(EventName.DEVICE_LOST)
    assert names[start : start + 4] == LOSS
    assert {story.first(name).by for name in LOSS} == {"device"}
    assert "Sound is back." in story.words
    assert names.count(EventName.HOLD_STARTED) == names.count(EventName.HOLD_ENDED) == 2
    held = story.first(EventName.HOLD_ENDED).at - story.first(EventName.HOLD_STARTED).at
    assert held == pytest.approx(30, abs=1e-6)
    assert story.events[-1].more["reason"] == "done"


def test_the_place_is_moved_back_over_what_was_not_heard():
    story = Story((10, pull), (20, plug))

    stopped = story.first(EventName.HOLD_STARTED).at + 10
    assert stopped - 0.3 <= story.first(EventName.RESUMED).at <= stopped + 0.06


def test_the_loss_is_noticed_within_two_seconds():
    story = Story((10, pull), (20, plug))

    pulled = story.time_of(EventName.HOLD_STARTED) + 10
    assert pulled + 1 <= story.time_of(EventName.DEVICE_LOST) <= pulled + 2


def test_after_more_than_two_minutes_it_says_so_and_stays_paused():
    story = Story((10, pull), (140, plug), (160, press(" ")))

    back, resumed = story.time_of(EventName.DEVICE_BACK), story.time_of(EventName.RESUMED)
    assert story.first(EventName.RESUMED).by == "key"
    assert resumed > back + 10
    assert story.names().count(EventName.HOLD_STARTED) == 3


def test_nothing_goes_on_from_a_pause_that_somebody_asked_for():
    story = Story((8, press(" ")), (10, pull), (20, plug), (40, press(" ")))

    assert story.first(EventName.RESUMED).by == "key"
    assert story.names().count(EventName.PAUSED) == 1


def test_nothing_goes_on_from_a_pause_that_was_asked_for_while_nothing_was_heard():
    story = Story((10, pull), (14, press(" ")), (20, plug), (60, press(" ")))

    assert story.first(EventName.RESUMED).by == "key"
    assert story.time_of(EventName.RESUMED) > story.time_of(EventName.DEVICE_BACK) + 30


def test_a_question_answered_with_no_while_nothing_is_heard_lets_it_go_on_with_the_sound():
    story = Story((10, pull), (14, press("q")), (16, press("n")), (30, plug))

    assert story.time_of(EventName.RESUMED) > story.time_of(EventName.DEVICE_BACK)
    assert story.events[-1].more["reason"] == "done"


def test_a_reminder_is_not_spent_while_nothing_is_heard():
    story = Story((10, pull), (140, plug))

    reminders = [
        heard.time
        for heard in story.heard
        if isinstance(heard.fact, Sound) and str(heard.fact.source).startswith("Still paused")
    ]
    assert reminders[-1] > story.time_of(EventName.DEVICE_BACK) + 119


def test_nothing_goes_on_by_itself_where_that_is_not_wished():
    story = Story((10, pull), (20, plug), (40, press(" ")), auto_resume=False)

    assert story.first(EventName.RESUMED).by == "key"


def test_keys_work_while_there_is_no_sound():
    story = Story((10, pull), (14, press("q")), (20, press("y")))

    assert EventName.DEVICE_BACK not in story.names()
    assert story.events[-1].more["reason"] == "stopped"


@pytest.mark.parametrize("at", [0.0, 0.7, 14.9, 27.1, 29.8, 30.0, 30.2, 31.5, 35.3, 36.75, 40.0, 58.6])
def test_no_stage_is_skipped_and_no_word_is_lost_whenever_it_happens(at: float):
    story = Story((at, pull), (at + 5, plug))
    undisturbed = Story()

    stages = [event.stage for event in story.events if event.name is EventName.STAGE_STARTED]
    assert stages == [0, 1]
    assert story.names().count(EventName.HOLD_ENDED) == 2
    assert set(undisturbed.words) <= set(story.words)


def sleep(seconds: float) -> Callable[[Story], None]:
    def happen(story: Story) -> None:
        story.slept += seconds

    return happen


def test_a_machine_that_slept_pauses_and_goes_on():
    story = Story((10, sleep(60)))

    start = story.names().index(EventName.DEVICE_LOST)
    assert story.names()[start : start + 4] == LOSS


def test_a_machine_that_slept_for_long_says_so_and_stays_paused():
    story = Story((10, sleep(8 * 3600)), (40, press(" ")))

    assert story.first(EventName.RESUMED).by == "key"
    assert "Sound is back." in story.words


@pytest.mark.parametrize("keys", ["  ", "n", "b"])
def test_whoever_wants_to_go_on_while_nothing_is_heard_waits_for_the_sound(keys: str):
    story = Story((10, pull), *((14 + at, press(key)) for at, key in enumerate(keys)), (60, plug))

    assert story.time_of(EventName.DEVICE_BACK) <= story.time_of(EventName.RESUMED)
    assert story.events[-1].more["reason"] == "done"


def test_what_was_asked_while_nothing_is_heard_is_asked_again():
    story = Story((10, press("q")), (10.1, pull), (30, plug), (45, press("n")))

    back = story.words.index("Sound is back.")
    assert story.words[back + 1 : back + 3] == ["End here?", "Yes or no."]
    assert story.events[-1].more["reason"] == "done"


def test_after_twenty_minutes_without_sound_it_ends_and_can_be_gone_on_with():
    story = Story((10, pull))

    assert story.events[-1].more["reason"] == "interrupted"


def test_a_program_stopped_for_a_second_goes_on_as_if_nothing_had_been():
    story = Story((10, lambda story: story.clock.sleep(1.0)))

    assert EventName.DEVICE_LOST not in story.names()
