"""A stage's score: holds of exact length, quiet time that speech never eats, changes midway."""

import pytest
from fakes import plan_of, routine_of

from voiceguide.core.cue import Cue, Mark, Phase, Tone
from voiceguide.core.frames import RATE, frames
from voiceguide.core.preferences import Bed, Count, Holds, Preferences, Talk
from voiceguide.core.rescoring import free_place, rescore, with_cue, with_quiet_until
from voiceguide.core.score import Delivery, Score, needed, score
from voiceguide.core.spoken import estimated_frames
from voiceguide.core.stage import Stage
from voiceguide.core.timeline import programme, timeline

HOLDS = [5, 10, 20, 45, 60, 300]
FULL = Delivery()


def point_stage(hold: int = 30, steps: str = "  - {point: GB30, sides: right, repeat: 1}\n") -> Stage:
    return plan_of(routine_of(steps), Preferences(holds=(Holds(hold),))).stages[0]


def breathing(seconds: int) -> Stage:
    steps = f"  - breathe: {seconds}\n  - point: CV6\n"
    return plan_of(routine_of(steps)).stages[0]


def frame_of(written: Score, sound: str | Tone | Mark) -> int:
    frames_of = [cue.frame for cue in written.cues if cue.sound == sound]
    assert len(frames_of) == 1, f"{sound} stands {len(frames_of)} times"
    return frames_of[0]


def said(written: Score, phase: Phase) -> list[str]:
    return [cue.words for cue in written.cues if cue.words and cue.phase is phase]


@pytest.mark.parametrize("style", Count)
@pytest.mark.parametrize("hold", HOLDS)
def test_a_hold_is_exact_to_the_frame(hold: int, style: Count):
    written = score(point_stage(hold), estimated_frames, Delivery(count=style))

    assert frame_of(written, Tone.START) == frame_of(written, Mark.HOLD_START)
    assert frame_of(written, Tone.RELEASE) == frame_of(written, Mark.HOLD_END)
    assert frame_of(written, Tone.RELEASE) - frame_of(written, Tone.START) == hold * RATE


def test_the_release_tone_belongs_to_the_hold():
    written = score(point_stage(), estimated_frames, FULL)
    release = next(cue for cue in written.cues if cue.sound is Tone.RELEASE)

    assert release.phase is Phase.HOLD


def test_the_phases_come_in_the_order_in_which_they_are_heard():
    written = score(point_stage(), estimated_frames, FULL)
    starts = [start for start, _ in written.phases]

    assert starts == sorted(starts)
    assert [phase.value for _, phase in written.phases] == [
        *("announce", "locate", "press", "settle", "hold", "rest"),
    ]


@pytest.mark.parametrize("talk", Talk)
@pytest.mark.parametrize("slow", [1, 3])
def test_speech_never_eats_the_time_to_settle_or_to_rest(talk: Talk, slow: int):
    def length(text: str) -> int:
        return slow * estimated_frames(text)

    stage = plan_of(routine_of("  - {point: B23, sides: both, prepare: 0, rest: 9}\n")).stages[0]
    written = score(stage, length, Delivery(talk=talk))
    assert written.quiet
    assert written.hold
    heard = [cue for cue in written.cues if cue.length]
    last = max(cue.end for cue in heard)

    assert written.quiet.end - written.quiet.start == 12 * RATE
    assert not [cue for cue in heard if cue.frame < written.quiet.end and cue.end > written.quiet.start]
    assert written.length - last >= 9 * RATE


@pytest.mark.parametrize("talk", Talk)
def test_from_announcement_to_hold_there_is_at_least_the_time_to_prepare(talk: Talk):
    stage = point_stage(steps="  - {point: GB30, sides: right, repeat: 1, prepare: 90}\n")
    written = score(stage, estimated_frames, Delivery(talk=talk))

    assert frame_of(written, Mark.HOLD_START) == 90 * RATE


def test_long_words_take_more_than_the_least_time_to_prepare():
    stage = point_stage(steps="  - {point: GB30, sides: right, repeat: 1, prepare: 1}\n")
    written = score(stage, estimated_frames, FULL)
    assert written.quiet

    assert written.quiet.end - written.quiet.start == 12 * RATE


def test_full_talk_says_all_brief_says_less_and_minimal_only_the_place():
    stage = plan_of("hip").stages[3]
    full, brief, minimal = (score(stage, estimated_frames, Delivery(talk=talk)) for talk in Talk)

    assert said(full, Phase.ANNOUNCE) == ["Step three of seven.", "Right hip hollow."]
    assert said(full, Phase.SETTLE) == ["Keep breathing.", "One minute."]
    assert said(full, Phase.REST) == ["Ease off slowly."]
    assert said(brief, Phase.ANNOUNCE) == ["Right hip hollow."]
    assert said(brief, Phase.LOCATE) == [
        "On the right hip, halfway from the front corner to the knob.",
        "Press slowly.",
    ]
    assert said(brief, Phase.SETTLE) == ["One minute."]
    assert [cue.words for cue in minimal.cues if cue.words and cue.phase is not Phase.HOLD] == [
        "Right hip hollow."
    ]


