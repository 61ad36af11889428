"""YAML from strangers: only plain scalars, lists and mappings come through, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from voiceguide.content.fault import Faults, Report
from voiceguide.content.raw import Spot, decoded, escaped, unseen
from voiceguide.core.advice import quoted

DEEPEST = 20
"""Levels of nesting; routines and points need six."""

TOO_DEEP = f"there are more than {DEEPEST} levels here, write it flatter"

MOST_NODES = 20_000
"""Texts, lists and mappings in a file; the bundled points have about a thousand."""


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A text as it is written; nothing is converted."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SequenceNode:
    items: "tuple[Node, ...]"
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys with their values in the order written; a key that is written twice stands here twice."""

    entries: "tuple[tuple[Node, Node], ...]"
    line: int
    column: int


Node = ScalarNode | SequenceNode | MappingNode


def read_document(text: bytes | str, name: str, *, fast: bool = bool(yaml.__with_libyaml__)) -> Node:
    """The one document in a file.

    Args:
        text: the file's content, at most 256 KB of UTF-8.
        name: what to call the file in faults.
        fast: use the parser written in C, where the library has it.

    Raises:
        Faults: it is not YAML, or holds aliases, anchors, merge keys, tags, several documents, invisible
            characters or more than 20 levels.
    """
    report = Report(name)
    source = decoded(text, report)
    nursery = _Nursery(report)
    for event in _events(source, report, fast=fast):
        nursery.take(event)
    report.close()
    if nursery.root is None or nursery.root == ScalarNode("", nursery.root.line, nursery.root.column):
        report.add(Spot(1, 1), "the file is empty, write a routine or points into it")
        raise report.failure()
    return nursery.root


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been met."""

    mapping: bool
    spot: Spot
    children: list[Node] = field(default_factory=list)

    @property
    def expects_key(self) -> bool:
        return self.mapping and len(self.children) % 2 == 0

    def closed(self) -> Node:
        line, column = self.spot.line, self.spot.column
        if not self.mapping:
            return SequenceNode(tuple(self.children), line, column)
        pairs = zip(self.children[::2], self.children[1::2], strict=True)
        return MappingNode(tuple(pairs), line, column)


class _Mark(Protocol):
    """A place as the library gives it, counted from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class _Nursery:
    """Grows nodes from events, refusing what could grow out of hand."""

    def __init__(self, report: Report) -> None:
        self.root: Node | None = None
        self._report = report
        self._open: list[_Open] = []
        self._grown = 0

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.CollectionStartEvent():
                self._start(event)
            case yaml.CollectionEndEvent():
                self._place(self._open.pop().closed())
            case yaml.AliasEvent():
                spot = _spot(event.start_mark)
                wrong = f"the alias {quoted(f'*{event.anchor}')} is not allowed"
                self._report.add(spot, f"{wrong}, write the value out, or put a text in quotes")
                self._place(ScalarNode("", spot.line, spot.column))
            case yaml.DocumentStartEvent():
                self._document(event)

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        spot = _spot(event.start_mark)
        if event.tags:
            self._report.add(spot, "%TAG is not allowed, remove the line")
        if self.root is not None:
            self._report.add(spot, "a second document begins here, put it into a file of its own")
            raise self._report.failure()

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        spot = _spot(event.start_mark)
        self._refuse_marks(event, spot)
        if not event.value.isprintable():
            self._refuse_unseen(event.value, spot)
        if event.value == "<<" and not event.style and self._open and self._open[-1].expects_key:
            self._report.add(spot, "the merge key << is not allowed, write the fields out")
        self._place(ScalarNode(event.value, spot.line, spot.column))

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        spot = _spot(event.start_mark)
        self._refuse_marks(event, spot)
        if len(self._open) == DEEPEST:
            self._report.add(spot, TOO_DEEP)
            raise self._report.failure()
        self._open.append(_Open(isinstance(event, yaml.MappingStartEvent), spot))

    def _refuse_marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, spot: Spot) -> None:
        if event.anchor is not None:
            wrong = f"the anchor {quoted(f'&{event.anchor}')} is not allowed"
            self._report.add(spot, f"{wrong}, remove it, or put a text in quotes")
        if event.tag is not None:
            tag = quoted(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._report.add(spot, f"the tag {tag} is not allowed, remove it, or put a text in quotes")

    def _refuse_unseen(self, text: str, spot: Spot) -> None:
        r"""An escape such as \u202e in double quotes makes what the file itself does not show."""
        for character in sorted(filter(unseen, set(text))):
            wrong = f"this text holds the invisible character {escaped(character)}"
            self._report.add(spot, f"{wrong}, remove its escape")

    def _place(self, node: Node) -> None:
        self._grown += 1
        if self._grown > MOST_NODES:
            self._report.add(node, "there is too much in this file, share it out among several")
            raise self._report.failure()
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node


def _events(source: str, report: Report, *, fast: bool) -> Iterator[yaml.Event]:
    loader = yaml.CBaseLoader if fast else yaml.BaseLoader
    try:
        yield from yaml.parse(source, Loader=loader)
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, source, report) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        report.add(Spot(1, 1), "the file cannot be read as YAML, compare it with a routine that works")
        raise report.failure() from error


