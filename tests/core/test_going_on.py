"""The rest of a session that was cut off."""

import pytest
from fakes import Run, plan_of

from voiceguide.core.command import Command
from voiceguide.core.facts import EventName
from voiceguide.core.going_on import Reached, rest_of, where_in
from voiceguide.core.point import Posture
from voiceguide.core.preferences import Preferences
from voiceguide.core.stage import Kind

HIP = plan_of("hip")
ON_SIDE = next(
    stage.number for stage in HIP.stages if stage.posture is Posture.SIDE_LYING and stage.kind is Kind.POINT
)


def test_it_goes_on_with_the_stage_that_was_reached():
    rest = rest_of(HIP, Reached(1))

    assert rest.stages == HIP.stages[1:]


def test_whoever_lay_on_a_side_is_told_to_turn_there_again():
    rest = rest_of(HIP, Reached(ON_SIDE + 1))

    assert rest.stages[0].kind is Kind.MOVE
    assert rest.stages[0].posture is rest.stages[1].posture
    assert rest.stages[1] == HIP.stages[ON_SIDE + 1]


def test_a_hold_that_was_over_is_not_given_again():
    assert rest_of(HIP, Reached(1, held=True)).stages == HIP.stages[2:]


def test_from_the_opening_all_is_still_to_come():
    assert rest_of(HIP, Reached(None)) == HIP


def test_after_the_last_hold_the_last_stage_is_given_again():
    assert rest_of(HIP, Reached(len(HIP.stages) - 1, held=True)).stages[-1] == HIP.stages[-1]


def test_stages_keep_their_numbers_and_their_spoken_steps():
    rest = rest_of(HIP, Reached(ON_SIDE))
    run = Run.of(rest, Preferences(lead=0)).play_to_end()
    numbers = [event.stage for event in run.events if event.name is EventName.STAGE_STARTED]

    assert numbers[-1] == HIP.stages[-1].number
    assert ON_SIDE in numbers


def test_a_repeat_that_comes_first_is_told_and_prepared_for_like_the_one_it_repeats():
    at, repeat = next((at, one) for at, one in enumerate(HIP.stages) if not one.first)
    first, second = (
        HIP.stages[at - 1],
        next(one for one in rest_of(HIP, Reached(repeat.number)).stages if one.number == repeat.number),
    )
    texts = [line.text for line in second.lines]

    assert first.place in texts
    assert "Second time." not in texts
    assert (second.prepare, second.settle, second.first) == (first.prepare, first.settle, True)
    assert (second.hold, second.rest, second.repeats_follow) == (repeat.hold, repeat.rest, 0)


# Cut off after turning was refused

NOW = Preferences(lead=0)


def at_stage(run: Run, number: int) -> Run:
    """Skip to a stage."""
    while run.session.moment.stage.number != number:
        run.ask(Command.NEXT)
        run.learn(run.session.wanted)
        run.play(4)
    return run


def reached(run: Run) -> Reached:
    moment = run.session.moment
    return Reached(moment.stage.number, refusals=moment.refusals)


def refusing(run: Run) -> Run:
    run.ask(Command.NO_TURNING)
    run.learn(run.session.wanted)
    return run.play_until_said("No turning.", after=3)


@pytest.mark.parametrize("refused_at", [0, 1, 2, 3, 4, 6, 8, 9, 10])
def test_after_no_turning_it_goes_on_with_the_very_stage_that_was_reached(refused_at: int):
    run = refusing(at_stage(Run.of(HIP, NOW), refused_at))
    while run.session.moment.stage.kind is not Kind.CLOSE:
        stage = run.session.moment.stage
        if stage.first:
            assert rest_of(HIP, reached(run)).stages[0] == stage
        run.ask(Command.NEXT)
        run.learn(run.session.wanted)
        run.play(4)


def test_after_no_turning_the_place_is_told_as_it_had_become():
    run = at_stage(refusing(at_stage(Run.of(HIP, NOW), 2)), 5)

    assert where_in(HIP, reached(run)) == "step five, left outer buttock"
    assert not [stage for stage in rest_of(HIP, reached(run)).stages if stage.posture is Posture.SIDE_LYING]


@pytest.mark.parametrize("in_the_opening", [True, False])
def test_no_turning_in_a_session_gone_on_with_is_numbered_on_from_there(in_the_opening: bool):
    run = Run.of(rest_of(HIP, Reached(ON_SIDE + 1)), NOW)
    if not in_the_opening:
        at_stage(run, 2)
    run.play(1)
    refusing(run)
    refused = run.session.moment.refusals
    run.play_until(EventName.HOLD_STARTED)
    stage = run.session.moment.stage

    assert "Step four of seven." in run.said
    assert stage.posture is Posture.SUPINE
    assert rest_of(HIP, Reached(stage.number, refusals=refused)).stages[0] == stage


def test_whoever_lies_on_the_back_in_the_opening_is_not_told_to_come_there():
    run = refusing(Run.of(rest_of(HIP, Reached(ON_SIDE + 1)), NOW).play(1))
    run.play_until(EventName.HOLD_STARTED)

    assert not [words for words in run.said if "onto your back" in words]


def test_where_the_hold_was_over_what_follows_is_told_and_given():
    reached = Reached(ON_SIDE, held=True)

    assert where_in(HIP, Reached(ON_SIDE)) == "step three, right hip hollow"
    assert where_in(HIP, reached) == "step four, right outer buttock"
    assert rest_of(HIP, reached).stages[1].step == 4
