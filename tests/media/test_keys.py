"""Media keys on a real bus: playerctl is the remote control."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest
from fakes import HandClock
from session_bus import PATIENCE, SessionBus, until

from voiceguide.core.command import Command
from voiceguide.core.showing import NOTHING, Button, Showing, Status
from voiceguide.media.keys import ELSEWHERE, NO_BUS, NOT_LOADED, MediaKeys

NAME = "org.mpris.MediaPlayer2.voiceguide"
HOLD = Showing(
    title="GB30, right: hold 40 s",
    place="Right outer buttock",
    session="Hip session",
    status=Status.PLAYING,
    position=61.5,
    length=600,
    moving=True,
    switch=Command.PAUSE,
    can_go_next=True,
    can_go_previous=True,
)
PAUSED = replace(HOLD, status=Status.PAUSED, moving=False, switch=Command.RESUME)
ALL = "{{playerName}}|{{status}}|{{title}}|{{artist}}|{{album}}|{{mpris:length}}|{{mpris:trackid}}"
WITHOUT_LIBRARY = """
import sys
sys.modules["dbus_fast"] = None
from voiceguide.media.keys import MediaKeys
keys = MediaKeys(print)
keys.start()
keys.settle(10)
keys.close()
print(keys.trouble)
"""


class Hand:
    """Somebody who sees what is shown and takes what is asked."""

    def __init__(self, keys: MediaKeys, asked: "SimpleQueue[Command]", clock: HandClock) -> None:
        self.keys = keys
        self.clock = clock
        self._asked = asked

    def next_asked(self) -> Command:
        return self._asked.get(timeout=PATIENCE)

    @property
    def nothing_asked(self) -> bool:
        try:
            self._asked.get_nowait()
        except Empty:
            return True
        return False


@contextmanager
def keys_on(bus: SessionBus, showing: Showing = HOLD) -> Iterator[Hand]:
    asked: SimpleQueue[Command] = SimpleQueue()
    clock = HandClock()
    keys = MediaKeys(asked.put, now=clock.now, environment=bus.environment)
    keys.show(showing)
    keys.start()
    assert keys.settle(PATIENCE)
    try:
        yield Hand(keys, asked, clock)
    finally:
        keys.close()


def test_the_session_is_seen_with_everything_a_panel_shows(bus: SessionBus):
    with keys_on(bus):
        seen = bus.playerctl("metadata", "--format", ALL)

    shown = "GB30, right: hold 40 s|Right outer buttock|Hip session|600000000|'/voiceguide/session'"
    assert seen == f"voiceguide|Playing|{shown}"


@pytest.mark.parametrize(
    ("shown", "word", "command"),
    [
        (HOLD, "play-pause", Command.PAUSE),
        (PAUSED, "play-pause", Command.RESUME),
        (HOLD, "pause", Command.PAUSE),
        (PAUSED, "play", Command.RESUME),
        (HOLD, "stop", Command.STOP),
        (HOLD, "next", Command.NEXT),
        (HOLD, "previous", Command.GO_BACK),
    ],
)
def test_each_button_is_a_command(bus: SessionBus, shown: Showing, word: str, command: Command):
    with keys_on(bus, shown) as hand:
        bus.playerctl(word)

        assert hand.next_asked() is command


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (HOLD, ["play"]),
        (PAUSED, ["pause"]),
        (HOLD, ["position", "30"]),
        (replace(HOLD, can_go_next=False), ["next"]),
        (replace(HOLD, can_go_previous=False), ["previous"]),
        (NOTHING, ["play-pause"]),
        (NOTHING, ["stop"]),
    ],
)
def test_a_button_that_makes_no_sense_now_asks_for_nothing(bus: SessionBus, shown: Showing, words: list[str]):
    with keys_on(bus, shown) as hand:
        bus.playerctl(*words)

        assert hand.nothing_asked


def test_position_is_right_whenever_it_is_read(bus: SessionBus):
    with keys_on(bus) as hand:
        first = float(bus.playerctl("position"))
        hand.clock.sleep(12.25)
        later = float(bus.playerctl("position"))
        hand.keys.show(replace(PAUSED, position=70.0))
        hand.clock.sleep(5)
        paused = float(bus.playerctl("position"))

    # playerctl adds the microseconds since it has asked.
    assert (first, later, paused) == pytest.approx((61.5, 73.75, 70.0), abs=0.2)


def test_only_what_has_changed_is_signalled(bus: SessionBus):
    with keys_on(bus) as hand, bus.signals() as signals:
        hand.keys.show(replace(PAUSED, position=61.5))
        until(lambda: "Paused" in signals.text)
        told = signals.text

    assert told.count("PropertiesChanged") == 1
    assert "Metadata" not in told
    assert "CanGoNext" not in told
    assert "Seeked" not in told


def test_position_that_moves_by_itself_is_not_signalled_but_a_jump_is(bus: SessionBus):
    with keys_on(bus) as hand, bus.signals() as signals:
        for _ in range(100):
            hand.clock.sleep(0.1)
            hand.keys.show(replace(HOLD, position=hand.keys.look().position))
        hand.keys.show(replace(HOLD, position=300.0))
        until(lambda: "300000000" in signals.text)
        told = signals.text

    assert told.count("Seeked") == 1
    assert "PropertiesChanged" not in told


def test_a_new_title_is_signalled(bus: SessionBus):
    with keys_on(bus) as hand, bus.signals() as signals:
        hand.keys.show(replace(HOLD, title="GB30, right: hold 55 s"))
        until(lambda: "hold 55 s" in signals.text)

        assert bus.playerctl("metadata", "title") == "GB30, right: hold 55 s"


def test_a_second_session_is_seen_beside_the_first(bus: SessionBus):
    with keys_on(bus), keys_on(bus, PAUSED) as second:
        own = f"{NAME}.instance{os.getpid()}"

        assert second.keys.name == own
        assert bus.names() == [NAME, own]
        bus.playerctl("--player", own.removeprefix("org.mpris.MediaPlayer2."), "play")
        assert second.next_asked() is Command.RESUME


def test_a_third_in_the_same_process_is_refused_in_one_sentence(bus: SessionBus):
    with keys_on(bus), keys_on(bus), keys_on(bus) as third:
        assert third.keys.trouble.startswith("The desktop session bus does not let voiceguide in")


def test_after_closing_nothing_is_seen(bus: SessionBus):
    with keys_on(bus) as hand:
        hand.keys.close()

        assert bus.names() == []
        assert hand.keys.trouble == ""


def test_a_bus_that_dies_in_mid_session_is_told_in_one_sentence_and_printed_nowhere(
    bus: SessionBus, capfd: pytest.CaptureFixture[str]
):
    with keys_on(bus) as hand:
        bus.kill()
        until(lambda: hand.keys.trouble != "")
        hand.keys.show(PAUSED)
        hand.keys.press(Button.PLAY)

        assert hand.keys.trouble.startswith("The desktop session bus is gone")
        assert hand.next_asked() is Command.RESUME
    assert capfd.readouterr() == ("", "")


def test_a_bus_that_hangs_holds_nobody_up(bus: SessionBus):
    with keys_on(bus) as hand, bus.hung():
        for turn in range(200):
            hand.keys.show(replace(HOLD, title=f"Step {turn}"))
        hand.keys.close()

        assert hand.keys.look().title == "Step 199"


def test_what_was_shown_before_the_start_is_seen(bus: SessionBus):
    with keys_on(bus, PAUSED):
        assert bus.playerctl("status") == "Paused"


@pytest.mark.parametrize(
    ("environment", "platform", "trouble"),
    [
        ({}, "linux", NO_BUS),
        ({"XDG_RUNTIME_DIR": "/nowhere"}, "linux", NO_BUS),
        ({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus"}, "linux", "does not let voiceguide in"),
        ({"DBUS_SESSION_BUS_ADDRESS": "nonsense"}, "linux", "does not let voiceguide in"),
        ({"DBUS_SESSION_BUS_ADDRESS": "autolaunch:"}, "linux", "does not let voiceguide in"),
        ({}, "darwin", ELSEWHERE),
        ({}, "win32", ELSEWHERE),
    ],
)
def test_without_a_bus_one_sentence_says_so(
    environment: dict[str, str], platform: str, trouble: str, capfd: pytest.CaptureFixture[str]
):
    keys = MediaKeys(SimpleQueue[Command]().put, environment=environment, platform=platform)
    keys.start()

    assert keys.settle(PATIENCE)
    keys.show(HOLD)
    keys.close()
    assert trouble in keys.trouble
    assert capfd.readouterr() == ("", "")


def test_the_bus_of_a_login_without_a_desktop_is_found(bus: SessionBus, tmp_path: Path):
    (tmp_path / "bus").symlink_to(bus.address.partition("path=")[2].partition(",")[0])
    keys = MediaKeys(SimpleQueue[Command]().put, environment={"XDG_RUNTIME_DIR": str(tmp_path)})
    keys.start()

    assert keys.settle(PATIENCE)
    assert bus.names() == [NAME]
    keys.close()


def test_without_its_library_it_says_so():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_LIBRARY],
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert (done.stdout.strip(), done.stderr) == (NOT_LOADED, "")


def test_closing_without_a_start_is_harmless():
    keys = MediaKeys(SimpleQueue[Command]().put)

    keys.close()

    assert keys.name == ""
