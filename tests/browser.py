"""A real browser without a window, and a web player in it; skipped where there is no browser."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_EXECUTABLES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SEEK = """seconds => new Promise(done => {
  const sound = document.getElementById("sound");
  sound.addEventListener("seeked", done, { once: true });
  sound.currentTime = seconds;
})"""


@contextmanager
def browser() -> Iterator["Browser"]:
    """Keep it open no longer than tests of one module: it occupies the loop that other tests need."""
    api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not here; with it, pages are tested in a browser"
    )
    path = next(filter(None, map(shutil.which, _EXECUTABLES)), None)
    if path is None:
        pytest.skip("no Chromium is here; with the package chromium, pages are tested in a browser")
    flags = ["--autoplay-policy=no-user-gesture-required"]
    with api.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=flags)
        try:
            yield running
        finally:
            running.close()


class Player:
    """A page with a session, seen and handled from outside."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def open(self, path: Path) -> "Player":
        self.page.goto(path.as_uri())
        return self.once_ready()

    def reload(self) -> "Player":
        self.page.reload()
        return self.once_ready()

    def once_ready(self) -> "Player":
        self.until("sound.readyState > 0")
        return self

    def ask(self, expression: str) -> Any:  # noqa: ANN401 - whatever the page answers
        """What an expression of JavaScript is worth; `sound` is the audio element."""
        return self.page.evaluate(f"() => {{ {_SOUND} return {expression}; }}")

    def until(self, condition: str) -> None:
        self.page.wait_for_function(f"() => {{ {_SOUND} return {condition}; }}")

    @property
    def time(self) -> float:
        return float(self.ask("sound.currentTime"))

    @property
    def playing(self) -> bool:
        return not self.ask("sound.paused")

    def text(self, name: str) -> str:
        return str(self.ask(f"document.getElementById('{name}').textContent"))

    def seek(self, seconds: float) -> None:
        self.page.evaluate(_SEEK, seconds)

    def tap(self) -> None:
        """In the middle of the screen."""
        self.page.locator("#toggle").click()

    def spots(self, state: str) -> set[tuple[str, str]]:
        """Points and sides in the picture that is seen."""
        found = self.ask(
            f"[...document.querySelectorAll('#pictures > :not([hidden]) .spot.{state}')]"
            ".map(one => [one.dataset.point, one.dataset.side])"
        )
        return {(point, side) for point, side in found}


_SOUND = "const sound = document.getElementById('sound');"
