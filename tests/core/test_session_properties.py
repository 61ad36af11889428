"""Whatever is asked of a session and whenever: it stays whole, keeps its place, and comes to its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fakes import Run, plan_of, routine_of
from hypothesis import assume, given
from hypothesis import strategies as st

from voiceguide.core.command import By, Command, State
from voiceguide.core.errors import PlanError
from voiceguide.core.facts import Event, EventName
from voiceguide.core.frames import RATE
from voiceguide.core.going_on import Reached, rest_of
from voiceguide.core.preferences import Bed, Concern, Count, Holds, Preferences, Skip, Talk
from voiceguide.core.routine import Routine
from voiceguide.core.stage import Stage
from voiceguide.core.standstill import LONG_PAUSE

ODD = routine_of(
    "  - breathe: 5s\n"
    "  - {point: B48, sides: both, hold: 5, rest: 0}\n"
    "  - {move: on your left side, posture: side-lying, say: Turn., for: 0}\n"
    "  - {point: GB30, sides: right, hold: 12, repeat: 3, pause: 0, rest: 0, prepare: 0}\n"
    "  - {breathe: 11, prepare: 0}\n"
    "  - {move: sit up, posture: sitting, say: Sit up., for: 3}\n"
    "  - {point: LR3, hold: 7, rest: 0}\n"
)

JUMPS = (
    Command.NEXT,
    Command.GO_BACK,
    Command.NO_TURNING,
    Command.REPEAT,
    Command.RESUME,
    Command.NO,
    Command.WAIT,
)
RELEASES = (
    *(Command.ENOUGH, Command.NEXT, Command.GO_BACK, Command.OUCH, Command.NO_TURNING, Command.YES),
    Command.NO,
)
STANDING = (State.PAUSED, State.ASKING, State.CHOOSING)


@dataclass(frozen=True)
class Script:
    """A session, and what is asked of it when."""

    routine: str | Routine
    preferences: Preferences
    steps: Sequence[tuple[tuple[Command, ...], float]]
    """Commands, and seconds played after them."""
    pace: int
    late: bool
    """Whether every third text comes only after half of the steps."""

    def length_of(self, text: str) -> int:
        return 2_000 + sum(map(ord, text)) * self.pace % 90_000

    def start(self) -> Run:
        run = Run.of(plan_of(self.routine, self.preferences), self.preferences, self.length_of)
        if not self.late:
            return run
        vocabulary = (*run.session.vocabulary, *run.session.spare_vocabulary)
        return Run.of(
            plan_of(self.routine, self.preferences), self.preferences, self.length_of, late=vocabulary[2::3]
        )


wishes = st.builds(
    Preferences,
    holds=st.sampled_from([(), (Holds(5),), (Holds(9),), (Holds(20),), (Holds(None, {"GB30": 45}),)]),
    scale=st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(7, 10), Fraction(3, 2)]),
    skips=st.sampled_from([(), (Skip("B48"),), (Skip("GB30"),)]),
    concerns=st.sampled_from([(), (Concern("skin"),), (Concern("hip-replacement"),)]),
    talk=st.sampled_from(Talk),
    count=st.sampled_from(Count),
    bed=st.sampled_from(Bed),
    lead=st.sampled_from([0, 10, 60]),
)
waits = st.one_of(
    st.sampled_from([0.0, 1 / RATE, 0.01, 0.5, 2, 4.99, 8, 15, 30, 61, 121, 400]), st.floats(0, 40)
)
asked = st.lists(st.sampled_from(Command), min_size=1, max_size=3).map(tuple)


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    preferences = draw(wishes)
    name = draw(st.sampled_from([ODD, "hip", "back", "back-lying", "hip-supine", "feet-sitting"]))
    try:
        made = plan_of(name, preferences)
    except PlanError:
        assume(condition=False)
    skipped = draw(st.integers(0, len(made.stages)))
    first = [((Command.NEXT,), 4.0)] * skipped
    steps = draw(st.lists(st.tuples(asked, waits), max_size=14))
    return Script(name, preferences, [*first, *steps], draw(st.integers(1, 99)), draw(st.booleans()))


def play(script: Script, block: int | None = None) -> Run:
    """Follow the script; with `block`, in blocks of so many frames."""
    run = script.start()
    for number, (commands, seconds) in enumerate(script.steps):
        if number == len(script.steps) // 2:
            run.learn_late_ones()
        run.ask(*commands)
        left = round(seconds * RATE)
        while left:
            count = min(left, block or left)
            run.play_frames(count)
            left -= count
    run.learn_late_ones()
    return run


def go_on_to_the_end(run: Run) -> Run:
    for _ in range(2000):
        if run.session.ended:
            # What the last command brought is handed out with the next frame.
            return run.play_frames(1)
        if run.session.state in STANDING:
            run.ask(Command.RESUME)
        run.learn(run.session.wanted)
        run.play(5)
    raise AssertionError(f"it does not end, but is {run.session.state}")


@given(scripts())
def test_sounds_never_overlap_and_what_began_is_ended_or_faded(script: Script):
    run = go_on_to_the_end(play(script))

    assert list(run.faults()) == []


@given(scripts())
def test_a_session_comes_to_its_end_from_wherever_it_is_and_says_so_once(script: Script):
    run = go_on_to_the_end(play(script)).play(3)

    assert run.told(EventName.SESSION_ENDED) == 1
    assert run.events[-1].name is EventName.SESSION_ENDED or run.events[-1].name is EventName.COMMAND_HEARD
    assert run.event(EventName.SESSION_ENDED).more["reason"] in ("done", "stopped")


@given(scripts())
def test_position_moves_only_with_frames_handed_out(script: Script):
    run = script.start()
    run.learn_late_ones()
    jump_pending = False
    for commands, seconds in script.steps:
        for command in commands:
            jump_pending |= run.ask(command) and command in JUMPS
        before = run.session.moment
        run.play(seconds)
        after = run.session.moment
        moved = after.position - before.position
        if not jump_pending:
            assert 0 <= moved <= after.frame - before.frame
        if before.state in (*STANDING, State.LEAVING) and before.state is after.state:
            assert moved == 0
        if run.session.moment.running:
            jump_pending = False


def holds_of(events: Sequence[Event]) -> list[list[Event]]:
    """Events from each hold's first start to its end."""
    holds: list[list[Event]] = []
    is_open = False
    for event in events:
        if event.name is EventName.HOLD_STARTED and not is_open:
            holds.append([])
            is_open = True
        if is_open:
            holds[-1].append(event)
        if event.name is EventName.HOLD_ENDED:
            assert is_open, "a hold ended that had not started"
            is_open = False
    assert not is_open, "a hold never ended"
    return holds


