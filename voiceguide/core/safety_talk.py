"""The safety questions by voice: asked slowly, one thing at a time, read back; silence is never a no."""

from collections.abc import Callable, Collection, Iterator, Mapping

from voiceguide.core.command import Command
from voiceguide.core.dialogue import Dialogue, Reply, ask, tell
from voiceguide.core.phrases import Answer
from voiceguide.core.point import Point
from voiceguide.core.safety import Answers, End, SafetyOutcome, read_back
from voiceguide.core.safety_questions import QUESTIONS, Checklist, Item, Question, RedFlag, Statement

PATIENCE = 12.0
"""Seconds; these answers want some thought."""
ROUNDS = 3
"""How often the questions are gone through before the screen is asked for."""

OPENING = (
    "A few questions about your health first.",
    "Your answers stay on this computer.",
    "Say yes, no, or not sure.",
    "Say repeat, to hear a question again.",
)
NEW_OR_WORSE = "Anything new or worse since last time?"
ONE_BY_ONE = "One by one, then."
YES_OR_NO = "Yes, no, or not sure?"
WHICH_SIDE = "Which side?"
LEFT_OR_RIGHT = "Left, right, or both?"
IS_THAT_RIGHT = "Is that right?"
YES_OR_NO_NOW = "Yes, or no?"
ONCE_MORE = "Then once more, from the beginning."
ON_THE_SCREEN = (
    "I do not know enough to start.",
    "Please open voiceguide, press s, and answer the questions there.",
)
NOTHING_KEPT = "I have kept nothing, and do not start."
THANK_YOU = "Thank you."

Known = Callable[[SafetyOutcome], None]
"""Told what came out of the questions as soon as it is known."""

_LAST_WORDS: Mapping[End, tuple[str, ...]] = {
    End.ANSWERED: (THANK_YOU,),
    End.UNANSWERED: ON_THE_SCREEN,
    End.GIVEN_UP: (NOTHING_KEPT,),
}
"""What is said last, where no red flag says it."""

_STATED: Mapping[Reply, Statement] = {
    Command.YES: Statement.YES,
    Command.NO: Statement.NO,
    Answer.NONE: Statement.NO,
    Answer.UNSURE: Statement.UNSURE,
    Answer.LEFT: Statement.LEFT,
    Answer.RIGHT: Statement.RIGHT,
    Answer.BOTH: Statement.BOTH,
}
_PLAIN = (Command.YES, Command.NO, Answer.NONE, Answer.UNSURE, Command.STOP)
_SIDES = (Answer.LEFT, Answer.RIGHT, Answer.BOTH)


class _EndedError(Exception):
    """The questions cannot be finished by voice."""

    def __init__(self, end: End) -> None:
        super().__init__(end)
        self.end = end


def safety_talk(points: Mapping[str, Point], known: Known) -> Dialogue[SafetyOutcome]:
    """All six questions; what came out, once it has been read back and found right.

    Args:
        points: for the names of places in what is read back.
        known: told what came out before anything more is said, since that may be stopped.
    """
    return (yield from _concluded(_six_questions(points), known))


def new_or_worse(points: Mapping[str, Point], known: Known) -> Dialogue[SafetyOutcome]:
    """Before a usual session; anything but a no leads to the questions, silence to none of them."""
    return (yield from _concluded(_one_question(points), known))


def fixed_words() -> Iterator[str]:
    """Every sentence that is known beforehand, in the order in which it is likely to be needed."""
    yield from (NEW_OR_WORSE, *OPENING)
    for question in QUESTIONS:
        yield from _words(question)
        if isinstance(question, RedFlag):
            yield from question.advice.words
    yield from (
        YES_OR_NO,
        ONE_BY_ONE,
        WHICH_SIDE,
        LEFT_OR_RIGHT,
        IS_THAT_RIGHT,
        YES_OR_NO_NOW,
        THANK_YOU,
        ONCE_MORE,
    )
    yield from (*ON_THE_SCREEN, NOTHING_KEPT)
    for question in QUESTIONS:
        if isinstance(question, Checklist):
            yield from (item.asked for item in question.items)


