"""What `play` shows in the last line of a terminal."""

import pytest
from fakes import Run, plan_of, routine_of

from voiceguide.cli.face import now
from voiceguide.core.command import Command
from voiceguide.core.facts import EventName


def line(run: Run) -> str:
    moment = run.session.moment
    return "  ".join(now(moment, None if moment.hold_left is None else moment.hold_left / 24_000))


@pytest.mark.parametrize(("session", "word"), [("hip", "lie down"), ("feet-sitting", "sit down")])
def test_at_the_beginning_it_tells_to_lie_down_or_to_sit_down(session: str, word: str):
    assert f"  {word}  next: " in line(Run.of(plan_of(session)).play(1))


def test_a_point_is_to_be_found_then_held_for_so_long_and_then_let_go():
    run = Run.of(plan_of(routine_of("  - {point: CV6, hold: 40s, rest: 10s}\n"))).play_until(
        EventName.STAGE_STARTED, after=1
    )
    assert "  find  " in line(run)

    assert "  hold 0:39  " in line(run.play_until(EventName.HOLD_STARTED, after=1))
    assert "  let go  " in line(run.play_until(EventName.HOLD_ENDED, after=1))


def test_a_pause_tells_how_to_go_on():
    run = Run.of(plan_of("hip")).play(1)
    run.ask(Command.PAUSE)

    assert line(run.play(1)).rstrip().endswith("paused · space go on · ? keys")
