"""A person's settings, read from `settings.toml`; whatever is wrong in it, the rest stays in force."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from voiceguide.core.advice import advice, reason
from voiceguide.core.choices import point_id
from voiceguide.core.errors import PlanError
from voiceguide.core.point import Point
from voiceguide.core.preferences import Bed, Concern, Count, Holds, Talk
from voiceguide.store.fault import Fault, Spot, Wrong, quoted
from voiceguide.store.files import read_whole
from voiceguide.store.keys import EVERY, HOLD, HOLDS, KEYS, SAFETY, SECTIONS, VERSION, OutputName, Theme
from voiceguide.store.kinds import PartlyWrong
from voiceguide.store.toml import Lines, NotToml, lines_of, read_toml

NAME = "settings.toml"
LARGEST = 64 * 1024
"""Bytes; all settings with all comments are a tenth of it."""

DEFAULT = "default"
"""The origin of a value that no file gives."""

Points = Callable[[], Mapping[str, Point]]
"""Gives the points there are, by id; asked only where a usual hold names one: reading takes a while."""

_POINT = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,11}")
_MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Safety:
    """The answers to the safety questions."""

    answered: date | None = None
    """None: they were never answered."""
    concerns: tuple[Concern, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What somebody usually wants; None leaves it to the program."""

    holds: Holds = field(default_factory=Holds)
    scale: Fraction = Fraction(1)
    talk: Talk = Talk.FULL
    count: Count = Count.CALM
    bed: Bed = Bed.BREATH
    voice: str | None = None
    rate: float = 1.0
    volume: float = 0.0
    """Decibels."""
    lead: int | None = None
    """Seconds."""
    microphone: str | None = None
    listen: bool | None = None
    headphones: bool = False
    output: OutputName = OutputName.AUTO
    auto_resume: bool = True
    theme: Theme = Theme.DARK
    captions: bool = True
    keep_awake: bool = True
    avoid: tuple[Concern, ...] = ()
    safety: Safety = Safety()

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """All that is to be respected: what is always avoided, and the safety answers."""
        return tuple(dict.fromkeys((*self.avoid, *self.safety.concerns)))


class Reading(NamedTuple):
    """What a settings file holds."""

    settings: Settings
    faults: tuple[Fault, ...]
    """In the order of the file's lines."""
    origins: Mapping[str, str]
    """For every setting, as `talk` or `holds.GB30`: `default`, or `settings.toml:LINE`."""

    @property
    def health_faults(self) -> tuple[Fault, ...]:
        """Those for which something about health may be missing, so that it has to be asked."""
        return tuple(fault for fault in self.faults if _is_of_health(fault.key))

    @property
    def health_unread(self) -> bool:
        """Whether there is one."""
        return bool(self.health_faults)


_HEALTH = ("avoid", SAFETY, "concerns", "answered")
_NEARLY = 0.7
"""How much a misspelt name is like the right one; `voice` is less like `avoid`."""


def _is_of_health(key: str) -> bool:
    """Whether a setting, or a misspelt one, is about health; the file as a whole is."""
    section = key.partition(".")[0].casefold()
    return not key or bool(get_close_matches(section, _HEALTH, 1, _NEARLY))


def no_points() -> Mapping[str, Point]:
    """Where it is not known which points there are."""
    return {}


def read_settings(folder: Path, points: Points = no_points) -> Reading:
    """The settings in a folder; all defaults where there is no file.

    Args:
        folder: where `settings.toml` stands.
        points: so that usual holds are known by id; while it gives none, any name passes.
    """
    try:
        content = read_whole(folder / NAME, LARGEST)
    except OSError as error:
        return _unread(f"the file cannot be read ({reason(error)}), mend its permissions")
    except ValueError as error:
        return _unread(f"the file cannot be read, {error}, move it away or mend it")
    return read_content(b"" if content is None else content, points)


def read_content(content: bytes, points: Points = no_points) -> Reading:
    """The settings that the bytes of a file give."""
    try:
        text, given = read_toml(content)
    except NotToml as error:
        return _unread(str(error), error.spot)
    return _Reader(points, lines_of(text)).read(given)


def version_of(given: Mapping[str, object]) -> int:
    """The version that a file says it has; 1 where it says nothing, or nonsense."""
    version = given.get("version", VERSION)
    return version if isinstance(version, int) and not isinstance(version, bool) else VERSION


def known_point(name: str, points: Mapping[str, Point]) -> str:
    """The article's id for an id or a standard code; any sensible name while no points are known.

    Raises:
        Wrong: there is no such point.
    """
    if not _POINT.fullmatch(name):
        raise Wrong(f"{quoted(name)} is no point, write one such as GB30, or {EVERY} for all")
    if not points:
        return name.upper()
    try:
        return point_id(name, points)
    except PlanError as error:
        raise Wrong(f"{quoted(name)} is no point, {advice(name, (*points, EVERY))}") from error