def _syntax(error: yaml.MarkedYAMLError, source: str, report: Report) -> Faults:
    mark, opening = error.problem_mark, error.context_mark
    begins_wrongly = any(sign in (error.context or "") for sign, _ in _WRONG_BEGINNINGS)
    at_end = mark is None or mark.index >= len(source.rstrip())
    if opening is not None and (begins_wrongly or at_end):
        mark = opening
    found = source[mark.index : mark.index + 1] if mark is not None else ""
    report.add(_spot(mark), _plain_words(error.problem or "", error.context or "", found))
    return report.failure()


def _spot(mark: _Mark | None) -> Spot:
    return Spot(1, 1) if mark is None else Spot(mark.line + 1, mark.column + 1)


_CANNOT_START = "cannot start any token"
_PLAIN_WORDS = (
    ("nesting depth", TOO_DEEP),  # From a thousand levels on the parser in C gives up before it tells of any.
    (
        "mapping values are not allowed",
        "a colon cannot stand here, indent the line, or put the text in quotes",
    ),
    ("unexpected end of stream", "the quote that opens here is never closed, close it"),
    ("tab character", "a tab stands here, indent with spaces"),
    ("escape", "this backslash is not followed by a known letter, write two backslashes or single quotes"),
    ("could not find expected ':'", "a colon is missing after this word, write it as key: value"),
    ("entries are not allowed", "a list cannot begin here, begin it on a line of its own"),
    ("<document start>", "this line does not belong to what is above, give both the same indentation"),
    ("node content", "a text cannot begin with this sign, put it in quotes"),
    ("incompatible YAML", "this version of YAML is not known, remove the line"),
)
_PLAIN_CONTEXTS = (
    ("flow sequence", "the list in brackets is not closed, or lacks a comma, mend it"),
    ("flow mapping", "the fields in braces are not closed, or lack a comma, mend it"),
    ("block scalar", "the text does not begin on the next line, begin it there"),
    (
        "block",
        "this does not fit what is above, indent it equally, and put a text with quotes inside in quotes",
    ),
)
_WRONG_BEGINNINGS = (
    ("an alias", "a text cannot begin with *, put it in quotes"),
    ("an anchor", "a text cannot begin with &, put it in quotes"),
    ("a tag", "a text cannot begin with !, put it in quotes"),
    ("a directive", "a line cannot begin with %, remove it"),
)


def _plain_words(problem: str, context: str, found: str) -> str:
    if _CANNOT_START in problem:
        if found == "\t":
            return "a tab stands here, indent with spaces"
        return f"a text cannot begin with {quoted(found)}, put it in quotes"
    tables = ((context, _WRONG_BEGINNINGS), (problem, _PLAIN_WORDS), (context, _PLAIN_CONTEXTS))
    for told, table in tables:
        for known, words in table:
            if known in told:
                return words
    return "this is not YAML, compare it with a routine that works"
