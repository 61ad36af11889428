"""The rest of a session that was cut off."""

from fakes import Run, plan_of

from voiceguide.core.facts import EventName
from voiceguide.core.going_on import rest_of
from voiceguide.core.point import Posture
from voiceguide.core.preferences import Preferences
from voiceguide.core.stage import Kind

HIP = plan_of("hip")
ON_SIDE = next(
    stage.number for stage in HIP.stages if stage.posture is Posture.SIDE_LYING and stage.kind is Kind.POINT
)


def test_it_goes_on_with_the_stage_that_was_reached():
    rest = rest_of(HIP, 1)

    assert rest.stages == HIP.stages[1:]


def test_whoever_lay_on_a_side_is_told_to_turn_there_again():
    rest = rest_of(HIP, ON_SIDE + 1)

    assert rest.stages[0].kind is Kind.MOVE
    assert rest.stages[0].posture is rest.stages[1].posture
    assert rest.stages[1] == HIP.stages[ON_SIDE + 1]


def test_a_hold_that_was_over_is_not_given_again():
    assert rest_of(HIP, 1, held=True).stages == HIP.stages[2:]


def test_from_the_opening_all_is_still_to_come():
    assert rest_of(HIP, None) == HIP


def test_after_the_last_hold_the_last_stage_is_given_again():
    assert rest_of(HIP, len(HIP.stages) - 1, held=True).stages[-1] == HIP.stages[-1]


def test_stages_keep_their_numbers_and_their_spoken_steps():
    rest = rest_of(HIP, ON_SIDE)
    run = Run.of(rest, Preferences(lead=0)).play_to_end()
    numbers = [event.stage for event in run.events if event.name is EventName.STAGE_STARTED]

    assert numbers[-1] == HIP.stages[-1].number
    assert ON_SIDE in numbers


def test_a_repeat_that_comes_first_is_told_and_prepared_for_like_the_one_it_repeats():
    at, repeat = next((at, one) for at, one in enumerate(HIP.stages) if not one.first)
    first, second = (
        HIP.stages[at - 1],
        next(one for one in rest_of(HIP, repeat.number).stages if one.number == repeat.number),
    )
    texts = [line.text for line in second.lines]

    assert first.place in texts
    assert "Second time." not in texts
    assert (second.prepare, second.settle, second.first) == (first.prepare, first.settle, True)
    assert (second.hold, second.rest, second.repeats_follow) == (repeat.hold, repeat.rest, 0)
