"""What each choice means, in one short line."""

from voiceguide.core.preferences import Bed, Count, Talk

_OF_VALUE: dict[tuple[str, object], str] = {
    ("talk", Talk.FULL): "Every step is explained, with how to find the point.",
    ("talk", Talk.BRIEF): "A few words for each point.",
    ("talk", Talk.MINIMAL): "Only side and place are said.",
    ("count", Count.CALM): "Halfway, ten more seconds, then three, two, one.",
    ("count", Count.LAST_5): "The last five seconds are counted.",
    ("count", Count.EVERY_10): "Every ten seconds, then three, two, one.",
    ("count", Count.EVERY_SECOND): "Every second of the last minute.",
    ("count", Count.TONES): "A tone at half, and no words.",
    ("bed", Bed.BREATH): "A soft sound to breathe with: in for four seconds, out for six.",
    ("bed", Bed.NONE): "Silence between the words.",
}
_OF_CHOICE = {
    "scale": "All holds, and the breathing, times this; today only.",
    "voice": "Who speaks. A new voice says a few words at once.",
    "volume": "How loud it is, beside the volume of your system.",
    "rate": "1 is the voice's own pace; less is slower.",
    "theme": "How the screen looks.",
    "captions": "What is said stands on the screen, too.",
    "lead": "Quiet time before the session begins.",
    "listen": "Say pause, longer or again. Nothing is stored or sent.",
    "headphones": "While you wear them it listens while it speaks, too.",
    "keep_awake": "The machine does not fall asleep during a session.",
    "auto_resume": "Within two minutes, unless you had paused.",
    "output": "What plays the sound; none is silent, in real time.",
}


def explained(choice: str, value: object) -> str:
    """Of a choice as it stands; empty for one that is not known."""
    return _OF_VALUE.get((choice, value)) or _OF_CHOICE.get(choice, "")
