"""What a session looks like as a player of media, and what the buttons of one mean."""

import pytest
from fakes import Run, plan_of, routine_of

from voiceguide.core.command import Command
from voiceguide.core.facts import EventName
from voiceguide.core.showing import NOTHING, Button, Showing, Status, meaning, showing

STEPS = routine_of(
    "  - {point: GB30, sides: right, posture: supine, hold: 40, rest: 10}\n"
    "  - {point: CV6, posture: supine, hold: 20}\n"
    "  - {point: B48, sides: both, posture: supine, hold: 25}\n"
    "  - {move: on your left side, posture: side-lying, say: Turn onto your left side., for: 25s}\n"
    "  - {breathe: 20s, posture: side-lying}\n"
)
PLAYING = Showing(
    status=Status.PLAYING,
    position=10.0,
    length=60,
    moving=True,
    switch=Command.PAUSE,
    can_go_next=True,
    can_go_previous=True,
)
PAUSED = Showing(status=Status.PAUSED, position=10.0, length=60, switch=Command.RESUME)


def look(run: Run) -> Showing:
    return showing(run.session.moment, "Mine")


def in_a_hold() -> Run:
    return Run.of(plan_of(STEPS)).play_until(EventName.HOLD_STARTED, after=1)


def test_every_stage_has_a_title_of_its_own_and_points_tell_side_and_hold():
    run, titles = Run.of(plan_of(STEPS)), []
    while not run.session.ended:
        titles.append(look(run.play(1)).title)

    assert list(dict.fromkeys(titles)) == [
        "Lie down",
        "GB30, right: hold 40 s",
        "CV6: hold 20 s",
        "B48, both sides: hold 25 s",
        "Move: on your left side",
        "Slow breathing: 20 s",
        "Rest",
    ]


def test_a_point_also_has_its_place_in_plain_words():
    assert look(in_a_hold()).place == "Right outer buttock"


def test_a_longer_hold_is_shown_as_longer_and_so_is_the_session():
    run = in_a_hold()
    before = look(run)
    run.ask(Command.LONGER)
    after = look(run.play(1))

    assert after.title == "GB30, right: hold 55 s"
    assert after.length == before.length + 15


def test_position_moves_while_it_plays_and_stands_still_while_it_is_paused():
    run = in_a_hold()
    playing = look(run)
    run.ask(Command.PAUSE)
    paused = look(run.play(1))

    assert (playing.status, playing.moving, playing.position_after(2)) == (
        Status.PLAYING,
        True,
        playing.position + 2,
    )
    assert (paused.status, paused.moving, paused.position_after(2)) == (Status.PAUSED, False, paused.position)


@pytest.mark.parametrize("asked", [Command.STOP, Command.OUCH])
def test_a_question_counts_as_a_pause_that_a_button_ends(asked: Command):
    run = in_a_hold()
    run.ask(asked)
    seen = look(run.play(1))

    assert seen.status is Status.PAUSED
    assert meaning(Button.PLAY_PAUSE, seen) is Command.RESUME


def test_while_nothing_is_heard_a_button_makes_a_pause_of_it_that_lasts():
    run = in_a_hold()
    run.session.lose_output(0)
    seen = look(run.play(1))

    assert seen.status is Status.PAUSED
    assert meaning(Button.PLAY_PAUSE, seen) is Command.PAUSE
    assert meaning(Button.PLAY, seen) is None


def test_position_ends_with_the_session():
    assert PLAYING.position_after(1000) == 60


def test_at_the_end_it_is_stopped():
    run = Run.of(plan_of(STEPS)).play_to_end()

    assert look(run).status is Status.STOPPED


@pytest.mark.parametrize(
    ("button", "shown", "command"),
    [
        (Button.PLAY_PAUSE, PLAYING, Command.PAUSE),
        (Button.PLAY_PAUSE, PAUSED, Command.RESUME),
        (Button.PAUSE, PLAYING, Command.PAUSE),
        (Button.PAUSE, PAUSED, None),
        (Button.PLAY, PAUSED, Command.RESUME),
        (Button.PLAY, PLAYING, None),
        (Button.STOP, PLAYING, Command.STOP),
        (Button.STOP, PAUSED, Command.STOP),
        (Button.NEXT, PLAYING, Command.NEXT),
        (Button.PREVIOUS, PLAYING, Command.GO_BACK),
        (Button.NEXT, PAUSED, None),
        (Button.PREVIOUS, PAUSED, None),
    ],
)
def test_a_button_asks_for_what_is_possible_now(button: Button, shown: Showing, command: Command | None):
    assert meaning(button, shown) is command


@pytest.mark.parametrize("button", Button)
def test_no_button_asks_for_anything_while_nothing_plays(button: Button):
    assert meaning(button, NOTHING) is None


@pytest.mark.parametrize("button", [Button.PLAY_PAUSE, Button.STOP, Button.NEXT, Button.PREVIOUS])
def test_what_a_button_asks_for_is_accepted_in_mid_session(button: Button):
    run = in_a_hold()
    command = meaning(button, look(run))

    assert command
    assert run.ask(command)
