"""A session in real time that is led by a media player's remote control."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fakes import FakeNarrator, plan_of, routine_of
from session_bus import SessionBus, missing, until

from voiceguide.core.command import By, Command
from voiceguide.core.facts import Event, EventName
from voiceguide.core.preferences import Bed, Preferences, Talk
from voiceguide.core.session import Session
from voiceguide.core.showing import showing
from voiceguide.media.keys import MediaKeys
from voiceguide.player import Heard, Player
from voiceguide.sound.clock import SystemClock
from voiceguide.sound.silent import SilentOutput

pytestmark = [pytest.mark.device, pytest.mark.skipif(missing() != "", reason=missing())]

STEPS = routine_of(
    "  - {point: GB30, sides: right, posture: supine, hold: 60, repeat: 1}\n"
    "  - {point: CV6, posture: supine, hold: 60, repeat: 1}\n"
)
PREFERENCES = Preferences(talk=Talk.MINIMAL, bed=Bed.NONE, lead=0)


class Played:
    """A session under way; everything that is heard is kept."""

    def __init__(self, bus: SessionBus) -> None:
        clock = SystemClock()
        session = Session(plan_of(STEPS, PREFERENCES), PREFERENCES)
        self.events: list[Event] = []
        self.player = Player(session, FakeNarrator(clock), SilentOutput(clock), self)  # type: ignore[arg-type]
        self.keys = MediaKeys(self._ask, environment=bus.environment)
        self._thread = threading.Thread(target=self.player.run)

    def hear(self, heard: Heard) -> None:
        if isinstance(heard.fact, Event):
            self.events.append(heard.fact)

    def draw(self, player: Player) -> None:
        self.keys.show(showing(player.moment, "Mine"))

    def wait_for(self, name: EventName) -> Event:
        until(lambda: any(event.name is name for event in self.events))
        return [event for event in self.events if event.name is name][-1]

    @contextmanager
    def under_way(self) -> Iterator[None]:
        self.keys.start()
        self._thread.start()
        try:
            yield
        finally:
            self.player.interrupt("interrupted")
            self._thread.join()
            self.keys.close()

    def _ask(self, command: Command) -> None:
        self.player.command(command, By.MEDIA)


@pytest.fixture
def bus() -> Iterator[SessionBus]:
    with SessionBus() as bus:
        yield bus


def test_a_remote_control_pauses_resumes_skips_and_goes_back(bus: SessionBus):
    played = Played(bus)
    with played.under_way():
        until(lambda: bus.playerctl("metadata", "title") == "Lie down")
        bus.playerctl("next")
        until(lambda: bus.playerctl("metadata", "title") == "GB30, right: hold 60 s")
        bus.playerctl("play-pause")
        paused = played.wait_for(EventName.PAUSED)
        until(lambda: bus.playerctl("status") == "Paused")
        first, second = bus.playerctl("position"), bus.playerctl("position")
        bus.playerctl("play-pause")
        resumed = played.wait_for(EventName.RESUMED)
        until(lambda: bus.playerctl("status") == "Playing")
        bus.playerctl("next")
        until(lambda: bus.playerctl("metadata", "title") == "CV6: hold 60 s")
        skipped = played.wait_for(EventName.SKIPPED)
        bus.playerctl("previous")
        until(lambda: bus.playerctl("metadata", "title") == "GB30, right: hold 60 s")

    assert {event.by for event in (paused, resumed, skipped)} == {By.MEDIA}
    assert first == second


def test_stop_asks_first_and_a_button_goes_on(bus: SessionBus):
    played = Played(bus)
    with played.under_way():
        until(lambda: bus.playerctl("status") == "Playing")
        bus.playerctl("stop")
        until(lambda: bus.playerctl("status") == "Paused")
        bus.playerctl("play")
        until(lambda: bus.playerctl("status") == "Playing")
        names = [event.name for event in played.events]

    assert EventName.SESSION_ENDED not in names


def test_a_session_goes_on_when_its_bus_dies(bus: SessionBus):
    played = Played(bus)
    with played.under_way():
        until(lambda: bus.playerctl("status") == "Playing")
        bus.kill()
        until(lambda: played.keys.trouble != "")
        played.player.command(Command.NEXT, By.KEY)
        skipped = played.wait_for(EventName.SKIPPED)

    assert skipped.by is By.KEY