def test_a_hold_of_two_is_announced_as_such_and_the_second_says_so():
    first, second = plan_of("hip").stages[4:6]

    assert said(score(first, estimated_frames, FULL), Phase.SETTLE) == [
        "Keep breathing.",
        "Half a minute, a short pause, then once more.",
    ]
    assert said(score(second, estimated_frames, FULL), Phase.ANNOUNCE) == ["Second time.", "Softer is fine."]


def test_breathing_is_paced_by_voice_for_three_breaths_and_is_not_counted():
    written = score(breathing(60), estimated_frames, FULL)
    start = frame_of(written, Mark.HOLD_START)
    paced = [
        (cue.frame + 120 - start, cue.words) for cue in written.cues if cue.phase is Phase.HOLD and cue.words
    ]

    assert [(at / RATE, words) for at, words in paced[:6]] == [
        (1, "Breathe in."),
        (5, "And out."),
        (11, "Breathe in."),
        (15, "And out."),
        (21, "Breathe in."),
        (25, "And out."),
    ]
    assert [words for _, words in paced[6:]] == ["Keep that rhythm.", "Never force it."]
    assert frame_of(written, Tone.RELEASE) - start == 60 * RATE


@pytest.mark.parametrize("seconds", [5, 6, 11, 21, 30, 31, 33])
def test_short_breathing_says_nothing_after_its_release(seconds: int):
    written = score(breathing(seconds), estimated_frames, FULL)
    release = frame_of(written, Tone.RELEASE)

    assert all(cue.end + frames(0.15) <= release for cue in written.cues if cue.words)


def test_the_bed_lies_under_settling_hold_and_rest_but_for_breathing_only_under_the_hold():
    held = score(point_stage(), estimated_frames, FULL)
    breath = score(breathing(30), estimated_frames, FULL)
    assert held.bed
    assert held.quiet

    assert (held.bed.start, held.bed.end) == (held.quiet.start, held.length)
    assert breath.bed == breath.hold
    assert score(point_stage(), estimated_frames, Delivery(bed=Bed.NONE)).bed is None


@pytest.mark.parametrize("style", Count)
@pytest.mark.parametrize("hold", HOLDS)
@pytest.mark.parametrize("talk", Talk)
def test_a_stage_needs_the_words_that_it_says_and_no_others(talk: Talk, hold: int, style: Count):
    stage, told = point_stage(hold), Delivery(talk, style)
    written = score(stage, lambda _: frames(0.2), told)
    sounded = {cue.words for cue in written.cues if cue.words}
    roomless = {"Halfway.", "Ten more seconds.", *stage.said(talk, Phase.HOLD)}

    assert sounded <= set(needed(stage, told))
    assert set(needed(stage, told)) <= sounded | roomless


def test_words_without_a_clip_are_left_out_and_take_no_time():
    stage = point_stage(steps="  - {point: GB30, sides: right, repeat: 1, prepare: 0}\n")
    with_words = score(stage, estimated_frames, FULL)
    without = score(stage, lambda text: 0 if text.startswith("Find") else estimated_frames(text), FULL)
    words = "Find the bony knob at the side of your right hip."

    assert words in said(with_words, Phase.LOCATE)
    assert words not in said(without, Phase.LOCATE)
    assert without.length == with_words.length - estimated_frames(words) - frames(1.1)


# Changes midway


def test_a_longer_hold_keeps_what_has_passed_and_moves_the_release():
    stage = point_stage(30)
    old = score(stage, estimated_frames, FULL)
    assert old.hold
    now = old.hold.start + frames(16.5)
    new = rescore(old, stage, estimated_frames, hold=45 * RATE, now=now)

    assert [cue for cue in new.cues if cue.frame < now] == [cue for cue in old.cues if cue.frame < now]
    assert frame_of(new, Tone.RELEASE) == old.hold.start + 45 * RATE
    assert new.length == old.length + 15 * RATE


@pytest.mark.parametrize("elapsed", [1.0, 14.0, 16.0, 29.0])
def test_halfway_is_never_said_twice(elapsed: float):
    stage = point_stage(30)
    old = score(stage, estimated_frames, FULL)
    assert old.hold
    new = rescore(old, stage, estimated_frames, hold=60 * RATE, now=old.hold.start + frames(elapsed))

    assert frame_of(new, "Halfway.") - old.hold.start in (15 * RATE - 120, 30 * RATE - 120)


