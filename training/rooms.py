"""What rooms, noise and microphones do to speech: made echoes, noise of four colours, tilt, gain, pitch."""

import numpy as np
import numpy.typing as npt
from scipy.fft import next_fast_len
from scipy.signal import fftconvolve, resample

from training.voices import RATE, Sound

Chance = np.random.Generator

BABBLE = 3


def echo(sound: Sound, t60: float, chance: Chance) -> Sound:
    """In a room whose sound dies by 60 dB in `t60` seconds, heard at one to three metres."""
    length = int(RATE * t60)
    time = np.arange(length) / RATE
    tail = chance.normal(size=length) * 10 ** (-3 * time / t60)
    tail[: int(chance.uniform(0.003, 0.012) * RATE)] = 0
    direct_over_tail = chance.uniform(-1.0, 7.0)
    tail *= 10 ** (-direct_over_tail / 20) / max(np.sqrt(tail @ tail), 1e-9)
    tail[0] = 1.0
    return np.asarray(fftconvolve(sound, tail)[: len(sound) + length], np.float32)


def coloured(length: int, slope: float, chance: Chance) -> Sound:
    """Noise whose power falls by `slope` per octave: 0 white, 1 pink, 2 brown; at RMS 1."""
    fast = next_fast_len(length, real=True)
    spectrum = np.fft.rfft(chance.normal(size=fast))
    frequencies = np.maximum(np.fft.rfftfreq(fast, 1 / RATE), 40)
    noise = np.fft.irfft(spectrum * frequencies ** (-slope / 2), fast)[:length]
    return np.asarray(noise / np.sqrt(np.mean(noise**2) + 1e-12), np.float32)


def babble(length: int, clips: list[Sound], chance: Chance) -> Sound:
    """Five people at once; at RMS 1."""
    mixed = np.zeros(length, np.float32)
    for _ in range(5):
        line = np.concatenate([clips[at] for at in chance.integers(len(clips), size=8)])
        mixed += np.resize(np.roll(line, int(chance.integers(len(line)))), length)
    return np.asarray(mixed / np.sqrt(np.mean(mixed**2) + 1e-12), np.float32)


def active_rms(sound: Sound) -> float:
    """RMS of the part that is speech."""
    power = np.convolve(sound * sound, np.ones(320, np.float32) / 320, "same")
    return float(np.sqrt(power[power > power.max() * 0.01].mean() + 1e-12))


def with_noise(sound: Sound, noise: Sound, ratio_db: float) -> Sound:
    """Speech over noise of RMS 1."""
    return sound + noise[: len(sound)] * np.float32(active_rms(sound) * 10 ** (-ratio_db / 20))


def tilted(sound: Sound, chance: Chance) -> Sound:
    """Through a microphone that is brighter or duller than another."""
    fast = next_fast_len(len(sound), real=True)
    spectrum = np.fft.rfft(sound, fast)
    frequencies = np.fft.rfftfreq(fast, 1 / RATE)
    slope = chance.uniform(-0.35, 0.35)
    gain = (np.maximum(frequencies, 100) / 1000) ** slope
    if chance.random() < 0.15:
        gain *= frequencies < chance.uniform(3300, 5000)
    if chance.random() < 0.3:
        gain *= frequencies > chance.uniform(80, 300)
    return np.asarray(np.fft.irfft(spectrum * gain, fast)[: len(sound)], np.float32)


def slack(sound: Sound, share: float) -> Sound:
    """By somebody whose consonants are softer (above 0) or sharper than usual: soft parts are softer."""
    power = np.convolve(sound * sound, np.hanning(480).astype(np.float32), "same")
    loudness = np.maximum(power / max(float(power.max()), 1e-9), 1e-3)
    return np.asarray(sound * loudness ** (share / 2), np.float32)


def hurried(sound: Sound, factor: float) -> Sound:
    """As much faster at the same pitch, by overlapping pieces that fit each other."""
    piece, hop, reach = 480, 240, 120
    window = np.hanning(piece).astype(np.float32)
    padded = np.concatenate([np.zeros(reach, np.float32), sound, np.zeros(piece + 2 * reach, np.float32)])
    said = np.zeros(int(len(sound) / factor) + 2 * piece, np.float32)
    place, wished = 0, padded[:piece]
    while place * factor + piece + 2 * reach < len(padded) and place + piece <= len(said):
        near = padded[int(place * factor) : int(place * factor) + piece + 2 * reach]
        fits = int(np.argmax(np.correlate(near, wished, "valid")))
        said[place : place + piece] += near[fits : fits + piece] * window
        start = int(place * factor) + fits + hop
        wished = padded[start : start + piece]
        if len(wished) < piece:
            break
        place += hop
    return said[: int(len(sound) / factor)]


def pitched(sound: Sound, factor: float) -> Sound:
    """A smaller (above 1) or bigger speaker: pitch and formants together, and the speed with them."""
    return np.asarray(resample(sound, int(len(sound) / factor)), np.float32)


def surrounded(sound: Sound, before: float, after: float) -> Sound:
    """With seconds of silence around."""
    return np.concatenate(
        [np.zeros(int(before * RATE), np.float32), sound, np.zeros(int(after * RATE), np.float32)]
    )


def to_pcm(sound: Sound, peak: float) -> npt.NDArray[np.int16]:
    """As a microphone hands it on, with the hiss of its last bits."""
    loud = sound / max(float(np.abs(sound).max()), 1e-6) * peak * 32767
    hiss = np.random.default_rng(len(sound)).normal(0, 1.0, len(sound))
    return np.clip(np.round(loud + hiss), -32768, 32767).astype(np.int16)


def any_noise(length: int, clips: list[Sound], chance: Chance) -> Sound:
    kind = int(chance.integers(4))
    return babble(length, clips, chance) if kind == BABBLE else coloured(length, kind, chance)
