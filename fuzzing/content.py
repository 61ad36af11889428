"""Routines and points as strangers write them."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from fuzzing.chance import Chance
from fuzzing.damage import damaged, shuffled
from fuzzing.outcome import Target, keep, keep_sentence, shown_safely
from fuzzing.texts import hostile
from voiceguide.content.fault import MOST_FAULTS, Faults
from voiceguide.content.folders import bundled_folder
from voiceguide.content.library import Shelf
from voiceguide.content.points import read_points
from voiceguide.content.raw import LARGEST
from voiceguide.content.routines import is_routine_id, read_routine
from voiceguide.core.errors import PlanError, VoiceError
from voiceguide.core.plan import plan
from voiceguide.core.point import Point
from voiceguide.core.preferences import Preferences
from voiceguide.core.timeline import delivery, programme, vocabulary
from voiceguide.voice.text import speakable

SYNTAX = (
    *("&a ", "*a", "<<: *a", "!!python/object/apply:os.system [id]"),
    *("!x ", "---", "...", "%TAG ! tag:x,2000:"),
    *("? ", "- - - ", "[", "]", "{", "}", "| ", ">-"),
    *("# ", "'", '"', "\\", '"\\u202e"', '"\\ud800"', "\t", ": ", ","),
)  # fmt: skip
VALUES = (
    *("", "~", "null", "0", "-1", "5", "600", "601"),
    *("999999", "1e9", "0x10", "08", "1:30", "0:45", "45s", "1m30s"),
    *("NaN", ".inf", "true", "no", "both", "each"),
    *("left", "midline", "supine", "side-lying", "hip", "hip-supine"),
    *("GB30", "gb30", "B47", "ZZ9", "[1, 2]"),
    *("{a: b}", "{side}", "2026-11-23", "9" * 5000, "../../etc/passwd"),
)  # fmt: skip
_TOP = "title: A session\nsummary: Points.\n"
_KEYED = re.compile(r"^(\s*(?:- )?[^\s:#][^:#]*:)(.*)$")
_ENDLESS = ("a:\n", "- a\n", "[", "{a: ", "? ", "'", "&a *a ", "a: b\n", "- {point: LR3}\n")


def targets(folder: Path) -> Sequence[Target]:
    library = Shelf()
    points, ids = library.points(), tuple(library.ids())
    routines = _texts(bundled_folder("routines"))
    return (
        Target("routines", 34, _routines(_steps(routines), routines, points, ids)),
        Target("points", 14, _points(bundled_folder("data") / "points.yaml")),
        Target("names", 0.5, _names(folder / "names", routines[0])),
    )


def _texts(folder: Path) -> Sequence[str]:
    return [path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))]


def _steps(routines: Sequence[str]) -> Sequence[Sequence[str]]:
    """Every step of every routine, as lines."""
    steps: list[list[str]] = []
    for line in (line for text in routines for line in text.partition("steps:\n")[2].splitlines()):
        if line.startswith("  - "):
            steps.append([])
        if steps and line.strip():
            steps[-1].append(line)
    return steps


def _routines(
    steps: Sequence[Sequence[str]], whole: Sequence[str], points: Mapping[str, Point], ids: Sequence[str]
) -> Callable[[Chance], None]:
    def attempt(chance: Chance) -> None:
        content = _written(chance, steps, whole)
        try:
            routine = read_routine(content, "a.yaml", "a", points, (*ids, "a"))
        except Faults as faults:
            _keep_faults(faults)
            return
        try:
            made = plan(routine, points, Preferences())
        except PlanError as error:
            keep_sentence(error)
            return
        keep(len(made.stages) < 1000, "a routine grew to a thousand stages")
        if chance.one_in(4):
            _keep_words(vocabulary(programme(made, Preferences()), delivery(Preferences())))

    return attempt


def _written(chance: Chance, steps: Sequence[Sequence[str]], whole: Sequence[str]) -> bytes | str:
    if chance.one_in(50):
        piece = chance.choice(_ENDLESS)
        return piece * chance.choice((100, LARGEST // len(piece)) if chance.one_in(20) else (10, 30))
    if chance.one_in(20):
        return damaged(chance, chance.choice(whole).encode(), 12)
    chosen = [line for _ in chance.some(4) for line in chance.choice(steps)]
    lines = [*_TOP.splitlines(), "steps:", *chosen]
    return _broken(chance, lines)


def _broken(chance: Chance, lines: Sequence[str]) -> bytes | str:
    """The lines with other values, signs of YAML, other orders, and sometimes other bytes."""
    changed = list(lines)
    for _ in chance.some(3, 0):
        at = chance.randrange(len(changed))
        changed[at] = _other_value(chance, changed[at])
    if chance.one_in(3):
        changed = shuffled(chance, changed)
    if chance.one_in(4) and changed:
        at = chance.randrange(len(changed))
        cut = chance.randrange(len(changed[at]) + 1)
        changed[at] = changed[at][:cut] + chance.choice(SYNTAX) + changed[at][cut:]
    text = "\n".join(changed) + "\n"
    return damaged(chance, text.encode("utf-8", "surrogatepass")) if chance.one_in(5) else text


def _other_value(chance: Chance, line: str) -> str:
    keyed = _KEYED.match(line)
    if keyed is None:
        return line
    value = hostile(chance) if chance.one_in(2) else chance.choice(VALUES)
    if chance.one_in(3):
        value = "'" + value.replace("'", "''") + "'"
    return f"{keyed[1]} {value}"


def _points(path: Path) -> Callable[[Chance], None]:
    blocks: list[list[str]] = []
    for line in path.read_text("utf-8").partition("points:\n")[2].splitlines():
        if re.match(r"  [A-Z]", line):
            blocks.append([])
        if line and not line.startswith(" "):
            break
        if line.strip():
            blocks[-1].append(line)

    def attempt(chance: Chance) -> None:
        content = _broken(chance, ["points:", *chance.choice(blocks)])
        try:
            points = read_points(content, "p.yaml")
        except Faults as faults:
            _keep_faults(faults)
            return
        for point in points.values():
            _keep_shown((point.name, point.pinyin, *point.cautions.values()))
            _keep_shown((*point.locate.values(), *point.press.values(), *point.place.values()))

    return attempt


def _names(folder: Path, text: str) -> Callable[[Chance], None]:
    """Files of odd names in a person's own folder."""
    own = folder / "routines"
    own.mkdir(parents=True)

    def attempt(chance: Chance) -> None:
        name = hostile(chance)[: chance.choice((5, 50, 300))].replace("/", chance.choice(("", "_")))
        path = own / f"{name}.yaml"
        try:
            path.write_text(text, "utf-8")
        except (OSError, ValueError):
            return  # No system gives a file this name.
        try:
            shelf = Shelf(folder)
            keep(all(is_routine_id(one) for one in shelf.ids()), f"{path.name!a} became a session's name")
            for fault in shelf.check(path):
                keep_sentence(str(fault))
        finally:
            path.unlink()

    return attempt


def _keep_faults(faults: Faults) -> None:
    keep_sentence(faults)
    keep(len(faults.faults) <= MOST_FAULTS + 1, f"{len(faults.faults)} faults were told")
    keep(all(fault.message.isascii() for fault in faults.faults), "a fault shows other letters than ASCII")


def _keep_shown(texts: Sequence[str]) -> None:
    for text in texts:
        keep(shown_safely(text), f"a terminal would be driven by {text[:80]!a}")


def _keep_words(texts: Sequence[str]) -> None:
    _keep_shown(texts)
    for text in texts:
        try:
            speakable(text)
        except VoiceError as error:
            keep_sentence(error)
