"""The person's own editor, opened on a file."""

import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from voiceguide.core.errors import ContentError


def edit(path: Path, environment: Mapping[str, str]) -> None:
    """Open a file in `$VISUAL` or `$EDITOR` and wait until it is closed.

    Raises:
        ContentError: there is none, or it cannot be started.
    """
    usual = "notepad" if sys.platform == "win32" else ""
    named = (environment.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    editor = next(filter(None, named), usual)
    if not editor:
        raise ContentError(
            f"Set EDITOR to the name of your editor, or open {path} in it, "
            "then choose it in the list and press e to read it again."
        )
    try:
        subprocess.run(_command(editor, path), check=False)  # noqa: S603 - the person's own editor
    except (OSError, ValueError) as error:
        # A value error is a quote that is not closed.
        raise ContentError(f"The editor {editor} cannot be started; set EDITOR to another one.") from error


def _command(editor: str, path: Path) -> str | list[str]:
    if sys.platform == "win32":
        # There a command is one text, and its backslashes are part of paths.
        return f"{editor} {subprocess.list2cmdline([str(path)])}"
    return [*shlex.split(editor), str(path)]
