"""Longer, shorter, ready, wait, louder: what they do to a hold and to quiet time, and how they answer."""

import pytest
from fakes import Run, plan_of, routine_of

from voiceguide.core.command import Command, State
from voiceguide.core.cue import Tone
from voiceguide.core.facts import BedChange, EventName, Hush, Sound, VolumeChange
from voiceguide.core.frames import RATE
from voiceguide.core.preferences import Bed, Count, Preferences, Talk

QUIET = Preferences(lead=0, talk=Talk.BRIEF)


def held_for(seconds: float, hold: int = 30, preferences: Preferences = QUIET) -> Run:
    """So many seconds into a hold."""
    steps = routine_of(f"  - {{point: B48, sides: both, hold: {hold}, rest: 5}}\n")
    run = Run.of(plan_of(steps, preferences), preferences)
    run.play_until(EventName.HOLD_STARTED)
    start = run.event(EventName.HOLD_STARTED).frame
    return run.play_frames(start + round(seconds * RATE) - run.session.handed_out)


def settling() -> Run:
    """Three seconds into the twelve of settling before a hold of thirty seconds."""
    steps = routine_of("  - {point: B48, sides: both, hold: 30, prepare: 0}\n")
    return Run.of(plan_of(steps, QUIET), QUIET).play_until_said(
        "Rest your weight on your hands.", after=2.4 + 1.1 + 3
    )


def length_of_hold(run: Run) -> float:
    """Seconds from its last start to its end; plays on until then."""
    run.play_until(EventName.HOLD_ENDED)
    return (run.event(EventName.HOLD_ENDED).frame - run.event(EventName.HOLD_STARTED).frame) / RATE


# Longer and shorter


@pytest.mark.parametrize(
    ("elapsed", "hold", "command", "result"),
    [
        (10, 30, Command.LONGER, 45),
        (1, 590, Command.LONGER, 600),
        (1, 600, Command.LONGER, 600),
        (5, 30, Command.SHORTER, 15),
        (12, 30, Command.SHORTER, 17),
        (11.2, 30, Command.SHORTER, 17),
        (24.5, 30, Command.SHORTER, 30),
        (26, 30, Command.SHORTER, 30),
        (3, 60, Command.SHORTER, 45),
    ],
)
def test_longer_and_shorter_change_the_hold_under_way(
    elapsed: float, hold: int, command: Command, result: int
):
    run = held_for(elapsed, hold)
    run.ask(command)

    assert length_of_hold(run) == result
    assert [event.more for event in run.events if event.name is EventName.HOLD_CHANGED] == (
        [{"hold": result}] if result != hold else []
    )


def test_longer_twice_is_half_a_minute_more():
    run = held_for(10)
    run.ask(Command.LONGER, Command.LONGER)

    assert length_of_hold(run) == 60


@pytest.mark.parametrize("elapsed", [28.2, 28.9, 29.5])
def test_longer_while_counting_lets_the_hold_count_down_again(elapsed: float):
    run = held_for(elapsed)
    run.ask(Command.LONGER)

    assert length_of_hold(run) == 45
    assert run.said[-1] == "[release]"
    assert run.said.count("Three.") == 2
    assert run.said.count("Halfway.") == 1


def test_shorter_while_settling_is_announced_as_it_will_be():
    run = settling()
    assert run.session.state is State.SETTLING
    run.ask(Command.SHORTER)

    assert length_of_hold(run) == 15
    assert "Fifteen seconds." in run.said
    assert "Half a minute." not in run.said


def test_longer_in_the_last_words_is_announced_as_it_will_be():
    run = Run.of(plan_of("hip"), Preferences(lead=0))
    run.ask(Command.NEXT, Command.NEXT)
    run.play_until_said("Keep breathing.", after=0.2)
    run.ask(Command.LONGER)

    assert length_of_hold(run) == 45
    assert run.said.count("Keep breathing.") == 1
    assert "Forty-five seconds." in run.said
    assert "Half a minute." not in run.said
    assert list(run.faults()) == []


def test_what_is_announced_already_is_answered_and_not_announced_twice():
    run = settling().play_until_said("Half a minute.", after=0.2)
    run.ask(Command.LONGER)
    run.play_until(EventName.HOLD_STARTED)
    announced = [words for words in run.said if words.endswith(("minute.", "seconds."))]

    assert length_of_hold(run) == 45
    assert announced == ["Half a minute."]


