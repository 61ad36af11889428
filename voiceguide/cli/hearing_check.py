"""What can be heard here: the microphone, the recogniser, and the buttons of headsets and keyboards."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from voiceguide.core.command import Command
from voiceguide.core.frames import RATE as VOICE_RATE
from voiceguide.core.phrases import PHRASES, phrases_for
from voiceguide.listen.errors import ListenError
from voiceguide.listen.microphone import MUTED, MiniaudioMicrophone, microphones
from voiceguide.listen.recogniser import Recognition
from voiceguide.listen.utterance import RATE, Pcm
from voiceguide.listen.worker import WorkerRecogniser
from voiceguide.media.keys import MediaKeys
from voiceguide.pcm.clip import Clip
from voiceguide.pcm.resample import resampled

LISTENED = 0.5
"""Seconds for which the room is listened to."""
PATIENCE = 3.0
"""Seconds in which a microphone has to hand that over, a bus has to answer, a word has to be understood."""
LOADING = 20.0
"""Seconds in which the networks have to load."""
LOOK = 0.005

NOT_UNDERSTOOD = "The recogniser loads, but does not understand a test word; install voiceguide anew."
SLOW = "The recogniser takes too long to load; close other programs, or use --no-listen."


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about a part."""

    part: str
    well: bool
    told: str


def check_microphone(microphone: MiniaudioMicrophone, name: str = "") -> Finding:
    """Listen for a moment: whether it can be opened, whether it is muted, how loud the room is.

    `name`: of the one that was chosen; empty for the system's own.
    """
    try:
        names = microphones()
        microphone.open()
        backend, heard = microphone.backend, _listened(microphone)
    except ListenError as error:
        return Finding("microphone", False, str(error))
    finally:
        microphone.close()
    named = name or (names[0] if len(names) == 1 else f"the system's own of {', '.join(names)}")
    if not np.any(heard):
        return Finding("microphone", False, f"{named}: {MUTED}")
    return Finding("microphone", True, f"{named} hears the room at {_decibels(heard):.0f} dB, by {backend}")


def check_recogniser(
    recogniser: Callable[[], WorkerRecogniser], word: Clip | None, now: Callable[[], float]
) -> Finding:
    """Load it, and let it hear the word "pause", if there is a voice that says it."""
    began = now()
    try:
        started = recogniser()
    except ListenError as error:
        return Finding("recogniser", False, str(error))
    try:
        return _tried(started, word, began, now)
    except ListenError as error:
        return Finding("recogniser", False, str(error))
    finally:
        started.close()


def check_media_keys(keys: MediaKeys) -> Finding:
    """Be seen on the desktop for a moment."""
    keys.start()
    settled = keys.settle(PATIENCE)
    name = keys.name
    keys.close()
    if keys.trouble or not settled:
        return Finding("media keys", False, keys.trouble or "The desktop session bus does not answer.")
    return Finding("media keys", True, f"are heard, as {name}")


def _tried(started: WorkerRecogniser, word: Clip | None, began: float, now: Callable[[], float]) -> Finding:
    while not started.ready:
        started.heard()
        if now() - began > LOADING:
            return Finding("recogniser", False, SLOW)
        time.sleep(LOOK)
    loaded = f"loads in {now() - began:.1f} s"
    if word is None:
        return Finding("recogniser", True, f"{loaded}; no voice was there to try it with")
    took = _understood(started, word, now)
    if took is None:
        return Finding("recogniser", False, NOT_UNDERSTOOD)
    return Finding("recogniser", True, f'{loaded}, understands "pause" in {1000 * took:.0f} ms')


def _understood(started: WorkerRecogniser, word: Clip, now: Callable[[], float]) -> float | None:
    """Seconds from the end of the word to its being understood; None if it is not."""
    started.expect(phrases_for({Command.PAUSE, Command.NEXT, Command.LOUDER}))
    started.feed(_as_heard(word), 0.0)
    fed = now()
    while now() - fed < PATIENCE:
        for heard in started.heard():
            right = isinstance(heard, Recognition) and PHRASES[heard.phrase] is Command.PAUSE
            return now() - fed if right else None
        time.sleep(LOOK)
    return None


def _as_heard(word: Clip) -> Pcm:
    """A word in a quiet room, at the rate of a microphone."""
    spoken = np.round(resampled(word.signal, VOICE_RATE, RATE) * 16_000)
    around = np.concatenate([np.zeros(RATE), spoken, np.zeros(RATE)])
    room = np.random.default_rng(0).normal(0, 10, len(around))
    return (around + room).astype(np.int16)


def _listened(microphone: MiniaudioMicrophone) -> Pcm:
    blocks: list[Pcm] = [np.zeros(0, np.int16)]
    for _ in range(round(PATIENCE / LISTENED)):
        while block := microphone.read(LISTENED):
            blocks.append(block.samples)
            if sum(map(len, blocks)) >= LISTENED * RATE:
                return np.concatenate(blocks)
    return np.concatenate(blocks)


def _decibels(samples: Pcm) -> float:
    """Below full scale."""
    return float(10 * np.log10(np.mean(np.square(samples / 32768))))
