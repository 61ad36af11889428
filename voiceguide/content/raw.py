"""Bytes of a file that a person gave, as text in which everything can be seen."""

import codecs
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category

from voiceguide.content.fault import Fault, Faults, Report

LARGEST = 256 * 1024
"""Bytes; the longest routine that makes sense is a tenth of it."""

_TOO_LARGE = f"the file is larger than {LARGEST // 1024} KB, this is not a routine or a points file"
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Spot:
    """A line and a column, both from 1."""

    line: int
    column: int


def file_bytes(path: Path) -> bytes:
    """The content of an ordinary file, 256 KB at most.

    Raises:
        Faults: there is none, it is a folder or a device, it is too large, or it may not be read.
    """
    try:
        found = os.stat(path)  # noqa: PTH116 - Path.is_file() would hide why it is not one
        if not stat.S_ISREG(found.st_mode):
            raise _whole(path, "this is not an ordinary file, name a file ending in .yaml")
        if found.st_size > LARGEST:
            raise _whole(path, _TOO_LARGE)
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise _whole(path, "there is no such file, check the name") from error
    except (OSError, ValueError) as error:
        raise _whole(path, "the file cannot be read, check its name and its permissions") from error


def _whole(path: Path, message: str) -> Faults:
    return Faults([Fault(str(path), 0, 0, message)])


def decoded(content: bytes | str, report: Report) -> str:
    """The text of a file, without a byte order mark.

    Raises:
        Faults: it is too large, not UTF-8, or holds characters that nobody sees.
    """
    text = content if isinstance(content, str) else _from_utf8(content, report)
    if len(text) > LARGEST:
        raise Faults([Fault(report.file, 0, 0, _TOO_LARGE)])
    text = text.removeprefix("\ufeff")
    _refuse_unseen(text, report)
    report.close()
    return text


def unseen(character: str) -> bool:
    """Whether a character is invisible, turns the writing direction or controls a terminal."""
    return character in _BLANK_LETTERS or (category(character) in _UNSEEN and character not in "\t\n\r")


def escaped(character: str) -> str:
    r"""The character's code: \x1b, \u202e."""
    return character.encode("unicode_escape").decode("ascii")


def _from_utf8(content: bytes, report: Report) -> str:
    if len(content) > LARGEST:
        raise Faults([Fault(report.file, 0, 0, _TOO_LARGE)])
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Faults([Fault(report.file, 0, 0, "the file is UTF-16, save it as UTF-8")])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        byte = content[error.start]
        report.add(_spot(before, len(before)), f"the byte \\x{byte:02x} is not UTF-8, save the file as UTF-8")
        raise report.failure() from error


def _refuse_unseen(text: str, report: Report) -> None:
    hidden = "".join(character for character in sorted(set(text)) if unseen(character))
    if not hidden:
        return
    for found in re.finditer(f"[{re.escape(hidden)}]", text):
        spot = _spot(text, found.start())
        report.add(spot, f"the invisible character {escaped(found[0])} is not allowed, remove it")


def _spot(text: str, index: int) -> Spot:
    """Where a character stands, lines ending as YAML ends them."""
    before = text[:index]
    line, start = 1, 0
    for end in _LINE_END.finditer(before):
        line, start = line + 1, end.end()
    return Spot(line, index - start + 1)
