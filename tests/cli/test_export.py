"""`export` from the command line: what it writes, what it refuses, and what is left when it is stopped."""

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import mutagen
import pytest
from running import Run

from voiceguide.cli.progress import Bar
from voiceguide.core.wording import safety_lines

QUICK = ("--voice", "silent", "--lead", "0", "--talk", "minimal", "--scale", "0.1", "--bed", "none")
ROOT = Path(__file__).parents[2]
IDS = {"hip", "back", "back-lying", "feet-sitting", "hip-supine"}


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_tags_tell_how_to_make_the_session_again_and_when_to_let_go(run: Run, tmp_path: Path):
    target = tmp_path / "feet.flac"
    options = ("--skip", "ki1:left", "--hold", "SOLE=20s", *QUICK)

    answer = run(["export", "feet-sitting", "-o", str(target), *options])

    tags = mutagen.File(target)
    assert answer.code == 0
    assert answer.out.startswith(f"{target}: ")
    [comment] = tags["comment"]
    for option in ("--skip KI1:left", "--hold SOLE=20s", "--scale 0.1", "--talk minimal", "--voice silent"):
        assert option in comment
    assert safety_lines()[0].text in comment
    assert (tags["title"], tags["language"]) == (["Sitting foot session"], ["en"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", tags["date"][0])


def test_what_health_asks_for_is_not_written_into_a_file(run: Run, tmp_path: Path):
    target = tmp_path / "back.flac"

    assert run(["export", "hip", "-o", str(target), "--avoid", "pregnancy", *QUICK]).code == 0

    assert b"pregnan" not in target.read_bytes().lower()


def test_the_cover_is_a_square_picture(run: Run, tmp_path: Path):
    target = tmp_path / "feet.flac"

    assert run(["export", "feet-sitting", "-o", str(target), *QUICK]).code == 0

    [cover] = mutagen.File(target).pictures
    assert (cover.mime, cover.width) == ("image/png", cover.height)
    assert cover.width >= 600


def test_captions_stand_beside_the_file(run: Run, tmp_path: Path):
    options = ("-o", str(tmp_path / "feet.wav"), "--captions", *QUICK)

    assert run(["export", "feet-sitting", *options]).code == 0

    assert files_in(tmp_path) == {"feet.wav", "feet.vtt", "feet.lrc"}
    assert (tmp_path / "feet.vtt").read_text("utf-8").startswith("WEBVTT\n\n00:00:00.000 --> ")


def test_captions_that_exist_are_kept_unless_force_is_given(run: Run, tmp_path: Path):
    (tmp_path / "feet.lrc").write_text("mine", "utf-8")
    options = ("feet-sitting", "-o", str(tmp_path / "feet.wav"), "--captions", *QUICK)

    refused = run(["export", *options])

    assert (refused.code, files_in(tmp_path)) == (1, {"feet.lrc"})
    assert "feet.lrc exists already; give --force" in refused.err
    assert run(["export", *options, "--force"]).code == 0


@pytest.mark.parametrize("ending", ["mp3", "ogg", "opus"])
def test_a_codec_keeps_the_loudness_and_lets_no_peak_through(run: Run, tmp_path: Path, ending: str):
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not here; with it installed, loudness after decoding is measured by it")
    options = ("--talk", "brief", "--lead", "0", "--scale", "0.1", "--skip", "B48", "--skip", "GB29")
    for name in (f"session.{ending}", "session.wav"):
        assert run(["export", "hip-supine", "-o", str(tmp_path / name), *options]).code == 0

    loudness, peak = measured(tmp_path / f"session.{ending}")
    exact, _ = measured(tmp_path / "session.wav")
    assert loudness == pytest.approx(exact, abs=0.5)
    assert peak <= -1


def measured(path: Path) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP, by ffmpeg."""
    meter = ["ffmpeg", "-nostats", "-i", path, "-map", "0:a", "-filter_complex", "ebur128=peak=true"]
    told = subprocess.run([*meter, "-f", "null", "-"], check=True, capture_output=True).stderr.decode()
    summary = told.rpartition("Summary:")[2]
    [loudness], [peak] = (re.findall(rf"{name}: +(\S+) ", summary) for name in ("I", "Peak"))
    return float(loudness), float(peak)


def test_all_sessions_are_written_into_a_folder(run: Run, tmp_path: Path):
    folder = tmp_path / "new"

    answer = run(["export", "--all", str(folder), *QUICK])

    assert (answer.code, answer.err.count("cannot")) == (0, 0)
    assert files_in(folder) == {f"{name}.wav" for name in IDS}
    assert answer.out.count("\n") == len(IDS)


def test_one_session_that_cannot_be_written_keeps_no_other_from_being_written(run: Run, tmp_path: Path):
    (tmp_path / "hip.ogg").write_bytes(b"old")

    answer = run(["export", "--all", str(tmp_path), "--format", "ogg", "--avoid", "pregnancy", *QUICK])

    assert answer.code == 1
    assert (tmp_path / "hip.ogg").read_bytes() == b"old"
    assert files_in(tmp_path) == {"hip.ogg", "hip-supine.ogg"}
    assert re.search(
        r"^hip: The file .* exists already; give --force to replace it\.$", answer.err, re.MULTILINE
    )
    assert re.search(r"^back: .*pregnan", answer.err, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hip", "-o", "hip.aac"], "end it in .wav, .flac, .mp3, .ogg, .opus or .html."),
        (["hip", "-o", "hip"], "end it in"),
        (["hip", "-o", "/nowhere/hip.mp3"], "make it first"),
        (["--all", "/nowhere/there"], "make it first"),
        (["--all", __file__], "is a file"),
    ],
)
def test_a_fault_is_one_plain_sentence_and_exit_1(run: Run, arguments: list[str], words: str):
    answer = run(["export", *arguments, *QUICK])

    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert words in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["hip"],
        ["-o", "hip.mp3"],
        ["hip", "--all", "folder"],
        ["hip", "-o", "hip.mp3", "--all", "folder"],
        ["hip", "-o", "hip.mp3", "--format", "mp3"],
        ["--all", "folder", "--format", "aac"],
    ],
)
def test_wrong_usage_exits_with_2(run: Run, arguments: list[str]):
    answer = run(["export", *arguments])

    assert answer.code == 2
    assert answer.err.startswith("voiceguide export: ")
    assert answer.err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signal to one program alone")
@pytest.mark.parametrize(
    ("number", "code", "target"),
    [
        (signal.SIGINT, 130, ("hip", "-o", "hip.opus")),
        (signal.SIGTERM, 143, ("hip", "-o", "hip.opus")),
        (signal.SIGINT, 130, ("--all", ".", "--format", "opus")),
    ],
)
def test_a_signal_while_it_is_written_leaves_nothing(
    home: Path, tmp_path: Path, number: int, code: int, target: tuple[str, ...]
):
    writing = subprocess.Popen(
        [sys.executable, "-m", "voiceguide", "export", *target, "--captions", "--voice", "silent"],
        env={**os.environ, "VOICEGUIDE_HOME": str(home), "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    wait_until_begun(writing, tmp_path)

    writing.send_signal(number)
    _, told = writing.communicate(timeout=60)

    assert (writing.returncode, told) == (code, b"")
    assert files_in(tmp_path) == set()


def wait_until_begun(writing: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and not any(path.stat().st_size for path in folder.iterdir()):
        try:
            writing.wait(0.02)
        except subprocess.TimeoutExpired:
            continue
        pytest.fail("it ended before anything was written")


def test_a_bar_shows_how_far_it_is_and_how_long_it_will_still_take():
    shown, time_now = io.StringIO(), [0.0]
    bar = Bar("Writing", shown, lambda: time_now[0], live=True)

    bar.show(0, 100)
    time_now[0] = 30.0
    bar.show(25, 100)
    time_now[0] = 30.01
    bar.show(26, 100)
    bar.clear()

    assert shown.getvalue().split("\r\x1b[K") == [
        "",
        "Writing [........................]   0%",
        "Writing [######..................]  25%, 1 min 30 s left",
        "",
    ]


def test_a_bar_is_silent_where_nobody_looks_but_tells_what_must_be_told():
    shown = io.StringIO()
    bar = Bar("Writing", shown, lambda: 0.0, live=False)

    bar.show(1, 2)
    bar.tell("Something.")
    bar.clear()

    assert shown.getvalue() == "Something.\n"
