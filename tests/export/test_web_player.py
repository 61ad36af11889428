"""The web player in a real browser: it plays, shows what is heard, and asks nobody for anything."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import Player, browser
from pages import example_page

from voiceguide.core.frames import RATE
from voiceguide.core.stage import Kind
from voiceguide.export.captions import Held
from voiceguide.export.contents import Contents
from voiceguide.export.web.page import Page, Sound, html

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
NEAR = 0.2
"""Seconds."""
CAPTURE_HANDLERS = """
  window.handlers = {};
  navigator.mediaSession.setActionHandler = (name, does) => { window.handlers[name] = does; };
"""
HOSTILE = """</script><script>document.title = "taken"</script><b>"'&{{script}}"""


@dataclass(frozen=True)
class Site:
    path: Path
    page: Page
    contents: Contents


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    page, contents = example_page()
    path = tmp_path_factory.mktemp("web") / "example.html"
    path.write_text(html(page), "utf-8")
    return Site(path, page, contents)


Open = Callable[..., Player]


@pytest.fixture
def opened(chromium: "Browser", site: Site) -> Iterator[Open]:
    """Opens the example, or another page, in a browser of its own; `script` runs before the page's."""
    contexts = []
    players = []

    def open_page(path: Path = site.path, script: str = "", **options: Any) -> Player:  # noqa: ANN401
        context = chromium.new_context(**{"viewport": PHONE, "offline": True, **options})
        context.set_default_timeout(20_000)
        contexts.append(context)
        if script:
            context.add_init_script(script)
        players.append(Player(context.new_page()))
        return players[-1].open(path)

    yield open_page
    for context in contexts:
        context.close()
    assert [player.faults for player in players] == [[] for _ in players]


@pytest.fixture
def player(opened: Open) -> Player:
    return opened()


def pressed(site: Site, name: str = "GB30") -> Held:
    return next(hold for hold in site.contents.holds if hold.stage.point == name)


def test_a_tap_in_the_middle_begins_and_another_pauses(player: Player):
    assert player.text("toggle") == "Tap anywhere to begin"

    player.page.mouse.click(PHONE["width"] / 2, PHONE["height"] / 2)
    player.until("sound.currentTime > 0.3")
    player.page.mouse.click(PHONE["width"] / 2, PHONE["height"] / 2)

    player.until("document.getElementById('word').textContent === 'PAUSED'")
    assert player.text("toggle") == "Tap anywhere to go on"


def test_the_count_is_what_is_left_of_the_hold_at_the_place_of_the_sound(player: Player, site: Site):
    hold = pressed(site, "B48")
    player.seek(hold.start / RATE + 1)
    player.tap()

    seen = player.page.evaluate("""() => new Promise(done => {
      const sound = document.getElementById("sound"), number = document.getElementById("number"), seen = [];
      const look = setInterval(() => {
        seen.push([sound.currentTime, Number(number.textContent)]);
        if (seen.length === 60) { clearInterval(look); done(seen); }
      }, 40);
    })""")

    assert seen[-1][0] - seen[0][0] > 1
    for time, count in seen:
        left = hold.end / RATE - time
        assert count - 1 - NEAR < left <= count + NEAR


def test_the_start_tone_is_heard_when_the_count_begins_also_after_a_jump(player: Player, site: Site):
    """In what the browser really decodes: in files of variable rate it would be seconds beside its time."""
    hold = pressed(site, "GB29")
    player.seek(hold.start / RATE - 1.5)

    heard_at = player.page.evaluate("""() => new Promise((done, failed) => {
      const sound = document.getElementById("sound"), context = new AudioContext();
      const analyser = new AnalyserNode(context, { fftSize: 2048 }), samples = new Float32Array(2048);
      context.createMediaElementSource(sound).connect(analyser).connect(context.destination);
      const look = setInterval(() => {
        analyser.getFloatTimeDomainData(samples);
        const now = sound.currentTime;
        if (Math.max(...samples) > 0.08) { clearInterval(look); done(now); }
        else if (sound.ended) { clearInterval(look); failed(new Error("nothing was heard")); }
      }, 10);
      sound.play();
    })""")

    assert heard_at == pytest.approx(hold.start / RATE, abs=NEAR)


def test_word_and_side_change_at_the_cue_while_it_plays(player: Player, site: Site):
    hold = pressed(site)
    player.seek(hold.start / RATE - 0.5)
    assert player.text("word") == "FIND"

    changed_at = player.page.evaluate("""() => new Promise(done => {
      const sound = document.getElementById("sound"), word = document.getElementById("word");
      new MutationObserver(() => {
        if (word.textContent === "PRESS") done(sound.currentTime);
      }).observe(word, { childList: true });
      sound.play();
    })""")

    assert changed_at == pytest.approx(hold.start / RATE, abs=NEAR)
    assert (player.text("word"), player.text("side"), player.text("place")) == (
        "PRESS",
        "RIGHT",
        "Outer buttock",
    )


