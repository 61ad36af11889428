"""The microphone check, with real ears: a recording, or a room whose loudness is turned by hand."""

import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
from fakes import HandClock
from house import until
from recorded_microphone import RecordedMicrophone
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static

from voiceguide.core.errors import VoiceguideError
from voiceguide.listen.ear import Ear
from voiceguide.listen.errors import ListenError, MicrophoneLostError
from voiceguide.listen.features import Networks
from voiceguide.listen.gate import Gate
from voiceguide.listen.microphone import MUTED, NO_MICROPHONE, Block, Microphone
from voiceguide.listen.recogniser import Heard, Miss, OwnRecogniser, Recogniser
from voiceguide.listen.utterance import RATE, Pcm
from voiceguide.pcm.resample import resampled
from voiceguide.tui.screens.microphone import MicrophoneScreen
from voiceguide.tui.themes import DARK
from voiceguide.voice.neural import NeuralVoice

NAMES = ("Headset", "Built-in")


class Room:
    """A microphone in a room that is as loud as the test says."""

    def __init__(self) -> None:
        self.amplitude = 10.0
        self._pace = threading.Event()

    def open(self) -> None: ...

    def read(self, seconds: float) -> Block:
        self._pace.wait(min(seconds, 0.001))
        return Block(np.full(480, self.amplitude, np.int16), 0.0)

    def close(self) -> None: ...


class Missing(Room):
    def open(self) -> None:
        raise MicrophoneLostError(NO_MICROPHONE)


class Listener:
    """A recogniser that understands what the test tells it."""

    ready = True

    def __init__(self) -> None:
        self.understood: list[Heard] = []

    def feed(self, block: Pcm, at: float) -> None: ...

    def expect(self, phrases: object) -> None: ...

    def heard(self) -> Sequence[Heard]:
        told, self.understood = self.understood, []
        return told

    def reset(self) -> None: ...

    def close(self) -> None: ...


