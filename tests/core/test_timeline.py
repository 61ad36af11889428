"""The whole session before it is played: its opening, its close, its length, its words."""

from itertools import pairwise

import pytest
from fakes import Run, plan_of

from voiceguide.core.cue import Mark, Phase, Tone
from voiceguide.core.facts import EventName, Sound
from voiceguide.core.frames import RATE
from voiceguide.core.preferences import Concern, Preferences, Skip, Talk
from voiceguide.core.spoken import estimated_frames
from voiceguide.core.timeline import (
    delivery,
    estimated_seconds,
    programme,
    timeline,
    total_frames,
    vocabulary,
)

ROUTINES = ("back", "back-lying", "hip", "hip-supine", "feet-sitting")


def opening(preferences: Preferences, routine: str = "hip") -> list[str]:
    first = programme(plan_of(routine, preferences), preferences)[0]
    return [line.text for line in (*first.lines, *first.after)]


@pytest.mark.parametrize("routine", ROUTINES)
def test_a_session_without_commands_is_its_timeline(routine: str):
    made, wished = plan_of(routine), Preferences()
    placed = list(timeline(programme(made, wished), estimated_frames, delivery(wished)))
    run = Run.of(made, wished).play_to_end()
    sounds = [(fact.frame, fact.source, fact.gain) for fact in run.sounds if isinstance(fact, Sound)]
    marks = [event.frame for event in run.events if event.name is EventName.HOLD_STARTED]

    assert sounds == [
        (each.frame, each.cue.sound, each.cue.gain) for each in placed if not isinstance(each.cue.sound, Mark)
    ]
    assert marks == [each.frame for each in placed if each.cue.sound is Mark.HOLD_START]


@pytest.mark.parametrize("routine", ROUTINES)
def test_a_session_ends_where_its_timeline_does(routine: str):
    made, wished = plan_of(routine), Preferences()
    run = Run.of(made, wished).play_to_end()

    assert run.event(EventName.SESSION_ENDED).frame == total_frames(
        programme(made, wished), estimated_frames, delivery(wished)
    )


@pytest.mark.parametrize("listen", [False, True])
def test_the_estimate_counts_all_that_is_said(listen: bool):
    made, wished = plan_of("hip"), Preferences(listen=listen)
    frames = total_frames(programme(made, wished), estimated_frames, delivery(wished))

    assert estimated_seconds(made, wished) == pytest.approx(frames / RATE, abs=0.5)


def test_cues_stand_in_order_and_never_overlap():
    wished = Preferences()
    placed = list(timeline(programme(plan_of("hip"), wished), estimated_frames, delivery(wished)))
    heard = [each for each in placed if each.cue.length]

    for each, following in pairwise(heard):
        assert each.frame + each.cue.length <= following.frame


def test_open_and_close_belong_to_no_stage():
    wished = Preferences()
    placed = list(timeline(programme(plan_of("hip"), wished), estimated_frames, delivery(wished)))

    assert {each.stage.number for each in placed if each.cue.phase in (Phase.OPEN, Phase.CLOSE)} == {None}
    assert next(each.cue.phase for each in placed if each.cue.sound is Tone.START) is Phase.HOLD


def test_the_opening_names_the_real_lead_and_ends_with_the_safety_sentence():
    assert "I begin in ten seconds." in opening(Preferences())
    assert "I begin in one minute." in opening(Preferences(lead=60))
    assert "I begin now." in opening(Preferences(lead=0))
    assert opening(Preferences())[-2:] == [
        "If anything feels sharp, electric, numb or worse, simply let go.",
        "You never need my permission.",
    ]


def test_the_opening_says_lie_down_or_sit_down():
    assert "Lie down now." in opening(Preferences())
    assert "Sit down now." in opening(Preferences(), "feet-sitting")


def test_what_a_condition_left_out_is_hinted_at_without_its_name_and_a_skip_is_not():
    hint = "Some points are left out, from your safety answers."

    assert hint in opening(Preferences(concerns=(Concern("sore-hands"),)))
    assert hint not in opening(Preferences(skips=(Skip("B48"),)))
    assert "hands" not in " ".join(opening(Preferences(concerns=(Concern("sore-hands"),)))).lower()


def test_the_minutes_spoken_are_those_estimated():
    made = plan_of("hip")
    minutes = round(estimated_seconds(made, Preferences()) / 60)

    assert minutes == 15
    assert opening(Preferences())[0] == "Hip session, about fifteen minutes."


def test_the_lead_lasts_as_long_as_it_says():
    short, long = (
        estimated_seconds(plan_of("hip"), Preferences(lead=lead, talk=Talk.BRIEF)) for lead in (10, 60)
    )

    assert long - short == pytest.approx(50, abs=1)


def test_the_close_tells_how_to_get_up_from_floor_or_chair():
    hip = programme(plan_of("hip"), Preferences())[-1]
    feet = programme(plan_of("feet-sitting"), Preferences())[-1]

    assert [line.text for line in hip.lines] == [
        "That was the last one.",
        "When you are ready, roll to your easier side.",
        "Push yourself up with your arms, and sit a moment.",
    ]
    assert [line.text for line in feet.lines][-1] == "Sit a moment longer before you stand."


@pytest.mark.parametrize("talk", Talk)
def test_the_vocabulary_is_all_that_is_said_each_text_once(talk: Talk):
    wished = Preferences(talk=talk)
    words = vocabulary(programme(plan_of("hip"), wished), delivery(wished))
    run = Run.of(plan_of("hip"), wished).play_to_end()
    said = {text for text in run.said if not text.startswith("[")}

    assert said <= set(words)
    assert len(words) == len(set(words))


def test_the_first_texts_needed_come_first():
    wished = Preferences()
    words = vocabulary(programme(plan_of("hip"), wished), delivery(wished))

    assert list(words[: len(opening(wished))]) == opening(wished)


def test_what_commands_may_say_is_ready_beforehand():
    run = Run.of(plan_of("hip"))
    spare = run.session.spare_vocabulary

    assert {"Let go.", "Paused.", "End here?", "One moment.", "Take your time."} <= set(spare)
    assert spare[0] == "Let go."
    assert run.seconds * RATE == 0


def test_what_to_have_within_reach_is_said_before_anybody_lies_down():
    wished = Preferences(lead=60)
    [opening, *_] = programme(plan_of("hip"), wished)
    said = opening.said(Talk.MINIMAL, Phase.OPEN)

    assert said.index("Have your phone, a cushion and a pillow within reach.") < said.index("Lie down now.")
