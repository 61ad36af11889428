"""What the screen costs, measured from outside in a real terminal (tmux)."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measure import Row, at_home, cpu_seconds, events, voiceguide, wait_for

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("painted")
Bare().run()
"""

_QUIET = ("--output", "none", "--no-ask", "--no-listen")


def tmux(*words: str) -> str:
    """Ask the terminal that is open."""
    where = ["tmux", "-L", f"voiceguide-bench-{_Terminal.opened}"]
    return subprocess.run([*where, *words], check=True, capture_output=True, text=True).stdout


def screen_cost(folder: Path) -> Iterator[Row]:
    """Start to first paint, key to screen, and the CPU share while a hold is followed."""
    home = folder / "export"
    yield _first_paint(home)
    file = folder / "screen.jsonl"
    command = voiceguide("hip", *_QUIET, "--lead", "0", "--talk", "minimal", "--events", str(file))
    with _Terminal(command, home):
        _until(lambda: "Hip session" in tmux("capture-pane", "-p"))
        tmux("send-keys", "Enter")
        wait_for(file, "session_started", 60)
        pid = int(tmux("display-message", "-p", "#{pane_pid}"))
        for stage in (0, 1):
            tmux("send-keys", "n")
            _until(lambda stage=stage: any(event.get("stage") == stage for event in events(file)))
        wait_for(file, "hold_started", 120)
        before, start = cpu_seconds(pid), time.perf_counter()
        time.sleep(15)
        share = (cpu_seconds(pid) - before) / (time.perf_counter() - start)
        yield Row("CPU of the screen in a hold", f"{share:.1%}", "5 %")
        yield _key_to_screen()


def _first_paint(home: Path) -> Row:
    ours = _painted(voiceguide("hip", *_QUIET), "Hip session", home)
    bare = _painted([sys.executable, "-c", BARE], "painted", home)
    return Row("start to first paint", f"{ours:.2f} s", "0.6 s", note=f"Textual alone {bare:.2f} s")


def _painted(command: list[str], words: str, home: Path) -> float:
    """Seconds from a command to its words on the screen, the median of some runs after one."""
    taken = []
    for _ in range(8):
        start = time.perf_counter()
        with _Terminal(command, home):
            _until(lambda: words in tmux("capture-pane", "-p"))
            taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


def _key_to_screen() -> Row:
    """From pressing space until the screen says that it is paused; a look takes some milliseconds."""
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        tmux("send-keys", "Space")
        _until(lambda: "space resume" in tmux("capture-pane", "-p"))
        taken.append(time.perf_counter() - start)
        tmux("send-keys", "Space")
        _until(lambda: "space pause" in tmux("capture-pane", "-p"))
        time.sleep(0.5)
    return Row("key to screen, pause", f"{sorted(taken)[2] * 1000:.0f} ms")


class _Terminal:
    """A terminal of 100 by 30 with one program in it."""

    opened = 0
    """How many so far; each has a server of its own, since the last one may still be closing."""

    def __init__(self, command: list[str], home: Path) -> None:
        self._command = command
        self._home = home

    def __enter__(self) -> None:
        _Terminal.opened += 1
        command = ["tmux", "-L", f"voiceguide-bench-{_Terminal.opened}", "-f", "/dev/null"]
        size = ["new-session", "-d", "-x", "100", "-y", "30"]
        subprocess.run([*command, *size, *self._command], env=at_home(self._home), check=True)

    def __exit__(self, *_: object) -> None:
        program = Path("/proc", tmux("display-message", "-p", "#{pane_pid}").strip())
        tmux("kill-server")
        # It keeps its place first, in the folder that is about to go.
        _until(lambda: not program.exists())


def _until(look: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not look():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.002)