def test_shorter_before_a_hold_never_goes_under_five_seconds():
    steps = routine_of("  - {point: B48, sides: both, hold: 12}\n")
    run = Run.of(plan_of(steps, QUIET), QUIET)
    run.ask(Command.NEXT)
    run.play(1)
    run.ask(Command.SHORTER)

    assert length_of_hold(run) == 5


def test_a_changed_hold_stays_so_when_the_stage_is_given_again():
    run = held_for(10)
    run.ask(Command.LONGER, Command.GO_BACK)
    run.play_until(EventName.HOLD_ENDED)

    assert length_of_hold(run) == 45


def test_counts_that_only_the_longer_hold_has_are_said():
    preferences = Preferences(lead=0, talk=Talk.BRIEF, count=Count.EVERY_10)
    run = held_for(3, 60, preferences)
    run.ask(Command.LONGER)
    run.play_until(EventName.HOLD_ENDED)

    assert [words for words in run.said if words in ("One minute ten.", "Sixty.", "Fifty.")] == [
        "One minute ten.",
        "Sixty.",
        "Fifty.",
    ]


def test_the_hold_of_a_later_stage_stays_as_it_was():
    steps = routine_of("  - {point: B48, sides: each, hold: 20}\n")
    run = Run.of(plan_of(steps, QUIET), QUIET).play_until(EventName.HOLD_STARTED)
    run.ask(Command.LONGER)
    run.play_until(EventName.HOLD_ENDED)
    run.play_until(EventName.HOLD_STARTED)

    assert length_of_hold(run) == 20


# Answers


def test_longer_is_answered_in_words_where_there_is_silence():
    run = held_for(5)
    run.ask(Command.LONGER)
    asked = run.seconds
    run.play(2)

    assert run.said_since(asked) == ["Fifteen more."]


def test_an_answer_never_meets_a_count():
    run = held_for(14.8)
    run.ask(Command.QUIETER)
    asked = run.seconds
    run.play(2)
    heard = [(round(at - asked, 3), words) for at, words in run.transcript if at >= asked]
    halfway = run.length_of("Halfway.") / RATE

    assert heard == [(0.195, "Halfway."), (round(0.195 + halfway + 0.15, 3), "[attention]")]


def test_an_answer_that_would_come_late_is_left_out():
    preferences = Preferences(lead=0, talk=Talk.BRIEF, count=Count.EVERY_SECOND)
    run = held_for(9.9, 30, preferences)
    run.ask(Command.LOUDER)
    run.play(4)

    assert "[attention]" not in run.said
    assert list(run.faults()) == []


def test_between_the_last_counts_nothing_is_answered():
    run = held_for(28)
    run.ask(Command.QUIETER)
    run.play_until(EventName.HOLD_ENDED)

    assert Tone.ATTENTION not in [fact.source for fact in run.sounds if isinstance(fact, Sound)]
    assert list(run.faults()) == []


def test_a_release_sounds_once_though_more_is_asked_in_the_same_moment():
    run = held_for(12, preferences=Preferences(lead=0, talk=Talk.MINIMAL))
    asked = run.seconds
    run.ask(Command.ENOUGH, Command.LOUDER)
    run.play(3)

    assert run.said_since(asked) == ["[release]", "[attention]"]
    assert run.told(EventName.HOLD_ENDED) == 1


def test_the_hold_is_not_lengthened_by_an_answer():
    run = held_for(10)
    run.ask(Command.LOUDER, Command.LESS_TALKING, Command.HELP)

    assert length_of_hold(run) == 30


# Ready and wait


def test_ready_ends_the_time_to_lie_down():
    preferences = Preferences(lead=60)
    run = Run.of(plan_of("hip"), preferences).play_until_said("I begin in one minute.", after=10)
    run.ask(Command.READY)
    asked = run.seconds
    run.play(1)

    assert run.said_since(asked) == ["If anything feels sharp, electric, numb or worse, simply let go."]


def test_ready_while_the_opening_still_speaks_lets_it_finish_and_leaves_out_the_wait():
    run = Run.of(plan_of("hip"), Preferences(lead=60)).play(2)
    run.ask(Command.READY)
    run.play_until(EventName.STAGE_STARTED)
    said = [words for words in run.said if words != "[attention]"]

    assert "I begin in one minute." in said
    assert run.seconds < 40
    assert list(run.faults()) == []


