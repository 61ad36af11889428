"""The command line's contract: output for programs, exit codes, one plain sentence for every fault."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import rmtree

import pytest
from running import Answer, Run

from voiceguide.cli.arguments import build_screen_parser
from voiceguide.cli.folders import shelf
from voiceguide.cli.options import fill_in
from voiceguide.cli.screen import _selection
from voiceguide.core.preferences import Concern
from voiceguide.store.settings import Safety, Settings

ROOT = Path(__file__).parents[2]

IDS = ["hip", "back", "back-lying", "feet-sitting", "hip-supine"]
POINTS = {
    "back": ["CV6", "B23", "B47", "B54", "B53", "LR3", "SOLE"],
    "hip": ["B48", "GB29", "GB30"],
    "feet-sitting": ["SOLE", "KI1"],
}


@contextmanager
def kept(home: Path, settings: str) -> Iterator[None]:
    """Somebody's settings, for a while."""
    path = home / "settings.toml"
    path.write_text(settings, "utf-8")
    try:
        yield
    finally:
        path.unlink()


def test_the_list_names_every_session_hip_and_back_first(run: Run):
    rows = json.loads(run(["list", "--json"]).out)

    assert [row["id"] for row in rows] == IDS
    assert {row["id"]: row["points"] for row in rows if row["id"] in POINTS} == POINTS
    assert all(set(row) == {"id", "title", "seconds", "points"} for row in rows)


def test_the_plain_list_shows_titles_and_minutes(run: Run):
    listed = run(["list"])

    assert listed.code == 0
    assert "Hip session" in listed.out
    assert "min" in listed.out


def test_the_list_is_about_sessions_as_the_settings_make_them(run: Run, home: Path):
    with kept(home, 'scale = "0.7"\ntalk = "brief"\nlead = "1m"\navoid = ["belly"]\n[holds]\nGB30 = "2m"\n'):
        listed = {row["id"]: row for row in json.loads(run(["list", "--json"]).out)}
        shown = {name: json.loads(run(["show", name, "--json"]).out) for name in IDS}

    assert {name: row["seconds"] for name, row in listed.items()} == {
        name: one["seconds"] for name, one in shown.items()
    }
    assert "CV6" not in listed["back"]["points"]


def test_a_session_of_which_health_leaves_nothing_is_listed_whole(run: Run, home: Path):
    whole = run(["list", "--json"]).out
    with kept(home, 'avoid = ["blood-clot"]\n'):
        listed = run(["list", "--json"])

    assert (listed.code, listed.out, listed.err) == (0, whole, "")


def test_the_list_tells_what_is_wrong_in_the_settings(run: Run, home: Path):
    with kept(home, 'talk = "much"\n'):
        listed = run(["list"])

    assert listed.code == 0
    assert listed.err.startswith('settings.toml:1:1: "much"')


def test_show_tells_every_stage_with_its_hold_and_rest(run: Run):
    shown = json.loads(run(["show", "hip", "--json"]).out)

    assert shown["routine"] == "hip"
    assert shown["estimated"] is True
    assert [stage["stage"] for stage in shown["stages"]] == list(range(len(shown["stages"])))
    moves = [stage for stage in shown["stages"] if stage["point"] is None and stage["hold"] == 0]
    assert all(move["rest"] == 0 for move in moves)
    assert len(moves) == 3
    repeated = [stage["rest"] for stage in shown["stages"] if stage["point"] == "GB30"]
    assert repeated == [10, 10, 10, 10]


def holds(run: Run, *options: str) -> dict[str, int]:
    stages = json.loads(run(["show", "hip", "--json", *options]).out)["stages"]
    return {str(stage["point"]): stage["hold"] for stage in stages if stage["point"]}


def test_a_hold_for_one_point_wins_over_the_hold_for_all_in_any_order(run: Run):
    for options in (("--hold", "GB30=20s", "--hold", "50s"), ("--hold", "50s", "--hold", "gb30=20s")):
        assert holds(run, *options) == {"B48": 50, "GB29": 50, "GB30": 20}


def test_the_last_of_equal_holds_wins(run: Run):
    assert holds(run, "--hold", "30s", "--hold", "BL53=40s", "--hold", "1m", "--hold", "B48=0:35") == {
        "B48": 35,
        "GB29": 60,
        "GB30": 60,
    }


