"""The calls inside a hold: which counts are spoken, and where there is room for them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from voiceguide.core import wording
from voiceguide.core.cue import TONE_FRAMES, Cue, Phase, Tone
from voiceguide.core.frames import ONSET, RATE, frames
from voiceguide.core.preferences import Count
from voiceguide.core.spoken import count as count_words

FREE = frames(0.15)
"""What a call needs free on both sides."""

SHORT_HOLD = 10 * RATE
"""Under this only three, two, one are counted."""
TEN_FROM = 40 * RATE
"""From this hold on "ten more seconds" is said."""


class Stretch(Protocol):
    """From the first frame of a hold to the one after its last."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Room:
    """Takes calls in order of priority, each only where it has silence on both sides."""

    def __init__(self, taken: Sequence[Cue], end: int) -> None:
        """`taken` sounds already; nothing is placed that would reach `end`."""
        self._taken = list(taken)
        self._end = end
        self.placed: list[Cue] = []

    def call(self, sound: str | Tone, length: int, frame: int, now: int) -> None:
        """Place a call at a frame, if it has a clip, has not passed, and there is room for it."""
        if not length or frame < now or not self.is_free(frame, frame + length):
            return
        cue = Cue(frame, Phase.HOLD, sound, length)
        self._taken.append(cue)
        self.placed.append(cue)

    def is_free(self, start: int, end: int) -> bool:
        return end + FREE <= self._end and all(
            start >= cue.end + FREE or end + FREE <= cue.frame for cue in self._taken
        )

    def holds(self, *sounds: str | Tone) -> bool:
        """Whether one of these is already said or placed."""
        return any(cue.sound in sounds for cue in self._taken)


def calls(
    room: Room,
    lengths: Callable[[str], int],
    style: Count,
    hold: Stretch,
    *,
    now: int = 0,
    reminders: Iterable[str] = (),
) -> None:
    """Place the calls of a hold: last counts before ten, ten before halfway, halfway before every so many."""
    whole = hold.end - hold.start
    for seconds_left in _last_counts(style, whole):
        _count(room, lengths, seconds_left, hold.end, now)
    if style is Count.CALM and whole >= TEN_FROM:
        room.call(wording.TEN_MORE, lengths(wording.TEN_MORE), hold.end - 10 * RATE - ONSET, now)
    if whole >= SHORT_HOLD:
        _halfway(room, lengths, style, hold.start + whole // 2, now)
    for seconds_left in _every(style, whole):
        _count(room, lengths, seconds_left, hold.end, now)
    _remind(room, lengths, reminders, hold, now)


def count_vocabulary(style: Count, hold: int) -> tuple[str, ...]:
    """Every word that a hold of so many frames may need, in the order in which it is needed."""
    numbers = sorted({*_last_counts(style, hold), *_every(style, hold)}, reverse=True)
    calm = (wording.HALFWAY, wording.TEN_MORE) if style is Count.CALM else ()
    return (*calm, *map(count_words, numbers))


def _last_counts(style: Count, hold: int) -> Sequence[int]:
    if style is Count.TONES:
        return ()
    if style is Count.LAST_5 and hold >= SHORT_HOLD:
        return (5, 4, 3, 2, 1)
    return (3, 2, 1)


def _every(style: Count, hold: int) -> Sequence[int]:
    if hold < SHORT_HOLD:
        return ()
    last = (hold - 1) // RATE
    if style is Count.EVERY_10:
        return tuple(range(last - last % 10, 0, -10))
    if style is Count.EVERY_SECOND:
        tens = tuple(range(last - last % 10, 60, -10))
        return (*tens, *range(min(last, 60), 3, -1))
    return ()


def _count(room: Room, lengths: Callable[[str], int], seconds_left: int, end: int, now: int) -> None:
    words = count_words(seconds_left)
    room.call(words, lengths(words), end - seconds_left * RATE - ONSET, now)


def _halfway(room: Room, lengths: Callable[[str], int], style: Count, middle: int, now: int) -> None:
    if room.holds(wording.HALFWAY, Tone.HALFWAY):
        return
    if style is Count.CALM:
        room.call(wording.HALFWAY, lengths(wording.HALFWAY), middle - ONSET, now)
    elif style is Count.TONES:
        room.call(Tone.HALFWAY, TONE_FRAMES[Tone.HALFWAY], middle, now)


def _remind(
    room: Room, lengths: Callable[[str], int], reminders: Iterable[str], hold: Stretch, now: int
) -> None:
    """Words of care stand on whole seconds after the middle, where nothing else is."""
    at = hold.end - ((hold.end - hold.start) // 2 // RATE) * RATE - ONSET
    for words in reminders:
        length = lengths(words)
        if not length or room.holds(words):
            continue
        places = range(at, hold.end - length - FREE, RATE)
        free = next((place for place in places if place >= now and room.is_free(place, place + length)), None)
        if free is not None:
            room.call(words, length, free, now)
            at = free + RATE