def test_every_caption_is_seen_from_its_cue_on(player: Player, site: Site):
    for caption in site.contents.captions:
        player.seek(caption.start / RATE + 0.05)
        assert player.text("caption") == caption.text
        if caption.start > RATE:
            player.seek(caption.start / RATE - 0.05)
            assert player.text("caption") != caption.text or caption.text in ("Breathe in.", "And out.")


def test_the_point_of_the_moment_is_marked_and_what_is_over_is_hollow(player: Player, site: Site):
    marks = {}
    for name in ("B48", "GB30", "GB29"):
        player.seek(pressed(site, name).start / RATE)
        marks[name] = player.spots("now")
    over = player.spots("done")
    player.seek(site.contents.frames / RATE - 1)

    assert marks == {
        "B48": {("B48", "left"), ("B48", "right")},
        "GB30": {("GB30", "right")},
        "GB29": {("GB29", "right")},
    }
    assert over == {("GB30", "right")}
    assert (player.spots("now"), player.spots("session")) == (set(), set())


def test_a_chapter_button_goes_there_and_plays(player: Player, site: Site):
    chapters = site.contents.chapters
    buttons = player.page.locator("#chapters button")
    assert buttons.count() == len(chapters)

    buttons.nth(3).click()

    player.until("!sound.paused")
    assert chapters[3].start / RATE <= player.time < chapters[3].start / RATE + 5
    assert player.ask("document.querySelector('[aria-current]').textContent").startswith(chapters[3].title)


def test_buttons_of_a_headset_go_from_chapter_to_chapter(opened: Open, site: Site):
    player = opened(script=CAPTURE_HANDLERS)
    starts = [chapter.start / RATE for chapter in site.contents.chapters]

    def press(name: str, details: str = "{}") -> float:
        player.page.evaluate(f"handlers.{name}({details})")
        player.until("!sound.seeking")
        return player.time

    assert press("nexttrack") == pytest.approx(starts[1], abs=0.1)
    assert press("nexttrack") == pytest.approx(starts[2], abs=0.1)
    assert press("seekto", f"{{ seekTime: {starts[2] + 6} }}") == pytest.approx(starts[2] + 6, abs=0.1)
    assert press("previoustrack") == pytest.approx(starts[2], abs=0.1)
    assert press("previoustrack") == pytest.approx(starts[1], abs=0.1)
    press("play")
    player.until("!sound.paused")
    assert player.ask("navigator.mediaSession.playbackState") == "playing"
    assert player.ask("navigator.mediaSession.metadata.title") == site.contents.chapters[1].title
    press("pause")
    player.until("sound.paused")
    assert player.ask("handlers.seekforward") is None


def test_keys_pause_and_go_from_chapter_to_chapter(player: Player, site: Site):
    starts = [chapter.start / RATE for chapter in site.contents.chapters]

    player.page.keyboard.press("n")
    player.page.keyboard.press("n")
    player.page.keyboard.press("b")
    player.page.keyboard.press(" ")

    player.until("!sound.paused && !sound.seeking")
    assert starts[1] <= player.time < starts[2]
    player.page.keyboard.press(" ")
    player.until("sound.paused")


def test_two_taps_at_once_only_pause(player: Player):
    player.tap()
    player.until("sound.currentTime > 0.1")

    player.page.evaluate("document.getElementById('toggle').click()")
    player.page.evaluate("document.getElementById('toggle').click()")

    assert not player.playing


def test_after_a_reload_it_offers_to_go_on_where_it_was(player: Player):
    player.seek(12)
    player.tap()
    player.until("sound.currentTime > 12.5")
    player.tap()
    left_at = player.time

    player.reload()

    assert player.text("toggle") == "Tap to go on at 0:12"
    player.tap()
    player.until("!sound.paused && !sound.seeking")
    assert left_at - 0.1 <= player.time < left_at + 5


def test_one_may_start_over_instead(player: Player):
    player.seek(12)
    player.tap()
    player.until("sound.currentTime > 12.1")
    player.reload()

    player.page.get_by_role("button", name="Start over").click()

    player.until("!sound.paused && !sound.seeking")
    assert player.time < 5


def test_after_a_long_absence_in_a_hold_there_is_time_to_find_the_point_again(player: Player, site: Site):
    hold = pressed(site, "B48")
    player.seek(hold.start / RATE + 10)
    player.tap()
    player.until("!sound.paused")
    player.tap()
    player.until("sound.paused")
    player.page.clock.set_fixed_time(player.ask("Date.now()") + 90_000)

    player.tap()

    player.until("!sound.paused && !sound.seeking")
    assert player.text("word") == "FIND"
    assert 5 < hold.start / RATE - player.time < 20


def test_it_plays_where_nothing_may_be_kept(opened: Open):
    player = opened(
        script="""Object.defineProperty(window, "localStorage", {
          get() { throw new DOMException("denied", "SecurityError"); }
        });"""
    )

    player.tap()

    player.until("sound.currentTime > 0.2")


