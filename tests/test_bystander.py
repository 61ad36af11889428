"""Whoever follows a session from a thread of its own misses nothing and holds up nothing."""

import threading

import pytest
from fakes import FakeNarrator, HandClock, plan_of, routine_of

from voiceguide.bystander import Bystander
from voiceguide.core.facts import Event, EventName
from voiceguide.core.preferences import Preferences
from voiceguide.core.session import Session
from voiceguide.player import Heard, Listener, Player
from voiceguide.sound.silent import SilentOutput

PATIENCE = 20.0
WISHED = Preferences(lead=0)


class Terminal:
    """Stands still, as after Ctrl-S, until it is let go on."""

    def __init__(self) -> None:
        self.goes_on = threading.Event()
        self.heard: list[Heard] = []
        self.looks = 0

    def hear(self, heard: Heard) -> None:
        assert self.goes_on.wait(PATIENCE)
        self.heard.append(heard)

    def draw(self, _player: Player) -> None:
        assert self.goes_on.wait(PATIENCE)
        self.looks += 1


class Broken(Terminal):
    def hear(self, heard: Heard) -> None:
        raise ValueError(heard)

    def draw(self, _player: Player) -> None: ...


def play(listener: Listener) -> None:
    clock = HandClock()
    session = Session(plan_of(routine_of("  - {point: CV6, hold: 10}\n"), WISHED), WISHED)
    Player(session, FakeNarrator(clock), SilentOutput(clock), listener).run()


def test_a_terminal_that_stands_still_does_not_hold_up_the_session():
    terminal = Terminal()
    bystander = Bystander(terminal)

    play(bystander)
    shown_meanwhile = list(terminal.heard)
    terminal.goes_on.set()
    bystander.close()

    assert shown_meanwhile == []
    events = [heard.fact.name for heard in terminal.heard if isinstance(heard.fact, Event)]
    assert events[0] is EventName.SESSION_STARTED
    assert events[-1] is EventName.SESSION_ENDED
    assert [heard.time for heard in terminal.heard] == sorted(heard.time for heard in terminal.heard)


def test_what_is_to_be_done_at_last_is_done_when_all_is_passed_on_and_not_by_whoever_closes():
    terminal, lasts = Terminal(), []
    bystander = Bystander(
        terminal, at_last=lambda: lasts.append((len(terminal.heard), threading.current_thread()))
    )
    terminal.goes_on.set()
    play(bystander)
    bystander.close()

    assert [heard for heard, _ in lasts] == [len(terminal.heard)]
    assert [by for _, by in lasts] != [threading.current_thread()]


def test_of_all_looks_that_were_due_meanwhile_one_is_taken():
    terminal = Terminal()
    bystander = Bystander(terminal)

    play(bystander)
    terminal.goes_on.set()
    bystander.close()

    assert 1 <= terminal.looks <= 2


def test_a_fault_of_whoever_follows_is_a_fault_of_the_session():
    bystander = Bystander(Broken())

    with pytest.raises(ValueError, match="Heard"):
        play_and_close(bystander)


def play_and_close(bystander: Bystander) -> None:
    play(bystander)
    bystander.close()
