"""What people ask of a session, and what they then hear."""

import pytest
from fakes import Run, plan_of, routine_of

from voiceguide.core.command import By, Command, State
from voiceguide.core.cue import Tone
from voiceguide.core.facts import EventName, Hush, Moment, Sound
from voiceguide.core.frames import RATE
from voiceguide.core.point import Posture
from voiceguide.core.preferences import Preferences

STEPS = routine_of(
    "  - breathe: 20\n  - {point: CV6, hold: 40, rest: 6}\n  - {point: B48, sides: both, hold: 30, rest: 6}\n"
)
LEAVE = [
    "When you are ready, roll to your easier side.",
    "Push yourself up with your arms, and sit a moment.",
]


def started() -> Run:
    return Run.of(plan_of(STEPS), Preferences(lead=0))


def in_belly_hold(seconds: float) -> Run:
    """So many seconds into the hold of forty seconds."""
    run = started().play_until(EventName.HOLD_ENDED)
    run.play_until(EventName.HOLD_STARTED)
    return run.play_frames(
        run.event(EventName.HOLD_STARTED).frame + round(seconds * RATE) - run.session.handed_out
    )


def left(run: Run) -> float:
    hold_left = run.session.moment.hold_left
    assert hold_left is not None
    return hold_left / RATE


# Pause and resume


def test_a_pause_is_heard_at_once_and_keeps_what_is_left_of_the_hold():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    asked = run.seconds
    run.play(30)

    assert left(run) == 28
    assert run.session.state is State.PAUSED
    assert run.said_since(asked) == ["Paused.", "Let go."]
    assert run.event(EventName.PAUSED).frame == round(asked * RATE)


def test_a_pause_in_mid_word_fades_it():
    run = started().play_until_said("Slow breathing.", after=0.3)
    run.ask(Command.PAUSE)
    run.play(0.01)

    assert Hush(round((run.seconds - 0.01) * RATE)) in run.sounds


def test_resuming_a_hold_names_the_place_lets_settle_and_plays_the_rest():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    run.play(59)
    run.ask(Command.RESUME)
    asked = run.seconds
    run.play_until(EventName.RESUMED)
    resumed = run.event(EventName.RESUMED).frame
    run.play_until(EventName.HOLD_ENDED)

    assert run.said_since(asked)[:4] == [
        "Lower belly, in the middle.",
        "Keep breathing.",
        "Twenty-eight seconds.",
        "[start]",
    ]
    assert run.event(EventName.HOLD_ENDED).frame - resumed == 28 * RATE
    assert run.told(EventName.HOLD_STARTED) == 2
    assert run.event(EventName.RESUMED).by is By.KEY


def test_resuming_gives_the_whole_time_to_settle():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    run.play(10)
    run.ask(Command.RESUME)
    asked = run.seconds
    run.play_until(EventName.RESUMED)
    spoken = {words: at for at, words in run.transcript if at >= asked}
    quiet = spoken["Keep breathing."] - spoken["Lower belly, in the middle."]

    assert quiet >= 8 + run.length_of("Lower belly, in the middle.") / RATE


def test_after_more_than_a_minute_the_whole_hold_starts_again():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    run.play(61)
    run.ask(Command.RESUME)
    asked = run.seconds
    run.play_until(EventName.HOLD_ENDED)
    started_again = run.event(EventName.HOLD_STARTED).frame

    assert "Forty seconds." in run.said_since(asked)
    assert "Halfway." in run.said_since(asked)
    assert run.told(EventName.HOLD_STARTED) == 3
    assert run.event(EventName.HOLD_ENDED).frame - started_again == 40 * RATE
    assert run.event(EventName.RESUMED).frame == started_again


def test_a_hold_given_again_is_as_it_was_at_first_though_it_was_resumed_before():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    run.play(20)
    run.ask(Command.RESUME)
    run.play_until(EventName.RESUMED, after=0.3)
    run.ask(Command.PAUSE)
    run.play(90)
    run.ask(Command.RESUME)
    run.play_until(EventName.RESUMED)
    asked = run.event(EventName.RESUMED).frame / RATE
    run.play_until(EventName.HOLD_ENDED)

    assert run.said_since(asked).count("[start]") == 1
    assert run.said_since(asked)[1] == "Halfway."
    assert list(run.faults()) == []


def test_a_pause_while_settling_again_stays_the_same_pause():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    run.play(20)
    run.ask(Command.RESUME)
    run.play(3)
    settling = run.session.state
    run.ask(Command.PAUSE)
    run.play(5)

    assert settling is State.SETTLING
    assert run.session.state is State.PAUSED
    assert left(run) == 28
    assert EventName.RESUMED not in run.names


