"""What the program understands through the air, while a real session plays and listens.

`python -m training.air` speaks every phrase of a hold into a virtual microphone, by voices that took no part
in training, in several rooms, and then lets it overhear ten minutes of each: its own voice at -6 dB, talk,
music. It prints what `play --events` told, as a table. It needs the clips of `training.synthesis`, and
PulseAudio.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import wave
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np

from training.rooms import active_rms, coloured, echo
from training.streams import music_and_noise, talk
from training.synthesis import HELD_OUT, Spoken, clip
from training.voices import NATURAL_HELD, RATE, Sound
from voiceguide.core.command import COMMANDS, State
from voiceguide.core.phrases import PHRASES

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from guided import Guided, guided
from virtual_speaker import VirtualSpeaker

PLACE = "  - {point: CV6, hold: 600, rest: 0, prepare: 0}\n"
ROUTINE = f"title: Long holds\nsummary: To be spoken to.\nsteps:\n{PLACE * 17}"
OPTIONS = ("--listen", "--count", "tones", "--volume", "-20", "--no-ask")
SPOKEN = tuple(phrase for row in COMMANDS.values() if State.HOLDING in row.states for phrase in row.phrases)
"""What makes sense in a hold."""

LOUD = 0.08
"""RMS of what is said, of 1."""
FAINT_DB = 45.0
"""By how much the quiet room is softer."""
WITHIN = 2.0
"""Seconds after its end in which a phrase has to have been understood."""
APART = 2.0
"""Seconds of quiet before the next phrase."""
AT_ONCE = 4
"""Sessions side by side, each with a sound server of its own."""
LEAK_DB = -6.0


class Room(NamedTuple):
    name: str
    t60: float
    """Seconds of echo; 0: none."""
    noise_db: float
    """By how many decibels noise is softer than what is said."""


ROOMS = (
    Room("clean", 0.0, FAINT_DB),
    Room("echo", 0.4, FAINT_DB),
    Room("noise 10 dB", 0.0, 10.0),
    Room("echo, noise 10 dB", 0.4, 10.0),
)


RESUMING = 40.0
"""Seconds that it may take until a hold goes on, with all that is said before."""
ANSWER = 8.0
"""Seconds that an answer in words takes; it is spoken beside the running hold."""
_ANSWERED = (["repeat"], ["how-long"], ["help"], ["no-turning"])


class Seat:
    """A session that is spoken to."""

    def __init__(self, session: Guided, speaker: VirtualSpeaker, folder: Path) -> None:
        self._session = session
        self._speaker = speaker
        self._folder = folder

    def commands(self) -> list[str]:
        """What was said so far, as it was understood and accepted."""
        heard = (event for event in self._session.events() if event["event"] == "command_heard")
        return [str(event["command"]) for event in heard if event["by"] == "voice"]

    def say(self, sound: Sound) -> str:
        """Say something; the command for which it was taken, or nothing."""
        before = len(self.commands())
        self._speaker.say(written(self._folder / "said.wav", sound))
        until = time.monotonic() + WITHIN
        while time.monotonic() < until:
            if len(heard := self.commands()) > before:
                return heard[before]
            time.sleep(0.05)
        return ""

    def back_to_the_hold(self) -> None:
        """Undo by key whatever was understood, and wait until it is quiet again."""
        for _ in range(5):
            until = time.monotonic() + RESUMING
            while not self._holding() and not self._key_to_go_on() and time.monotonic() < until:
                time.sleep(0.2)
            if self._holding():
                time.sleep(ANSWER if self.commands()[-1:] in _ANSWERED else 0)
                return
            self._session.press(self._key_to_go_on())
            time.sleep(APART)
        raise TimeoutError(f"it does not go on: {self._session.events()[-5:]}")

    def _last(self, *names: str) -> str:
        return next(
            (str(one["event"]) for one in reversed(self._session.events()) if one["event"] in names), ""
        )

    def _holding(self) -> bool:
        held = self._last("hold_started", "hold_ended") == "hold_started"
        return held and self._last("paused", "resumed", "hold_started") != "paused"

    def _key_to_go_on(self) -> str:
        """The key that a session waits for; empty if it goes on by itself."""
        asked = [event["command"] for event in self._session.events() if event["event"] == "command_heard"]
        if self._last("paused", "resumed", "hold_started") != "paused":
            return ""
        return {"stop": "n", "resume": "", "no": ""}.get(asked[-1], " ")


def written(file: Path, sound: Sound) -> Path:
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        out.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return file


@contextmanager
def room_noise(speaker: VirtualSpeaker, folder: Path, noise_db: float) -> Iterator[None]:
    """Pink noise that never ends, since a room is never silent."""
    level = LOUD * 10 ** (-noise_db / 20)
    minute = coloured(60 * RATE, 1, np.random.default_rng(1)) * np.float32(level)
    file = written(folder / "noise.wav", minute)
    again = f"while paplay -d room {file}; do :; done"
    playing = subprocess.Popen(["sh", "-c", again], env=speaker.environment, stderr=subprocess.DEVNULL)  # noqa: S603, S607
    try:
        yield
    finally:
        playing.kill()
        playing.wait()


_SPEECH = tempfile.TemporaryDirectory()
"""What all sessions say is rendered once."""


@contextmanager
def seated(noise_db: float, *more: str, routine: str = ROUTINE, leak: bool = False) -> Iterator[Seat]:
    """Somebody in the first hold of a session, in a room with noise; `leak`: which also hears the guide."""
    with tempfile.TemporaryDirectory() as name, VirtualSpeaker() as speaker:
        folder = Path(name)
        if leak:
            speaker.pactl(
                "load-module", "module-loopback", "source=speaker.monitor", "sink=room", "latency_msec=20"
            )
            [sounding] = speaker.pactl("list", "short", "sink-inputs").splitlines()
            speaker.pactl("set-sink-input-volume", sounding.split("\t")[0], f"{LEAK_DB}dB")
        (folder / "home").mkdir()
        (folder / "home" / "cache").symlink_to(_SPEECH.name, target_is_directory=True)
        home = {**speaker.variables, "VOICEGUIDE_HOME": str(folder / "home")}
        with (
            room_noise(speaker, folder, noise_db),
            guided(folder, home, *OPTIONS, *more, routine=routine) as session,
        ):
            session.go_to_the_hold()
            time.sleep(APART)
            yield Seat(session, speaker, folder)


def understood(voice: str, room: Room) -> Counter[str]:
    """How many phrases were right, wrong and missed, and which were not right."""
    outcomes: Counter[str] = Counter()
    chance = np.random.default_rng(0)
    with seated(room.noise_db) as seat:
        for phrase in SPOKEN:
            sound = clip(Spoken(voice, phrase, 1.0, HELD_OUT))
            sound = echo(sound, room.t60, chance) if room.t60 else sound
            taken = seat.say(sound * np.float32(LOUD / active_rms(sound)))
            outcome = "right" if taken == PHRASES[phrase] else "wrong" if taken else "missed"
            outcomes[outcome] += 1
            if outcome != "right":
                outcomes[f"{phrase}: {taken or 'missed'}"] += 1
            sys.stderr.write(f"{voice}, {room.name}: {phrase} -> {taken or '-'}\n")
            time.sleep(APART)
            seat.back_to_the_hold()
            time.sleep(APART)
    return outcomes


def phrases_row(voice: str, room: Room) -> str:
    found = understood(voice, room)
    shares = " / ".join(
        f"{100 * found.pop(name, 0) / len(SPOKEN):.1f}" for name in ("right", "wrong", "missed")
    )
    return f"| {voice} | {room.name} | {shares} ({len(SPOKEN)}) | {', '.join(found)} |"


def overheard_row(name: str, sounds: Callable[[np.random.Generator], Iterator[Sound]], minutes: float) -> str:
    """So many minutes of something that nobody means for it, in a hold."""
    pieces, chance, length = [], np.random.default_rng(11), 0
    for sound in sounds(chance):
        pieces.append(sound / max(np.abs(sound).max(), 1e-6) * np.float32(10 ** chance.uniform(-1.0, -0.2)))
        length += len(sound)
        if length >= minutes * 60 * RATE:
            break
    with seated(FAINT_DB) as seat:
        for piece in np.array_split(
            np.concatenate(pieces)[: int(minutes * 60 * RATE)], max(1, round(2 * minutes))
        ):
            if seat.say(piece):
                seat.back_to_the_hold()
        return f"| {name} | {minutes:g} min | {', '.join(seat.commands()) or 'none'} |"


def own_voice_row(minutes: float) -> str:
    """The guide hears itself, 6 dB softer, through the whole of a session with its long instructions."""
    routine = (Path(__file__).parents[1] / "routines" / "back.yaml").read_text("utf-8")
    with seated(FAINT_DB, "--talk", "full", "--volume", "0", routine=routine, leak=True) as seat:
        time.sleep(minutes * 60)
        return (
            f"| its own voice at {LEAK_DB:g} dB | {minutes:g} min | {', '.join(seat.commands()) or 'none'} |"
        )


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser("python -m training.air", description=__doc__)
    parser.add_argument("--voice", action="append", help="only this voice; may be repeated")
    parser.add_argument("--room", action="append", choices=[room.name for room in ROOMS])
    parser.add_argument(
        "--minutes", type=float, default=10.0, help="of each that is overheard; 0: nothing is"
    )
    given = parser.parse_args(words)
    rooms = [room for room in ROOMS if not given.room or room.name in given.room]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        rows = [
            pool.submit(phrases_row, voice, room) for voice in given.voice or NATURAL_HELD for room in rooms
        ]
        overheard = []
        if given.minutes:
            overheard = [
                pool.submit(own_voice_row, given.minutes),
                pool.submit(overheard_row, "talk", talk, given.minutes),
                pool.submit(overheard_row, "music and noise", music_and_noise, given.minutes),
            ]
        print("| voice | room | right / wrong / missed | not right |\n|---|---|---|---|")
        for row in rows:
            print(row.result(), flush=True)
        print("\n| overheard | how long | commands |\n|---|---|---|")
        for row in overheard:
            print(row.result(), flush=True)


if __name__ == "__main__":
    main()
