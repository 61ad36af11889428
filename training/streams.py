"""Hours of sound in which nobody asks for anything: the guide's own voice, talk, music and noise.

`python -m training.streams [NAME...]` cuts them as the product does and keeps the features of what it cuts.
"""

import itertools
import subprocess
import sys
import tempfile
import wave
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

from training.examples import CACHE
from training.rooms import Chance, coloured, echo, pitched, surrounded, to_pcm, with_noise
from training.synthesis import CACHE as CLIPS
from training.synthesis import HELD_OUT, ROUTINES, clip, path, wanted
from training.voices import NATURAL_HELD, RATE, Sound, say
from training.words import COMMON, CONVERSATIONS, LETTERS, NEAR_MISSES, SAME_SOUND
from voiceguide.core.phrases import PHRASES
from voiceguide.listen.endpoint import Endpointer
from voiceguide.listen.features import Networks

HUMAN = Path("/usr/share/asterisk/sounds/en_US_f_Allison")
MUSIC = Path("/usr/share/asterisk/moh")
"""Debian's asterisk-core-sounds-en-wav, 25 minutes of one person, and asterisk-moh-opsound-wav: used if
installed."""

HUMAN_COMMANDS = {"dictate/pause", *(f"digits/{number}" for number in range(11))}
HOUR = 3600 * RATE

TALKERS = (
    "piper:joe",
    "kokoro:am_michael",
    "kokoro-gb:bf_emma",
    "flite:rms",
    "flite:slt",
    "pico:en-GB",
    "espeak:en-gb-x-gbclan+m5",
    "hibari:heart",
)


def own_speech(chance: Chance) -> Iterator[Sound]:
    """The bundled sessions as they are exported, half as loud, in a room."""
    with tempfile.TemporaryDirectory() as folder:
        for routine in ROUTINES:
            file = Path(folder) / f"{routine}.wav"
            command = [
                sys.executable,
                "-m",
                "voiceguide",
                "export",
                routine,
                "-o",
                str(file),
                "--voice",
                "heart",
            ]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own program
            yield echo(read_wav(file) * np.float32(0.5), 0.4, chance)


def talk(chance: Chance) -> Iterator[Sound]:
    """Single words of an unknown voice, real prompts, and conversations by many voices."""
    return _talk(chance, 1, TALKERS)


def other_talk(chance: Chance) -> Iterator[Sound]:
    """Other words, prompts and conversations: to set thresholds with."""
    return _talk(chance, 0, [voice for voice in TALKERS if voice not in NATURAL_HELD])


def _talk(chance: Chance, half: int, talkers: Sequence[str]) -> Iterator[Sound]:
    yield from _words({*COMMON.replace("\n", "|").split("|"), *LETTERS.split("|")}, half)
    files = [file for file in sorted(HUMAN.rglob("*.wav")) if _named(file) not in HUMAN_COMMANDS]
    for file in files[half::2]:
        yield surrounded(read_wav(file), 0.4, 0.4)
    while True:
        for voice, text in itertools.product(talkers, CONVERSATIONS[half::2]):
            slow = voice.startswith("kokoro")  # To make, so it is made once.
            said = _kept(voice, text, 1.0 if slow else round(float(chance.uniform(0.85, 1.2)), 1))
            said = pitched(said, float(chance.uniform(0.88, 1.14)))
            yield echo(said, float(chance.uniform(0.2, 0.6)), chance)


def near_misses(chance: Chance) -> Iterator[Sound]:
    """Words that sound much like a phrase, in a small room, by a voice that was never heard."""
    return _near_misses(chance, 1)


def other_near_misses(chance: Chance) -> Iterator[Sound]:
    """Other such words: to set thresholds with."""
    return _near_misses(chance, 0)


def _near_misses(chance: Chance, half: int) -> Iterator[Sound]:
    for sound in _words({*NEAR_MISSES.replace("\n", "|").split("|")} - SAME_SOUND, half):
        yield echo(sound, 0.3, chance)


def _words(texts: set[str], half: int) -> Iterator[Sound]:
    """Every other of these words."""
    words = [spoken for spoken in wanted() if spoken.use == HELD_OUT and spoken.text in texts - set(PHRASES)]
    for spoken in words[half::2]:
        if path(spoken).exists():
            yield surrounded(clip(spoken), 0.5, 0.5)


def _named(file: Path) -> str:
    return str(file.relative_to(HUMAN).with_suffix(""))