def test_longer_while_settling_again_tells_the_new_length():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    run.play(3)
    run.ask(Command.RESUME)
    run.play(1)
    asked = run.seconds
    run.ask(Command.LONGER)
    run.play_until(EventName.RESUMED)

    assert "Forty-three seconds." in run.said_since(asked)
    assert "Twenty-eight seconds." not in run.said_since(asked)


def test_no_to_longer_while_settling_again_tells_the_length_as_it_was():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    run.play(3)
    run.ask(Command.RESUME)
    run.play(1)
    run.ask(Command.LONGER)
    run.play(1)
    run.ask(Command.NO)
    asked = run.seconds
    run.play_until(EventName.RESUMED)
    resumed = run.event(EventName.RESUMED).frame
    run.play_until(EventName.HOLD_ENDED)

    assert "Twenty-eight seconds." in run.said_since(asked)
    assert "Forty-three seconds." not in run.said_since(asked)
    assert run.event(EventName.HOLD_ENDED).frame - resumed == 28 * RATE


def test_ready_while_settling_again_goes_on_without_waiting():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    run.play(10)
    run.ask(Command.RESUME)
    run.play(3)
    run.ask(Command.READY)
    asked = run.seconds
    run.play(0.1)

    assert run.said_since(asked) == ["Keep breathing."]


def test_wait_while_settling_again_gives_ten_seconds_more():
    def settled_after(*commands: Command) -> float:
        run = in_belly_hold(12)
        run.ask(Command.PAUSE)
        run.play(10)
        run.ask(Command.RESUME)
        asked = run.seconds
        run.play(4)
        run.ask(*commands)
        run.play_until(EventName.RESUMED)
        return run.event(EventName.RESUMED).frame / RATE - asked

    said = Run.of(plan_of(STEPS)).length_of("Take your time.") / RATE + 0.5
    assert settled_after(Command.WAIT) - settled_after() == pytest.approx(10 + said, abs=0.01)


def test_elsewhere_resuming_says_the_interrupted_sentence_anew():
    run = started().play_until_said("Slow breathing.", after=0.3)
    run.ask(Command.PAUSE)
    run.play(5)
    run.ask(Command.RESUME)
    asked = run.seconds
    run.play(0.1)

    assert run.said_since(asked) == ["Slow breathing."]
    assert run.event(EventName.RESUMED).frame == round(asked * RATE)


def test_silence_keeps_it_paused_with_one_reminder_and_after_twenty_minutes_it_can_be_gone_on_with():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    asked = run.seconds
    run.play(1199)
    state = run.session.state
    run.play(2)

    assert [(round(at - asked, 6), words) for at, words in run.transcript if at > asked + 5] == [
        (120.0, "Still paused. Go on when you like."),
    ]
    assert state is State.PAUSED
    assert run.session.ended
    assert run.event(EventName.SESSION_ENDED).more["reason"] == "interrupted"
    assert run.event(EventName.SESSION_ENDED).frame == round((asked + 1200) * RATE)


@pytest.mark.parametrize(
    ("asked_by", "question"),
    [(Command.OUCH, ["Skip it, go on, or stop?"]), (Command.STOP, ["End here?", "Yes or no."])],
)
def test_a_question_that_silence_answers_is_asked_again_after_two_minutes(
    asked_by: Command, question: list[str]
):
    run = in_belly_hold(12)
    run.ask(asked_by)
    asked, state = run.seconds, run.session.state
    run.play(1119)

    assert run.said_since(asked + 119) == question
    assert run.session.state is state
    assert list(run.faults()) == []


@pytest.mark.parametrize("heard", [Command.HOW_LONG, Command.PAUSE])
def test_whoever_is_heard_in_a_pause_is_waited_for_anew(heard: Command):
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    run.play(1190)
    run.ask(heard)
    asked = run.seconds
    run.play(1199)
    state = run.session.state
    run.play(2)

    assert state is State.PAUSED
    assert run.session.ended
    assert [round(at - asked) for at, words in run.transcript if words.startswith("Still paused.")][-1] == 120


# Places