class Check:
    """The screen over an empty app, and whatever it opened."""

    def __init__(
        self,
        microphone: Microphone,
        recogniser: Callable[[], Recogniser],
        names: Callable[[], Sequence[str]] = lambda: NAMES,
    ) -> None:
        self.clock = HandClock()
        self.opened: list[str] = []
        self.closed: list[str] = []
        self.chosen: list[str] = []
        self._microphone = microphone
        self._recogniser = recogniser
        self.screen = MicrophoneScreen(self._open_ear, names, self.clock.now)
        self.app = _Desk(self.screen, self.chosen)

    def _open_ear(
        self,
        microphone: str,
        *,
        told: Callable[[str, float], None],
        missed: Callable[[], None],
        troubled: Callable[[str], None],
    ) -> Ear:
        self.opened.append(microphone)
        closed = self.closed

        class Noted(Ear):
            def close(self) -> None:
                super().close()
                closed.append(microphone)

        return Noted(
            self._microphone,
            self._recogniser,
            Gate(),
            told=lambda one: told(one.phrase, one.score),
            missed=missed,
            troubled=troubled,
        )

    @asynccontextmanager
    async def open(self, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
        async with self.app.run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot

    def shown(self, part: str) -> str:
        return str(self.screen.query_one(f"#{part}", Static).content)

    def text(self) -> str:
        """What stands on the screen, without colours."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join(strip.text.rstrip() for strip in strips)

    async def hear(self, pilot: Pilot[None], room: Room, amplitude: float, seconds: float) -> None:
        """Let the room be so loud for so long."""
        room.amplitude = amplitude
        wanted = 20 * np.log10(amplitude / 32768)
        await until(pilot, lambda: f"{wanted:.0f} dB" in self._looked())
        for _ in range(round(seconds * 20)):
            self.clock.sleep(0.05)
            self.screen.look()

    def _looked(self) -> str:
        self.screen.look()
        return self.shown("level")


class _Desk(App[None]):
    CSS_PATH = Path(__file__).parents[2] / "voiceguide" / "tui" / "app.tcss"

    def __init__(self, screen: MicrophoneScreen, chosen: list[str]) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self._check = screen
        self._chosen = chosen

    def on_mount(self) -> None:
        self.push_screen(self._check)

    def on_microphone_screen_chosen(self, event: MicrophoneScreen.Chosen) -> None:
        self._chosen.append(event.microphone)


@pytest.fixture(scope="module")
def pause() -> Pcm:
    """What the natural voice says, after a second of a quiet room and before one."""
    voice = NeuralVoice()
    try:
        clip = voice.speak("Pause.")
    except VoiceguideError as error:
        pytest.skip(f"the natural voice is needed to speak: {error}")
    finally:
        voice.close()
    sound = np.concatenate([np.zeros(RATE), resampled(clip.signal, 24_000, RATE) * 12_000, np.zeros(RATE)])
    return np.round(sound + np.random.default_rng(0).normal(0, 10, len(sound))).astype(np.int16)


@pytest.fixture
def networks() -> Networks:
    try:
        return Networks()
    except ListenError as error:
        pytest.skip(f"the recogniser's networks are needed: {error}")


async def test_what_is_said_is_shown_with_its_likelihood(networks: Networks, pause: Pcm):
    check = Check(RecordedMicrophone(pause), lambda: OwnRecogniser(networks))
    async with check.open() as pilot:
        await until(pilot, lambda: check.shown("heard").startswith('Heard: "pause", '))

        assert check.shown("heard").endswith("% sure")
        assert check.shown("why") == "It listens."


async def test_the_level_is_shown_as_a_bar_and_in_decibels():
    room = Room()
    check = Check(room, Listener)
    async with check.open() as pilot:
        await check.hear(pilot, room, 33, 0.1)
        soft = check.shown("level")
        await check.hear(pilot, room, 3277, 0.1)
        loud = check.shown("level")

    assert soft.endswith("-60 dB")
    assert loud.endswith("-20 dB")
    assert soft.count("█") < loud.count("█")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (140, 45)], ids=str)
async def test_all_of_it_is_seen_at_once(size: tuple[int, int]):
    room = Room()
    check = Check(room, Listener)
    async with check.open(size) as pilot:
        await check.hear(pilot, room, 1036, 0.1)
        await pilot.pause()

        for part in ("Microphone ‹the system's own›", "-30 dB", 'Say "pause"', "It listens.", "Esc closes"):
            assert part in check.text()


@pytest.mark.parametrize(
    ("amplitude", "why"),
    [
        (100, "That was too soft (-50 dB). Come nearer"),
        (1036, "Something was heard (-30 dB), but no phrase."),
    ],
)
async def test_what_was_not_understood_is_explained(amplitude: float, why: str):
    room = Room()
    check = Check(room, Listener)
    async with check.open() as pilot:
        await check.hear(pilot, room, 10, 1)
        await check.hear(pilot, room, amplitude, 0.5)
        await check.hear(pilot, room, 10, 1)

        assert check.shown("why").startswith(why)


async def test_what_was_almost_a_phrase_is_to_be_said_again():
    room, listener = Room(), Listener()
    check = Check(room, lambda: listener)
    async with check.open() as pilot:
        await check.hear(pilot, room, 10, 1)
        listener.understood = [Miss(0.0, 0.0)]
        await until(pilot, lambda: check.shown("why").startswith("That was almost a phrase."))


async def test_a_room_in_which_nothing_is_heard_proposes_another_microphone():
    room = Room()
    check = Check(room, Listener)
    async with check.open() as pilot:
        await check.hear(pilot, room, 10, 13)

        assert check.shown("why").startswith("Nothing is heard but the room (-70 dB).")


async def test_a_muted_microphone_is_one_sentence():
    check = Check(RecordedMicrophone(np.zeros(10 * RATE, np.int16)), Listener)
    async with check.open() as pilot:
        await until(pilot, lambda: check.shown("why") == MUTED)


async def test_a_missing_microphone_is_one_sentence():
    def none() -> Sequence[str]:
        raise MicrophoneLostError(NO_MICROPHONE)

    check = Check(Missing(), Listener, none)
    async with check.open() as pilot:
        await until(pilot, lambda: check.shown("why") == NO_MICROPHONE)

        assert "dB" not in check.shown("level")


async def test_a_recogniser_that_cannot_be_loaded_is_one_sentence():
    def broken() -> Recogniser:
        raise ListenError("The recogniser is broken. Use the keys.")

    check = Check(Room(), broken)
    async with check.open() as pilot:
        await until(pilot, lambda: check.shown("why") == "The recogniser is broken. Use the keys.")


async def test_another_microphone_is_chosen_with_an_arrow_key_and_told():
    check = Check(Room(), Listener)
    async with check.open() as pilot:
        await until(pilot, lambda: check.opened == [""])
        await until(pilot, lambda: "dB" in check.shown("level"))
        await pilot.press("right")
        await until(pilot, lambda: check.opened == ["", "Headset"])

        assert check.closed == [""]
        assert check.chosen == ["Headset"]


@pytest.mark.parametrize("key", ["escape", "enter", "q"])
async def test_leaving_lets_go_of_the_microphone(key: str):
    check = Check(Room(), Listener)
    async with check.open() as pilot:
        await until(pilot, lambda: "dB" in check.shown("level"))
        await pilot.press(key)
        await until(pilot, lambda: check.closed == [""])

        assert check.screen not in check.app.screen_stack