def test_a_hold_changed_while_settling_is_announced_as_it_will_be():
    stage = point_stage(30)
    old = score(stage, estimated_frames, FULL)
    assert old.quiet
    now = old.quiet.start + RATE
    sounding = with_cue(old, Cue(now - 10, Phase.SETTLE, Tone.ATTENTION, 7200))
    new = rescore(sounding, stage, estimated_frames, hold=45 * RATE, now=now)

    assert said(new, Phase.SETTLE) == ["Keep breathing.", "Forty-five seconds."]
    assert new.quiet == old.quiet
    assert frame_of(new, Tone.ATTENTION) == now - 10


def test_a_hold_that_ends_now_cuts_off_the_words_under_way():
    stage = point_stage(30)
    old = score(stage, estimated_frames, FULL)
    assert old.hold
    now = frame_of(old, "Halfway.") + 1000
    new = rescore(old, stage, estimated_frames, hold=now - old.hold.start, now=now)
    halfway = next(cue for cue in new.cues if cue.words == "Halfway.")

    assert frame_of(new, Tone.RELEASE) == now
    assert halfway.end == now


def test_a_hold_that_goes_on_starts_with_a_tone_and_keeps_its_end():
    stage = point_stage(30)
    old = score(stage, estimated_frames, FULL)
    assert old.hold
    now = old.hold.start + 12 * RATE
    new = rescore(old, stage, estimated_frames, hold=30 * RATE, now=now, start_again=True)

    assert [cue.frame for cue in new.cues if cue.sound is Tone.START] == [old.hold.start, now]
    assert frame_of(new, Tone.RELEASE) == frame_of(old, Tone.RELEASE)
    assert frame_of(new, Mark.HOLD_START) == old.hold.start


def test_a_hold_that_goes_on_for_a_moment_only_has_no_second_start_tone():
    stage = point_stage(30)
    old = score(stage, estimated_frames, FULL)
    assert old.hold
    new = rescore(
        old, stage, estimated_frames, hold=30 * RATE, now=old.hold.end - frames(0.7), start_again=True
    )

    assert frame_of(new, Tone.START) == old.hold.start


def test_more_quiet_time_moves_all_that_follows_and_nothing_before():
    old = score(point_stage(30), estimated_frames, FULL)
    assert old.quiet
    assert old.hold
    new = with_quiet_until(old, old.quiet.end + 10 * RATE)
    assert new.hold

    assert new.length == old.length + 10 * RATE
    assert new.hold.start == old.hold.start + 10 * RATE
    assert [cue for cue in new.cues if cue.frame < old.quiet.end] == [
        cue for cue in old.cues if cue.frame < old.quiet.end
    ]
    assert new.phase_at(old.quiet.end) is Phase.SETTLE


def test_less_quiet_time_leaves_out_what_stood_in_it():
    old = score(point_stage(30), estimated_frames, FULL)
    assert old.quiet
    answer = Cue(old.quiet.start + RATE, Phase.SETTLE, "Take your time.", RATE)
    later = Cue(old.quiet.start + 3 * RATE, Phase.SETTLE, Tone.ATTENTION, 7200)
    end = old.quiet.start + frames(1.5)
    new = with_quiet_until(with_cue(with_cue(old, answer), later), end)

    assert [(cue.frame, cue.end) for cue in new.cues if cue.words == "Take your time."] == [
        (answer.frame, end)
    ]
    assert Tone.ATTENTION not in [cue.sound for cue in new.cues]
    assert frame_of(new, "Keep breathing.") == end


def test_a_free_place_has_silence_around_it_and_is_not_late():
    written = score(point_stage(30), estimated_frames, Delivery(talk=Talk.BRIEF))
    assert written.hold
    halfway = next(cue for cue in written.cues if cue.words == "Halfway.")
    length = frames(0.3)

    assert free_place(written, written.hold.start + 5 * RATE, length, 0) == written.hold.start + 5 * RATE
    assert free_place(written, halfway.frame, length, 2 * RATE) == halfway.end + frames(0.15)
    assert free_place(written, halfway.frame, length, RATE // 2) is None
    assert free_place(written, written.length - 1, length, 0) is None


def test_only_the_close_is_three_decibels_softer():
    made, preferences = plan_of("hip"), Preferences()
    gains = {
        placed.cue.phase: placed.cue.gain
        for placed in timeline(programme(made, preferences), estimated_frames, FULL)
        if placed.cue.words
    }

    assert gains.pop(Phase.CLOSE) == -3.0
    assert set(gains.values()) == {0.0}