def test_next_in_a_hold_releases_lets_go_and_moves_on():
    run = in_belly_hold(12)
    run.ask(Command.NEXT)
    asked = run.seconds
    run.play(6)
    names = [event.name for event in run.events if event.frame >= asked * RATE]

    assert run.said_since(asked)[:3] == ["[release]", "Let go.", "Step three of three."]
    assert names == [
        EventName.COMMAND_HEARD,
        EventName.HOLD_ENDED,
        EventName.SKIPPED,
        EventName.STAGE_STARTED,
    ]
    assert run.event(EventName.SKIPPED).stage == 1
    assert run.event(EventName.SKIPPED).by is By.KEY
    assert run.event(EventName.HOLD_ENDED).frame == round(asked * RATE)


def test_next_and_then_pause_within_a_moment_do_both():
    run = in_belly_hold(12)
    run.ask(Command.NEXT, Command.PAUSE)
    run.play(1)

    assert run.session.moment.stage.point == "B48"
    assert run.session.state is State.PAUSED
    assert run.told(EventName.SKIPPED) == 1


def test_next_elsewhere_moves_on_at_once():
    run = started().play_until_said("Slow breathing.", after=0.3)
    run.ask(Command.NEXT)
    asked = run.seconds
    run.play(0.5)

    assert run.said_since(asked) == ["Step two of three."]


def test_next_from_a_pause_in_a_hold_writes_that_the_hold_ended_and_sounds_no_release():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    run.play(10)
    run.ask(Command.NEXT)
    asked = run.seconds
    run.play(1)
    names = [event.name for event in run.events if event.frame >= asked * RATE]

    assert names[1:] == [EventName.HOLD_ENDED, EventName.SKIPPED, EventName.STAGE_STARTED]
    assert run.said_since(asked) == ["Step three of three."]


@pytest.mark.parametrize("before", [Command.PAUSE, Command.OUCH])
def test_next_in_the_close_tells_how_to_get_up_before_it_ends(before: Command):
    run = started()
    run.ask(*[Command.NEXT] * 4)
    run.play(1)
    run.ask(before)
    run.play(8)
    run.ask(Command.NEXT)
    asked = run.seconds
    run.play(15)

    assert run.said_since(asked) == LEAVE
    assert run.event(EventName.SESSION_ENDED).more["reason"] == "done"


def test_go_back_gives_the_stage_from_its_start():
    run = in_belly_hold(12)
    run.ask(Command.GO_BACK)
    asked = run.seconds
    run.play(6)

    assert run.said_since(asked)[:4] == [
        "[release]",
        "Let go.",
        "Step two of three.",
        "Lower belly, in the middle.",
    ]
    assert EventName.SKIPPED not in run.names


def test_go_back_in_the_first_five_seconds_gives_the_stage_before():
    run = started()
    run.ask(Command.NEXT, Command.NEXT)
    run.play(4.9)
    run.ask(Command.GO_BACK)
    run.play(0.1)

    assert run.session.moment.stage.number == 0


def test_go_back_never_leads_from_the_first_stage_into_the_opening():
    run = started()
    run.ask(Command.NEXT)
    run.play(2)
    run.ask(Command.GO_BACK)
    run.play(0.1)

    assert run.session.moment.stage.number == 0


def test_enough_releases_now_and_rests():
    run = in_belly_hold(12)
    run.ask(Command.ENOUGH)
    asked = run.seconds
    run.play(1)
    state = run.session.state
    run.play_until(EventName.STAGE_STARTED)
    spoken = run.length_of("Let your fingers rise slowly.") / RATE

    assert run.said_since(asked)[:2] == ["[release]", "Let your fingers rise slowly."]
    assert state is State.RESTING
    assert run.event(EventName.HOLD_ENDED).frame == round(asked * RATE)
    assert run.event(EventName.STAGE_STARTED).frame / RATE - asked == pytest.approx(
        1.7 + spoken + 6, abs=0.01
    )


def test_what_was_being_said_when_enough_was_said_never_comes_back():
    run = in_belly_hold(20.2)
    assert run.said[-1] == "Halfway."
    run.ask(Command.ENOUGH)
    run.play(0.3)
    run.ask(Command.PAUSE)
    run.play(3)
    run.ask(Command.RESUME)
    asked = run.seconds
    run.play_until(EventName.STAGE_STARTED)

    assert run.said_since(asked)[0] == "Let your fingers rise slowly."
    assert run.told(EventName.HOLD_ENDED) == 2


def test_position_sums_up_holds_as_they_were_played():
    run = in_belly_hold(12)
    before = run.position
    run.ask(Command.ENOUGH)
    run.play_until(EventName.STAGE_STARTED)

    assert run.event(EventName.STAGE_STARTED).at == pytest.approx(
        before
        + run.event(EventName.STAGE_STARTED).frame / RATE
        - run.event(EventName.HOLD_ENDED).frame / RATE
    )