def _unread(message: str, spot: Spot = Spot()) -> Reading:  # noqa: B008 - a frozen nothing
    return Reading(Settings(), (Fault(NAME, spot, message),), dict.fromkeys(KEYS, DEFAULT))


@dataclass(slots=True)
class _Reader:
    """Reads value by value and notes what is wrong."""

    points: Points
    lines: Lines
    faults: list[Fault] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)

    def read(self, given: Mapping[str, object]) -> Reading:
        ahead = self._read_version(given)
        sections = {name: self._section(given, name) for name in SECTIONS}
        values: dict[str, object] = {}
        for path, key in KEYS.items():
            self.origins[path] = DEFAULT
            place = sections[key.section] if key.section else given
            values[path] = key.default
            if key.name in place:
                values[path] = self._value(path, place[key.name], key.default)
        by_point = self._read_holds(sections[HOLDS])
        if not ahead:
            self._refuse_unknown(given, "")
            self._refuse_unknown(sections[SAFETY], SAFETY)
        return Reading(_settings(values, by_point), tuple(sorted(self.faults)[:_MOST_FAULTS]), self.origins)

    def _read_version(self, given: Mapping[str, object]) -> bool:
        """Whether the file is of a version ahead."""
        version = given.get("version", VERSION)
        if isinstance(version, bool) or not isinstance(version, int) or version < 1:
            self._note("version", f"{quoted(version)} is no version, write {VERSION}")
        elif version > VERSION:
            wrong = f"this file is of version {version}, and this program understands version {VERSION}"
            self._note("version", f"{wrong}, what it understands holds, please update the program")
            return True
        return False

    def _section(self, given: Mapping[str, object], name: str) -> Mapping[str, object]:
        section = given.get(name, {})
        if isinstance(section, dict):
            return section
        self._note(name, f"{quoted(name)} is a section, write [{name}] on a line, and its keys below")
        return {}

    def _value(self, path: str, given: object, otherwise: object) -> object:
        """What is given, or else a default; its origin is noted."""
        value = otherwise
        try:
            value = KEYS[path].kind.read(given) if path in KEYS else HOLD.read(given)
        except PartlyWrong as error:
            value = error.rest
            for wrong in error.wrongs:
                self._note(path, wrong)
            if not value:
                return value
        except Wrong as error:
            self._note(path, str(error))
            return value
        line = self._spot(path).line
        self.origins[path] = f"{NAME}:{line}" if line else NAME
        return value

    def _read_holds(self, given: Mapping[str, object]) -> dict[str, int]:
        found: dict[str, int] = {}
        named = {name: wished for name, wished in given.items() if f"{HOLDS}.{name}" not in KEYS}
        points = self.points() if named else {}
        for name, wished in named.items():
            path = f"{HOLDS}.{name}"
            try:
                point = known_point(name, points)
            except Wrong as error:
                self._note(path, str(error))
                continue
            if point in found:
                self._note(path, f"the hold of {point} is given twice, keep only one of the two")
                continue
            seconds = self._value(path, wished, None)
            if isinstance(seconds, int):
                found[point] = seconds
                self.origins[f"{HOLDS}.{point}"] = self.origins.pop(path)
        return found

    def _refuse_unknown(self, given: Mapping[str, object], section: str) -> None:
        known = [key.name for key in KEYS.values() if key.section == section]
        known += [] if section else ["version", *SECTIONS]
        for name in given:
            if name not in known:
                path = f"{section}.{name}" if section else name
                self._note(path, f"{quoted(name)} is no setting that is known, {advice(name, known)}")

    def _note(self, path: str, message: str) -> None:
        self.faults.append(Fault(NAME, self._spot(path), message, path))

    def _spot(self, path: str) -> Spot:
        """Of the key, or else of its section."""
        section, _, name = path.partition(".")
        keys = (section, name) if name and section in SECTIONS else (path,)
        return self.lines.get(keys) or self.lines.get(keys[:1]) or Spot()


def _settings(values: Mapping[str, object], by_point: Mapping[str, int]) -> Settings:
    """Each value has been checked by the kind of its key."""
    every = values[f"{HOLDS}.{EVERY}"]
    answered, concerns = values["safety.answered"], values["safety.concerns"]
    assert every is None or isinstance(every, int)
    assert answered is None or isinstance(answered, date)
    assert isinstance(concerns, tuple)
    plain = {name: values[name] for name in (own.name for own in fields(Settings)) if name in values}
    return Settings(holds=Holds(every, by_point), safety=Safety(answered, concerns), **plain)  # type: ignore[arg-type]
