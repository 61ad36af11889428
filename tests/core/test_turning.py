"""No turning: the rest of a session on the back, from wherever it is asked for."""

import pytest
from fakes import Run, plan_of, routine_of

from voiceguide.core.command import Command, State
from voiceguide.core.facts import EventName
from voiceguide.core.plan import Plan
from voiceguide.core.point import Posture
from voiceguide.core.preferences import Preferences, Skip
from voiceguide.core.stage import Kind, Stage

NOW = Preferences(lead=0)


def hip_at(stage: int, after: EventName | None = None) -> Run:
    """The hip session two seconds into a stage; with `after`, two seconds after that happened in it."""
    run = Run.of(plan_of("hip"), NOW)
    while run.session.moment.stage.number != stage:
        run.ask(Command.NEXT)
        run.play(0.1)
    return run.play_until(after, after=2) if after else run.play(2)


def follow(run: Run) -> list[str]:
    """What is lain through from here on: points with sides, moves, breathing."""
    seen: list[Stage] = []
    while not run.session.ended:
        stage = run.session.moment.stage
        if stage.number is not None and (not seen or seen[-1].number != stage.number):
            seen.append(stage)
        if stage.kind is not Kind.CLOSE and run.session.state is not State.ENDED:
            run.ask(Command.NEXT)
        run.learn(run.session.wanted)
        run.play(4)
    return [name(stage) for stage in seen]


def name(stage: Stage) -> str:
    return f"{stage.point} {stage.side}" if stage.point else stage.title


LYING = ["GB29 both", "GB30 right", "GB30 left", "Slow breathing"]
BACK = "on your back"


@pytest.mark.parametrize(
    ("stage", "after", "expected"),
    [
        (0, None, ["Slow breathing", "B48 both", *LYING]),
        (0, EventName.HOLD_STARTED, ["Slow breathing", "B48 both", *LYING]),
        (1, None, ["B48 both", *LYING]),
        (2, None, LYING),
        (3, None, [BACK, *LYING]),
        (3, EventName.HOLD_STARTED, [BACK, *LYING]),
        (3, EventName.HOLD_ENDED, [BACK, "GB30 right", "GB29 left", "GB30 left", "Slow breathing"]),
        (4, EventName.HOLD_STARTED, [BACK, "GB30 right", "GB29 left", "GB30 left", "Slow breathing"]),
        (6, None, [BACK, "GB29 left", "GB30 left", "Slow breathing"]),
        (7, None, [BACK, "GB29 left", "GB30 left", "Slow breathing"]),
        (9, EventName.HOLD_ENDED, [BACK, "Slow breathing"]),
        (10, None, [BACK, "Slow breathing"]),
        (11, None, ["Slow breathing"]),
    ],
)
def test_the_rest_of_the_hip_session_is_given_on_the_back(
    stage: int, after: EventName | None, expected: list[str]
):
    run = hip_at(stage, after)
    accepted = run.ask(Command.NO_TURNING)
    run.play_until_said("No turning.", after=2)
    while run.session.moment.stage.posture is Posture.SIDE_LYING:
        run.play(0.2)

    assert accepted
    assert follow(run) == expected
    assert not [words for words in run.said if words.startswith("Left out:")]
    assert list(run.faults()) == []


def test_in_the_opening_it_changes_all_that_follows():
    run = Run.of(plan_of("hip"), NOW).play(1)
    run.ask(Command.NO_TURNING)

    assert follow(run) == ["Slow breathing", "B48 both", *LYING]


def test_whoever_has_turned_over_already_is_led_back():
    run = hip_at(2).play_until_said("If that side hurts, stay on your back.")
    run.play_until_said("Take your time.", after=6)
    run.ask(Command.NO_TURNING)
    run.play_until_said("No turning.", after=3)

    assert follow(run) == [BACK, *LYING]


def test_in_a_hold_on_the_side_it_first_lets_go():
    run = hip_at(3, EventName.HOLD_STARTED)
    run.ask(Command.NO_TURNING)
    asked = run.seconds
    run.play(5)
    names = [event.name for event in run.events if event.frame >= asked * 24_000]

    assert run.said_since(asked)[:4] == [
        "[release]",
        "Let go.",
        "No turning.",
        "Roll onto your back, slowly.",
    ]
    assert names == [
        EventName.COMMAND_HEARD,
        EventName.HOLD_ENDED,
        EventName.SKIPPED,
        EventName.STAGE_STARTED,
    ]


