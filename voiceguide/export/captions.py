"""The words of a session with their times, as WebVTT and as LRC."""

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from voiceguide.core.stage import Kind, Stage
from voiceguide.export.chapters import clock, milliseconds


@dataclass(frozen=True, slots=True)
class Caption:
    """Words, from their first frame to the one after their last."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """A hold, from the onset of its start tone to that of its release tone, in frames."""

    start: int
    end: int
    stage: Stage

    @property
    def caption(self) -> Caption:
        """What to read while it is quiet: "Hold 40 s"."""
        verb = "Breathe" if self.stage.kind is Kind.BREATHE else "Hold"
        return Caption(self.start, self.end, f"{verb} {self.stage.hold} s")


def with_holds(captions: Iterable[Caption], holds: Iterable[Held]) -> tuple[Caption, ...]:
    """All captions in the order in which they begin; those of holds last as long as the hold."""
    both = (*captions, *(hold.caption for hold in holds))
    return tuple(sorted(both, key=lambda caption: caption.start))


def webvtt(captions: Sequence[Caption]) -> str:
    """Captions by https://www.w3.org/TR/webvtt1; a hold's cue overlaps the words within."""
    cues = (
        f"{_clock(caption.start)} --> {_clock(caption.end)}\n{_escaped(caption.text)}\n"
        for caption in captions
    )
    return "\n".join(("WEBVTT\n", *cues))


def lrc(captions: Sequence[Caption], title: str, frames: int) -> str:
    """Captions as song players show them, each until the next one: `[minutes:seconds]text`."""
    return "".join(f"{line}\n" for line in _lrc_lines(captions, title, frames))


def _lrc_lines(captions: Sequence[Caption], title: str, frames: int) -> Iterator[str]:
    yield f"[ti:{_line(title)}]"
    yield "[ar:voiceguide]"
    yield f"[length:{_short_clock(frames)}]"
    for caption in captions:
        yield f"[{_short_clock(caption.start)}]{_line(caption.text)}"


def _escaped(text: str) -> str:
    return html.escape(_line(text), quote=False)


def _line(text: str) -> str:
    return " ".join(text.split())


def _clock(frame: int) -> str:
    return clock(milliseconds(frame))


def _short_clock(frame: int) -> str:
    minutes, rest = divmod(round(milliseconds(frame) / 10), 6000)
    return f"{minutes:02}:{rest // 100:02}.{rest % 100:02}"
