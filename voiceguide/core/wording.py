"""The program's own sentences: opening, steps, breathing, repeats, letting go, close."""

from collections.abc import Iterable, Iterator, Sequence

from voiceguide.core.cue import Phase
from voiceguide.core.point import Point, Posture, Side, Variants, variant
from voiceguide.core.preferences import Talk
from voiceguide.core.routine import Breathe, Move
from voiceguide.core.spoken import about_minutes, capitalised, duration, in_a_row, number, ordinal, sentences
from voiceguide.core.stage import EVERY_TALK, FULL_ONLY, NOT_MINIMAL, Line

SLOW_BREATHING = "Slow breathing."
BREATHE_IN = "Breathe in."
BREATHE_OUT = "And out."
KEEP_RHYTHM = ("Keep that rhythm.", "Never force it.")
HALFWAY = "Halfway."
TEN_MORE = "Ten more seconds."
LET_GO = "Let go."
REST = "Rest."
ONE_MOMENT = "One moment."

COMFORT_IN_SHORT = "It is for comfort, and does not replace medical care."
COMFORT = "It is for comfort. It is not a treatment and does not replace medical care."
EVIDENCE = (
    "Acupressure is a traditional practice. A few small studies found that people with long-lasting low back "
    "pain felt somewhat better with it. The studies are small and of low quality, and part of the effect may "
    "come from rest, attention and expectation. We found no good studies for hip pain or sciatica. Staying "
    "active and seeing a professional remain the main advice."
)
"""What trials of acupressure have shown; nothing that is shown or spoken may promise more."""

PAUSED = "Paused."
STILL_PAUSED = "Still paused. Go on when you like."
SOUND_IS_BACK = "Sound is back."
TAKE_YOUR_TIME = "Take your time."
FIFTEEN_MORE = "Fifteen more."
FIFTEEN_LESS = "Fifteen less."
IT_HURTS = (LET_GO, REST, "Skip it, go on, or stop?")
END_HERE = ("End here?", "Yes or no.")
NO_TURNING = "No turning."
NOT_UNDERSTOOD = "I did not quite get that."
IF_YOU_MEANT_ME = "If you meant me, say pause."
SAY_IN_A_HOLD = "You can say enough, longer, shorter, pause, or ouch."
SAY_IN_A_PAUSE = "You can say go on, skip, go back, how long, or stop."
SAY_YES_OR_NO = "You can say yes or no."
SAY_AFTER_PAIN = "You can say skip, go on, or stop."
SAY_WHEN_READY = "You can say ready, wait, say again, skip, or pause."
SAY_ON_TURNING = "You can say ready, wait, no turning, say again, or pause."
SAY_MEANWHILE = "You can say skip, go back, say again, or pause."
SAY_AT_THE_CLOSE = "You can say go back, how long, or pause."
SAY_WHILE_LEAVING = "You can say louder, quieter, or stop."
KEEP_BREATHING = "Keep breathing."
ANSWERS = (
    LET_GO,
    PAUSED,
    ONE_MOMENT,
    SOUND_IS_BACK,
    FIFTEEN_MORE,
    FIFTEEN_LESS,
    TAKE_YOUR_TIME,
    *END_HERE,
    *IT_HURTS,
    KEEP_BREATHING,
    NO_TURNING,
    STILL_PAUSED,
    IF_YOU_MEANT_ME,
    SAY_WHEN_READY,
    SAY_ON_TURNING,
    SAY_MEANWHILE,
    SAY_AT_THE_CLOSE,
    SAY_WHILE_LEAVING,
    SAY_IN_A_HOLD,
    SAY_IN_A_PAUSE,
    SAY_YES_OR_NO,
    SAY_AFTER_PAIN,
)
"""What commands are answered with, the most urgent first."""

_STEP = "Step "

_LIGHTLY: Variants[str] = {"default": "Only a light, resting touch today."}
"""How to press where a condition asks for less and the point has no words for it."""

BRIEF_ONLY = frozenset({Talk.BRIEF})

