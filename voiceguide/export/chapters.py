"""Where the chapters of a session begin: one for each point and side, so that "next" skips a point."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from voiceguide.core.frames import RATE
from voiceguide.core.stage import Kind, Stage


@dataclass(frozen=True, slots=True)
class Chapter:
    """From one frame to another, the last one not included."""

    start: int
    end: int
    stage: Stage
    """The first one that holds; the opening or the close."""

    @property
    def title(self) -> str:
        return self.stage.title

    @property
    def starts_at(self) -> int:
        """Milliseconds."""
        return milliseconds(self.start)

    @property
    def ends_at(self) -> int:
        """Milliseconds."""
        return milliseconds(self.end)


def chapters(begun: Iterable[tuple[int, Stage]], end: int) -> tuple[Chapter, ...]:
    """Chapters of stages, each given with the frame at which it begins; `end` is the session's.

    A move belongs to what it leads to, a repeat to the point that is repeated.
    """
    starts: list[tuple[int, Stage]] = []
    moved: int | None = None
    for frame, stage in begun:
        if stage.kind is Kind.MOVE:
            moved = frame if moved is None else moved
        elif stage.first:
            starts.append((frame if moved is None else moved, stage))
            moved = None
    edges = [*(frame for frame, _ in starts), end]
    return tuple(
        Chapter(start, stop, stage)
        for (start, stop), (_, stage) in zip(pairwise(edges), starts, strict=True)
        if stop > start
    )


def milliseconds(frame: int) -> int:
    return round(frame * 1000 / RATE)


def clock(milliseconds: int) -> str:
    """A time as captions and comments write it: "00:01:02.345"."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
