"""Keeps the machine from falling asleep while a session runs."""

from collections.abc import Iterator
from contextlib import contextmanager

_MAY_SLEEP = "This machine may fall asleep meanwhile; set it to stay awake."


@contextmanager
def kept_awake() -> Iterator[str | None]:
    """While open, neither machine nor screen falls asleep; gives a sentence if that cannot be had."""
    from wakepy import keep  # noqa: PLC0415 - loaded when a session starts

    with keep.presenting(on_fail="pass") as mode:
        yield None if mode.active else _MAY_SLEEP
