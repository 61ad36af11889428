"""What processes of the program tell it, when they have gone mad; and what they are told."""

import base64
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Timer

import numpy as np

from fuzzing.chance import Chance
from fuzzing.damage import damaged
from fuzzing.outcome import Target, keep, keep_sentence
from fuzzing.texts import hostile
from voiceguide.core.errors import VoiceError
from voiceguide.core.phrases import PHRASES
from voiceguide.listen.errors import ListenError
from voiceguide.listen.recogniser import Recognition
from voiceguide.listen.worker import WorkerRecogniser
from voiceguide.system.child_process import LostError, parsed
from voiceguide.voice.catalogue import read
from voiceguide.voice.worker import Worker, clip_in

_SAMPLES = base64.b64encode(bytes(range(64))).decode()
_CATALOGUE: dict[str, object] = {
    "speaks": "Engine 1",
    "default": "a",
    "entries": [{"name": "A", "identifier": "a", "language": "en-us"}],
}
_ODD: tuple[object, ...] = (None, True, False, 0, -1, 1e308, 10**400, "", [], {}, [[]], "ready", float("nan"))
_ENDLESS = (b"[" * 100_000, b'{"a":' * 50_000, b"9" * 100_000, b'"' + b"x" * 100_000)


def targets(folder: Path) -> Sequence[Target]:
    return (
        Target("voice-answers", 10, _answers),
        Target("catalogue", 4, _catalogues),
        Target("recogniser", 0.1, _recogniser(folder / "recogniser"), starts_processes=True),
        Target("voice-worker", 0.005, _worker, starts_processes=True),
    )


def odd_message(chance: Chance, message: dict[str, object]) -> bytes:
    """A line that is nearly, or not at all, an answer."""
    if chance.one_in(100):
        return chance.choice(_ENDLESS)
    changed = dict(message)
    for _ in chance.some(2, 0):
        name = chance.choice((*message, "error", "ready", hostile(chance)))
        changed[name] = hostile(chance) if chance.one_in(3) else chance.choice(_ODD)
    line = json.dumps(changed).encode("ascii")
    return damaged(chance, line) if chance.one_in(2) else line


def _answers(chance: Chance) -> None:
    number = chance.randrange(4)
    try:
        clip = clip_in(parsed(odd_message(chance, {"id": number, "samples": _SAMPLES})), number)
    except LostError as error:
        keep_sentence(str(error))
    except VoiceError as error:
        keep_sentence(error)
    else:
        keep(clip.frames > 0 and clip.samples.dtype == np.int16, "a clip is no clip")
        keep(not clip.samples.flags.writeable, "a clip can be written to")


def _catalogues(chance: Chance) -> None:
    try:
        catalogue = read(parsed(odd_message(chance, _CATALOGUE)))
    except (LostError, ValueError):
        return
    known = {entry.identifier for entry in catalogue.entries}
    keep(catalogue.default in known, "no voice speaks by default")
    for entry in catalogue.entries:
        keep_sentence(entry.name + entry.language)


def _recogniser(folder: Path) -> Callable[[Chance], None]:
    """A process that writes what it likes and ends; the second one, too."""
    folder.mkdir()
    babble = folder / "babble"
    block = np.zeros(1280, np.int16)

    def attempt(chance: Chance) -> None:
        phrase = chance.choice((*PHRASES, hostile(chance)))
        said: dict[str, object] = {"phrase": phrase, "score": 0.9, "began": 0.1, "ended": 0.5}
        fed: dict[str, object] = {"fed": 1280}
        lines = [odd_message(chance, chance.choice((said, fed))) for _ in chance.some(6)]
        babble.write_bytes(b"\n".join((b'{"ready": true}', *lines, b"")))
        recogniser = WorkerRecogniser(("cat", str(babble)))
        recogniser.expect(PHRASES)
        until = time.monotonic() + 5
        try:
            while time.monotonic() < until:
                recogniser.feed(block, 0.0)
                for heard in recogniser.heard():
                    if isinstance(heard, Recognition):
                        keep(heard.phrase in PHRASES, f"{heard.phrase!a} was heard")
                time.sleep(0.001)
        except ListenError as error:
            keep_sentence(error)
        else:
            keep(promise=False, broken="a recogniser that ended twice goes on")
        finally:
            recogniser.close()

    return attempt


def _worker(chance: Chance) -> None:
    """A real process of the voice whose engine writes into the answers, returns nonsense, hangs or dies."""
    worker = Worker("fuzzing.mad_engine", str(chance.randrange(10**9)), load_seconds=8, answer_seconds=0.3)
    closed = Event()

    def give_up() -> None:
        closed.set()
        worker.close()

    timer = Timer(20, give_up)
    timer.start()
    try:
        for _ in range(3):
            try:
                clip = worker.render("Let go.", 1.0)
            except VoiceError as error:
                keep_sentence(error)
            else:
                keep(0 < clip.frames < 24_000 * 600, "a clip of odd length was taken")
        keep(not closed.is_set(), "a mad voice was waited for")
    finally:
        timer.cancel()
        worker.close()
