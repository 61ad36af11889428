"""How long it takes from the end of a phrase until it is understood, and how much of a processor it costs."""

import time
from collections.abc import Iterator

import numpy as np

from training.examples import in_condition
from training.rooms import coloured, to_pcm
from training.synthesis import HELD_OUT, Spoken, clip, path, wanted
from training.voices import NATURAL_HELD, RATE, Sound
from voiceguide.core.phrases import PHRASES
from voiceguide.listen.features import Networks
from voiceguide.listen.head import shipped
from voiceguide.listen.recogniser import OwnRecogniser, Recognition

BLOCK = RATE * 30 // 1000
BEFORE = 0.8
"""Seconds of quiet that `in_condition` puts before the phrase."""

_EVERY = 3
_QUIET_SECONDS = 120


def latencies() -> Iterator[str]:
    """Lines of a table."""
    networks, head = Networks(), shipped()
    spoken = [
        one
        for one in wanted()
        if one.use == HELD_OUT and one.voice in NATURAL_HELD and one.text in PHRASES and path(one).exists()
    ]
    for condition in ("clean", "echo", "noise 10 dB"):
        heard = (_waits(OwnRecogniser(networks, head), one, condition) for one in spoken[::_EVERY])
        waits = sorted(wait for one in heard for wait in one)
        if waits:
            middle, most, worst = (waits[int(share * (len(waits) - 1))] for share in (0.5, 0.9, 1.0))
            yield f"| {condition} | {middle:.2f} | {most:.2f} | {worst:.2f} | {len(waits)} |"
    share = _share_of_processor(OwnRecogniser(networks, head))
    yield f"| quiet: processor used | {100 * share:.1f} % | - | - | - |"


def _waits(recogniser: OwnRecogniser, spoken: Spoken, condition: str) -> Iterator[float]:
    """From the last sound above -30 dB of the loudest, with the time for computing counted in."""
    sound, chance = clip(spoken), np.random.default_rng(0)
    end = BEFORE + _last_sound(sound)
    pcm = to_pcm(in_condition(sound, condition, [sound], chance), 0.3)
    recogniser.expect(PHRASES)
    for at in range(0, len(pcm), BLOCK):
        began = time.perf_counter()
        recogniser.feed(pcm[at : at + BLOCK], at / RATE)
        took = time.perf_counter() - began
        if any(isinstance(one, Recognition) for one in recogniser.heard()):
            yield (at + BLOCK) / RATE + took - end
            return


def _last_sound(sound: Sound) -> float:
    power = np.convolve(sound * sound, np.ones(160, np.float32) / 160, "same")
    return float(np.flatnonzero(power > power.max() * 1e-3)[-1]) / RATE


def _share_of_processor(recogniser: OwnRecogniser) -> float:
    room = to_pcm(coloured(_QUIET_SECONDS * RATE, 1, np.random.default_rng(1)), 0.01)
    began = time.process_time()
    for at in range(0, len(room), BLOCK):
        recogniser.feed(room[at : at + BLOCK], at / RATE)
    return (time.process_time() - began) / _QUIET_SECONDS
