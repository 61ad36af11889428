"""The screen in a real terminal, heard through a real sound server."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from session_in_the_air import MINUTE, deviations, exported
from terminal import Terminal, missing, wait_until
from virtual_speaker import RATE, Recording, VirtualSpeaker

pytestmark = [
    pytest.mark.device,
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]


class Seat:
    """Somebody at the terminal, and what the program tells of what it does."""

    def __init__(self, terminal: Terminal, file: Path) -> None:
        self.terminal = terminal
        self._file = file

    @property
    def events(self) -> list[dict[str, Any]]:
        lines = self._file.read_text("utf-8").splitlines(keepends=True) if self._file.exists() else []
        return [json.loads(line) for line in lines if line.endswith("\n")]

    @property
    def names(self) -> list[str]:
        return [event["event"] for event in self.events]

    def wait_for(self, name: str, which: int = 1, **more: object) -> dict[str, Any]:
        """The event of this name and content, once it has come so many times."""

        def fits(event: dict[str, Any]) -> bool:
            return event["event"] == name and more.items() <= event.items()

        wait_until(lambda: "x" * (sum(map(fits, self.events)) >= which), f"{name} {more}")
        return [event for event in self.events if fits(event)][which - 1]


def sit_down(
    speaker: VirtualSpeaker, home: Path, name: str, size: tuple[int, int], **more: str
) -> tuple[Terminal, Callable[[], Seat]]:
    terminal = Terminal(name, size, {**speaker.environment, "VOICEGUIDE_HOME": str(home), **more})
    return terminal, lambda: Seat(terminal, home / f"{name}.jsonl")


def screen(home: Path, name: str, *arguments: str) -> list[str]:
    events = str(home / f"{name}.jsonl")
    return [
        sys.executable,
        "-m",
        "voiceguide",
        *arguments,
        "--no-ask",
        "--no-listen",
        "--lead",
        "0",
        "--bed",
        "none",
        "--events",
        events,
    ]


def loudness(recording: Recording, start: float, end: float) -> float:
    """The largest sample between two monotonic instants."""
    zero = recording.instant(0)
    piece = recording.samples()[round((start - zero) * RATE) : round((end - zero) * RATE)]
    return float(np.abs(piece.astype(np.float64)).max())


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (60, 20)], ids=str)
def test_the_hip_session_is_chosen_adjusted_and_guided(
    speaker: VirtualSpeaker, home: Path, size: tuple[int, int]
):
    name = f"story{size[0]}"
    terminal, seat_of = sit_down(speaker, home, name, size)
    with terminal, speaker.record() as recording:
        terminal.run(screen(home, name, "--talk", "minimal"))
        terminal.wait_for("Hip session")
        for key, shown in (("Down", "Lower belly"), ("Up", "Upper buttock"), ("Tab", "‹")):
            terminal.press(key)
            terminal.wait_for(shown)
        terminal.press("Tab", "Down")
        terminal.wait_for("Bladder Vitals")
        terminal.press("2", "0", "Enter")
        terminal.wait_for("-[ 20]+")
        seat = seat_of()
        terminal.press("Enter")
        seat.wait_for("session_started")
        for stage in (0, 1):
            terminal.press("n")
            seat.wait_for("stage_started", stage=stage)
        started = seat.wait_for("hold_started", point="B48")
        terminal.press("Space")
        paused = seat.wait_for("paused")
        terminal.wait_for("space resume")
        time.sleep(3)
        terminal.press("Space")
        seat.wait_for("resumed")
        terminal.press("+")
        longer = seat.wait_for("hold_changed")
        terminal.press("n")
        seat.wait_for("skipped", point="B48")
        terminal.press("q")
        seat.wait_for("command_heard", command="stop")
        time.sleep(0.3)
        terminal.press("y")
        ended = seat.wait_for("session_ended")
        terminal.wait_for("Hip session: stopped.")
        terminal.press("q")
        terminal.wait_for("ready$")
        clean = terminal.cursor_is_shown()

        assert (started["hold"], longer["hold"], ended["reason"]) == (20, 35, "stopped")
        assert {event["by"] for event in seat.events if event["event"] == "command_heard"} == {"key"}
        assert loudness(recording, started["t"] - 0.02, started["t"] + 0.3) > 1000
        assert loudness(recording, paused["t"] + 2.2, paused["t"] + 3.0) == 0
        assert loudness(recording, ended["t"] + 0.2, ended["t"] + 0.5) == 0
        assert clean


@pytest.mark.exact
def test_every_word_is_on_time_while_the_screen_is_redrawn_and_now_and_then_resized(
    speaker: VirtualSpeaker, home: Path, tmp_path: Path
):
    routine = tmp_path / "minute.yaml"
    routine.write_text(MINUTE, "utf-8")
    surroundings = {**speaker.environment, "VOICEGUIDE_HOME": str(home)}
    words, wanted = exported([str(routine), "--lead", "0", "--bed", "none"], surroundings, tmp_path)
    terminal, seat_of = sit_down(speaker, home, "storm", (80, 24))
    with terminal, speaker.record() as recording:
        terminal.run(screen(home, "storm", str(routine)))
        terminal.wait_for("A minute")
        seat = seat_of()
        terminal.press("Enter")
        sizes = [(100, 30), (60, 20), (80, 24)]
        turn = 0
        until = time.monotonic() + 240
        while "session_ended" not in seat.names and time.monotonic() < until:
            terminal.resize(*sizes[turn % len(sizes)])
            turn += 1
            time.sleep(2)
        recorded = recording.samples()[:: RATE // 24_000].astype(np.float64)

    assert seat.events[-1]["reason"] == "done"
    assert turn > 20
    assert len(words) > 20
    assert deviations(words, wanted, recorded).max() <= 0.020 * 24_000


@pytest.mark.exact
def test_a_storm_of_sizes_disturbs_neither_the_session_nor_its_place(speaker: VirtualSpeaker, home: Path):
    terminal, seat_of = sit_down(speaker, home, "sizes", (80, 24))
    with terminal:
        terminal.run(screen(home, "sizes", "hip", "--talk", "minimal"))
        terminal.wait_for("Hip session")
        terminal.press("Enter")
        seat = seat_of()
        seat.wait_for("session_started")
        terminal.press("n")
        seat.wait_for("stage_started", stage=0)
        for turn in range(40):
            terminal.resize(*[(140, 45), (20, 5), (60, 20), (200, 60), (80, 24)][turn % 5])
            time.sleep(0.1)

        # A look may come in the middle of a drawing, so each of these is waited for.
        for words in ("Slow breathing", "Next: upper buttock", "space pause"):
            assert terminal.wait_for(words)
        assert set(seat.names) <= {"session_started", "stage_started", "skipped", "command_heard", "waiting"}


def test_to_the_shell_and_back_the_place_is_kept_and_nothing_goes_on_by_itself(
    speaker: VirtualSpeaker, home: Path
):
    terminal, seat_of = sit_down(speaker, home, "shell", (80, 24))
    with terminal:
        terminal.run(screen(home, "shell", "hip", "--talk", "minimal"))
        terminal.wait_for("Hip session")
        terminal.press("Enter")
        seat = seat_of()
        seat.wait_for("session_started")
        terminal.press("n")
        seat.wait_for("stage_started", stage=0)
        terminal.press("C-z")
        terminal.wait_for("Stopped")
        shown = terminal.cursor_is_shown()
        time.sleep(2)
        terminal.run(["fg"])
        terminal.wait_for("space resume")
        time.sleep(1)
        names = seat.names
        terminal.press("Space")
        seat.wait_for("resumed")

        assert shown
        assert "paused" in names
        assert "resumed" not in names
        assert "session_ended" not in names


def test_a_closed_terminal_ends_the_session_and_its_sound(speaker: VirtualSpeaker, home: Path):
    terminal, seat_of = sit_down(speaker, home, "closed", (80, 24))
    with terminal, speaker.record() as recording:
        terminal.run(screen(home, "closed", "hip"))
        terminal.wait_for("Hip session")
        terminal.press("Enter")
        seat = seat_of()
        seat.wait_for("session_started")
        time.sleep(1)
        terminal.close()
        closed = time.perf_counter()
        ended = seat.wait_for("session_ended")
        time.sleep(0.7)
        quiet_from = recording.instant(0) + float(np.flatnonzero(recording.samples())[-1]) / RATE

        assert ended["reason"] == "interrupted"
        assert quiet_from - closed < 0.5


def test_without_colours_none_are_sent_and_states_are_told_apart_by_words(
    speaker: VirtualSpeaker, home: Path
):
    terminal, seat_of = sit_down(speaker, home, "plain", (80, 24), NO_COLOR="1")
    with terminal:
        terminal.run(screen(home, "plain", "hip", "--talk", "minimal"))
        terminal.wait_for("Hip session")
        choosing = terminal.coloured()
        terminal.press("Enter")
        seat_of().wait_for("session_started")
        time.sleep(0.5)
        following = terminal.coloured()

        assert "\x1b[38;" not in choosing + following
        assert "\x1b[48;" not in choosing + following
        assert "█" in following
