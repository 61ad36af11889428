"""Fills the page: everything it shows and plays stands in it, and it may ask nobody for anything."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import Any

from voiceguide.core.frames import RATE
from voiceguide.core.wording import COMFORT, EVIDENCE, safety_lines
from voiceguide.export.captions import Caption, Held
from voiceguide.export.chapters import Chapter
from voiceguide.export.web.pictures import Drawn, Pictures
from voiceguide.export.web.showing import Showing

_NAME = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Sound:
    """An encoded sound file."""

    data: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds; all frames count from the first sample of the sound, at 24 kHz."""

    title: str
    language: str
    """As `en`."""
    frames: int
    showings: Sequence[Showing]
    chapters: Sequence[Chapter]
    captions: Sequence[Caption]
    """Each as long as it is to be read."""
    holds: Sequence[Held]
    pictures: Pictures
    sound: Sound
    cover: bytes | None = None
    """A PNG, for the lock screen."""


def html(page: Page) -> str:
    """The page as one document that refers to nothing outside; texts may hold any character."""
    style, script = _package_text("player.css"), _package_text("player.js")
    parts = {
        "language": escape(page.language),
        "policy": _policy(style, script),
        "title": escape(page.title),
        "style": style,
        "pictures": "\n".join(_picture(drawn) for drawn in page.pictures.drawn),
        "chapters": "\n".join(_chapter(chapter) for chapter in page.chapters),
        "safety": escape(" ".join(line.text for line in safety_lines())),
        "comfort": escape(COMFORT),
        "evidence": escape(EVIDENCE),
        "mime": escape(page.sound.mime),
        "sound": _base64(page.sound.data),
        "session": _in_script(_session(page)),
        "script": script,
    }
    return _NAME.sub(lambda name: parts[name[1]], _package_text("player.html"))


def _package_text(name: str) -> str:
    return (files("voiceguide.export.web") / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Only this style sheet and this script, known by their hashes; no request to anywhere."""
    rules = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": _hash(script),
        "media-src": "data: blob:",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    return f"'sha256-{_base64(hashlib.sha256(text.encode()).digest())}'"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _picture(drawn: Drawn) -> str:
    """With a class for each drawing where there are two of them."""
    if drawn.slim is None:
        return f"<div hidden>{drawn.wide}</div>"
    return f'<div hidden><div class="wide">{drawn.wide}</div><div class="slim">{drawn.slim}</div></div>'


def _chapter(chapter: Chapter) -> str:
    seconds = chapter.starts_at // 1000
    at = f"{seconds // 60}:{seconds % 60:02}"
    return f'<li><button type="button">{escape(chapter.title)} <span>{at}</span></button></li>'


def _in_script(value: Mapping[str, Any]) -> str:
    """JSON in which nothing can end the element that holds it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&]", lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _session(page: Page) -> Mapping[str, Any]:
    """What the script reads; times are seconds."""
    fingerprint = hashlib.sha256(page.title.encode() + page.sound.data).hexdigest()[:16]
    return {
        "title": page.title,
        "fingerprint": fingerprint,
        "duration": _seconds(page.frames),
        "cover": None if page.cover is None else f"data:image/png;base64,{_base64(page.cover)}",
        "showings": [_showing(showing, page) for showing in page.showings],
        "captions": [
            {"at": _seconds(one.start), "until": _seconds(one.end), "text": one.text} for one in page.captions
        ],
        "chapters": [{"at": _seconds(one.start), "title": one.title} for one in page.chapters],
        "finished": _finished(page.holds),
    }


def _showing(showing: Showing, page: Page) -> Mapping[str, Any]:
    shown, stage = showing.glance, showing.glance.stage
    return {
        "at": _seconds(showing.start),
        "flood": shown.flood,
        "word": shown.word,
        "side": shown.side,
        "place": shown.place,
        "following": shown.following,
        "step": shown.where.removeprefix(page.title).strip(),
        "until": None if showing.hold_end is None else _seconds(showing.hold_end),
        "hold": stage.hold,
        "anew": None if showing.anew is None else _seconds(showing.anew),
        "picture": page.pictures.number(stage),
        "mark": {"point": stage.point, "side": stage.side},
    }


def _finished(holds: Sequence[Held]) -> list[Mapping[str, Any]]:
    """When each point was held for the last time."""
    ends = {(hold.stage.point, hold.stage.side): hold.end for hold in holds if hold.stage.point}
    return [{"at": _seconds(end), "point": point, "side": side} for (point, side), end in ends.items()]


def _seconds(frame: int) -> float:
    return round(frame / RATE, 3)