def test_nothing_is_asked_of_anybody(chromium: "Browser", site: Site):
    context = chromium.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    player = Player(context.new_page()).open(site.path)
    player.tap()
    player.until("sound.currentTime > 0.3")
    page_alone = list(asked)

    refused = player.page.evaluate("fetch('https://voiceguide.invalid/').catch(error => error.name)")

    context.close()
    assert [url for url in page_alone if not url.startswith("blob:")] == [site.path.as_uri()]
    assert refused == "TypeError"
    assert asked == page_alone


def test_a_hostile_title_is_only_shown(opened: Open, site: Site, tmp_path: Path):
    hostile = replace(
        site.page,
        title=HOSTILE,
        captions=[replace(one, text=HOSTILE) for one in site.page.captions],
        chapters=[replace(one, stage=replace(one.stage, title=HOSTILE)) for one in site.page.chapters],
    )
    path = tmp_path / "hostile.html"
    path.write_text(html(hostile), "utf-8")

    player = opened(path)
    player.seek(0.3)

    assert player.page.title() == HOSTILE
    assert player.page.locator("h1").text_content() == HOSTILE
    assert player.text("caption") == HOSTILE
    assert player.page.locator("#chapters button").first.text_content() == f"{HOSTILE} 0:00"
    assert player.page.locator("b").count() == 0


def test_a_sound_that_cannot_be_played_is_told_of(opened: Open, site: Site, tmp_path: Path):
    path = tmp_path / "silent.html"
    path.write_text(html(replace(site.page, sound=Sound(b"no sound at all", "audio/mpeg"))), "utf-8")
    player = opened()

    player.page.goto(path.as_uri())

    player.page.get_by_role("alert").get_by_text("cannot play the sound").wait_for()


def test_the_screen_stays_on_while_it_plays_and_again_when_the_page_is_seen_again(opened: Open):
    player = opened(
        script="""
          window.asked = 0;
          window.locks = [];
          navigator.wakeLock.request = async () => {
            window.asked += 1;
            const lock = { released: false, release() { this.released = true; } };
            window.locks.push(lock);
            return lock;
          };
        """
    )
    player.tap()
    player.until("asked === 1")

    player.page.evaluate("""() => {
      locks[0].released = true;
      document.dispatchEvent(new Event("visibilitychange"));
    }""")
    player.until("asked === 2")
    player.tap()

    player.until("locks[1].released")


@pytest.mark.parametrize(
    "size", [PHONE, LAPTOP, {"width": 320, "height": 568}, {"width": 844, "height": 390}]
)
def test_the_pause_area_is_half_the_screen_and_nothing_is_cut_off(
    opened: Open, site: Site, size: dict[str, int]
):
    player = opened(viewport=size)
    player.seek(pressed(site).start / RATE + 1)

    area = player.page.locator("#toggle").bounding_box()

    assert area is not None
    assert area["height"] >= size["height"] / 2
    assert area["width"] >= size["width"] / 2
    assert player.ask("document.documentElement.scrollWidth <= innerWidth")
    boxes = [
        player.page.locator(f"#{name}").bounding_box() for name in ("headline", "number", "place", "progress")
    ]
    for box in boxes:
        assert box is not None
        assert box["y"] >= area["y"] - 1
        assert box["y"] + box["height"] <= area["y"] + area["height"]
    assert not overlap(boxes[0], boxes[1])
    assert not overlap(boxes[1], boxes[2])


def overlap(one: Any, another: Any) -> bool:  # noqa: ANN401 - boxes of the browser
    apart = (
        one["x"] + one["width"] <= another["x"] + 1
        or another["x"] + another["width"] <= one["x"] + 1
        or one["y"] + one["height"] <= another["y"] + 8
        or another["y"] + another["height"] <= one["y"] + 8
    )
    return not apart


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_an_accessibility_checker_finds_nothing_serious(opened: Open, site: Site, scheme: str):
    checker = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not here to check pages"
    )
    player = opened(color_scheme=scheme, reduced_motion="reduce")
    found = []
    player.seek(pressed(site).start / RATE + 1)
    found += checker.Axe().run(player.page).response["violations"]
    player.tap()
    player.until("!sound.paused")
    player.tap()
    found += checker.Axe().run(player.page).response["violations"]

    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []


def test_a_screen_reader_is_told_captions_only_on_request_and_never_the_count(player: Player):
    assert player.ask("document.getElementById('count').ariaLive") == "off"
    assert player.ask("document.getElementById('caption').ariaLive") in (None, "off")

    player.page.get_by_label("Tell captions to a screen reader too").check()

    assert player.ask("document.getElementById('caption').ariaLive") == "polite"


def test_nothing_moves_where_motion_is_unwelcome(opened: Open):
    player = opened(reduced_motion="reduce")

    assert player.ask("getComputedStyle(document.querySelector('main')).transitionDuration") == "0s"


def test_breathing_is_counted_but_marks_no_point(player: Player, site: Site):
    hold = next(hold for hold in site.contents.holds if hold.stage.kind is Kind.BREATHE)

    player.seek(hold.start / RATE + 0.5)

    assert (player.text("word"), player.text("number")) == ("BREATHE", str(hold.stage.hold))
    assert player.spots("now") == set()