@pytest.mark.parametrize("stage", [1, 3])
def test_what_is_answered_while_nothing_is_heard_is_said_when_there_is_sound_again(stage: int):
    run = hip_at(stage, EventName.HOLD_STARTED)
    run.session.lose_output(0)
    run.ask(Command.NO_TURNING)
    run.play(10)
    unheard = run.seconds
    run.session.find_output(go_on=True)
    run.play(15)

    assert run.said_since(unheard)[:2] == ["Sound is back.", "No turning."]


def test_on_the_back_a_hold_goes_on_while_it_is_answered():
    run = hip_at(1, EventName.HOLD_STARTED)
    run.ask(Command.NO_TURNING)
    run.play_until(EventName.HOLD_ENDED)

    assert round(run.event(EventName.HOLD_ENDED).at - run.event(EventName.HOLD_STARTED).at, 6) == 30
    assert "No turning." in run.said


def test_a_pause_stays_a_pause():
    run = hip_at(1, EventName.HOLD_STARTED)
    run.ask(Command.PAUSE)
    run.play(3)
    run.ask(Command.NO_TURNING)
    run.play(10)

    assert run.session.state is State.PAUSED


def test_steps_and_stages_are_numbered_on():
    run = hip_at(3)
    run.ask(Command.NO_TURNING)
    run.play_until_said("Step four of seven.")

    assert run.session.moment.stage.number == 5
    assert run.session.moment.stage.point == "GB29"


SIDE_ONLY = routine_of(
    "  - {point: B48, sides: both}\n"
    "  - {move: on your left side, posture: side-lying, say: Turn over., for: 10}\n"
    "  - {breathe: 20}\n"
    "  - {point: GB30, sides: right}\n"
    "  - {move: on your back, posture: supine, say: Back again., for: 10}\n"
    "  - {breathe: 20}\n"
)


def without_words_of_its_own() -> Plan:
    return plan_of(
        routine_of(
            "  - {move: on your left side, posture: side-lying, say: Turn over., for: 10}\n"
            "  - {point: GB30, sides: right}\n"
            "  - {move: sit up, posture: sitting, say: Sit up., for: 10}\n"
            "  - {point: LR3, sides: right}\n"
        )
    )


def test_what_cannot_be_given_on_the_back_is_said():
    run = Run.of(plan_of(SIDE_ONLY), NOW).play(1)
    run.ask(Command.NO_TURNING)
    run.play_until(EventName.STAGE_STARTED)

    assert [words for words in run.said if words.startswith(("No turning", "Left out:"))] == [
        "No turning.",
        "Left out: slow breathing.",
        "Left out: right outer buttock.",
    ]
    assert follow(run) == ["B48 both", "Slow breathing"]


def test_the_routine_own_words_lead_back_and_lie_before_what_follows():
    run = Run.of(plan_of(SIDE_ONLY), NOW)
    run.ask(*[Command.NEXT] * 4)
    run.play(2)
    run.ask(Command.NO_TURNING)
    run.play_until_said("Back again.")

    assert follow(run) == ["on your back", "Slow breathing"]


def test_from_the_side_to_sitting_needs_no_way_over_the_back():
    run = Run.of(without_words_of_its_own(), NOW)
    run.ask(Command.NEXT, Command.NEXT)
    run.play(2)
    run.ask(Command.NO_TURNING)
    run.play_until_said("Sit up.")

    assert follow(run) == ["sit up", "LR3 right"]


def test_a_point_skipped_today_does_not_come_back():
    wished = Preferences(lead=0, skips=(Skip("GB30"),))
    run = Run.of(plan_of("hip", wished), wished).play(1)
    run.ask(Command.NO_TURNING)

    assert follow(run) == ["Slow breathing", "B48 both", "GB29 both", "Slow breathing"]


def test_a_pause_in_the_close_has_nothing_left_to_change():
    run = Run.of(plan_of("hip"), NOW)
    run.ask(*[Command.NEXT] * 13)
    run.play(1)
    run.ask(Command.PAUSE, Command.NO_TURNING)
    run.play(5)
    run.ask(Command.RESUME)
    run.play_to_end()

    assert run.said.count("That was the last one.") <= 2
    assert run.event(EventName.SESSION_ENDED).more["reason"] == "done"