_BREATHING_POSTURE = {
    Posture.SUPINE: "Lie on your back, knees bent, hands on your belly.",
    Posture.SIDE_LYING: "Stay on your side, head supported.",
    Posture.SITTING: "Sit upright, hands on your thighs.",
}
_SETTLING_DOWN = {
    Posture.SUPINE: "Lie down now.",
    Posture.SIDE_LYING: "Lie down now.",
    Posture.SITTING: "Sit down now.",
}
LIE_ON_BACK = Move(
    "on your back", Posture.SUPINE, "Come onto your back, slowly. Knees bent, feet flat. Take your time.", 25
)
"""Where a routine has no words of its own for it."""

_LYING_CLOSE = (
    "When you are ready, roll to your easier side.",
    "Push yourself up with your arms, and sit a moment.",
)
_SITTING_CLOSE = ("Sit a moment longer before you stand.",)


def lines(phase: Phase, text: str | None, talk: frozenset[Talk] = EVERY_TALK) -> tuple[Line, ...]:
    """A text as one line per sentence; no text, no lines."""
    return tuple(Line(phase, sentence, talk) for sentence in sentences(text or ""))


def place(point: Point, posture: Posture, side: Side) -> str:
    """The sentence that names a place: "Right outer buttock."."""
    words = variant(point.place, posture, side) or point.name
    return f"{capitalised(_with_sides(words, side))}."


def step_lines(step: int, steps: int) -> tuple[Line, ...]:
    return (Line(Phase.ANNOUNCE, f"{_STEP}{number(step)} of {number(steps)}.", FULL_ONLY),)


def is_step_line(line: Line) -> bool:
    return line.phase is Phase.ANNOUNCE and is_step(line.text)


def is_step(text: str) -> bool:
    return text.startswith(_STEP)


def point_lines(
    point: Point, posture: Posture, side: Side, second_side: bool, softened: str | None = None
) -> tuple[Line, ...]:
    """Where and how; on the second side the brief texts do for the full ones.

    Where a condition softens it, its words alone say how, at every talk level and without naming the reason.
    """

    def text(values: Variants[str]) -> str:
        return _with_sides(variant(values, posture, side) or "", side)

    gentle = text(point.soften.get(softened, _LIGHTLY)) if softened else ""
    # A brief text that stands alone also says how to press.
    near = text(point.locate if gentle and not point.touch else point.brief)
    short = (
        *lines(Phase.LOCATE, near, NOT_MINIMAL if second_side else BRIEF_ONLY),
        *lines(Phase.LOCATE, "" if gentle else text(point.touch), NOT_MINIMAL if second_side else BRIEF_ONLY),
    )
    how = lines(Phase.PRESS, gentle)
    if second_side:
        return (*short, *how)
    return (
        *lines(Phase.LOCATE, text(point.locate), FULL_ONLY),
        *short,
        *(how or lines(Phase.PRESS, text(point.press), FULL_ONLY)),
        *lines(Phase.PRESS, text(point.warn), FULL_ONLY),
    )


def hold_lines(point: Point, posture: Posture, side: Side) -> tuple[Line, ...]:
    """What surrounds the hold: "Keep breathing.", a reminder, the letting go."""
    remind = variant(point.remind, posture, side)
    release = variant(point.release, posture, side) or LET_GO
    return (
        Line(Phase.SETTLE, KEEP_BREATHING, FULL_ONLY),
        *lines(Phase.HOLD, remind and _with_sides(remind, side), FULL_ONLY),
        *lines(Phase.REST, _with_sides(release, side), NOT_MINIMAL),
    )


def repeat_lines(time: int) -> tuple[Line, ...]:
    return (
        Line(Phase.ANNOUNCE, f"{capitalised(ordinal(time))} time."),
        Line(Phase.ANNOUNCE, "Softer is fine.", FULL_ONLY),
    )


def between_repeats() -> tuple[Line, ...]:
    return (
        Line(Phase.REST, "Ease off.", NOT_MINIMAL),
        Line(Phase.REST, "Keep your hand there.", NOT_MINIMAL),
    )


