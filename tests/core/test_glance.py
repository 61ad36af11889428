"""What one glance tells, in every state that a session can be in."""

import pytest
from fakes import Run, plan_of, points, routine_of

from voiceguide.core.command import COMMANDS, Command
from voiceguide.core.facts import EventName
from voiceguide.core.glance import Flood, Glance, glance, place_of

STEPS = routine_of(
    "  - {point: GB30, sides: right, posture: supine, hold: 30, rest: 10, repeat: 2, pause: 10}\n"
    "  - {move: on your left side, posture: side-lying, say: Turn onto your left side., for: 25s}\n"
    "  - {point: GB29, sides: right, posture: side-lying, hold: 30}\n"
    "  - {breathe: 20s, posture: supine}\n"
)


def look(run: Run) -> Glance:
    moment = run.session.moment
    left = None if moment.hold_left is None else moment.hold_left / 24_000
    return glance(moment, left, "Mine", points())


def started() -> Run:
    return Run.of(plan_of(STEPS))


def in_a_hold() -> Run:
    return started().play_until(EventName.HOLD_STARTED, after=1)


def test_the_opening_asks_to_lie_down():
    seen = look(started().play(1))

    assert (seen.flood, seen.word, seen.side, seen.place) == (Flood.BREATHE, "LIE DOWN", "", "")
    assert seen.following == "Next: right outer buttock"


def test_before_a_hold_the_place_is_to_be_found():
    run = started()
    seen = look(run.play_until(EventName.STAGE_STARTED, after=2))

    assert (seen.flood, seen.word, seen.side, seen.place) == (Flood.FIND, "FIND", "RIGHT", "Outer buttock")
    assert seen.seconds is None


def test_no_two_points_of_a_session_look_alike():
    for name in ("back", "back-lying", "hip", "hip-supine", "feet-sitting"):
        made = plan_of(name)
        seen = {place_of(stage, points()): stage.point for stage in made.stages if stage.point}

        assert len(seen) == len(made.points)


def test_in_a_hold_the_seconds_are_rounded_up_and_the_repeat_is_announced():
    seen = look(in_a_hold())

    assert (seen.flood, seen.word, seen.seconds) == (Flood.PRESS, "PRESS", 29)
    assert seen.following == "Next: let go, rest, then once more"
    assert seen.where == "Mine 1/3"


def test_after_a_hold_one_lets_go():
    seen = look(started().play_until(EventName.HOLD_ENDED, after=1))

    assert (seen.flood, seen.word, seen.following) == (Flood.LET_GO, "LET GO", "Next: once more")


def test_a_move_says_where_to():
    run = started()
    while run.session.moment.stage.title != "on your left side":
        run.play(1)
    seen = look(run)

    assert (seen.flood, seen.word, seen.place) == (Flood.MOVE, "MOVE", "on your left side")


def test_breathing_is_breathing_throughout():
    run = started()
    words = set()
    while run.session.moment.stage.title != "Close":
        run.play(2)
        if run.session.moment.stage.title == "Slow breathing":
            words.add(look(run).word)

    assert words == {"BREATHE"}


@pytest.mark.parametrize(
    ("asked", "word"), [(Command.PAUSE, "PAUSED"), (Command.OUCH, "LET GO"), (Command.STOP, "STOP?")]
)
def test_what_stands_still_says_so(asked: Command, word: str):
    run = in_a_hold()
    run.ask(asked)
    seen = look(run.play(1))

    assert (seen.flood, seen.word) == (Flood.PAUSED, word)


def test_only_what_is_accepted_is_offered_and_all_of_it():
    run = in_a_hold()
    for asked in (None, Command.PAUSE, Command.OUCH, Command.STOP):
        if asked:
            run.ask(asked)
            run.play(1)
        state = run.session.moment.state
        accepted = {command for command, row in COMMANDS.items() if state in row.states}

        assert set(look(run).commands) == accepted - {Command.HELP}


def test_the_share_that_is_over_grows_from_nothing_to_all():
    run = started()
    shares = []
    while not run.session.ended:
        run.play(5)
        shares.append(look(run).done)

    assert shares == sorted(shares)
    assert shares[0] < 0.05
    assert shares[-1] > 0.97


def test_the_minutes_left_are_told_as_a_person_would():
    run = started()
    first = look(run).left
    run.play_to_end()

    assert first == "6 min left"
    assert look(run).left == "under a minute"
