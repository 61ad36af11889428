"""What a session owes somebody who speaks to it."""

from itertools import pairwise

import pytest
from fakes import Run, plan_of, routine_of

from voiceguide.core.attention import to_say
from voiceguide.core.command import COMMANDS, By, Command, State
from voiceguide.core.cue import Phase
from voiceguide.core.facts import EventName
from voiceguide.core.frames import RATE
from voiceguide.core.phrases import Answer
from voiceguide.core.preferences import Preferences, Talk
from voiceguide.core.score import score
from voiceguide.core.spoken import estimated_frames
from voiceguide.core.timeline import delivery

STEPS = routine_of(
    "  - breathe: 20\n  - {point: CV6, hold: 40, rest: 6}\n  - {point: B48, sides: both, hold: 30, rest: 6}\n"
)
MEANT_ME = "If you meant me, say pause."


def in_a_hold(seconds: float = 12) -> Run:
    """So many seconds into the hold of the belly point, of forty seconds."""
    run = Run.of(plan_of(STEPS), Preferences(lead=0)).play_until(EventName.HOLD_ENDED)
    return run.play_until(EventName.HOLD_STARTED).play(seconds)


TURNING = routine_of(
    "  - {point: CV6, hold: 20}\n"
    "  - {move: on your left side, posture: side-lying, say: Turn onto your left side., for: 25s}\n"
    "  - {point: GB29, sides: right, hold: 20}\n"
    "  - {move: on your right side, posture: side-lying, say: Turn onto your right side., for: 25s}\n"
    "  - {point: GB29, sides: left, hold: 20}\n"
    "  - {move: on your back, posture: supine, say: Come onto your back., for: 25s}\n"
    "  - breathe: 20\n"
)
OR_STAY = "To stay on your back, say no turning."


def turning(number: int) -> Run:
    """Five seconds into the quiet time of a move."""
    run = Run.of(plan_of(TURNING), Preferences(lead=0))
    while run.session.moment.stage.number != number:
        run.ask(Command.NEXT)
        run.play(0.1)
    return run.play(7)


def say(run: Run, *commands: Command) -> bool:
    return run.ask(*commands, by=By.VOICE)


# "No" takes back


def test_no_after_skip_goes_back_to_the_stage_that_was_left():
    run = in_a_hold()
    say(run, Command.NEXT)
    run.play(4)
    accepted = say(run, Command.NO)
    run.play_until(EventName.HOLD_STARTED)

    assert accepted
    assert run.event(EventName.HOLD_STARTED).point == "CV6"


@pytest.mark.parametrize(
    ("asked", "hold"), [((Command.LONGER, Command.NO), 40), ((Command.SHORTER, Command.NO), 40)]
)
def test_no_gives_a_hold_its_time_again(asked: tuple[Command, ...], hold: int):
    run = in_a_hold()
    say(run, *asked)

    assert run.session.moment.stage.hold == hold


def test_no_after_longer_changes_nothing_once_the_hold_is_over():
    run = in_a_hold(33)
    say(run, Command.SHORTER)
    run.play(7)
    resting = run.session.state
    say(run, Command.NO)
    run.play(1)

    assert resting is State.RESTING
    assert run.told(EventName.HOLD_CHANGED) == 1


def test_no_after_pause_goes_on():
    run = in_a_hold()
    say(run, Command.PAUSE)
    run.play(3)
    say(run, Command.NO)

    assert run.session.state is State.SETTLING


def test_no_after_less_talking_brings_the_words_back():
    run = Run.of(plan_of(STEPS), Preferences(lead=0)).play(3)
    say(run, Command.LESS_TALKING, Command.NO)
    run.play_to_end()

    assert "Step two of three." in run.said


def test_no_after_ready_gives_the_time_to_settle_again():
    run = Run.of(plan_of(STEPS), Preferences(lead=0)).play_until(EventName.HOLD_ENDED)
    while run.session.state is not State.SETTLING:
        run.play(0.5)
    say(run, Command.READY)
    run.play_until(EventName.HOLD_STARTED, after=1)
    accepted = say(run, Command.NO)
    run.play(0.1)
    state = run.session.state
    run.play_until(EventName.HOLD_STARTED)
    again = run.event(EventName.HOLD_STARTED)
    run.play_until(EventName.HOLD_ENDED)

    assert accepted
    assert state is State.SETTLING
    assert run.event(EventName.HOLD_ENDED).frame - again.frame == 40 * RATE
    assert list(run.faults()) == []


def test_no_after_ready_in_a_move_gives_the_time_to_turn_again():
    run = Run.of(plan_of("hip"), Preferences(lead=0))
    run.ask(*[Command.NEXT] * 3)
    run.play_until_said("Take your time.", after=5)
    moving = run.session.state
    say(run, Command.READY)
    run.play(3)
    say(run, Command.NO)
    run.play(4)
    stage = run.session.moment.stage.number
    run.play(20)

    assert moving is State.MOVING
    assert stage == 2
    assert run.session.moment.stage.number == 3
    assert run.event(EventName.STAGE_STARTED).stage == 3


