"""What a single value in a file may be: each kind reads a node and describes itself to an editor."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from voiceguide.content.fault import Report
from voiceguide.content.yaml import MappingNode, Node, ScalarNode, SequenceNode
from voiceguide.core.advice import advice, listed, quoted
from voiceguide.core.duration import PATTERN, format_duration, parse_duration

Schema = dict[str, object]
"""A JSON Schema, or a part of one."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

PLACEHOLDERS = ("{side}", "{other}")
LONGEST_TEXT = 600
LONGEST_TITLE = 80

_DURATIONS = "a duration such as 45s, 1m30s or 1:30"


class Kind(Protocol[T_co]):
    """Reads a value, or notes why it cannot and gives None."""

    def read(self, node: Node, what: str, report: Report) -> T_co | None: ...

    def schema(self) -> Schema: ...


def wrong_shape(node: Node, what: str, wanted: str, report: Report) -> None:
    """Note that a value is missing, or is a list or a mapping where something else belongs."""
    match node:
        case ScalarNode(text=""):
            report.add(node, f"there is nothing after {what}, write {wanted}")
        case ScalarNode():
            report.add(node, f"{what} is {quoted(node.text)}, write {wanted}")
        case SequenceNode():
            report.add(node, f"{what} cannot be a list, write {wanted}")
        case MappingNode():
            report.add(node, f"{what} cannot have fields of its own, write {wanted}")


def _text(node: Node, what: str, wanted: str, report: Report) -> str | None:
    if isinstance(node, ScalarNode) and node.text:
        return node.text
    wrong_shape(node, what, wanted, report)
    return None


@dataclass(frozen=True, slots=True)
class Text:
    """Words to be said or shown; line ends and runs of blanks count as one blank."""

    longest: int = LONGEST_TEXT
    placeholders: bool = False
    """Whether {side} and {other} may stand in it."""
    none: str = ""
    """What is written where there is no such text."""

    def read(self, node: Node, what: str, report: Report) -> str | None:
        text = _text(node, what, "a text", report)
        if text is None:
            return None
        words = " ".join(text.split())
        before = report.count
        if words != self.none and not any(map(str.isalnum, words)):
            report.add(node, f"{what} has no words, write some")
        if len(words) > self.longest:
            report.add(node, f"{what} has {len(words)} characters, write {self.longest} at most")
        self._refuse_braces(words, node, what, report)
        return words if report.count == before else None

    def _refuse_braces(self, words: str, node: Node, what: str, report: Report) -> None:
        allowed = PLACEHOLDERS if self.placeholders else ()
        for found in dict.fromkeys(re.findall(r"\{[^{}]*\}|[{}]", words)):
            if found not in allowed:
                instead = "write {side} or {other}" if self.placeholders else "write it without braces"
                report.add(node, f"{quoted(found)} cannot stand in {what}, {instead}")

    def schema(self) -> Schema:
        inner = r"[^{}]|\{side\}|\{other\}" if self.placeholders else "[^{}]"
        return {"type": "string", "minLength": 1, "maxLength": self.longest, "pattern": f"^({inner})*$"}


@dataclass(frozen=True, slots=True)
class Duration:
    """Whole seconds within limits."""

    least: int
    most: int

    def read(self, node: Node, what: str, report: Report) -> int | None:
        text = _text(node, what, _DURATIONS, report)
        if text is None:
            return None
        try:
            seconds = parse_duration(text)
        except ValueError:
            wrong_shape(node, what, _DURATIONS, report)
            return None
        if self.least <= seconds <= self.most:
            return seconds
        much = "short" if seconds < self.least else "long"
        limits = f"{format_duration(self.least)} to {format_duration(self.most)}"
        report.add(node, f"{what} is {quoted(text)}, which is too {much}, write {limits}")
        return None

    def schema(self) -> Schema:
        whole = {"type": "integer", "minimum": self.least, "maximum": self.most}
        return {"anyOf": [whole, {"type": "string", "pattern": PATTERN}]}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within limits."""

    least: int
    most: int

    def read(self, node: Node, what: str, report: Report) -> int | None:
        wanted = f"a whole number from {self.least} to {self.most}"
        text = _text(node, what, wanted, report)
        if text is None:
            return None
        if re.fullmatch("[0-9]{1,6}", text) and self.least <= int(text) <= self.most:
            return int(text)
        wrong_shape(node, what, wanted, report)
        return None

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Fraction:
    """A decimal number from 0 to 1."""

    def read(self, node: Node, what: str, report: Report) -> float | None:
        text = _text(node, what, "a number from 0 to 1", report)
        if text is None:
            return None
        if re.fullmatch(r"[01]|[01]?\.[0-9]{1,6}", text) and float(text) <= 1:
            return float(text)
        wrong_shape(node, what, "a number from 0 to 1", report)
        return None

    def schema(self) -> Schema:
        return {"type": "number", "minimum": 0, "maximum": 1}


@dataclass(frozen=True, slots=True)
class YesNo:
    """`true` or `false`."""

    def read(self, node: Node, what: str, report: Report) -> bool | None:
        text = _text(node, what, "true or false", report)
        if text is None:
            return None
        if text in {"true", "false"}:
            return text == "true"
        wrong_shape(node, what, "true or false", report)
        return None

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """One of a few words, each of which stands for a value."""

    values: Mapping[str, T]

    def read(self, node: Node, what: str, report: Report) -> T | None:
        text = _text(node, what, listed(self.values), report)
        if text is None:
            return None
        if text in self.values:
            return self.values[text]
        report.add(node, f"{what} is {quoted(text)}, {advice(text, self.values)}")
        return None

    def schema(self) -> Schema:
        return {"enum": list(self.values)}


@dataclass(frozen=True, slots=True)
class Name:
    """A short name that follows a pattern."""

    pattern: str
    wanted: str
    """What a name looks like, in words."""

    def read(self, node: Node, what: str, report: Report) -> str | None:
        text = _text(node, what, self.wanted, report)
        if text is None:
            return None
        if re.fullmatch(self.pattern, text):
            return text
        wrong_shape(node, what, self.wanted, report)
        return None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^({self.pattern})$"}
