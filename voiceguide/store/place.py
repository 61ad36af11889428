"""The place reached in a session, kept as it moves, so that the next start can offer to go on."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from voiceguide.core.advice import reason
from voiceguide.core.going_on import Reached
from voiceguide.core.point import Posture
from voiceguide.core.preferences import Preferences
from voiceguide.core.turning import Refusal
from voiceguide.store import wishes
from voiceguide.store.background import Background
from voiceguide.store.files import StoreError, keep_aside, read_whole
from voiceguide.system.files import sweep, write_whole

NAME = "place.json"
OFFERED_FOR = 24 * 3600.0
"""Seconds; after a day the body is another."""
PACE = 1.0
"""Seconds between two writings while nothing but time passes."""

_KIND = "voiceguide place"
_VERSION = 2
_WITHOUT_REFUSALS = 1
"""Written until a place knew what had become of its stage and of the plan."""
_LARGEST = 64 * 1024
_LONGEST = 24 * 3600.0
_MOST_STAGES = 10_000
_FOREVER = 1e12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session stands."""

    session: str
    """The id under which the history knows it."""
    routine: str
    """An id, or a path."""
    fingerprint: str
    """Of the plan: see `fingerprint`."""
    preferences: Preferences
    stage: int | None
    """None in the opening and in the close. Of the plan as it had become."""
    seconds: float
    """Into the stage."""
    position: float
    """Seconds from the session's start, with holds as changed."""
    when: float
    """Seconds since 1970."""
    held: bool = False
    """Whether the stage's hold is over."""
    refusals: tuple[Refusal, ...] = ()
    """Of turning over, since the session's start."""

    @property
    def reached(self) -> Reached:
        """How far the session has come."""
        return Reached(self.stage, self.held, self.refusals)


class Found(NamedTuple):
    place: Place | None
    """To be offered."""
    trouble: str | None
    """Why there is none, if something was wrong, as one plain sentence."""


class PlaceKeeper:
    """Keeps the newest place without ever making its caller wait for the disk."""

    def __init__(
        self, folder: Path, background: Background, clock: Callable[[], float], pace: float = PACE
    ) -> None:
        """`clock`: monotonic seconds; `pace`: seconds between two writings."""
        self._path = folder / NAME
        self._background = background
        self._clock = clock
        self._pace = pace
        self._written_at: float | None = None
        self._newest: Place | None = None
        """Moved to, and not yet handed over."""
        self._forgotten: str | None = None
        """The session that is over; it moves no more."""
        background.post("sweep", partial(_swept, self._path))

    def move(self, place: Place, *, at_once: bool = False) -> None:
        """The session stands here now; `at_once` where a stage or a hold begins or ends."""
        if place.session == self._forgotten:
            return
        self._newest = place
        now = self._clock()
        if at_once or self._written_at is None or now - self._written_at >= self._pace:
            self._written_at = now
            self._hand_over()

    def forget(self, session: str) -> None:
        """The session is over, there is nothing to go on with; another program's place stays."""
        if session == self._forgotten:
            return
        self._newest, self._forgotten = None, session
        self._background.post(NAME, partial(_forget, self._path, session))

    def remember(self) -> None:
        """Somebody went back from the end of the session: it moves again."""
        self._forgotten = None

    def close(self) -> None:
        """See that the last place is on the disk."""
        self._hand_over()
        self._background.flush()

    def _hand_over(self) -> None:
        place, self._newest = self._newest, None
        if place:
            self._background.post(NAME, partial(_write, self._path, place))


def find_place(folder: Path, now: float, offered_for: float = OFFERED_FOR) -> Found:
    """The place to offer at a start.

    Args:
        folder: where it is kept.
        now: seconds since 1970.
        offered_for: seconds after which a place is old.
    """
    path = folder / NAME
    try:
        content = read_whole(path, _LARGEST)
    except OSError as error:
        return Found(None, f"The place of the last session cannot be read ({reason(error)}); begin anew.")
    except ValueError:
        return Found(None, _set_aside(path))
    if content is None:
        return Found(None, None)
    try:
        place = _unpacked(content)
    except (ValueError, RecursionError):
        return Found(None, _set_aside(path))
    # A clock that was set back makes no place old.
    return Found(place if now - place.when <= offered_for else None, None)


def _set_aside(path: Path) -> str:
    try:
        aside = keep_aside(path, "broken")
    except OSError as error:
        return f"{path.name} is damaged and cannot be moved away ({reason(error)}); delete it."
    return f"The place of the last session is damaged; it was kept as {aside.name}, begin anew."


def _write(path: Path, place: Place) -> None:
    try:
        write_whole(path, _packed(place))
    except OSError as error:
        raise StoreError(
            f"Your place cannot be kept in {path.parent} ({reason(error)}); the session goes on, make room."
        ) from error


def _forget(path: Path, session: str) -> None:
    try:
        content = read_whole(path, _LARGEST)
        if content is not None and _unpacked(content).session == session:
            path.unlink()
    except (FileNotFoundError, ValueError, RecursionError):
        # What is damaged is dealt with where it is read; what is gone is forgotten.
        return
    except OSError as error:
        raise StoreError(f"The place in {path} cannot be deleted ({reason(error)}); delete it.") from error


def _swept(path: Path) -> None:
    try:
        sweep(path)
    except OSError:
        # Only tidiness; writing will tell what is wrong with the folder.
        return


def _packed(place: Place) -> bytes:
    """One JSON object whose check tells a whole file from a damaged one."""
    content = {
        "session": place.session,
        "routine": place.routine,
        "fingerprint": place.fingerprint,
        "preferences": wishes.preferences_to_json(place.preferences),
        "stage": place.stage,
        "seconds": place.seconds,
        "position": place.position,
        "when": place.when,
        "held": place.held,
        "refusals": [[one.after, one.first, one.here.value] for one in place.refusals],
    }
    whole = {"kind": _KIND, "version": _VERSION, "check": _check(content), "place": content}
    return (json.dumps(whole) + "\n").encode("ascii")


def _check(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()


def _unpacked(content: bytes) -> Place:
    """Raises `ValueError` for whatever this version has not written."""
    whole = wishes.mapping(json.loads(content))
    given = wishes.mapping(whole.get("place"))
    version, stage = whole.get("version"), given.get("stage")
    if (whole.get("kind"), whole.get("check")) != (_KIND, _check(given)):
        raise ValueError("not a place, or not whole")
    if version not in (_WITHOUT_REFUSALS, _VERSION):
        raise ValueError("of another version")
    if version == _WITHOUT_REFUSALS:
        given = {**given, "held": False, "refusals": []}
    return Place(
        session=wishes.text(given.get("session")),
        routine=wishes.text(given.get("routine")),
        fingerprint=wishes.text(given.get("fingerprint")),
        preferences=wishes.preferences_from_json(given.get("preferences")),
        stage=None if stage is None else wishes.whole(stage, 0, _MOST_STAGES),
        seconds=wishes.number(given.get("seconds"), 0, _LONGEST),
        position=wishes.number(given.get("position"), 0, _LONGEST),
        when=wishes.number(given.get("when"), 0, _FOREVER),
        held=wishes.flag(given.get("held")),
        refusals=tuple(map(_refusal, wishes.sequence(given.get("refusals")))),
    )


def _refusal(given: object) -> Refusal:
    after, first, here = wishes.sequence(given)
    return Refusal(
        wishes.whole(after, -1, _MOST_STAGES),
        wishes.whole(first, 0, _MOST_STAGES),
        Posture(wishes.text(here)),
    )
