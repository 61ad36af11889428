"""What stands in a page: the same glances as on the screen, the sound, and no word too many."""

import base64
import io
import re
from itertools import pairwise
from pathlib import Path

import pytest
from exported import COVER, WISHES, Example
from fakes import Run, clip, plan_of, points, routine_of
from pages import BODY, example_page

from voiceguide.core.command import State
from voiceguide.core.frames import RATE
from voiceguide.core.glance import glance
from voiceguide.core.preferences import Preferences
from voiceguide.core.session import Session
from voiceguide.core.spoken import estimated_frames
from voiceguide.core.timeline import programme
from voiceguide.core.wording import safety_lines
from voiceguide.export.captions import Caption
from voiceguide.export.session_file import Recording
from voiceguide.export.web.page import html
from voiceguide.export.web.pictures import pictures
from voiceguide.export.web.session_page import write_page
from voiceguide.export.web.showing import readable, showings
from voiceguide.tui.themes import DARK, HIGH_CONTRAST, LIGHT

CSS = Path(__file__).parents[2] / "voiceguide" / "export" / "web" / "player.css"
WORDS = ("treats", "heals", "cure", "proven", "effective")


@pytest.fixture(scope="module")
def written() -> str:
    page, _ = example_page()
    return html(page)


@pytest.mark.parametrize("name", ["hip", "back"])
def test_at_every_moment_the_page_shows_what_the_screen_shows(name: str):
    wishes = Preferences(lead=10)
    plan = plan_of(name)
    shown = list(showings(plan, wishes, estimated_frames, points()))
    run = Run.of(plan, wishes)

    while not run.session.ended:
        run.learn(run.session.wanted)
        run.play_frames(RATE // 2 + 1)
        moment = run.session.moment
        if moment.state is State.ENDED:
            break
        now = [one for one in shown if one.start <= run.session.handed_out][-1]
        left = None if moment.hold_left is None else moment.hold_left / RATE
        seen = glance(moment, left, plan.title, points())
        page = now.glance
        assert (page.flood, page.word, page.side, page.place) == (
            seen.flood,
            seen.word,
            seen.side,
            seen.place,
        )
        assert (page.where, page.following, page.stage) == (seen.where, seen.following, seen.stage)
        assert (now.hold_end is None) == (left is None)
        if now.hold_end is not None and left is not None:
            assert now.hold_end - run.session.handed_out == moment.hold_left


def test_after_a_long_absence_a_point_begins_anew_before_its_hold():
    shown = showings(plan_of("hip"), Preferences(), estimated_frames, points())

    for found, held in pairwise(one for one in shown if one.glance.stage.point):
        if held.hold_end is not None:
            assert found.anew == found.start
            assert held.anew is not None
            assert found.start <= held.anew <= held.start - held.glance.stage.settle * RATE


def test_a_caption_stays_until_the_next_but_in_a_hold_only_a_while():
    shown = showings(plan_of("hip"), Preferences(), estimated_frames, points())
    hold = next(one for one in shown if one.hold_end and one.glance.stage.point)
    early = Caption(0, RATE, "Early.")
    before = Caption(hold.start - 10 * RATE, hold.start - 9 * RATE, "Before.")
    within = Caption(hold.start + RATE, hold.start + 2 * RATE, "Within.")

    assert hold.hold_end
    last = Caption(hold.hold_end - RATE, hold.hold_end - RATE // 2, "One.")

    first, second, third, fourth = readable((early, before, within, last), [hold], 10**9)

    assert first.end == before.start
    assert second.end == before.end + 3 * RATE
    assert third.end == within.end + 3 * RATE
    assert fourth.end == hold.hold_end


def test_every_place_of_a_session_has_a_picture_that_marks_it():
    wishes = Preferences()
    stages = programme(plan_of("back"), wishes)

    drawn = pictures(stages, BODY)

    for stage in stages:
        picture = drawn.drawn[drawn.number(stage)]
        for one in filter(None, (picture.wide, picture.slim)):
            marked = set(re.findall(r'class="spot now" data-point="(\w+)"', one))
            assert marked == ({stage.point} if stage.point else set())


def test_ids_are_unique_in_the_page(written: str):
    ids = re.findall(r'\sid="([^"]+)"', written)

    assert len(ids) == len(set(ids))


def test_the_sound_in_the_page_lasts_as_long_as_the_session(written: str, example: Example):
    soundfile = pytest.importorskip("soundfile")
    [data] = re.findall(r'src="data:audio/mpeg;base64,([^"]+)"', written)

    sound = soundfile.info(io.BytesIO(base64.b64decode(data)))

    assert sound.duration == pytest.approx(example.recording.frames / RATE, abs=0.05)


def test_without_scripts_it_tells_title_language_chapters_and_safety(written: str):
    assert '<html lang="en">' in written
    assert "<title>Hüfte &amp; back</title>" in written
    assert "GB30 Jumping Round, right" in written.partition("<script")[0]
    assert safety_lines()[0].text in written
    assert "is not a treatment" in written
    assert " controls " in written
    text = re.sub(r"(?s)<(script|style|svg|audio).*?</\1>|<[^>]+>", " ", written)
    assert [word for word in WORDS if re.search(rf"\b{word}\b", text)] == []


def test_it_names_no_other_place(written: str):
    assert set(re.findall(r"https?://[^\"' ]*", written)) == {"http://www.w3.org/2000/svg"}
    assert "unsafe" not in written


@pytest.mark.parametrize(
    ("theme", "number"), [(DARK, 0), (LIGHT, 1), (HIGH_CONTRAST, 2)], ids=["dark", "light", "contrast"]
)
def test_its_colours_are_those_of_the_screen(theme: object, number: int):
    rules = re.findall(r":root \{(.*?)\}", CSS.read_text("utf-8"), re.DOTALL)[number]
    given = dict(re.findall(r"--([\w-]+): (#\w+)", rules))

    wanted = theme.variables  # type: ignore[attr-defined]
    names = ("press", "let-go", "move", "find", "breathe", "paused", "text", "quiet")
    assert {name: given[name] for name in names} == {name: wanted[f"flood-{name}"] for name in names}
    figure = {
        "body": "body",
        "line": "body-line",
        "now": "spot-now",
        "other": "spot-other",
    }
    assert {name: given[name] for name in figure} == {name: wanted[theirs] for name, theirs in figure.items()}


def test_page_and_captions_are_written_together_and_progress_is_told(example: Example, tmp_path: Path):
    told: list[int] = []
    path = tmp_path / "hip.html"
    short = short_recording()

    contents = write_page(path, short, example.tags, BODY, captions=True, passed=told.append)

    assert {one.name for one in tmp_path.iterdir()} == {"hip.html", "hip.vtt", "hip.lrc"}
    assert sum(told) == contents.frames == short.frames
    assert base64.b64encode(COVER).decode() in path.read_text("utf-8")


def short_recording() -> Recording:
    """Of one point: the example would take seconds to encode once more."""
    plan = plan_of(routine_of("  - {point: GB29, sides: right, hold: 5}"), WISHES)
    return Recording(plan, WISHES, {text: clip(text) for text in Session(plan, WISHES).vocabulary})


def test_a_page_that_is_given_up_leaves_nothing(example: Example, tmp_path: Path):
    def give_up(_frames: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_page(tmp_path / "hip.html", example.recording, example.tags, BODY, passed=give_up)

    assert list(tmp_path.iterdir()) == []
