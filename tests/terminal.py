"""A real terminal that tests type into and read from: tmux with a server of its own."""

import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

PATIENCE = 40.0
"""Seconds until something must be on the screen."""
PROMPT = "ready$ "


def missing() -> str | None:
    """Why there is no such terminal here, or None."""
    return None if shutil.which("tmux") else "tmux is not installed"


class Terminal:
    """A shell in a terminal of so many columns and rows."""

    def __init__(self, name: str, size: tuple[int, int], environment: Mapping[str, str]) -> None:
        self._socket = f"voiceguide-{name}"
        self._size = size
        self._environment = {**environment, "PS1": PROMPT, "COLORTERM": "truecolor", "SHELL": "/bin/sh"}

    def __enter__(self) -> Self:
        columns, rows = self._size
        shell = ["bash", "--norc", "--noprofile", "-i"]
        self._tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), *shell
        )  # fmt: skip
        self.wait_for(PROMPT.strip())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it, as somebody closes a window: whatever runs in it is hung up."""
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], capture_output=True, check=False)

    def run(self, command: Sequence[str]) -> None:
        """Type a command line."""
        quoted = " ".join(f"'{word}'" for word in command)
        self._tmux("send-keys", "-l", quoted)
        self.press("Enter")

    def press(self, *keys: str) -> None:
        """Keys by tmux's names, as `Enter`, `Space`, `n`."""
        for key in keys:
            self._tmux("send-keys", key)

    def resize(self, columns: int, rows: int) -> None:
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def text(self) -> str:
        return self._tmux("capture-pane", "-p")

    def coloured(self) -> str:
        """With the sequences that colour it."""
        return self._tmux("capture-pane", "-p", "-e")

    def cursor_is_shown(self) -> bool:
        return self._tmux("display-message", "-p", "#{cursor_flag}#{alternate_on}").strip() == "10"

    def wait_for(self, words: str) -> str:
        """The screen, once it shows these words."""

        def look() -> str:
            text = self.text()
            return text if words in text else ""

        try:
            return wait_until(look, f"{words!r} on the screen")
        except AssertionError as error:
            raise AssertionError(f"{error}; it shows:\n{self.text()}") from None

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._socket, *words],
            env=self._environment,
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout


def wait_until(look: Callable[[], str], what: str) -> str:
    """What a look finds, as soon as it finds anything."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(f"{what} never came")
