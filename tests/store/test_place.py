"""The place reached: kept as it moves, offered at the next start."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from threading import Event

import pytest
from fakes import Run, plan_of
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.core.errors import VoiceguideError
from voiceguide.core.facts import EventName
from voiceguide.core.point import Posture, Side
from voiceguide.core.preferences import Bed, Concern, Count, Holds, Preferences, Skip, Talk
from voiceguide.core.turning import Refusal
from voiceguide.store.background import Background
from voiceguide.store.place import Place, PlaceKeeper, find_place

Killed = Callable[[str, Path], Iterator[int]]
Full = Callable[[Path], AbstractContextManager[None]]

WISHES = Preferences(
    holds=(Holds(None, {"GB30": 20}), Holds(45)),
    scale=Fraction(2, 3),
    skips=(Skip("B48"), Skip("GB30", Side.LEFT)),
    concerns=(Concern("numb-feet", Side.RIGHT), Concern("skin")),
    talk=Talk.MINIMAL,
    count=Count.EVERY_10,
    bed=Bed.NONE,
    lead=0,
    volume=-2.7,
)
REFUSALS = (Refusal(-1, 0, Posture.SUPINE), Refusal(3, 3, Posture.SIDE_LYING))
PLACE = Place("one", "hip", "ab" * 32, WISHES, 4, 12.25, 345.75, 1000.0, held=True, refusals=REFUSALS)
HOUR = 3600.0


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def background() -> Iterator[Background]:
    thread = Background()
    yield thread
    thread.close()


@pytest.fixture
def keeper(tmp_path: Path, background: Background, clock: Clock) -> PlaceKeeper:
    return PlaceKeeper(tmp_path, background, clock)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "place.json"


def found(folder: Path) -> Place | None:
    return find_place(folder, 1000.0).place


def test_without_a_place_there_is_nothing_to_offer(tmp_path: Path):
    assert find_place(tmp_path, 1000.0) == (None, None)


def test_the_place_is_found_again_exactly(keeper: PlaceKeeper, tmp_path: Path):
    keeper.move(PLACE)
    keeper.close()

    assert find_place(tmp_path, 1000.0) == (PLACE, None)


def test_the_first_place_is_written_at_once(keeper: PlaceKeeper, background: Background, tmp_path: Path):
    keeper.move(PLACE)
    background.flush()

    assert found(tmp_path) == PLACE


def test_within_a_second_nothing_is_written_and_then_the_newest(
    keeper: PlaceKeeper, background: Background, clock: Clock, tmp_path: Path
):
    seen = []
    for tenth in range(25):
        clock.now = 50.0 + tenth / 10
        keeper.move(replace(PLACE, seconds=tenth / 10))
        background.flush()
        place = found(tmp_path)
        assert place
        seen.append(place.seconds)

    assert seen == [0.0] * 10 + [1.0] * 10 + [2.0] * 5


def test_where_a_hold_begins_the_place_is_written_at_once(
    keeper: PlaceKeeper, background: Background, clock: Clock, tmp_path: Path
):
    keeper.move(PLACE)
    clock.now += 0.1
    keeper.move(replace(PLACE, seconds=20.0), at_once=True)
    background.flush()

    assert found(tmp_path) == replace(PLACE, seconds=20.0)


def test_closing_keeps_the_last_place_however_new(keeper: PlaceKeeper, tmp_path: Path):
    keeper.move(PLACE)
    keeper.move(replace(PLACE, seconds=12.5))
    keeper.close()

    assert found(tmp_path) == replace(PLACE, seconds=12.5)


def test_a_slow_disk_holds_nobody_up_and_gets_only_the_newest(
    tmp_path: Path, background: Background, clock: Clock
):
    slow, stuck = Event(), Event()

    def hang() -> None:
        stuck.set()
        slow.wait()

    background.post("slow", hang)
    stuck.wait()
    keeper = PlaceKeeper(tmp_path, background, clock)
    for stage in range(100):
        keeper.move(replace(PLACE, stage=stage), at_once=True)
    before = list(tmp_path.iterdir())
    slow.set()
    background.flush()

    assert before == []
    assert found(tmp_path) == replace(PLACE, stage=99)


def test_a_session_that_is_over_is_offered_no_more(keeper: PlaceKeeper, tmp_path: Path, clock: Clock):
    keeper.move(PLACE)
    keeper.forget("one")
    clock.now += 5
    keeper.move(PLACE, at_once=True)
    keeper.close()

    assert list(tmp_path.glob("place*")) == []


def test_the_place_of_another_session_is_not_forgotten(
    keeper: PlaceKeeper, tmp_path: Path, background: Background
):
    keeper.move(PLACE)
    background.flush()
    keeper.forget("two")
    keeper.close()

    assert found(tmp_path) == PLACE


@pytest.mark.parametrize(("age", "offered"), [(23.9 * HOUR, True), (24.1 * HOUR, False), (-HOUR, True)])
def test_a_place_is_offered_for_a_day(keeper: PlaceKeeper, tmp_path: Path, age: float, offered: bool):
    keeper.move(PLACE)
    keeper.close()

    assert find_place(tmp_path, PLACE.when + age).place == (PLACE if offered else None)


def test_how_long_it_is_offered_can_be_said(keeper: PlaceKeeper, tmp_path: Path):
    keeper.move(PLACE)
    keeper.close()

    assert find_place(tmp_path, PLACE.when + 60, offered_for=59).place is None


def other_kind(text: str) -> str:
    return json.dumps({**json.loads(text), "kind": "another program's"})


def newer(text: str) -> str:
    return json.dumps({**json.loads(text), "version": 3})


def moved_by_hand(text: str) -> str:
    return text.replace("345.75", "345.76")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-10],
        lambda _: "",
        lambda _: "[1, 2]",
        lambda _: "[" * 60_000,
        lambda _: "x" * 200_000,
        other_kind,
        newer,
        moved_by_hand,
    ],
)
def test_a_damaged_or_foreign_file_is_no_offer_and_is_kept_aside(
    keeper: PlaceKeeper, tmp_path: Path, file: Path, spoil: Callable[[str], str]
):
    keeper.move(PLACE)
    keeper.close()
    spoilt = spoil(file.read_text())
    file.write_text(spoilt)
    place, trouble = find_place(tmp_path, 1000.0)

    assert place is None
    assert (
        trouble == "The place of the last session is damaged; it was kept as place.json.broken-1, begin anew."
    )
    assert (tmp_path / "place.json.broken-1").read_text() == spoilt
    assert find_place(tmp_path, 1000.0) == (None, None)


def test_a_place_written_before_there_were_refusals_is_read(keeper: PlaceKeeper, tmp_path: Path, file: Path):
    keeper.move(replace(PLACE, held=False, refusals=()))
    keeper.close()
    whole = json.loads(file.read_text())
    whole["version"] = 1
    del whole["place"]["held"], whole["place"]["refusals"]
    content = json.dumps(whole["place"], sort_keys=True).encode("ascii")
    file.write_text(json.dumps({**whole, "check": hashlib.sha256(content).hexdigest()}))

    assert find_place(tmp_path, 1000.0) == (replace(PLACE, held=False, refusals=()), None)


@given(st.binary(max_size=200))
def test_random_bytes_are_no_offer(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    folder = tmp_path_factory.mktemp("random")
    (folder / "place.json").write_bytes(content)

    assert find_place(folder, 1000.0).place is None


def test_killed_at_any_instant_the_place_is_whole_and_the_newest(killed: Killed, tmp_path: Path):
    for finished in killed("place", tmp_path):
        place, trouble = find_place(tmp_path, 1e9)
        stage = place.stage if place else 0

        assert trouble is None
        assert stage in (finished, finished + 1)
        assert not place or place.position == place.stage * 2.0


def test_on_a_full_disk_the_place_before_stays_and_one_sentence_tells(
    small_disk: Path, full: Full, background: Background, clock: Clock
):
    keeper = PlaceKeeper(small_disk, background, clock)
    keeper.move(PLACE)
    background.flush()
    with full(small_disk):
        keeper.move(replace(PLACE, stage=5), at_once=True)
        keeper.close()
        before = found(small_disk)
    keeper.move(replace(PLACE, stage=6), at_once=True)
    keeper.close()

    assert before == PLACE
    assert background.trouble == (
        f"Your place cannot be kept in {small_disk} (no space left on device); "
        "the session goes on, make room."
    )
    assert found(small_disk) == replace(PLACE, stage=6)


def test_at_every_instant_of_a_session_the_kept_place_is_at_most_a_second_old(
    tmp_path: Path, background: Background
):
    hip = plan_of("hip")
    run = Run.of(hip, Preferences(lead=0)).play_until(EventName.STAGE_STARTED, 10)
    keeper = PlaceKeeper(tmp_path, background, lambda: run.seconds)
    behind = []
    for _ in range(300):
        told = len(run.events)
        run.play(0.1)
        stage = run.session.moment.stage.number
        began = next(e.at for e in reversed(run.events) if e.name is EventName.STAGE_STARTED)
        keeper.move(
            replace(PLACE, stage=stage, seconds=run.position - began, position=run.position),
            at_once=len(run.events) > told,
        )
        background.flush()
        place = found(tmp_path)
        assert place
        assert place.stage == stage
        behind.append(run.position - place.position)

    assert 0 <= min(behind) <= max(behind) <= 1


# The thread behind it


def test_jobs_are_done_in_their_order_and_the_newest_of_a_name(background: Background):
    done: list[str] = []
    go, begun = Event(), Event()

    def first() -> None:
        begun.set()
        go.wait()

    background.post("first", first)
    begun.wait()
    for name, what in (("a", "a1"), ("b", "b1"), ("a", "a2")):
        background.post(name, lambda what=what: done.append(what))
    go.set()
    background.close()

    assert done == ["a2", "b1"]


def test_a_job_that_fails_is_told_and_the_next_is_done(background: Background):
    done = Event()

    def fail() -> None:
        raise VoiceguideError("The disk is full; make room.")

    background.post("a", fail)
    background.post("b", done.set)
    background.flush()

    assert background.trouble == "The disk is full; make room."
    assert done.is_set()


def test_the_first_thing_that_goes_wrong_is_told_once():
    told: list[str] = []

    def fail(what: str) -> None:
        raise VoiceguideError(f"The disk is {what}.")

    background = Background(told.append)
    for what in ("full", "gone"):
        background.post(what, lambda what=what: fail(what))
    background.close()

    assert told == ["The disk is full."]


def test_a_fault_of_the_program_is_not_hidden():
    def stumble() -> None:
        raise LookupError

    background = Background()
    background.post("a", stumble)
    background.flush()

    with pytest.raises(LookupError):
        background.close()


def test_after_closing_a_job_is_done_at_once(background: Background):
    done = Event()
    background.close()
    background.post("a", done.set)

    assert done.is_set()