def test_no_after_ready_when_the_hold_has_begun_takes_the_hold_back_too():
    run = Run.of(plan_of(STEPS), Preferences(lead=0)).play_until(EventName.HOLD_ENDED)
    run.play_until(EventName.STAGE_STARTED)
    while run.session.state is not State.SETTLING:
        run.play(0.1)
    say(run, Command.READY)
    run.play_until(EventName.HOLD_STARTED)
    say(run, Command.NO)
    run.play(1)

    assert run.session.state is State.SETTLING
    assert run.names[-2:] == [EventName.HOLD_ENDED, EventName.STAGE_STARTED]


def test_no_after_ready_while_the_opening_speaks_leaves_it_its_time():
    plain, taken_back = (Run.of(plan_of(STEPS), Preferences(lead=60)).play(2) for _ in range(2))
    say(taken_back, Command.READY)
    taken_back.play(1)
    say(taken_back, Command.NO)
    for run in (plain, taken_back):
        run.play_until(EventName.STAGE_STARTED)

    assert taken_back.seconds == pytest.approx(plain.seconds, abs=1.1)


def test_no_after_wait_goes_on_as_it_would_have():
    def starts(*commands: Command) -> float:
        run = Run.of(plan_of(STEPS), Preferences(lead=0)).play_until_said("Slow breathing.", after=1)
        run.play_until_said("Lie on your back, knees bent, hands on your belly.")
        while run.session.state is not State.SETTLING:
            run.play(0.1)
        say(run, *commands)
        run.play_until(EventName.HOLD_STARTED)
        return run.seconds

    assert starts(Command.WAIT) == pytest.approx(starts() + 10, abs=0.05)
    assert starts(Command.WAIT, Command.NO) == pytest.approx(starts(), abs=0.05)


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_no_after_no_turning_gives_the_stages_as_they_were(stage: int):
    run, hip = Run.of(plan_of("hip"), Preferences(lead=0)), plan_of("hip")
    while run.session.moment.stage.number != stage:
        run.ask(Command.NEXT)
        run.play(0.5)
    say(run, Command.NO_TURNING)
    run.play(6)
    accepted = say(run, Command.NO)
    run.play(0.5)
    there = run.session.moment
    seen = [there.stage]
    while run.session.moment.following and run.session.moment.stage.number is not None:
        run.ask(Command.NEXT)
        run.learn(run.session.wanted)
        run.play(3)
        if run.session.moment.stage.number is not None and run.session.moment.stage != seen[-1]:
            seen.append(run.session.moment.stage)

    assert accepted
    assert there.refusals == ()
    assert tuple(seen) == hip.stages[stage:]


def test_no_while_letting_go_undoes_the_skip():
    run = in_a_hold()
    say(run, Command.NEXT)
    run.play(0.8)
    say(run, Command.NO)
    run.play(1)

    assert run.session.moment.stage.point == "CV6"
    assert EventName.SKIPPED not in run.names


def test_no_is_for_a_few_seconds_only():
    run = in_a_hold()
    say(run, Command.LONGER)
    run.play(9)

    assert Command.NO not in run.session.expected
    assert not say(run, Command.NO)
    assert run.session.moment.stage.hold == 55


def test_a_thing_is_taken_back_once():
    run = in_a_hold()
    say(run, Command.LONGER, Command.NO)

    assert not say(run, Command.NO)
    assert run.session.moment.stage.hold == 40


def test_pain_is_not_taken_back_by_a_no():
    run = in_a_hold()
    say(run, Command.OUCH)

    assert not say(run, Command.NO)
    assert run.session.state is State.CHOOSING


# Near misses


def test_after_two_near_misses_it_says_once_how_to_be_understood():
    run = in_a_hold()
    for _ in range(5):
        run.session.near_miss()
        run.learn(run.session.wanted)
        run.play(3)

    assert run.said.count(MEANT_ME) == 1


def test_advice_does_not_hold_up_a_hold():
    run = in_a_hold()
    begun = run.event(EventName.HOLD_STARTED).frame
    run.session.near_miss()
    run.session.near_miss()
    run.play_until(EventName.HOLD_ENDED)

    assert MEANT_ME in run.said
    assert run.event(EventName.HOLD_ENDED).frame - begun == 40 * RATE
    assert not list(run.faults())


def test_near_misses_far_apart_are_only_talk():
    run = in_a_hold()
    for _ in range(3):
        run.session.near_miss()
        run.play(61)

    assert MEANT_ME not in run.said


def test_what_was_understood_in_between_makes_a_near_miss_forgotten():
    run = in_a_hold()
    run.session.near_miss()
    say(run, Command.LONGER)
    run.session.near_miss()
    run.play_to_end()

    assert MEANT_ME not in run.said