@given(scripts())
def test_every_hold_ends_once_before_anything_leaves_its_stage(script: Script):
    run = go_on_to_the_end(play(script))

    for hold in holds_of(run.events):
        assert {event.stage for event in hold} == {hold[0].stage}
        assert not {EventName.SKIPPED, EventName.STAGE_STARTED} & {event.name for event in hold}


@given(scripts())
def test_a_hold_starts_again_only_after_a_long_pause(script: Script):
    run = go_on_to_the_end(play(script))

    for hold in holds_of(run.events):
        paused = 0
        for event in hold[1:]:
            if event.name is EventName.PAUSED:
                paused = event.frame
            if event.name is EventName.HOLD_STARTED:
                assert event.frame - paused > LONG_PAUSE


@given(scripts())
def test_a_hold_that_nobody_ends_is_played_as_long_as_was_asked(script: Script):
    run = go_on_to_the_end(play(script))

    for hold in holds_of(run.events):
        asked_for = {
            event.more["command"]
            for event in hold
            if event.name is EventName.COMMAND_HEARD and event.more["accepted"]
        }
        if asked_for & set(RELEASES) or run.event(EventName.SESSION_ENDED).frame == hold[-1].frame:
            continue
        started = [event for event in hold if event.name is EventName.HOLD_STARTED][-1]
        changes = [event for event in hold if event.name is EventName.HOLD_CHANGED]
        seconds = (changes or [hold[0]])[-1].more["hold"]
        assert round((hold[-1].at - started.at) * RATE) == int(str(seconds)) * RATE


@given(scripts())
def test_pain_is_never_refused_before_the_end(script: Script):
    run = play(script)
    ended = run.session.ended

    assert run.ask(Command.OUCH) is not ended


@given(scripts())
def test_asking_twice_to_stop_is_enough_wherever_one_is(script: Script):
    run = play(script)
    run.ask(Command.STOP, Command.STOP)
    run.learn(run.session.wanted)
    run.play(30)

    assert run.session.ended


@given(scripts())
def test_an_interruption_ends_a_session_at_once_and_once(script: Script):
    run = play(script)
    ended = run.session.ended
    run.session.end("interrupted")
    run.play(0.1)

    assert run.told(EventName.SESSION_ENDED) == 1
    assert ended or run.event(EventName.SESSION_ENDED).more["reason"] == "interrupted"
    holds_of(run.events)


@given(scripts(), st.sampled_from([480, 1021, 24_000, 100_001]))
def test_blocks_of_any_size_hand_out_the_same(script: Script, block: int):
    whole, pieces = play(script), play(script, block)

    assert pieces.sounds == whole.sounds
    assert pieces.events == whole.events


@given(scripts())
def test_after_no_turning_nothing_is_lain_on_a_side(script: Script):
    run = play(script)
    state = run.session.state
    if not run.ask(Command.NO_TURNING):
        assert state not in (State.GUIDING, State.HOLDING, State.PAUSED, State.MOVING)
        return
    run.play(60)
    since = run.session.handed_out
    while not run.session.ended:
        assert (
            run.session.moment.stage.posture.value != "side-lying" or run.session.moment.stage.number is None
        )
        if run.session.state in STANDING:
            run.ask(Command.RESUME, by=By.VOICE)
        run.learn(run.session.wanted)
        run.play(1)
        assert run.session.handed_out - since < 7200 * RATE


def what(stage: Stage) -> tuple[object, ...]:
    return stage.number, stage.kind, stage.point, stage.side, stage.posture, stage.step


@given(scripts())
def test_wherever_it_is_cut_off_it_goes_on_with_the_stage_that_was_reached_and_those_that_followed(
    script: Script,
):
    moment = play(script).session.moment
    here, following = moment.stage, moment.following
    assume(here.number is not None)
    rest = rest_of(
        plan_of(script.routine, script.preferences), Reached(here.number, refusals=moment.refusals)
    )
    numbers = [stage.number for stage in rest.stages]
    at = numbers.index(here.number)

    assert at <= 1
    assert what(rest.stages[at]) == what(here)
    if following and following.number is not None:
        assert what(rest.stages[at + 1]) == what(following)
