"""The session as a file: its samples, and that it is whole or not there."""

import wave
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest
from fakes import clip, plan_of, routine_of

from voiceguide.core.cue import Mark
from voiceguide.core.errors import ExportError
from voiceguide.core.frames import RATE
from voiceguide.core.preferences import Bed, Preferences
from voiceguide.core.session import Session
from voiceguide.core.timeline import delivery, programme, timeline, total_frames
from voiceguide.export.wav import session_pcm, wav_into
from voiceguide.export.whole import whole_files
from voiceguide.pcm.tones import TONES, tone

STEPS = routine_of("  - breathe: 10\n  - {point: CV6, hold: 20, rest: 6}\n")
PLAIN = Preferences(lead=2, bed=Bed.NONE)


def pcm_of(preferences: Preferences) -> bytes:
    session = Session(plan_of(STEPS, preferences), preferences)
    for text in session.vocabulary:
        session.learn(text, clip(text).frames)
    return b"".join(session_pcm(session, clip))


def write_wav(path: Path, blocks: Iterable[bytes]) -> None:
    with whole_files(path) as [part], part.open("wb") as file:
        wav_into(file, blocks)


def test_a_session_is_as_long_as_its_timeline():
    stages, told = programme(plan_of(STEPS), PLAIN), delivery(PLAIN)

    assert len(pcm_of(PLAIN)) == 2 * total_frames(stages, lambda text: clip(text).frames, told)


def test_every_word_and_tone_stands_on_its_frame():
    stages, told = programme(plan_of(STEPS), PLAIN), delivery(PLAIN)
    expected = np.zeros(len(pcm_of(PLAIN)) // 2, np.float32)
    for placed in timeline(stages, lambda text: clip(text).frames, told):
        sound = placed.cue.sound
        if isinstance(sound, Mark):
            continue
        samples = (tone(sound) if sound in TONES else clip(str(sound))).signal
        expected[placed.frame : placed.frame + len(samples)] += samples * np.float32(
            10 ** (placed.cue.gain / 20)
        )
    heard = np.frombuffer(pcm_of(PLAIN), "<i2")

    assert np.abs(heard - expected * 32768).max() <= 1


def test_between_start_and_release_lie_exactly_the_seconds_of_the_hold():
    heard = np.frombuffer(pcm_of(PLAIN), "<i2")
    start, release = (tone(name).samples[:200] for name in list(TONES)[:3:2])
    places = [
        [at for at in np.flatnonzero(heard == found[0]) if np.array_equal(heard[at : at + 200], found)]
        for found in (start, release)
    ]

    assert [end - begin for begin, end in zip(*places, strict=True)] == [10 * RATE, 20 * RATE]


def test_a_file_is_mono_of_sixteen_bits_and_holds_every_block(tmp_path: Path):
    path = tmp_path / "hip.wav"
    write_wav(path, iter([b"\1\0\2\0", b"\3\0"]))
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        assert file.readframes(10) == b"\1\0\2\0\3\0"


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path):
    path = tmp_path / "hip.wav"

    def broken() -> Iterator[bytes]:
        yield b"\1\0"
        assert not path.exists()
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        write_wav(path, broken())
    assert list(tmp_path.iterdir()) == []


def test_an_old_file_stays_when_a_new_one_fails(tmp_path: Path):
    path = tmp_path / "hip.wav"
    path.write_bytes(b"old")

    def broken() -> Iterator[bytes]:
        yield b"\1\0"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_wav(path, broken())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_one_plain_sentence(tmp_path: Path):
    with pytest.raises(ExportError, match=r"cannot be written: no such file or directory\. Choose another"):
        write_wav(tmp_path / "gone" / "hip.wav", iter([b""]))
