"""The look of `settings.toml`: a comment above each key, new keys where they belong, old ones put to rest."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import tomlkit
from tomlkit.exceptions import TOMLKitError

from voiceguide.store.files import StoreError
from voiceguide.store.keys import (
    EVERY_HOLD,
    HOLDS,
    KEYS,
    PLAIN_KEYS,
    SAFETY,
    SAFETY_KEYS,
    SECTIONS,
    VERSION,
)
from voiceguide.store.kinds import Toml
from voiceguide.store.toml import NotToml, Statement, read_toml, statements

NOT_FROM_HERE = (
    "The settings were left as they are: settings.toml is written in a way that cannot be changed from here; "
    "change it in an editor."
)

_OPENING = (
    "# Settings of voiceguide. A line that begins with # is a comment: remove the # and change the value.",
    f"version = {VERSION}",
)


def template() -> str:
    """A file in which every setting is explained and none is changed."""
    lines = [*_OPENING]
    for key in PLAIN_KEYS:
        lines += ["", f"# {key.comment}", f"# {_line(key.name, key.sample)}"]
    for section, keys in ((HOLDS, (EVERY_HOLD,)), (SAFETY, SAFETY_KEYS)):
        lines += ["", f"# {SECTIONS[section]}", f"[{section}]"]
        for key in keys:
            lines += [f"# {key.comment}", f"# {_line(key.name, key.sample)}"]
    return "\n".join((*lines, ""))


def with_key(text: str, section: str, name: str, value: Toml) -> str:
    """The text with a key that it lacks, at the place where a person would look for it."""
    for changed in _placings(text, section, name, value):
        if _adds_only(text, changed, section, name):
            return changed
    return text


def with_value(text: str, section: str, name: str, value: Toml) -> str:
    """The text with a key's value replaced, or with the key at its section's end.

    Raises:
        StoreError: the text is written in a way that the library does not understand.
    """
    with _translated():
        document = tomlkit.parse(text)
        if not section:
            document[name] = value
        elif section in document:
            document[section][name] = value
        else:
            document[section] = {name: value}
        return tomlkit.dumps(document)


def without(text: str, section: str, name: str) -> str:
    """The text without a key.

    Raises:
        StoreError: as in `with_value`.
    """
    with _translated():
        document = tomlkit.parse(text)
        place = document[section] if section else document
        del place[name]
        return tomlkit.dumps(document)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (TOMLKitError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise StoreError(NOT_FROM_HERE) from error


def at_rest(text: str, section: str, name: str) -> str:
    """The text with a key turned into a comment; unchanged where it does not stand by itself."""
    path = _path(section, name)
    for statement in statements(text):
        if statement.paths[:1] == (path,) and all(other[: len(path)] == path for other in statement.paths):
            lines = text.split("\n")
            for index in range(statement.first - 1, statement.last):
                lines[index] = f"# {lines[index]}"
            return "\n".join(lines)
    return text


def _placings(text: str, section: str, name: str, value: Toml) -> Iterable[str]:
    """Ways to place a key, the best first."""
    lines = text.split("\n")
    end = "\r" if "\r\n" in text else ""
    found = list(statements(text))
    key = KEYS.get(f"{section}.{name}" if section else name)
    comment = [f"# {key.comment}{end}"] if key else []
    new = [*comment, f"{_line(name, value)}{end}"]
    path = _path(section, "")[:-1]
    opened = [statement for statement in found if statement.section == path]
    if opened or not section:
        start, stop = _region(found, opened, path, len(lines))
        resting = re.compile(rf"#[ \t]*(?={re.escape(name)}[ \t]*=)")
        for index in range(start, stop):
            if resting.match(lines[index]):
                yield "\n".join((*lines[:index], resting.sub("", lines[index], count=1), *lines[index + 1 :]))
        place = _after_keys(lines, opened, start, stop)
        yield "\n".join((*lines[:place], *new, *lines[place:]))
    else:
        heading = [end, f"# {SECTIONS[section]}{end}", f"[{section}]{end}"]
        yield "\n".join(
            (*([*lines[:-1]] if lines[-1] == "" else [*lines[:-1], lines[-1] + end]), *heading, *new, "")
        )


def _region(
    found: Sequence[Statement], opened: Sequence[Statement], path: tuple[str, ...], length: int
) -> tuple[int, int]:
    """The lines of a section, as a slice; its heading is left out."""
    start = next((statement.last for statement in opened if statement.heading), 0)
    others = (s.first - 1 for s in found if s.heading and s.section != path and s.first > start)
    return start, next(others, length)


def _after_keys(lines: Sequence[str], opened: Sequence[Statement], start: int, stop: int) -> int:
    """Where a new line goes: after the section's last key, or else after the comments that open it."""
    last = max((statement.last for statement in opened if not statement.heading), default=0)
    if last:
        return last
    place = start
    while place < stop and lines[place].startswith("#"):
        place += 1
    return place


def _adds_only(before: str, after: str, section: str, name: str) -> bool:
    """Whether a change of the text added one key and did nothing else."""
    try:
        old, new = read_toml(before.encode())[1], read_toml(after.encode())[1]
    except NotToml:
        return False
    place = new.get(section) if section else new
    if not isinstance(place, dict) or name not in place:
        return False
    del place[name]
    if section and not place and section not in old:
        del new[section]
    return new == old


def _path(section: str, name: str) -> tuple[str, ...]:
    return (section, name) if section else (name,)


def _line(name: str, value: Toml) -> str:
    return f"{name} = {tomlkit.item(value).as_string()}"