def test_scale_changes_holds_and_breathing_and_rounds_half_up(run: Run):
    stages = json.loads(run(["show", "hip", "--json", "--scale", "0.75"]).out)["stages"]

    assert [stage["hold"] for stage in stages if stage["hold"]] == [45, 23, 45, 23, 23, 45, 23, 23, 45]


def test_a_scaled_hold_is_clamped_and_show_says_so(run: Run):
    shown = run(["show", "hip", "--scale", "0.1"])

    assert "5" in shown.out
    assert "became 5" in shown.out


def test_one_side_is_left_out_and_the_other_stays(run: Run):
    shown = json.loads(run(["show", "hip", "--json", "--skip", "GB30:left", "--skip", "B48:right"]).out)

    sides = {(stage["point"], stage["side"]) for stage in shown["stages"] if stage["point"]}
    assert sides == {("B48", "left"), ("GB29", "right"), ("GB30", "right"), ("GB29", "left")}
    assert {(left["point"], left["side"], left["reason"]) for left in shown["left_out"]} == {
        ("GB30", "left", "skip"),
        ("B48", "right", "skip"),
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "hipp"], 'did you mean "hip"'),
        (["show", "nowhere.yaml"], "nowhere.yaml"),
        (["show", "hip", "--skip", "GB31"], 'Did you mean "GB30"'),
        (["show", "back", "--skip", "CV6:left"], "CV6 lies on the midline and has no sides"),
        (["show", "hip", "--hold", "GB3=20s"], "no point called"),
        (["show", "hip", "--hold", "4s"], "from 5 seconds to 10 minutes"),
        (["show", "hip", "--hold", "11m"], "from 5 seconds to 10 minutes"),
        (["show", "hip", "--volume", "7"], "--volume goes from -40 to 6"),
        (["show", "hip", "--rate", "3"], "--rate goes from 0.5 to 2"),
        (["show", "hip", "--scale", "0"], "--scale goes from"),
        (["voices", "--rate", "99"], "--rate goes from 0.5 to 2"),
        (["voices", "--rate", "0.1", "--say", "silent"], "--rate goes from 0.5 to 2"),
        (["teach", "--forget", ""], 'no phrase ""'),
        (["show", "hip", "--lead", "11m"], "--lead is at most"),
        (["show", "hip", "--avoid", "blood-clot"], "ask a doctor"),
        (["show", "back", "--avoid", "pregnancy"], "pregnan"),
        (["show", "feet-sitting", "--avoid", "numb-feet"], "No point is left"),
        (["export", "hip", "-o", "hip.aac"], ".wav"),
        (["export", "hip", "-o", "/nowhere/hip.wav"], "make it first"),
        (["export", "hip", "-o", "/dev/full.wav", "--voice", "piper"], "no voice called"),
    ],
)
def test_a_fault_is_one_plain_sentence_and_exit_1(run: Run, arguments: list[str], words: str):
    answer = run(arguments)

    assert answer.code == 1
    assert answer.out == ""
    assert words in answer.err
    assert "Traceback" not in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["dance"],
        ["show"],
        ["show", "hip", "--loud"],
        ["show", "hip", "--tim"],
        ["show", "hip", "--hold", "soon"],
        ["show", "hip", "--hold", "=20s"],
        ["show", "hip", "--talk", "loud"],
        ["show", "hip", "--count", "twice"],
        ["show", "hip", "--avoid", "mondays"],
        ["show", "hip", "--avoid", "pregnancy:left"],
        ["show", "hip", "--avoid", "skin:upper"],
        ["show", "hip", "--skip", "GB30:up"],
        ["show", "hip", "--scale", "half"],
        ["export", "hip"],
        ["play", "hip", "--output", "radio"],
        ["export", "--all", ""],
        ["voices", "--rate", "nan"],
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_is_right(run: Run, arguments: list[str]):
    answer = run(arguments)

    command, _, fault = answer.err.partition(": ")
    assert answer.code == 2
    assert command == ("voiceguide" if arguments == ["dance"] else f"voiceguide {arguments[0]}")
    assert fault.endswith(f" See {command} --help.\n")
    assert fault.count("\n") == 1


