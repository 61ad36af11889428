"""Very long sessions: a day of session time as fast as it goes, or real minutes in the air."""

import argparse
import os
import random
import sys
import time
from collections.abc import Iterable

from fakes import HandClock, plan_of

from benchmarks.footprint import footprint, grown, told_of
from benchmarks.soak_air import soak_air
from voiceguide.core.command import By, Command
from voiceguide.core.facts import Event, EventName
from voiceguide.core.frames import RATE
from voiceguide.core.preferences import Bed, Count, Preferences, Talk
from voiceguide.core.session import Session
from voiceguide.pcm.clip import Clip
from voiceguide.player import Heard, Player
from voiceguide.sound.silent import SilentOutput
from voiceguide.voice.silent import SilentVoice

SETTLED = 0.1
"""The share of the time after which everything has been used."""
ROUTINES = ("hip", "back", "back-lying", "hip-supine", "feet-sitting")
RELEASES = frozenset(
    {Command.ENOUGH, Command.NEXT, Command.GO_BACK, Command.OUCH, Command.NO_TURNING, Command.STOP}
)
OTHERS = tuple(Command)


def add_options(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--hours", type=float, metavar="H", help="so many hours of session time, as fast as they go"
    )
    what.add_argument(
        "--air", type=float, metavar="SECONDS", help="a real session of about this length, recorded"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S")


def soak(given: argparse.Namespace) -> int:
    """Print what was measured; 1 if something is not as it should be."""
    faults = soak_air(given.air) if given.air else soak_fast(given.hours, given.seed)
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


class _Silent:
    """Has a clip of silence for everything at once, and keeps none."""

    speaking = "silent"

    def __init__(self, clock: HandClock) -> None:
        self._clock = clock
        self._asked: list[str] = []

    def request(self, texts: Iterable[str], urgent: bool = False) -> None:
        del urgent
        self._asked += texts

    def collect(self) -> list[tuple[str, Clip]]:
        asked, self._asked = self._asked, []
        return [(text, SilentVoice().speak(text)) for text in asked]

    def wait(self, seconds: float) -> bool:
        self._clock.sleep(seconds)
        return bool(self._asked)


class _Restless:
    """Follows a session, asks for something now and then, and checks that every hold is exact."""

    def __init__(self, chance: random.Random) -> None:
        self.asked = self.holds = 0
        self.faults: list[str] = []
        self._chance = chance
        self._next = 0
        self._began: Event | None = None
        self._seconds = 0.0
        self._left_early = False

    def hear(self, heard: Heard) -> None:
        fact = heard.fact
        if not isinstance(fact, Event):
            return
        match fact.name:
            case EventName.HOLD_STARTED:
                self._began, self._left_early = fact, False
                self._seconds = float(str(fact.more["hold"]))
            case EventName.HOLD_CHANGED:
                self._seconds = float(str(fact.more["hold"]))
            case EventName.COMMAND_HEARD if fact.more.get("accepted"):
                self._left_early |= fact.more["command"] in RELEASES or fact.more["command"] == Command.YES
            case EventName.HOLD_ENDED if self._began:
                self.holds += 1
                held = round((fact.at - self._began.at) * RATE)
                if not self._left_early and held != round(self._seconds * RATE):
                    self.faults.append(f"a hold of {self._seconds:g} s lasted {held} samples")
                self._began = None

    def draw(self, player: Player) -> None:
        frame = player.moment.frame
        if frame < self._next:
            return
        # Now and then quickly, mostly after a while; in between the session is left alone.
        self._next = frame + round(RATE * self._chance.choice((0.1, 2, 15, 40, 90, 240)))
        if frame:
            self.asked += 1
            player.command(self._chance.choice(OTHERS), By.KEY)


def soak_fast(hours: float, seed: int) -> list[str]:
    """One session after the other through the player and the mixer into an output without a device."""
    chance, faults = random.Random(seed), []  # noqa: S311 - repeats itself by design
    total = sessions = asked = holds = drift = 0
    settled, began, told = None, time.monotonic(), 0.0
    wanted = round(hours * 3600 * RATE)
    while total < wanted:
        clock, follower = HandClock(), _Restless(chance)
        written = 0

        def count(pcm: bytes) -> None:
            nonlocal written
            written += len(pcm) // 2

        wished = _wishes(chance)
        session = Session(plan_of(chance.choice(ROUTINES), wished), wished)
        Player(session, _Silent(clock), SilentOutput(clock, count), follower).run()
        if written != session.handed_out:
            drift += abs(written - session.handed_out)
            faults.append(f"session {sessions}: {written - session.handed_out} samples of drift")
        faults += follower.faults
        total, sessions = total + written, sessions + 1
        asked, holds = asked + follower.asked, holds + follower.holds
        if settled is None and total >= SETTLED * wanted:
            settled = footprint(os.getpid())
        if time.monotonic() - told > 1:
            told = time.monotonic()
            sys.stderr.write(
                f"{total / RATE / 3600:.2f} of {hours:g} h, {sessions} sessions, {len(faults)} faults\n"
            )
    ended, taken = footprint(os.getpid()), time.monotonic() - began
    settled = settled or ended
    hours_done = total / RATE / 3600
    print(f"{hours_done:.1f} h in {sessions} sessions, {asked} commands, {holds} holds, in {taken:.0f} s")
    print(f"drift {drift} samples, {told_of(settled, ended)} since the first tenth")
    return faults + grown(settled, ended)


def _wishes(chance: random.Random) -> Preferences:
    return Preferences(
        talk=chance.choice(tuple(Talk)),
        count=chance.choice(tuple(Count)),
        bed=chance.choice(tuple(Bed)),
        lead=chance.choice((0, 10, 60)),
    )