def _concluded(questions: Dialogue[SafetyOutcome], known: Known) -> Dialogue[SafetyOutcome]:
    """What came out, told before the words that go with it."""
    try:
        outcome = yield from questions
    except _EndedError as ended:
        outcome = SafetyOutcome(ended.end)
    known(outcome)
    flag = outcome.answers.red_flag
    words = flag.words if flag else _LAST_WORDS.get(outcome.end)
    if words:
        yield from tell(*words)
    return outcome


def _six_questions(points: Mapping[str, Point]) -> Dialogue[SafetyOutcome]:
    """Raises `_EndedError`, as all that follow."""
    yield from tell(*OPENING)
    for time in range(ROUNDS):
        if time:
            yield from tell(ONCE_MORE)
        answers = yield from _all_questions()
        if answers.red_flag:
            return SafetyOutcome(End.RED_FLAG, answers)
        if (yield from _confirmed(answers, points)):
            return SafetyOutcome(End.ANSWERED, answers)
    return SafetyOutcome(End.UNANSWERED)


def _one_question(points: Mapping[str, Point]) -> Dialogue[SafetyOutcome]:
    stated = yield from _stated((NEW_OR_WORSE,), _PLAIN)
    if stated is Statement.NO:
        return SafetyOutcome(End.UNCHANGED)
    return (yield from _six_questions(points))


def _all_questions() -> Dialogue[Answers]:
    """Answers to everything, or to as much as a red flag has left to be asked."""
    answers = Answers()
    for question in QUESTIONS:
        stated = yield from _stated(
            (*_words(question), YES_OR_NO), _PLAIN, again=(*_words(question), YES_OR_NO)
        )
        if isinstance(question, RedFlag):
            answers = answers.stating(question.id, stated)
            if answers.red_flag:
                return answers
        elif stated is Statement.NO:
            answers = answers.with_no_to_the_rest(question)
        else:
            answers = yield from _one_by_one(question, answers)
    return answers


def _one_by_one(question: Checklist, answers: Answers) -> Dialogue[Answers]:
    yield from tell(ONE_BY_ONE)
    for item in question.items:
        statement = yield from _about(item)
        answers = answers.stating(item.id, statement)
    return answers


def _about(item: Item) -> Dialogue[Statement]:
    expected = (*_PLAIN, *_SIDES) if item.sided else _PLAIN
    stated = yield from _stated((item.asked,), expected, again=(item.asked, YES_OR_NO))
    if stated is Statement.YES and item.sided:
        words = (WHICH_SIDE, LEFT_OR_RIGHT)
        return (yield from _stated(words, (*_SIDES, Answer.NONE, Answer.UNSURE, Command.STOP)))
    return stated


def _confirmed(answers: Answers, points: Mapping[str, Point]) -> Dialogue[bool]:
    stated = yield from _stated(
        (*read_back(answers, points), IS_THAT_RIGHT), _PLAIN, again=(IS_THAT_RIGHT, YES_OR_NO_NOW)
    )
    return stated is Statement.YES


def _stated(
    words: Collection[str], expected: Collection[Command | Answer], *, again: Collection[str] | None = None
) -> Dialogue[Statement]:
    """What is stated in answer.

    Raises:
        _EndedError: nothing was heard twice, or stop.
    """
    # A key without a meaning must neither raise a red flag nor confirm anything.
    reply = yield from ask(
        words, expected, again=again, any_key=Command.REPEAT, patience=PATIENCE, whole=True
    )
    if reply is Command.STOP:
        raise _EndedError(End.GIVEN_UP)
    if reply is None:
        raise _EndedError(End.UNANSWERED)
    return _STATED[reply]


def _words(question: Question) -> tuple[str, ...]:
    return question.aloud if isinstance(question, RedFlag) else question.opening