def test_an_existing_file_is_kept_unless_force_is_given(run: Run, tmp_path: Path):
    target = tmp_path / "session.wav"
    target.write_bytes(b"precious")
    options = ["feet-sitting", "-o", str(target), "--voice", "silent", "--lead", "0"]

    refused = run(["export", *options])

    assert (refused.code, target.read_bytes()) == (1, b"precious")
    assert "--force" in refused.err
    assert run(["export", *options, "--force"]).code == 0
    assert target.read_bytes()[:4] == b"RIFF"
    assert [path.name for path in tmp_path.iterdir()] == ["session.wav"]


def test_a_personal_routine_is_listed_and_one_with_a_fault_does_not_hide_the_others(run: Run, home: Path):
    folder = home / "data" / "routines"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text("title: Mine\nsummary: My own.\nsteps:\n  - point: CV6\n", "utf-8")
    (folder / "broken.yaml").write_text("title: Broken\nsteps:\n  - pont: CV6\n", "utf-8")

    listed = run(["list"])
    (folder / "mine.yaml").unlink()
    (folder / "broken.yaml").unlink()

    assert listed.code == 0
    assert "mine" in listed.out
    assert "broken.yaml:3:5" in listed.err


def test_the_timeline_adds_up_and_names_every_phase_and_tone(run: Run):
    shown = json.loads(
        run(["show", "feet-sitting", "--timeline", "--json", "--voice", "silent", "--count", "tones"]).out
    )

    cues = shown["cues"]
    assert shown["sample_rate"] == 24_000
    assert all(abs(cue["at"] - cue["frame"] / 24_000) < 1e-9 for cue in cues)
    assert [cue["frame"] for cue in cues] == sorted(cue["frame"] for cue in cues)
    assert {cue["name"] for cue in cues if cue["kind"] == "tone"} == {"start", "halfway", "release"}
    assert {cue["name"] for cue in cues if cue["kind"] == "mark"} == {"stage", "hold_start", "hold_end"}
    phases = {cue["phase"] for cue in cues}
    assert phases == {"open", "announce", "locate", "press", "settle", "hold", "rest", "close"}
    assert {cue["stage"] for cue in cues if cue["phase"] in ("open", "close")} == {None}


def test_without_a_command_the_screen_opens_which_needs_a_terminal(run: Run):
    answer = run([])

    assert answer == Answer(1, "", "The screen needs a terminal; without one use: voiceguide play hip.\n")


def test_a_word_that_is_no_command_and_no_session_is_a_usage_fault(run: Run):
    answer = run(["frobnicate"])

    assert answer.code == 2
    assert answer.err.startswith('voiceguide: there is no command and no session called "frobnicate"; write ')


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--voise", "heart"], "unrecognized arguments: --voise. See voiceguide hip --help."),
        (["hip", "--bogus"], "unrecognized arguments: --bogus. See voiceguide hip --help."),
        (["--no-ask", "doctor"], "a command comes first, as in: voiceguide doctor. See voiceguide --help."),
    ],
)
def test_what_is_wrong_where_the_screen_was_meant_is_named(run: Run, arguments: list[str], told: str):
    assert run(arguments) == Answer(2, "", f"voiceguide: {told}\n")


def test_a_command_that_was_mistyped_is_answered_with_what_was_meant(run: Run):
    answer = run(["plya", "hip"])

    assert answer.code == 2
    assert 'called "plya"; did you mean "play"?' in answer.err


def test_help_tells_how_to_begin(run: Run):
    answer = run(["--help"])

    assert answer.code == 0
    assert "voiceguide hip" in answer.out


def test_the_settings_are_what_is_not_given(run: Run, home: Path):
    with kept(home, 'talk = "brief"\nvoice = "silent"\n[holds]\nGB29 = "25s"\nGB30 = "35s"\n'):
        shown = json.loads(run(["show", "hip", "--json", "--hold", "GB30=20s"]).out)

    holds = {stage["point"]: stage["hold"] for stage in shown["stages"]}
    assert (holds["GB29"], holds["GB30"], holds["B48"]) == (25, 20, 30)


def test_a_usual_hold_counts_under_any_code_of_its_point_and_a_misspelt_one_is_told(run: Run, home: Path):
    with kept(home, '[holds]\nBL53 = "45s"\nGB33 = "20s"\n'):
        answer = run(["show", "hip", "--json"])

    assert {stage["hold"] for stage in json.loads(answer.out)["stages"] if stage["point"] == "B48"} == {45}
    assert answer.err.startswith('settings.toml:3:1: "GB33" is no point, did you mean "GB30"?')


