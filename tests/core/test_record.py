"""What was really done, told from the events of real sessions."""

from dataclasses import replace
from fractions import Fraction

import pytest
from fakes import Run, plan_of, routine_of
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.core.command import Command, State
from voiceguide.core.facts import EventName
from voiceguide.core.plan import Plan
from voiceguide.core.preferences import Preferences
from voiceguide.core.record import (
    Changed,
    Done,
    Ending,
    Record,
    Recorder,
    changed_holds,
    planned,
    usual_holds,
)

TWO = plan_of(
    routine_of(
        "  - breathe: 20s\n  - point: GB29\n    sides: right\n    hold: 30s\n    repeat: 1\n"
        "  - point: B48\n    sides: both\n    hold: 60s\n    repeat: 1\n"
    )
)
BREATHING, FIRST, SECOND = 0, 1, 2


def record_of(run: Run, plan: Plan = TWO, begun: Record | None = None) -> Record:
    recorder = Recorder(begun or begin(plan))
    for event in run.events:
        recorder.take(event)
    return recorder.record


def begin(plan: Plan = TWO) -> Record:
    return Record("one", plan.routine, "2025-03-31T18:05:00Z", plan=planned(plan))


def in_hold(after: float = 5) -> Run:
    """The first point, held for some seconds."""
    return Run.of(TWO).play_until(EventName.HOLD_STARTED).play_until(EventName.HOLD_STARTED, after)


def test_where_it_hurt_is_noted_also_by_whoever_goes_on_with_a_session():
    run = in_hold()
    run.ask(Command.OUCH)
    hurt = record_of(run.play(3)).more
    later = record_of(in_hold(), begun=replace(begin(), more=hurt)).more

    assert hurt == later == {"hurt": "GB29:right"}
    assert record_of(in_hold()).more == {}


def played_on(run: Run) -> Done:
    """The first point's line at the end of a session."""
    return record_of(run.play_to_end()).stages[FIRST]


def test_a_session_left_alone_held_everything_as_planned():
    run = Run.of(TWO).play_to_end()
    record = record_of(run)

    assert record.ended is Ending.DONE
    assert record.stages == (
        Done(0, None, None, 20, 20.0),
        Done(1, "GB29", "right", 30, 30.0),
        Done(2, "B48", "both", 60, 60.0),
    )
    assert record.seconds == pytest.approx(run.event(EventName.SESSION_ENDED).frame / 24000, abs=0.1)


def test_before_anything_is_heard_nothing_is_done():
    assert Recorder(begin()).record == begin()


def test_breathing_and_points_are_planned_but_moves_are_not():
    held = [stage for stage in plan_of("hip").stages if stage.hold]

    assert [one.hold for one in planned(plan_of("hip"))] == [stage.hold for stage in held]
    assert [one.point for one in planned(plan_of("hip"))] == [stage.point for stage in held]


def test_a_pause_counts_apart_from_the_hold():
    run = in_hold(5)
    run.ask(Command.PAUSE)
    run.play(12).ask(Command.RESUME)
    done = played_on(run)
    settling = run.event(EventName.RESUMED).frame - run.event(EventName.PAUSED).frame

    assert (done.held, done.pauses) == (30.0, 1)
    assert done.paused == pytest.approx(settling / 24000, abs=0.1)


def test_a_pause_does_not_make_the_session_longer():
    run = in_hold(5)
    run.ask(Command.PAUSE)
    run.play(500).ask(Command.RESUME)
    run.play_to_end()
    record = record_of(run)

    assert record.seconds + record.stages[FIRST].paused == pytest.approx(
        run.event(EventName.SESSION_ENDED).frame / 24000, abs=0.2
    )


def test_a_hold_given_again_after_a_long_pause_counts_both_times():
    run = in_hold(12)
    run.ask(Command.PAUSE)
    run.play(90).ask(Command.RESUME)

    assert played_on(run).held == pytest.approx(42, abs=0.1)


def test_an_early_release_counts_what_was_held():
    run = in_hold(11)
    run.ask(Command.ENOUGH)
    done = played_on(run)

    assert done.held == pytest.approx(11, abs=0.1)
    assert not done.skipped


def test_a_longer_hold_counts_in_full_and_is_offered_as_usual():
    run = in_hold(5)
    run.ask(Command.LONGER)
    done = played_on(run)

    assert (done.hold, done.changed, done.held) == (30, 45, 45.0)
    assert usual_holds(record_of(run)) == {"GB29": 45}


def test_a_hold_shortened_before_it_begins_is_offered_as_usual():
    run = Run.of(TWO).play_until(EventName.STAGE_STARTED).play_until(EventName.STAGE_STARTED, 1)
    run.ask(Command.SHORTER)
    done = played_on(run)

    assert (done.hold, done.changed, done.held) == (30, 15, 15.0)


def test_a_hold_changed_to_and_fro_is_no_change():
    run = in_hold(5)
    run.ask(Command.LONGER)
    run.play(1)
    run.ask(Command.SHORTER)

    assert played_on(run).changed == 30
    assert changed_holds(record_of(run)) == ()
    assert usual_holds(record_of(run)) == {}


@pytest.mark.parametrize("ended_by", [(Command.ENOUGH,), (Command.OUCH, Command.NEXT), (Command.NEXT,)])
def test_a_longer_hold_that_hurt_or_was_cut_short_is_not_offered_as_usual(ended_by: tuple[Command, ...]):
    run = in_hold(3)
    run.ask(Command.LONGER)
    run.play(3)
    run.ask(*ended_by)
    run.play_to_end()

    assert changed_holds(record_of(run)) == ()
    assert usual_holds(record_of(run)) == {}