def breathing_lines(step: Breathe) -> tuple[Line, ...]:
    return (
        *lines(Phase.LOCATE, step.say or _BREATHING_POSTURE[step.posture], FULL_ONLY),
        *lines(Phase.LOCATE, _BREATHING_POSTURE[step.posture], BRIEF_ONLY),
        *(Line(Phase.HOLD, sentence, FULL_ONLY) for sentence in KEEP_RHYTHM),
    )


def move_lines(step: Move) -> tuple[Line, ...]:
    if step.brief is None:
        return lines(Phase.MOVE, step.say)
    return (
        *lines(Phase.MOVE, step.say, FULL_ONLY),
        *lines(Phase.MOVE, step.brief, EVERY_TALK - FULL_ONLY),
    )


OR_STAY = "To stay on your back, say no turning."


def naming_how_to_stay(told: Sequence[Line]) -> Iterator[Line]:
    """The words of a turn onto a side, for whoever may answer by voice: how to stay comes after the first."""
    heard = frozenset[Talk]()
    for line in told:
        yield line
        if line.talk - heard:
            yield Line(Phase.MOVE, OR_STAY, line.talk - heard)
        heard |= line.talk


def opening_lines(
    title: str,
    seconds: float,
    posture: Posture,
    lead: int,
    *,
    bring: str | None = None,
    discreet: bool = False,
    listen: bool = False,
) -> tuple[Line, ...]:
    """What is said before the time to lie down.

    Args:
        title: of the session.
        seconds: for which it lasts, about.
        posture: in which it begins.
        lead: seconds to lie down.
        bring: what to have within reach, in sentences.
        discreet: whether something was left out for health.
        listen: whether somebody may answer by voice.
    """
    sooner = ", or when you say ready" if listen else ""
    texts = [
        f"{title}, {about_minutes(seconds)}.",
        COMFORT_IN_SHORT,
        "If I am too quiet, turn me up now.",
        *(["Some points are left out, from your safety answers."] if discreet else []),
        *sentences(bring or ""),
        _SETTLING_DOWN[posture],
        "No hurry.",
        f"I begin in {duration(lead)}{sooner}." if lead else "I begin now.",
    ]
    return tuple(Line(Phase.OPEN, text) for text in texts)


def safety_lines() -> tuple[Line, ...]:
    """What is said last before the first stage, in every session."""
    return (
        Line(Phase.OPEN, "If anything feels sharp, electric, numb or worse, simply let go."),
        Line(Phase.OPEN, "You never need my permission."),
    )


WHAT_TO_SAY = (
    Line(Phase.OPEN, "When I am quiet, I listen."),
    Line(Phase.OPEN, "Say pause, say again, longer, skip, or stop."),
)


def hold_left(seconds: int) -> str:
    return f"{capitalised(duration(seconds))}."


def seconds_here(seconds: int) -> str:
    return f"{capitalised(duration(seconds))} here."


def minutes_in_all(seconds: float) -> str:
    words = capitalised(about_minutes(seconds)) if seconds >= 60 else "Less than a minute"  # noqa: PLR2004
    return f"{words} left in all."


def left_out_now(places: Iterable[str]) -> tuple[str, ...]:
    """What falls out when turning over is refused midway."""
    return tuple(f"Left out: {name[:1].lower()}{name[1:]}" for name in places)


def getting_up(posture: Posture) -> tuple[str, ...]:
    """How to leave the floor or the chair; ends every session, also one that is stopped."""
    return _SITTING_CLOSE if posture is Posture.SITTING else _LYING_CLOSE


def closing_lines(posture: Posture) -> tuple[Line, ...]:
    return tuple(Line(Phase.CLOSE, text) for text in ("That was the last one.", *getting_up(posture)))


def ask_first(titles: Sequence[str]) -> tuple[str, ...]:
    """For the screen: with what a doctor is asked before anything is pressed."""
    return (f"Ask a doctor first: {in_a_row(titles)}.",) if titles else ()


def _with_sides(text: str, side: Side) -> str:
    return text.replace("{side}", side.value).replace("{other}", side.other.value)
