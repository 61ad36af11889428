"""What help and about say."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version

from voiceguide.content.fault import Fault
from voiceguide.core.command import COMMANDS, key_name
from voiceguide.core.point import Point
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
It is for comfort. It is not a treatment and does not replace medical care. Acupressure is a traditional \
practice. A few small studies found that people with long-lasting low back pain felt somewhat better \
with it. The studies are small and of low quality, and part of it may come from rest, attention and \
expectation. There are no good studies for hip pain or sciatica. Staying active and seeing a \
professional remain the main advice.

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

[b]The points[/b]
{points}

[b]Made with[/b]
{parts}
The program is under the MIT licence. No clinician has reviewed it.
"""
_PARTS = (
    ("hibari-tts", "the voice, Apache-2.0"),
    ("textual", "the screen, MIT"),
    ("miniaudio", "the sound, MIT"),
    ("pyttsx3", "the system's voices, MPL-2.0"),
    ("pillow", "the pictures, MIT-CMU"),
    ("numpy", "sound as numbers, BSD-3-Clause"),
    ("pyyaml", "routines and points, MIT"),
)


def help_page() -> Page:
    """Every key, before and in a session."""
    return Page("Keys", f"[b]Choosing[/b]\n{_table(_CHOOSING)}\n\n[b]In a session[/b]\n{_session_keys()}")


def keys_page() -> Page:
    """The keys of a session."""
    return Page("Keys", _session_keys(), "any key closes · space pauses")


def about_page(points: Mapping[str, Point]) -> Page:
    """What it is and is not, where the points come from, who made its parts."""
    named = "\n".join(
        f"{point.id} {point.name} ({point.pinyin}): sources {', '.join(point.sources)}"
        for point in points.values()
    )
    parts = "\n".join(f"{name} {version(name)}: {what}" for name, what in _PARTS)
    return Page("About", _ABOUT.format(version=version("voiceguide"), points=named, parts=parts))


def faults_page(faults: Sequence[Fault]) -> Page:
    """Everything that is wrong in a file."""
    listed = "\n\n".join(str(fault).replace("[", r"\[") for fault in faults)
    return Page("To be mended", f"{listed}\n\nPress e to open the file again.")


def _session_keys() -> str:
    rows = [(key_name(row.key), row.help) for row in COMMANDS.values()]
    fumbles = "Two keys at once, Enter, or a key without a meaning only pause. A click does the same."
    return f"{_table(rows)}\n\n[$quiet]{fumbles}[/]"


def _table(rows: Iterable[tuple[str, str]]) -> str:
    padded = ((f"{key:>9}".replace("[", r"\["), text) for key, text in rows)
    return "\n".join(f"[b]{key}[/b]  {text}" for key, text in padded)