def test_of_a_point_held_several_times_the_last_wish_counts():
    stages = (Done(1, "GB30", "right", 30, 45.0, changed=45), Done(2, "GB30", "left", 30, 60.0, changed=60))

    assert changed_holds(replace(begin(), stages=stages)) == (Changed("GB30", "left", 30, 60),)


def test_what_is_offered_as_usual_is_free_of_todays_scale():
    record = replace(
        begin(), stages=(Done(1, "GB29", "right", 21, 36.0, 36), Done(2, "B48", "both", 42, 42.0))
    )

    assert usual_holds(record, Fraction(7, 10)) == {"GB29": 51}


def test_an_aside_in_a_hold_is_no_holding():
    run = in_hold(5)
    run.ask(Command.REPEAT)

    assert played_on(run).held == pytest.approx(30, abs=0.1)


def test_a_skip_in_a_hold_counts_what_was_held_until_then():
    run = in_hold(8)
    run.ask(Command.NEXT)
    done = played_on(run)

    assert done.held == pytest.approx(8, abs=0.1)
    assert done.skipped


def test_a_skip_out_of_a_pause_ends_the_pause():
    run = in_hold(8)
    run.ask(Command.PAUSE)
    run.play(20).ask(Command.NEXT)
    record = record_of(run.play_to_end())

    assert record.stages[FIRST].paused == pytest.approx(20, abs=0.1)
    assert record.stages[FIRST].skipped
    assert record.stages[SECOND] == Done(2, "B48", "both", 60, 60.0)


def test_a_stage_given_twice_is_one_line_with_both_holds():
    run = in_hold(29).play_until(EventName.HOLD_ENDED, 1)
    run.ask(Command.GO_BACK)
    record = record_of(run.play_to_end())

    assert [done.point for done in record.stages] == [None, "GB29", "B48"]
    assert record.stages[FIRST].held == 60.0


def test_stopped_in_a_hold_it_tells_what_was_done_until_then():
    run = in_hold(9)
    run.ask(Command.STOP)
    run.play(3).ask(Command.STOP)
    record = record_of(run.play(20).play_to_end())

    assert record.ended is Ending.STOPPED
    assert record.stages[FIRST].held == pytest.approx(9, abs=0.1)
    assert len(record.stages) == 2


@pytest.mark.parametrize("reason", ["interrupted", "failed"])
def test_an_end_from_outside_is_told_as_it_was(reason: str):
    run = in_hold(9)
    run.session.end(reason)
    record = record_of(run.play(1))

    assert record.ended == reason
    assert record.stages[FIRST].held == pytest.approx(9, abs=0.1)


def test_a_lost_loudspeaker_is_a_pause_of_the_hold():
    run = in_hold(9)
    run.session.lose_output(0)
    run.play(30)
    run.session.find_output(go_on=True)
    done = played_on(run)

    assert (done.held, done.pauses) == (30.0, 1)
    assert done.paused > 30


def test_points_given_on_the_back_instead_are_told_with_their_planned_hold():
    hip = plan_of("hip")
    run = Run.of(hip)
    while run.session.moment.stage.point != "GB29":
        run.play(1)
    run.ask(Command.NO_TURNING)
    record = record_of(run.play_to_end(), hip)
    ends = [event for event in run.events if event.name is EventName.HOLD_ENDED and event.point]

    assert {(done.point, done.side) for done in record.stages if done.held and done.point} == {
        (event.point, event.side) for event in ends
    }
    assert all(done.hold for done in record.stages)


def test_a_session_gone_on_with_adds_to_what_was_done_before():
    first = in_hold(10)
    first.session.end("interrupted")
    before = record_of(first.play(1))
    after = record_of(Run.of(TWO).play_to_end(), begun=before)

    assert after.stages[FIRST].held == pytest.approx(40, abs=0.1)
    assert after.seconds > before.seconds
    assert after.ended is Ending.DONE


def test_it_is_worth_keeping_whenever_a_stage_or_a_hold_ends_or_stands_still():
    run = in_hold(5)
    run.ask(Command.PAUSE)
    run.play(1).play_to_end(limit=3000)
    recorder = Recorder(begin())
    kept = [event.name for event in run.events if recorder.take(event)]

    assert EventName.PAUSED in kept
    assert kept[-1] is EventName.SESSION_ENDED
    assert kept.count(EventName.HOLD_ENDED) == run.told(EventName.HOLD_ENDED)
    assert EventName.COMMAND_HEARD not in kept


_ASKED = st.sampled_from(
    [
        Command.PAUSE,
        Command.RESUME,
        Command.NEXT,
        Command.ENOUGH,
        Command.GO_BACK,
        Command.REPEAT,
        Command.LONGER,
        Command.SHORTER,
        Command.OUCH,
        Command.WAIT,
        Command.READY,
        Command.HOW_LONG,
        Command.STOP,
        Command.NO,
    ]
)
_STEP = 0.25


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 200), _ASKED), max_size=8))
def test_whatever_is_asked_the_seconds_held_are_those_in_which_the_hold_ran(asked: list[tuple[int, Command]]):
    run = Run.of(TWO, Preferences(lead=0)).play_until(EventName.STAGE_STARTED)
    held = dict.fromkeys((BREATHING, FIRST, SECOND), 0.0)
    for steps, command in asked:
        for _ in range(steps):
            moment = run.session.moment
            run.play(_STEP)
            if moment.state is State.HOLDING and moment.running:
                held[moment.stage.number or 0] += _STEP
        run.ask(command)
    run.session.end("stopped")
    told = dict.fromkeys(held, 0.0) | {done.stage: done.held for done in record_of(run.play(1)).stages}

    assert told == pytest.approx(held, abs=2)
