"""Captions: what is said, when it is said, in the forms that players read."""

import re
from collections.abc import Iterator

import pytest
from exported import Example, Written

from voiceguide.core.cue import Mark
from voiceguide.core.frames import RATE
from voiceguide.core.stage import Kind
from voiceguide.export.captions import Caption, lrc, webvtt

CUE = re.compile(r"(\d\d):([0-5]\d):([0-5]\d\.\d{3}) --> (\d\d):([0-5]\d):([0-5]\d\.\d{3})\n([^\n]+)")


def read_vtt(text: str) -> Iterator[tuple[float, float, str]]:
    header, *blocks = text.rstrip("\n").split("\n\n")
    assert header == "WEBVTT"
    for block in blocks:
        match = CUE.fullmatch(block)
        assert match, block
        hours, minutes, seconds, *end, words = match.groups()
        first = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
        yield first, int(end[0]) * 3600 + int(end[1]) * 60 + float(end[2]), words


def test_webvtt_has_every_sentence_at_its_time(example: Example, written: Written):
    cues = list(read_vtt(written.files["wav"].with_suffix(".vtt").read_text("utf-8")))
    said = [placed for placed in example.cues if placed.cue.words]
    expected = [(one.frame / RATE, (one.frame + one.cue.length) / RATE, one.cue.words) for one in said]

    spoken = [cue for cue in cues if not re.match(r"(Hold|Breathe) \d", cue[2])]
    assert [words for *_, words in spoken] == [words for *_, words in expected]
    for cue, right in zip(spoken, expected, strict=True):
        assert cue[:2] == pytest.approx(right[:2], abs=0.001)


def test_a_hold_is_captioned_from_start_to_release(example: Example, written: Written):
    cues = list(read_vtt(written.files["flac"].with_suffix(".vtt").read_text("utf-8")))
    frames = {
        mark: [placed.frame / RATE for placed in example.cues if placed.cue.sound is mark]
        for mark in (Mark.HOLD_START, Mark.HOLD_END)
    }

    held = [cue for cue in cues if re.match(r"(Hold|Breathe) \d", cue[2])]
    assert [words for *_, words in held] == ["Breathe 10 s", "Hold 40 s", "Hold 6 s", "Hold 6 s", "Hold 5 s"]
    assert [start for start, *_ in held] == pytest.approx(frames[Mark.HOLD_START], abs=0.001)
    assert [end for _, end, _ in held] == pytest.approx(frames[Mark.HOLD_END], abs=0.001)


def test_count_words_are_captions_on_their_second(written: Written):
    held = next(hold for hold in written.contents.holds if hold.stage.hold == 40)
    counted = {
        caption.text: (held.end - caption.start) / RATE
        for caption in written.contents.captions
        if held.start < caption.start < held.end
    }

    assert counted.keys() >= {"Halfway.", "Ten more seconds.", "Three.", "Two.", "One."}
    assert [counted[word] for word in ("Three.", "Two.", "One.")] == pytest.approx([3, 2, 1], abs=0.006)


def test_lrc_has_the_same_lines_in_order(written: Written):
    path = written.files["ogg"]
    head, lines = [], []
    for line in path.with_suffix(".lrc").read_text("utf-8").splitlines():
        match = re.fullmatch(r"\[(\d\d+):([0-5]\d\.\d\d)\](.+)", line)
        if match:
            lines.append((int(match[1]) * 60 + float(match[2]), match[3]))
        else:
            head.append(line)
    cues = list(read_vtt(path.with_suffix(".vtt").read_text("utf-8")))

    assert head[:2] == ["[ti:Hüfte & back]", "[ar:voiceguide]"]
    assert [words for _, words in lines] == [words for *_, words in cues]
    assert [at for at, _ in lines] == pytest.approx([start for start, *_ in cues], abs=0.006)
    assert lines == sorted(lines, key=lambda line: line[0])


def test_signs_with_a_meaning_in_webvtt_are_escaped():
    text = webvtt([Caption(0, RATE, "left --> right\n& <up>")])

    assert text == "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nleft --&gt; right &amp; &lt;up&gt;\n"


def test_an_hour_is_minutes_in_lrc():
    assert "[61:01.50]Here." in lrc([Caption(round(3661.5 * RATE), 3662 * RATE, "Here.")], "T", 0)


def test_chapters_carry_the_stage_they_are_about(written: Written):
    kinds = [chapter.stage.kind for chapter in written.contents.chapters]

    assert kinds == [Kind.OPEN, Kind.BREATHE, Kind.POINT, Kind.POINT, Kind.POINT, Kind.CLOSE]
    assert [chapter.stage.point for chapter in written.contents.chapters][2:5] == ["B48", "GB30", "GB29"]