def test_a_usual_hold_of_a_point_of_ones_own_counts_also_beside_points_that_are_broken(run: Run, home: Path):
    folder = home / "data" / "points"
    folder.mkdir(parents=True)
    bundled = (ROOT / "data" / "points.yaml").read_text("utf-8")
    mine = bundled.replace("  GB29:\n", "  MINE:\n").replace("code: GB29", 'code: "-"')
    (folder / "mine.yaml").write_text(mine, "utf-8")
    (folder / "more.yaml").write_text("points: [", "utf-8")
    path = home / "settings.toml"
    path.write_text('[holds]\nMINE = "45s"\n', "utf-8")
    try:
        answer = run(["show", "hip", "--json"])
    finally:
        path.unlink()
        rmtree(home / "data")

    assert answer.err == ""


def test_the_settings_choose_the_loudspeaker_too(tmp_path: Path):
    (tmp_path / "settings.toml").write_text('output = "none"\n', "utf-8")
    nowhere = {"PULSE_SERVER": f"unix:{tmp_path}/none", "ALSA_CONFIG_PATH": os.devnull}
    playing = subprocess.Popen(
        [sys.executable, "-m", "voiceguide", "play", "hip", "--voice", "silent", "--lead", "0"],
        env={**os.environ, **nowhere, "VOICEGUIDE_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert playing.stdout is not None
    first = [playing.stdout.readline() for _ in range(2)]
    playing.terminate()
    _, complaints = playing.communicate()

    assert all(first)
    assert complaints == ""


def test_what_is_wrong_in_the_settings_is_told_and_the_rest_holds(run: Run, home: Path):
    with kept(home, 'talk = "much"\nscale = "0.5"\n'):
        answer = run(["show", "hip", "--json"])

    assert "settings.toml:1" in answer.err
    assert {stage["hold"] for stage in json.loads(answer.out)["stages"] if stage["point"] == "GB30"} == {15}


def test_show_tells_where_to_press_lightly(run: Run):
    shown = run(["show", "hip", "--avoid", "osteoporosis", "--avoid", "skin:right"]).out.splitlines()

    assert [line for line in shown if line.startswith("Lightly")] == [
        "Lightly: B48, both",
        "Lightly: GB29, right",
        "Lightly: GB30, right",
        "Lightly: GB30, left",
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["play", "hip", "--no-ask"],
        ["play", "hip"],
        ["export", "hip", "-o", "never.wav"],
        ["hip", "--hands-free", "--no-ask"],
    ],
    ids=str,
)
def test_nothing_is_given_while_something_about_health_cannot_be_read(run: Run, home: Path, words: list[str]):
    with kept(home, 'avoid = ["preganncy"]\n'):
        answer = run(words)

    assert answer.code == 1
    assert "settings.toml:1" in answer.err
    assert "no session is given" in answer.err
    assert answer.out == ""


def test_what_is_avoided_on_the_command_line_stays_when_the_answers_go(home: Path):
    given = build_screen_parser().parse_args(["--avoid", "skin"])
    answered = Safety(date(2026, 3, 31), (Concern("skin"), Concern("belly")))
    fill_in(given, Settings(avoid=(Concern("numb-feet"),), safety=answered))
    chosen = _selection(given, "hip", shelf().points())

    assert home.is_dir()
    assert chosen.respecting((), ()).preferences().concerns == (Concern("skin"), Concern("numb-feet"))


def test_a_word_that_is_not_known_is_answered_with_those_that_are(run: Run):
    answer = run(["show", "hip", "--talk", "loud"])

    assert answer.code == 2
    assert "'loud' is not one of: full, brief, minimal" in answer.err


def test_the_list_marks_what_health_leaves_nothing_of(run: Run, home: Path):
    with kept(home, 'avoid = ["pregnancy"]\n'):
        answer = run(["list"])
    lines = answer.out.splitlines()
    marked = [
        first.split()[0] for first, second in zip(lines[::2], lines[1::2], strict=True) if "Not for" in second
    ]

    assert marked == ["back", "back-lying", "feet-sitting"]
