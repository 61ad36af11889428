"""The kinds of values that settings have: how each is read from TOML, and how it is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import inf
from typing import Protocol

from voiceguide.core.advice import advice
from voiceguide.core.condition import CONDITIONS
from voiceguide.core.duration import format_duration, parse_duration
from voiceguide.core.point import Side
from voiceguide.core.preferences import Concern
from voiceguide.store.fault import Wrong, quoted

AUTO = "auto"
"""Leaves a choice to the program."""

_LONGEST_TEXT = 100
_WRITTEN = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}|/0*[1-9][0-9]{0,8})?")
_SIDES: Mapping[str, Side | None] = {"left": Side.LEFT, "right": Side.RIGHT, "both": None}

Toml = str | int | float | bool | date | list[str]
"""What a setting may be in the file."""


class Kind(Protocol):
    """How one setting is read and written. Both raise `Wrong`."""

    def read(self, given: object) -> object: ...
    def write(self, value: object) -> Toml: ...


@dataclass(frozen=True, slots=True)
class Flag:
    def read(self, given: object) -> bool:
        if not isinstance(given, bool):
            raise Wrong(f"{quoted(given)} is neither yes nor no, write true or false")
        return given

    def write(self, value: object) -> Toml:
        return self.read(value)


@dataclass(frozen=True, slots=True)
class Choice:
    words: type[StrEnum]

    def read(self, given: object) -> StrEnum:
        if isinstance(given, str) and given in tuple(self.words):
            return self.words(given)
        raise Wrong(f"{quoted(given)} is not known, {advice(str(given), tuple(self.words))}")

    def write(self, value: object) -> Toml:
        return str(self.read(value))


@dataclass(frozen=True, slots=True)
class Number:
    least: float
    most: float

    def read(self, given: object) -> float:
        return _rough(given, self.least, self.most)

    def write(self, value: object) -> Toml:
        return self.read(value)


@dataclass(frozen=True, slots=True)
class Factor:
    """An exact number; what decimals cannot tell is written as "2/3"."""

    least: Fraction
    most: Fraction

    def read(self, given: object) -> Fraction:
        _rough(given, float(self.least), float(self.most))
        assert isinstance(given, str | int | float | Decimal | Fraction)
        # A float means what it shows: 0.7, not the binary number next to it.
        exact = Fraction(str(given)) if isinstance(given, float) else Fraction(given)
        return min(self.most, max(self.least, exact))

    def write(self, value: object) -> Toml:
        factor = self.read(value)
        return float(factor) if Fraction(str(float(factor))) == factor else str(factor)


@dataclass(frozen=True, slots=True)
class Seconds:
    """A duration in whole seconds: "45s", "1m30s", or 45."""

    least: int
    most: int

    def read(self, given: object) -> int:
        if isinstance(given, bool) or not isinstance(given, int | str):
            raise Wrong(f"{quoted(given)} is no time, write it like {self._example}")
        try:
            seconds = parse_duration(given) if isinstance(given, str) else given
        except ValueError as error:
            raise Wrong(f"{quoted(given)} is no time, write it like {self._example}") from error
        if not self.least <= seconds <= self.most:
            raise Wrong(f"{quoted(given)} is out of range, write {self._range}")
        return seconds

    def write(self, value: object) -> Toml:
        return format_duration(self.read(value))

    @property
    def _example(self) -> str:
        return '"45s" or "1m30s"'

    @property
    def _range(self) -> str:
        return f"{format_duration(self.least)} to {format_duration(self.most)}"


@dataclass(frozen=True, slots=True)
class Text:
    """One line of visible characters."""

    what: str

    def read(self, given: object) -> str:
        if not isinstance(given, str) or not given.strip():
            raise Wrong(f"{quoted(given)} is not {self.what}, write one in quotes")
        if len(given) > _LONGEST_TEXT or not given.isprintable():
            raise Wrong(f"{quoted(given)} is too long or holds invisible characters, write {self.what}")
        return given

    def write(self, value: object) -> Toml:
        return self.read(value)


@dataclass(frozen=True, slots=True)
class OrAuto:
    """Another kind, or None, which is written as "auto"."""

    kind: Kind

    def read(self, given: object) -> object:
        if given is None or (isinstance(given, str) and given == AUTO):
            return None
        try:
            return self.kind.read(given)
        except Wrong as error:
            raise Wrong(f'{error}, or "{AUTO}"') from error

    def write(self, value: object) -> Toml:
        return AUTO if value is None else self.kind.write(value)


@dataclass(frozen=True, slots=True)
class Day:
    def read(self, given: object) -> date:
        if isinstance(given, datetime):
            return given.date()
        if not isinstance(given, date):
            raise Wrong(f"{quoted(given)} is no date, write it like 2025-03-31, without quotes")
        return given

    def write(self, value: object) -> Toml:
        return self.read(value)


class PartlyWrong(Wrong):
    """Some of several are wrong; those that could be read stay in force."""

    def __init__(self, wrongs: tuple[str, ...], rest: object) -> None:
        super().__init__("; ".join(wrongs))
        self.wrongs = wrongs
        self.rest = rest


@dataclass(frozen=True, slots=True)
class Concerns:
    """Conditions, each with a side if it has sides: ["numb-feet:left", "skin"]."""

    def read(self, given: object) -> tuple[Concern, ...]:
        if not isinstance(given, list | tuple):
            raise Wrong(f'{quoted(given)} is no list, write it like ["numb-feet:left", "skin"]')
        kept: list[Concern] = []
        wrongs: list[str] = []
        for one in given:
            try:
                kept.append(one if isinstance(one, Concern) else self._read_one(one))
            except PartlyWrong as error:
                wrongs.append(str(error))
                kept += [error.rest] if isinstance(error.rest, Concern) else []
        found = tuple(dict.fromkeys(kept))
        if wrongs:
            raise PartlyWrong(tuple(wrongs), found)
        return found

    def write(self, value: object) -> Toml:
        return [
            concern.condition if concern.side is None else f"{concern.condition}:{concern.side}"
            for concern in self.read(value)
        ]

    def _read_one(self, given: object) -> Concern:
        """A known condition with a wrong side counts for both sides: rather too careful."""
        name, colon, side = str(given).partition(":")
        if not isinstance(given, str) or name not in CONDITIONS:
            wrong = f"{quoted(name)} is no condition that is known, {advice(name, tuple(CONDITIONS))}"
            raise PartlyWrong((wrong,), None)
        if colon and not CONDITIONS[name].sided:
            raise PartlyWrong((f"{quoted(given)} has no sides, write {quoted(name)}",), Concern(name))
        if colon and side not in _SIDES:
            wrong = f"{quoted(given)} has a wrong side, {advice(side, tuple(_SIDES))} after the colon"
            raise PartlyWrong((wrong,), Concern(name))
        return Concern(name, _SIDES[side] if colon else None)


def _rough(given: object, least: float, most: float) -> float:
    """The number, however it is written, if it is in range; never a number too large to handle."""
    out = f"write a number from {least:g} to {most:g}"
    if isinstance(given, str) and _WRITTEN.fullmatch(given):
        given = Fraction(given)
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal | Fraction):
        raise Wrong(f"{quoted(given)} is no number, {out}")
    try:
        rough = float(given)
    except OverflowError:
        rough = inf
    if not least <= rough <= most:
        raise Wrong(f"{quoted(given)} is out of range, {out}")
    return rough