def test_ready_ends_a_turn():
    run = Run.of(plan_of("hip", QUIET), QUIET)
    run.ask(Command.NEXT, Command.NEXT, Command.NEXT)
    run.play_until_said("If that side hurts, stay on your back.", after=5)
    run.ask(Command.READY)
    run.play(0.1)

    assert run.session.moment.stage.point == "GB29"


def test_ready_while_settling_goes_on_to_the_last_words():
    run = settling()
    run.ask(Command.READY)
    asked = run.seconds
    run.play(0.1)

    assert run.said_since(asked) == ["Half a minute."]


def test_ready_right_after_wait_silences_its_answer():
    run = settling()
    run.ask(Command.WAIT)
    run.play(0.3)
    run.ask(Command.READY)
    asked = run.seconds
    run.play(1)

    assert run.said_since(asked) == ["Half a minute."]
    assert Hush(round(asked * RATE)) in run.sounds
    assert list(run.faults()) == []


@pytest.mark.parametrize("times", [1, 3])
def test_wait_gives_ten_seconds_more_each_time(times: int):
    plain, waited = settling(), settling()
    waited.ask(*[Command.WAIT] * times)
    plain.play_until(EventName.HOLD_STARTED)
    waited.play_until(EventName.HOLD_STARTED)
    start, later = (run.event(EventName.HOLD_STARTED).frame for run in (plain, waited))

    assert later - start == times * 10 * RATE
    assert "Take your time." in waited.said


def test_wait_in_the_last_words_gives_ten_seconds_more_and_says_them_anew():
    run = settling().play_until_said("Half a minute.", after=0.3)
    run.ask(Command.WAIT)
    asked = run.seconds
    run.play_until(EventName.HOLD_STARTED)

    assert [words for words in run.said_since(asked) if words != "[attention]"] == [
        "Take your time.",
        "Half a minute.",
        "[start]",
    ]
    assert run.seconds - asked == pytest.approx(10 + run.length_of("Half a minute.") / RATE + 0.5, abs=0.05)
    assert list(run.faults()) == []


@pytest.mark.parametrize("lead", [0, 10])
def test_wait_in_the_last_lines_of_the_opening_gives_ten_seconds_more(lead: int):
    preferences = Preferences(lead=lead)
    run = Run.of(plan_of("hip"), preferences).play_until_said("You never need my permission.", after=0.2)
    run.ask(Command.WAIT)
    asked = run.seconds
    run.play_until(EventName.STAGE_STARTED)

    assert "Take your time." in run.said_since(asked)
    assert run.said_since(asked)[-3:] == [
        "If anything feels sharp, electric, numb or worse, simply let go.",
        "You never need my permission.",
        "Step one of seven.",
    ]
    assert run.seconds - asked > 14
    assert list(run.faults()) == []


def test_wait_while_the_clips_of_a_move_are_late_lengthens_it():
    def lasts(*commands: Command) -> float:
        late = [line.text for line in plan_of("hip", QUIET).stages[2].lines]
        run = Run.of(plan_of("hip", QUIET), QUIET, late=late)
        run.ask(Command.NEXT, Command.NEXT, Command.NEXT, *commands)
        run.play(5)
        run.learn_late_ones()
        run.play_until(EventName.STAGE_STARTED)
        begun = run.seconds
        run.play_until(EventName.STAGE_STARTED)
        return run.seconds - begun

    assert lasts(Command.WAIT) - lasts() == pytest.approx(10, abs=0.05)


def test_wait_in_a_hold_is_a_pause():
    run = held_for(10)
    run.ask(Command.WAIT)
    run.play(5)

    assert run.session.state is State.PAUSED
    assert run.session.moment.hold_left == 20 * RATE


# Repeat, how long


@pytest.mark.parametrize("command", [Command.REPEAT, Command.HOW_LONG])
def test_repeat_and_how_long_freeze_the_hold(command: Command):
    run = held_for(10)
    run.ask(command)
    asked = run.seconds
    run.play_until(EventName.HOLD_ENDED)
    spoken = run.seconds - asked

    assert spoken > 22
    assert round(run.event(EventName.HOLD_ENDED).at - run.event(EventName.HOLD_STARTED).at, 6) == 30


