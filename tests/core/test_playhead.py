"""Clips that are late, asides that meet, blocks that fall anywhere."""

import pytest
from fakes import Run, plan_of, routine_of

from voiceguide.core.command import Command
from voiceguide.core.facts import BedChange, EventName
from voiceguide.core.frames import RATE
from voiceguide.core.preferences import Preferences

STEPS = routine_of("  - {point: CV6, hold: 20, rest: 6}\n  - {point: B48, sides: both, hold: 20}\n")
LATE = "Let your fingers rise slowly."
NOW = Preferences(lead=0)


def waiting_for(*texts: str) -> Run:
    """At the first stage, where these texts are late."""
    run = Run.of(plan_of(STEPS), NOW, late=texts)
    run.ask(Command.NEXT)
    return run


def test_a_stage_is_not_entered_before_all_its_clips_are_there():
    run = waiting_for(LATE).play(1.5)
    position = run.position

    assert position == 0
    assert run.event(EventName.WAITING).stage == 0
    assert EventName.STAGE_STARTED not in run.names
    assert run.session.wanted[0] == LATE
    assert not run.session.moment.running


def test_under_the_bed_it_says_one_moment_after_two_seconds_and_once():
    run = waiting_for(LATE).play(30)

    assert run.transcript == [(2.0, "One moment.")]
    assert [fact.on for fact in run.sounds if isinstance(fact, BedChange)] == [True]
    assert run.told(EventName.WAITING) == 1


def test_a_tone_stands_for_one_moment_while_that_is_late_too():
    run = waiting_for(LATE, "One moment.").play(5)

    assert run.transcript == [(2.0, "[attention]")]


def test_a_clip_that_comes_within_two_seconds_is_not_excused():
    run = waiting_for(LATE).play(1.9)
    run.learn_late_ones()
    run.play(3)

    assert run.said == ["Step one of two.", "Lower belly, in the middle."]
    assert run.told(EventName.STAGE_STARTED) == 1


def test_one_moment_is_said_to_its_end_before_the_stage_begins():
    run = waiting_for(LATE).play(2.2)
    run.learn_late_ones()
    run.play(3)

    assert run.said[:2] == ["One moment.", "Step one of two."]
    assert list(run.faults()) == []


def test_waiting_can_be_paused_and_is_told_again_when_it_goes_on():
    run = waiting_for(LATE).play(1)
    run.ask(Command.PAUSE)
    run.play(10)
    run.ask(Command.RESUME)
    run.play(3)

    assert run.said == ["Paused.", "One moment."]
    assert run.told(EventName.WAITING) == 2


def test_a_late_stage_can_be_skipped():
    run = waiting_for(LATE).play(1)
    run.ask(Command.NEXT)
    run.play(1)

    assert run.said == ["Step two of two."]


def test_the_first_words_of_all_are_waited_for_as_well():
    run = Run.of(plan_of(STEPS), NOW, late=["No hurry."]).play(1)

    assert run.told(EventName.WAITING) == 1
    assert run.position == 0


def test_an_aside_goes_on_without_words_that_stay_late():
    run = Run.of(plan_of(STEPS), NOW, late=["Yes or no."])
    run.play(1)
    run.ask(Command.STOP)
    run.play(5)
    run.ask(Command.YES)
    run.play(15)

    assert run.session.ended
    assert "Yes or no." not in run.said


def test_words_that_come_in_time_are_said_in_an_aside_after_all():
    run = Run.of(plan_of(STEPS), NOW, late=["Yes or no."])
    run.ask(Command.STOP)
    run.play(2.5)
    run.learn_late_ones()
    run.play(2)

    assert run.said == ["End here?", "Yes or no."]


def test_a_question_while_an_answer_is_spoken_waits_for_its_sentence():
    run = Run.of(plan_of(STEPS), NOW)
    run.ask(Command.NEXT)
    run.play_until(EventName.HOLD_STARTED, after=3)
    run.ask(Command.REPEAT)
    run.play(0.5)
    run.ask(Command.HOW_LONG)
    run.play_until(EventName.HOLD_ENDED)

    assert "Seventeen seconds here." in run.said
    assert list(run.faults()) == []


def test_a_reminder_to_go_on_comes_two_minutes_after_the_last_answer():
    run = Run.of(plan_of(STEPS), NOW).play(1)
    run.ask(Command.PAUSE)
    run.play(119.5)
    run.ask(Command.HOW_LONG)
    run.play(119.5)
    before = run.said[-1]
    run.play(1)

    assert before == "About three minutes left in all."
    assert run.said[-1] == "Still paused. Go on when you like."
    assert list(run.faults()) == []


def test_a_sentence_is_said_to_its_end_before_it_is_answered():
    run = Run.of(plan_of(STEPS), NOW)
    run.ask(Command.NEXT)
    run.play_until_said("Lower belly, in the middle.", after=0.2)
    run.ask(Command.HOW_LONG)
    run.play(6)

    assert list(run.faults()) == []
    assert run.said.count("Lower belly, in the middle.") == 1


@pytest.mark.parametrize("block", [1, 7, 2400])
def test_a_fact_stands_on_its_frame_in_blocks_of_any_size(block: int):
    whole = Run.of(plan_of(STEPS), NOW).play_frames(16_800)
    pieces = Run.of(plan_of(STEPS), NOW)
    while pieces.session.handed_out < 16_800:
        pieces.play_frames(block)

    assert pieces.sounds == whole.sounds
    assert pieces.events == whole.events


def test_after_the_end_it_hands_out_silence():
    run = Run.of(plan_of(STEPS), NOW).play_to_end()
    run.play(1)
    facts = len(run.sounds)
    run.play(60)

    assert len(run.sounds) == facts
    assert run.session.handed_out == round(run.seconds * RATE)
