"""Lists, mappings and records of values: every field is read and every fault noted on the way.

What could be read is given even where a part of it is at fault, so that later checks can go on.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

from voiceguide.content.fault import Place, Report
from voiceguide.content.kinds import Kind, Schema, wrong_shape
from voiceguide.content.yaml import MappingNode, Node, ScalarNode, SequenceNode
from voiceguide.core.advice import nearest, quoted

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class ListOf(Generic[T]):
    """A list of values of one kind."""

    kind: Kind[T]
    item: str
    """What one of them is called."""
    least: int = 1
    most: int = 60
    some: tuple[str, ...] = ()
    """Keys that at least one of them has, for an editor; whoever uses the list refuses it otherwise."""

    def read(self, node: Node, what: str, report: Report) -> tuple[T, ...] | None:
        if not isinstance(node, SequenceNode):
            wrong_shape(node, what, f"a list, each {self.item} after a hyphen", report)
            return None
        if not self.least <= len(node.items) <= self.most:
            limits = f"{self.least} to {self.most}" if self.least < self.most else f"exactly {self.most}"
            report.add(node, f"{what} has {len(node.items)} entries, write {limits}")
        items = node.items[: self.most]
        values = [self.kind.read(item, f"{self.item} {n}", report) for n, item in enumerate(items, 1)]
        return tuple(value for value in values if value is not None)

    def schema(self) -> Schema:
        some: Schema = {"contains": {"type": "object", "required": list(self.some)}} if self.some else {}
        return {
            "type": "array",
            "items": self.kind.schema(),
            "minItems": self.least,
            "maxItems": self.most,
            **some,
        }


@dataclass(frozen=True, slots=True)
class Keyed(Generic[T]):
    """Values of one kind under keys that are either listed or follow a pattern."""

    kind: Kind[T]
    keys: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    pattern: str = ""
    wanted: str = ""
    """What a key that follows the pattern looks like, in words."""

    def read(self, node: Node, what: str, report: Report) -> Mapping[str, T] | None:
        if not isinstance(node, MappingNode):
            example = next(iter((*self.required, *self.keys)), None)
            key = f"such as {example}: ..." if example else f"each after {self.wanted}"
            wrong_shape(node, what, f"fields under it, {key}", report)
            return None
        if not node.entries:
            report.add(node, f"{what} is empty, write something into it or remove it")
        _refuse_missing(node, what, self.required, report)
        values = {
            key.text: self.kind.read(value, f"{what} ({quoted(key.text)[1:-1]})", report)
            for key, value in _entries(node, report)
            if self._knows(key, what, report)
        }
        return {key: value for key, value in values.items() if value is not None}

    def _knows(self, key: ScalarNode, what: str, report: Report) -> bool:
        if self.keys:
            return _known(key, what, self.keys, report)
        if re.fullmatch(self.pattern, key.text):
            return True
        report.add(key, f"{quoted(key.text)} cannot be a key of {what}, write {self.wanted}")
        return False

    def schema(self) -> Schema:
        if not self.keys:
            return {
                "type": "object",
                "patternProperties": {f"^({self.pattern})$": self.kind.schema()},
                "additionalProperties": False,
                "minProperties": 1,
            }
        return {
            "type": "object",
            "properties": {key: self.kind.schema() for key in self.keys},
            "required": list(self.required),
            "additionalProperties": False,
            "minProperties": 1,
        }


@dataclass(frozen=True, slots=True)
class Field(Generic[T_co]):
    """A named value of a record."""

    name: str
    kind: Kind[T_co]
    about: str
    """One sentence for people who write such a file."""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """What a record holds, as far as it could be read."""

    node: MappingNode
    _read: Mapping[str, object] = field(default_factory=dict)

    def get(self, wanted: Field[T]) -> T | None:
        """The value, or None if it is not there or is at fault."""
        return cast("T | None", self._read.get(wanted.name))

    def __getitem__(self, wanted: Field[T]) -> T:
        """The value of a required field, in a record without faults."""
        return cast("T", self._read[wanted.name])

    def place(self, wanted: Field[object]) -> Place:
        """Where the value stands; the record's own place if it is not there."""
        return self.written(wanted) or self.node

    def written(self, wanted: Field[object]) -> Node | None:
        """The value as it is written, whether or not it is at fault."""
        for key, value in self.node.entries:
            if isinstance(key, ScalarNode) and key.text == wanted.name:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with named fields, each of its own kind."""

    name: str
    """What it is called in faults, with its article."""
    fields: tuple[Field[object], ...]
    about: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.fields)

    def read(self, node: Node, what: str, report: Report) -> Values | None:
        """What could be read, even where some fields are at fault; None only for another shape."""
        if not isinstance(node, MappingNode):
            wrong_shape(node, what, f"{self.name} with fields such as {self.keys[0]}: ...", report)
            return None
        required = [one.name for one in self.fields if one.required]
        _refuse_missing(node, self.name, required, report)
        kinds = {one.name: one.kind for one in self.fields}
        values = {
            key.text: kinds[key.text].read(value, key.text, report)
            for key, value in _entries(node, report)
            if _known(key, self.name, self.keys, report)
        }
        return Values(node, {name: value for name, value in values.items() if value is not None})

    def schema(self) -> Schema:
        about: Schema = {"description": self.about} if self.about else {}
        return about | {
            "type": "object",
            "properties": {one.name: {"description": one.about, **one.kind.schema()} for one in self.fields},
            "required": [one.name for one in self.fields if one.required],
            "additionalProperties": False,
        }


def keys_of(node: Node) -> tuple[str, ...]:
    """The plain keys of a mapping; none for another node."""
    if not isinstance(node, MappingNode):
        return ()
    return tuple(key.text for key, _ in node.entries if isinstance(key, ScalarNode))


def _entries(node: MappingNode, report: Report) -> Iterator[tuple[ScalarNode, Node]]:
    """Each key once, with its value; keys that are no words and second writings are noted."""
    first: dict[str, int] = {}
    for key, value in node.entries:
        if not isinstance(key, ScalarNode):
            report.add(key, "a list or a mapping cannot be a key, write a word and a colon")
        elif key.text in first:
            also = f"also on line {first[key.text]}"
            report.add(key, f"{quoted(key.text)} is written twice ({also}), keep one of them")
        else:
            first[key.text] = key.line
            yield key, value


def _known(key: ScalarNode, what: str, keys: Collection[str], report: Report) -> bool:
    if key.text in keys:
        return True
    near = nearest(key.text, keys)
    instead = f'did you mean "{near}"?' if near else f"its keys are {', '.join(keys)}"
    report.add(key, f"{quoted(key.text)} is not a key of {what}, {instead}")
    return False


def _refuse_missing(node: MappingNode, what: str, required: Collection[str], report: Report) -> None:
    written = keys_of(node)
    for name in required:
        if name not in written:
            report.add(node, f"{what} lacks {name}, add {name}: ...")
