"""Texts on their way to a speech engine."""

import struct
import unicodedata
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

from fuzzing.chance import Chance
from fuzzing.outcome import Target, keep, keep_sentence
from fuzzing.texts import hostile
from voiceguide.core.errors import VoiceError
from voiceguide.core.spoken import estimated_frames
from voiceguide.voice.cache import clip_key
from voiceguide.voice.pyttsx3_engine import SystemEngine
from voiceguide.voice.text import LONGEST, speakable


def targets(_folder: Path) -> Sequence[Target]:
    return (Target("texts", 12, _texts), Target("engine", 1, _engine()))


def _texts(chance: Chance) -> None:
    text = hostile(chance)
    try:
        words = speakable(text)
    except VoiceError as error:
        keep_sentence(error)
        return
    keep_harmless(words)
    keep(speakable(words) == words, "what is fit to be spoken changes when it is made fit again")
    keep(len(clip_key("a voice", words)) == 64, "a clip has no name")
    keep(0 < estimated_frames(words) < 24_000 * LONGEST, "no length can be estimated")


def keep_harmless(words: str) -> None:
    """Nothing in it is a command for an engine, and it is one short line."""
    keep(len(words) <= LONGEST, f"{len(words)} characters reach the engine")
    keep(not set(words) & set("[]"), "phonemes or commands in brackets reach the engine")
    keep(
        not any(unicodedata.category(character).startswith("C") for character in words),
        "invisible characters reach the engine",
    )
    keep("\n" not in words, "several lines reach the engine")


class _Library:
    """Keeps what pyttsx3 would be given, and writes a sound of nothing."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self._finished: Callable[[str | None, bool], None] = lambda _name, _completed: None

    def connect(self, event: str, act: Callable[[str | None, bool], None]) -> None:
        if event == "finished-utterance":
            self._finished = act

    def setProperty(self, name: str, value: object) -> None:  # noqa: N802 - the library's name
        pass

    def save_to_file(self, text: str, name: str) -> None:
        self.given.append(text)
        with wave.open(name, "wb") as file:
            file.setparams((1, 2, 22_050, 0, "NONE", ""))
            file.writeframes(struct.pack("<8h", *range(8)))

    def runAndWait(self) -> None:  # noqa: N802 - the library's name
        self._finished(None, True)


def _engine() -> Callable[[Chance], None]:
    library = _Library()
    engine = SystemEngine(library, lambda: None)

    def attempt(chance: Chance) -> None:
        try:
            words = speakable(hostile(chance))
        except VoiceError:
            return
        engine.render(words, chance.uniform(0.5, 2))
        given = library.given.pop()
        keep_harmless(given)
        keep("<" not in given, "commands in angle brackets reach the engine")

    return attempt
