"""Every format as programs that are not ours read it: length, chapters, tags, cover, the sound itself."""

import wave
from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path

import mutagen
import numpy as np
import numpy.typing as npt
import pytest
import soundfile
from exported import Example, Written, probed
from mutagen.flac import Picture
from mutagen.id3 import ID3

from voiceguide.core.cue import Mark, Phase
from voiceguide.core.frames import RATE
from voiceguide.export.formats import FORMATS

ENDINGS = tuple(FORMATS)
LOSSY = ("mp3", "ogg", "opus")
ID3_ENDINGS = ("mp3", "wav")
NAMES = (
    "Opening",
    "Slow breathing",
    "B48 Bladder Vitals, both",
    "GB30 Jumping Round, right",
    "GB29 Squatting Bone Hole, right",
    "Close",
)


def id3_of(path: Path) -> ID3:
    return mutagen.File(path).tags


def starts(example: Example) -> Sequence[float]:
    """Seconds at which chapters begin by the timeline: at moves, at points that are no repeats."""
    marks = [placed for placed in example.cues if placed.cue.sound is Mark.STAGE]
    closing = next(placed.frame for placed in example.cues if placed.cue.phase is Phase.CLOSE)
    breathing, both, moving, _first, _repeat, last = (mark.frame for mark in marks)
    return [frame / RATE for frame in (0, breathing, both, moving, last, closing)]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_as_long_as_its_timeline_for_every_reader(ending: str, example: Example, written: Written):
    path, seconds = written.files[ending], example.recording.frames / RATE

    assert probed(path).seconds == pytest.approx(seconds, abs=0.05)
    assert mutagen.File(path).info.length == pytest.approx(seconds, abs=0.05)
    assert soundfile.info(path).duration == pytest.approx(seconds, abs=0.05)


@pytest.mark.parametrize("ending", ENDINGS)
def test_chapters_are_named_and_begin_where_the_timeline_has_them(
    ending: str, example: Example, written: Written
):
    read = probed(written.files[ending]).chapters

    assert tuple(name for _, name in read) == NAMES
    assert [at for at, _ in read] == pytest.approx(starts(example), abs=0.001)


@pytest.mark.parametrize("ending", ID3_ENDINGS)
def test_id3_chapters_stand_in_a_table_of_contents_and_leave_no_gap(ending: str, written: Written):
    tags = id3_of(written.files[ending])
    [contents] = tags.getall("CTOC")
    listed = [tags[f"CHAP:{name}"] for name in contents.child_element_ids]

    assert tags.version == (2, 3, 0)
    assert [str(chapter.sub_frames["TIT2"]) for chapter in listed] == list(NAMES)
    assert [one.end_time for one in listed[:-1]] == [one.start_time for one in listed[1:]]
    assert listed[-1].end_time == round(written.contents.frames * 1000 / RATE)
    assert {(one.start_offset, one.end_offset) for one in listed} == {(0xFFFFFFFF, 0xFFFFFFFF)}


@pytest.mark.parametrize("ending", ENDINGS)
def test_title_artist_date_language_and_comment_are_there(ending: str, example: Example, written: Written):
    read, tags = {k.lower(): v for k, v in probed(written.files[ending]).tags.items()}, example.tags

    assert (read["title"], read["artist"], read["date"]) == (tags.title, "voiceguide", tags.date)
    assert (read["language"], read["comment"]) == ("eng" if ending in ID3_ENDINGS else "en", tags.comment)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_cover_is_there_byte_for_byte(ending: str, example: Example, written: Written):
    path = written.files[ending]
    pictures = [stream for stream in probed(path).streams if stream["disposition"]["attached_pic"]]
    file = mutagen.File(path)
    if ending in ID3_ENDINGS:
        [cover] = file.tags.getall("APIC")
    elif ending == "flac":
        [cover] = file.pictures
    else:
        cover = Picture(b64decode(file["metadata_block_picture"][0]))

    assert [picture["codec_name"] for picture in pictures] == ["png"]
    assert (cover.data, cover.type, cover.mime) == (example.tags.cover, 3, "image/png")


def sound_of(path: Path) -> npt.NDArray[np.int16]:
    return soundfile.read(path, dtype="int16")[0]


def test_flac_holds_the_same_samples_as_wav(written: Written):
    with wave.open(str(written.files["wav"])) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")

    assert np.array_equal(samples, sound_of(written.files["flac"]))
    assert len(samples) == written.contents.frames


@pytest.mark.parametrize("ending", LOSSY)
def test_a_codec_moves_no_sound_by_more_than_a_millisecond(ending: str, written: Written):
    exact = sound_of(written.files["wav"]).astype(np.float64)
    sound, rate = soundfile.read(written.files[ending])
    at = np.arange(len(exact)) / RATE
    heard = np.interp(at, np.arange(len(sound)) / rate, sound)

    for start in range(0, len(exact) - 5 * RATE, 20 * RATE):
        window = slice(start, start + 5 * RATE)
        spectrum = np.fft.rfft(exact[window], 10 * RATE).conj() * np.fft.rfft(heard[window], 10 * RATE)
        shift = int(np.argmax(np.fft.irfft(spectrum)))
        assert min(shift, 10 * RATE - shift) <= RATE // 1000