def music_and_noise(chance: Chance) -> Iterator[Sound]:
    """Real music, made melodies with a beat, breaths, knocks, clinks, and coughs of noise."""
    for file in sorted(MUSIC.glob("*.wav")):
        yield read_wav(file)
    while True:
        yield _melody(chance)
        yield np.concatenate([_burst(chance) for _ in range(30)])


STREAMS: Mapping[str, Callable[[Chance], Iterator[Sound]]] = {
    "its own voice, not gated, -6 dB": own_speech,
    "talk": talk,
    "music and noise": music_and_noise,
    "near misses, word after word": near_misses,
}
TUNING_STREAMS: Mapping[str, Callable[[Chance], Iterator[Sound]]] = {
    "other talk": other_talk,
    "other near misses": other_near_misses,
}
"""The other half of the words, prompts and conversations, and none of the natural voices that talk above."""


def file_of(name: str) -> Path:
    return CACHE / f"stream {name}.npz"


def cut(name: str, networks: Networks) -> None:
    """An hour of it, as features of what could be a phrase."""
    chance = np.random.default_rng(7)
    endpointer, fed, found = Endpointer(), 0, []
    for sound in {**STREAMS, **TUNING_STREAMS}[name](chance):
        quiet = with_noise(sound, coloured(len(sound), 1, chance), 35)
        pcm = to_pcm(quiet, float(10 ** chance.uniform(-1.2, -0.2)))[: HOUR - fed]
        for at in range(0, len(pcm), 1600):
            found += endpointer.feed(pcm[at : at + 1600])
        fed += len(pcm)
        if fed >= HOUR:
            break
    x = np.array([networks.features(one.samples) for one in found], np.float16).reshape(-1, 2, 19, 96)
    before = {name: np.array([getattr(one, name) for one in found]) for name in ("quiet", "talked")}
    np.savez(file_of(name), x=x, hours=fed / HOUR, **before)  # type: ignore[arg-type]


def _kept(voice: str, text: str, speed: float) -> Sound:
    file = CLIPS / f"talk-{voice.replace(':', '-')}-{CONVERSATIONS.index(text)}-{speed}.npy"
    if not file.exists():
        np.save(file, say(voice, text, speed))
    return np.asarray(np.load(file), np.float32)


def read_wav(file: Path) -> Sound:
    with wave.open(str(file)) as source:
        frames = np.frombuffer(source.readframes(source.getnframes()), "<i2") / np.float32(32768)
        frames = frames.reshape(-1, source.getnchannels()).mean(axis=1)
        common = int(np.gcd(source.getframerate(), RATE))
        return np.asarray(resample_poly(frames, RATE // common, source.getframerate() // common), np.float32)


def _melody(chance: Chance) -> Sound:
    """Twenty seconds of plucked notes in one key over a beat."""
    song = np.zeros(20 * RATE, np.float32)
    root = 110 * 2 ** chance.uniform(0, 1)
    for at in np.arange(0, 19, chance.choice([0.25, 0.3, 0.4, 0.5])):
        pitch = root * 2 ** (chance.choice([0, 2, 4, 5, 7, 9, 12, 16]) / 12)
        time = np.arange(int(RATE * 0.8)) / RATE
        tones = sum(np.sin(2 * np.pi * pitch * k * time) / k for k in range(1, 6))
        start = int(at * RATE)
        song[start : start + len(time)] += (tones * np.exp(-time * chance.uniform(2, 8)))[: len(song) - start]
        beat = coloured(RATE // 10, 1, chance) * np.exp(-np.arange(RATE // 10) / 300) * chance.uniform(0, 2)
        song[start : start + len(beat)] += beat[: len(song) - start]
    return song


def _burst(chance: Chance) -> Sound:
    """A breath, a knock, a cough: noise with a beginning and an end, after some quiet."""
    length = int(RATE * chance.choice([0.08, 0.2, 0.4, 0.8, 1.5]) * chance.uniform(0.7, 1.4))
    shape = np.sin(np.pi * np.linspace(0, 1, length)) ** chance.uniform(0.3, 2)
    noise = coloured(length, float(chance.uniform(0, 2)), chance) * shape
    if chance.random() < 0.4:
        hum = np.sin(2 * np.pi * chance.uniform(90, 400) * np.arange(length) / RATE)
        noise = noise * 0.4 + hum * shape
    return surrounded(
        np.asarray(noise * chance.uniform(0.1, 1), np.float32), float(chance.uniform(0.4, 1.0)), 0.2
    )


def main(*names: str) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    networks = Networks()
    for name in names or (*STREAMS, *TUNING_STREAMS):
        cut(name, networks)


if __name__ == "__main__":
    main(*sys.argv[1:])