# Pain


def test_pain_in_a_hold_releases_at_once_and_asks():
    run = in_belly_hold(20.2)
    run.ask(Command.OUCH)
    asked = run.seconds
    run.play(10)

    assert [fact for fact in run.sounds if isinstance(fact, Sound) and fact.frame == asked * RATE] == [
        Sound(round(asked * RATE), Tone.RELEASE)
    ]
    assert run.said_since(asked) == ["[release]", "Let go.", "Rest.", "Skip it, go on, or stop?"]
    assert run.session.state is State.CHOOSING


def test_pain_while_being_told_how_to_press_does_not_wait_for_the_sentence():
    run = started()
    run.ask(Command.NEXT, Command.NEXT)
    run.play(1)
    run.ask(Command.OUCH)
    asked = run.seconds
    run.play(8)

    assert run.said_since(asked) == ["[release]", "Let go.", "Rest.", "Skip it, go on, or stop?"]


@pytest.mark.parametrize(
    ("answer", "heard"),
    [
        (Command.NEXT, ["Step three of three."]),
        (Command.RESUME, ["Let your fingers rise slowly."]),
        (Command.STOP, LEAVE),
    ],
)
def test_after_pain_one_skips_goes_on_or_stops(answer: Command, heard: list[str]):
    run = in_belly_hold(12)
    run.ask(Command.OUCH)
    run.play(10)
    run.ask(answer)
    asked = run.seconds
    run.play(8)

    assert run.said_since(asked)[: len(heard)] == heard
    assert run.told(EventName.HOLD_ENDED) == 2


@pytest.mark.parametrize("answer", [Command.NEXT, Command.RESUME])
def test_pain_right_after_skip_leads_to_the_next_stage_once(answer: Command):
    run = in_belly_hold(12)
    run.ask(Command.NEXT)
    run.play(0.8)
    run.ask(Command.OUCH)
    run.play(10)
    there = run.session.moment.stage.point
    run.ask(answer)
    run.play(1)

    assert there == "CV6"
    assert run.session.moment.stage.point == "B48"
    assert [event.stage for event in run.events if event.name is EventName.SKIPPED] == [1]
    assert run.session.state is State.GUIDING


def test_stop_and_no_right_after_go_back_still_go_back():
    run = in_belly_hold(12)
    run.ask(Command.GO_BACK)
    run.play(0.8)
    run.ask(Command.STOP)
    run.play(4)
    run.ask(Command.NO)
    asked = run.seconds
    run.play(1)

    assert run.said_since(asked) == ["Step two of three."]


def test_pain_in_a_long_pause_keeps_the_pause_long():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    run.play(70)
    run.ask(Command.OUCH)
    run.play(10)
    run.ask(Command.RESUME)
    run.play_until(EventName.RESUMED, after=0.1)

    assert run.told(EventName.HOLD_STARTED) == 3
    assert run.told(EventName.PAUSED) == 1


# Stopping


def test_stop_pauses_and_asks_and_no_goes_on():
    run = started().play_until_said("Slow breathing.", after=0.3)
    run.ask(Command.STOP)
    asked = run.seconds
    run.play(4)
    run.ask(Command.NO)
    run.play(0.1)

    assert run.said_since(asked) == ["End here?", "Yes or no.", "Slow breathing."]
    assert run.session.state is State.GUIDING


def test_no_returns_to_the_pause_from_which_stop_was_asked():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE)
    run.play(5)
    run.ask(Command.STOP)
    run.play(5)
    run.ask(Command.NO)
    run.play(5)

    assert run.session.state is State.PAUSED


@pytest.mark.parametrize("answer", [Command.YES, Command.STOP])
def test_yes_or_stop_again_tells_how_to_get_up_and_ends(answer: Command):
    run = in_belly_hold(12)
    run.ask(Command.STOP)
    run.play(4)
    run.ask(answer)
    asked = run.seconds
    run.play(15)

    assert run.said_since(asked) == LEAVE
    assert run.names[-2:] == [EventName.HOLD_ENDED, EventName.SESSION_ENDED]
    assert run.event(EventName.SESSION_ENDED).more["reason"] == "stopped"


@pytest.mark.parametrize(
    ("words", "leave"),
    [(None, LEAVE), ("Sit", ["Sit a moment longer before you stand."])],
)
def test_how_to_get_up_is_told_to_whoever_still_lies(words: str | None, leave: list[str]):
    back = plan_of("back")
    rising = next(at for at, stage in enumerate(back.stages) if stage.posture is Posture.SITTING)
    run = Run.of(back, Preferences(lead=0))
    run.ask(*[Command.NEXT] * (rising + 1))
    run.play(2)
    if words:
        run.play(40)
    run.ask(Command.STOP, Command.YES)
    asked = run.seconds
    run.play(15)

    assert run.said_since(asked) == leave
    assert set(LEAVE) <= set(Run.of(back).session.spare_vocabulary)