def test_repeat_says_place_and_touch_again_without_the_step():
    run = held_for(10)
    run.ask(Command.REPEAT)
    asked = run.seconds
    run.play(12)

    assert run.said_since(asked)[:3] == [
        "Upper buttocks, both sides.",
        "Just outside the two dimples.",
        "Palms down.",
    ]
    assert run.told(EventName.REPEATED) == 1


def test_repeat_in_mid_sentence_tells_what_came_before_and_then_the_sentence_anew():
    run = Run.of(plan_of("hip"), Preferences(lead=0))
    run.ask(Command.NEXT)
    run.play_until_said("Knees bent, feet flat, head on a cushion.", after=0.3)
    run.ask(Command.REPEAT)
    asked = run.seconds
    run.play_until_said("Knees bent, feet flat, head on a cushion.")

    assert run.said_since(asked) == [
        "Slow breathing.",
        "Lie on your back.",
        "Knees bent, feet flat, head on a cushion.",
    ]
    assert list(run.faults()) == []


def test_repeat_in_a_second_time_tells_the_touch_of_the_first():
    run = Run.of(plan_of("hip"), Preferences(lead=0))
    run.ask(*[Command.NEXT] * 6)
    run.play_until(EventName.HOLD_STARTED, after=3)
    run.ask(Command.REPEAT)
    asked = run.seconds
    run.play(5)

    assert run.said_since(asked)[0] == "Find the bony knob at the side of your right hip."


def test_how_long_tells_seconds_of_the_hold_and_minutes_in_all():
    run = held_for(10)
    run.ask(Command.HOW_LONG)
    asked = run.seconds
    run.play(4)

    assert run.said_since(asked) == ["Twenty seconds here.", "Less than a minute left in all."]


def test_how_long_outside_a_hold_tells_the_minutes_only():
    run = Run.of(plan_of("hip"), Preferences(lead=0)).play(1)
    run.ask(Command.HOW_LONG)
    run.play_until_said("About fourteen minutes left in all.")

    assert not [words for words in run.said if words.endswith("here.")]


# Volume, talk, bed


def test_louder_and_quieter_go_in_steps_within_bounds():
    run = held_for(2)
    run.ask(Command.LOUDER, Command.LOUDER, Command.LOUDER)
    run.ask(*[Command.QUIETER] * 20)
    run.play(0.1)
    volumes = [fact.decibels for fact in run.sounds if isinstance(fact, VolumeChange)]

    assert volumes[:4] == [0, 3, 6, 6]
    assert volumes[-1] == -40


def test_how_loud_it_is_by_now_can_be_asked():
    run = held_for(2, preferences=Preferences(lead=0, volume=-6))
    run.ask(Command.LOUDER)

    assert run.session.volume == -3


def test_less_talking_begins_with_the_next_stage():
    run = Run.of(plan_of("hip"), Preferences(lead=0))
    run.ask(Command.NEXT, Command.NEXT)
    run.play_until_said("Step two of seven.", after=0.1)
    run.ask(Command.LESS_TALKING)
    run.play_until(EventName.HOLD_ENDED)
    here = list(run.said)
    run.ask(Command.NEXT, Command.NEXT)
    asked = run.seconds
    run.play_until(EventName.HOLD_STARTED)

    assert "Keep breathing." in here
    assert [words for words in run.said_since(asked) if not words.startswith("[")] == ["Right hip hollow."]


def test_the_bed_lies_under_a_pause_and_is_gone_in_the_end():
    run = held_for(10)
    run.ask(Command.PAUSE)
    run.play(5)
    paused = [fact.on for fact in run.sounds if isinstance(fact, BedChange)][-1]
    run.session.end("stopped")
    run.play(1)

    assert paused
    assert not [fact.on for fact in run.sounds if isinstance(fact, BedChange)][-1]


def test_in_a_pause_of_breathing_the_bed_goes_on():
    run = Run.of(plan_of("hip"), Preferences(lead=0)).play_until(EventName.HOLD_STARTED, after=20)
    run.ask(Command.PAUSE)
    run.play(30)

    assert [fact.on for fact in run.sounds if isinstance(fact, BedChange)][-1]


def test_without_a_bed_there_is_none_even_in_a_pause():
    run = held_for(10, preferences=Preferences(lead=0, bed=Bed.NONE))
    run.ask(Command.PAUSE)
    run.play(5)

    assert not [fact for fact in run.sounds if isinstance(fact, BedChange)]