# What can I say


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ((), "You can say enough, longer, shorter, pause, or ouch."),
        ((Command.PAUSE,), "You can say go on, skip, go back, how long, or stop."),
        ((Command.STOP,), "You can say yes or no."),
        ((Command.OUCH,), "You can say skip, go on, or stop."),
    ],
)
def test_what_can_i_say_names_what_fits_the_moment(before: tuple[Command, ...], words: str):
    run = in_a_hold()
    say(run, *before, Command.HELP)
    run.play(20)

    assert words in run.said


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "You can say ready, wait, no turning, say again, or pause."),
        (3, "You can say ready, wait, no turning, say again, or pause."),
        (5, "You can say ready, wait, say again, skip, or pause."),
    ],
)
def test_whoever_is_to_turn_onto_a_side_hears_that_they_need_not(number: int, words: str):
    run = turning(number)
    state = run.session.state
    say(run, Command.HELP)
    run.play(8)

    assert state is State.MOVING
    assert words in run.said


def test_everything_that_it_says_can_be_said_is_understood_then():
    run = in_a_hold()

    assert {
        Command.ENOUGH,
        Command.LONGER,
        Command.SHORTER,
        Command.PAUSE,
        Command.OUCH,
    } <= run.session.expected
    assert Command.READY not in run.session.expected


def test_the_key_for_help_says_nothing():
    run = in_a_hold()
    run.ask(Command.HELP)
    said = len(run.said)
    run.play(5)

    assert len(run.said) == said


def test_an_answer_to_a_question_nobody_asked_changes_nothing():
    run = in_a_hold()

    assert not run.session.command(Answer.HIP, By.VOICE)
    assert run.session.state is State.HOLDING


# Time to be heard


def test_long_instructions_leave_time_to_speak_where_somebody_listens():
    stage = next(stage for stage in plan_of("hip").stages if stage.point)
    written = score(stage, estimated_frames, delivery(Preferences(listen=True)))
    words = [
        cue for cue in written.cues if cue.words and cue.phase in (Phase.ANNOUNCE, Phase.LOCATE, Phase.PRESS)
    ]
    gaps = [(later.frame - cue.end) / RATE for cue, later in pairwise(words)]

    assert len(words) > 6
    assert max(len(few) for few in "".join("|" if gap >= 1.9 else "." for gap in gaps).split("|")) <= 2


def test_a_newcomer_who_is_listened_to_hears_five_things_to_say():
    run = Run.of(plan_of("hip"), Preferences(lead=5, listen=True, newcomer=True)).play(60)

    assert "Say pause, say again, longer, skip, or stop." in run.said
    assert "I begin in five seconds, or when you say ready." in run.said


@pytest.mark.parametrize("talk", list(Talk))
def test_whoever_is_listened_to_hears_at_the_first_turn_how_to_stay(talk: Talk):
    run = Run.of(plan_of(TURNING), Preferences(lead=0, listen=True, talk=talk)).play_to_end()

    assert run.said.count(OR_STAY) == 1
    assert run.said[run.said.index(OR_STAY) - 1] == "Turn onto your left side."


def test_how_to_stay_is_said_before_anybody_has_turned():
    run = Run.of(plan_of("hip"), Preferences(lead=0, listen=True)).play_to_end()
    told = run.said.index(OR_STAY)

    assert run.said[told - 1 : told + 2] == [
        "Now turn onto your left side.",
        OR_STAY,
        "If that side hurts, stay on your back.",
    ]


def test_whoever_sits_is_not_told_to_stay_on_the_back():
    steps = (
        "  - {point: LR3, sides: left, posture: sitting}\n"
        "  - {move: over, posture: side-lying, say: Turn over., for: 5s}\n"
        "  - {point: GB30, sides: left}\n"
    )
    run = Run.of(plan_of(routine_of(steps)), Preferences(lead=0, listen=True)).play_to_end()

    assert OR_STAY not in run.said


def test_whoever_is_not_listened_to_is_not_told_to_say_so():
    run = Run.of(plan_of(TURNING), Preferences(lead=0)).play_to_end()

    assert OR_STAY not in run.said


def test_nobody_is_told_to_speak_who_is_not_listened_to():
    run = Run.of(plan_of("hip"), Preferences(lead=5, newcomer=True)).play(60)

    assert not [words for words in run.said if "say" in words.casefold().split()]


@pytest.mark.parametrize("onto_a_side", [False, True])
@pytest.mark.parametrize("state", [state for state in State if state is not State.ENDED])
def test_only_what_is_accepted_is_named(state: State, onto_a_side: bool):
    told = to_say(state, onto_a_side=onto_a_side).removeprefix("You can say ").removesuffix(".")
    phrases = [phrase.strip() for phrase in told.replace(" or ", ", ").split(",") if phrase.strip()]

    assert len(phrases) > 1
    for phrase in phrases:
        assert any(phrase in row.phrases and state in row.states for row in COMMANDS.values()), phrase


def test_whoever_is_not_understood_in_a_pause_hears_what_can_be_said_there():
    run = in_a_hold()
    say(run, Command.PAUSE)
    run.play(3)
    asked = run.seconds
    run.session.near_miss()
    run.play(2)
    run.session.near_miss()
    run.play(6)

    assert run.said_since(asked) == ["You can say go on, skip, go back, how long, or stop."]