def test_silence_after_the_question_stays_paused():
    run = started()
    run.ask(Command.STOP)
    run.play(600)

    assert not run.session.ended
    assert run.position == 0


def test_stop_while_leaving_leaves_at_once():
    run = started()
    run.ask(Command.STOP, Command.STOP)
    run.play(1)
    run.ask(Command.STOP)
    run.play(0.1)

    assert run.session.ended
    assert run.told(EventName.SESSION_ENDED) == 1


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ([Command.STOP, Command.YES], "stopped"),
        ([*[Command.NEXT] * 4, Command.PAUSE, Command.NEXT], "done"),
    ],
)
def test_pain_while_getting_up_is_rested_and_getting_up_told_again(before: list[Command], reason: str):
    run = started()
    run.ask(*before)
    run.play(5)
    leaving = run.session.state
    run.ask(Command.OUCH)
    asked = run.seconds
    run.play(5)
    resting, said, expected = run.session.state, run.said_since(asked), run.session.expected
    run.play(20)

    assert (leaving, resting) == (State.LEAVING, State.LEAVING)
    assert said == ["Rest."]
    assert run.said_since(asked) == ["Rest.", *LEAVE]
    assert run.event(EventName.SESSION_ENDED).more["reason"] == reason
    assert not {Command.RESUME, Command.NEXT} & expected
    assert list(run.faults()) == []


def test_pain_at_the_ordinary_close_brings_rest_and_no_choice_either():
    run = started()
    run.ask(*[Command.NEXT] * 4)
    run.play(3)
    closing = run.session.state
    run.ask(Command.OUCH)
    asked = run.seconds
    run.play(25)

    assert closing is State.CLOSING
    assert run.said_since(asked) == ["Rest.", *LEAVE]
    assert run.event(EventName.SESSION_ENDED).more["reason"] == "done"
    assert list(run.faults()) == []


def test_an_interruption_while_leaving_ends_once_with_its_own_reason():
    run = started()
    run.ask(Command.STOP, Command.YES)
    run.play(1)
    run.session.end("interrupted")
    run.play(1)

    assert [event.more["reason"] for event in run.events if event.name is EventName.SESSION_ENDED] == [
        "interrupted"
    ]


def test_an_interruption_does_not_skip_what_next_was_about_to():
    run = in_belly_hold(12)
    run.ask(Command.NEXT)
    run.play(1)
    run.session.end("interrupted")
    run.play(1)

    assert EventName.SKIPPED not in run.names


# Commands


def test_what_is_not_accepted_is_told_and_does_nothing():
    run, other = in_belly_hold(12), in_belly_hold(12)
    accepted = run.ask(Command.YES)
    run.play(10)
    other.play(10)

    assert not accepted
    assert run.event(EventName.COMMAND_HEARD).more == {"command": "yes", "accepted": False}
    assert run.sounds == other.sounds


def test_an_event_knows_who_asked():
    run = in_belly_hold(12)
    run.ask(Command.PAUSE, by=By.VOICE)
    run.play(1)

    assert run.event(EventName.PAUSED).by is By.VOICE
    assert run.event(EventName.HOLD_STARTED).by is By.PROGRAM


def test_the_moment_tells_a_face_where_it_is():
    run = in_belly_hold(12)
    moment: Moment = run.session.moment

    assert (moment.frame, moment.state, moment.hold_left) == (
        run.session.handed_out,
        State.HOLDING,
        28 * RATE,
    )
    assert moment.stage.point == "CV6"
    assert moment.following
    assert moment.following.point == "B48"
    assert moment.running


def test_a_whole_session_tells_its_events_in_order():
    run = started().play_to_end()

    assert [(event.name.value, event.stage) for event in run.events] == [
        ("session_started", None),
        ("stage_started", 0),
        ("hold_started", 0),
        ("hold_ended", 0),
        ("stage_started", 1),
        ("hold_started", 1),
        ("hold_ended", 1),
        ("stage_started", 2),
        ("hold_started", 2),
        ("hold_ended", 2),
        ("session_ended", None),
    ]
    assert run.event(EventName.SESSION_ENDED).more == {"reason": "done"}
    assert all(event.at == event.frame / RATE for event in run.events)
