"""Going on with a session that was cut off: what is said of it is true, and what was asked for holds."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from running import Run
from visits import given_with, visitor_in

from voiceguide.book import STALE, Book
from voiceguide.cli.resuming import offered_place
from voiceguide.core.preferences import Bed, Preferences
from voiceguide.store.background import Background
from voiceguide.store.fingerprint import fingerprint
from voiceguide.store.place import Place, PlaceKeeper

Leave = Callable[..., Place]


@pytest.fixture
def leave(home: Path) -> Leave:
    """Leaves a place in the hip session, as it is now or as it is no more."""

    def left(*, stale: bool = False) -> Place:
        book = Book(home / "state", lambda: 0.0, lambda: 1e9, lambda _sentence: None)
        wished = Preferences(bed=Bed.NONE, lead=0)
        mark = "0" * 64 if stale else fingerprint(visitor_in(home, book).shelf.plan("hip", wished))
        book.close()
        behind = Background()
        keeper = PlaceKeeper(home / "state", behind, lambda: 0.0)
        place = Place("one", "hip", mark, wished, 4, 3.0, 100.0, 1e12)
        keeper.move(place, at_once=True)
        keeper.close()
        behind.close()
        return place

    return left


@pytest.fixture(autouse=True)
def no_place_is_left(home: Path) -> None:
    (home / "state" / "place.json").unlink(missing_ok=True)


def test_a_session_that_has_changed_is_told_once_and_does_not_start(run: Run, leave: Leave):
    leave(stale=True)
    answer = run(["play", "hip", "--resume", "--output", "none"])

    assert (answer.code, answer.err) == (1, f"{STALE}\n")


def test_another_session_than_the_one_that_was_cut_off_is_told_which_it_is(run: Run, leave: Leave):
    leave()
    answer = run(["play", "back", "--resume", "--output", "none"])

    assert answer.code == 1
    assert answer.err == "What was cut off is hip; go on with it: voiceguide play --resume.\n"


@pytest.mark.parametrize("stale", [True, None])
def test_where_nothing_can_be_gone_on_with_nothing_else_is_told(run: Run, leave: Leave, stale: bool | None):
    if stale:
        leave(stale=True)
    answer = run(["play", "back", "--resume", "--output", "none"])

    assert answer.code == 1
    assert answer.err == "There is no session to go on with; start one, as: voiceguide play hip.\n"


def test_an_option_that_is_wrong_is_no_fault_of_the_session(run: Run, leave: Leave):
    leave()
    answer = run(["play", "hip", "--resume", "--rate", "9"])

    assert (answer.code, answer.err) == (1, "--rate goes from 0.5 to 2.\n")


@pytest.mark.parametrize("options", [("--hold", "45s"), ("--scale", "0.7"), ("--skip", "GB30")])
def test_what_makes_another_session_cannot_be_asked_for_midway(run: Run, options: tuple[str, str]):
    answer = run(["play", "--resume", *options])

    assert answer.code == 2
    assert f"--resume goes on with the session as it was; leave {options[0]} out. " in answer.err


@pytest.fixture
def book(home: Path) -> Iterator[Book]:
    with closing(Book(home / "state", lambda: 0.0, lambda: 1e9, lambda _sentence: None)) as one:
        yield one


def test_a_place_is_offered_before_its_own_session_only(
    home: Path, book: Book, leave: Leave, capsys: pytest.CaptureFixture[str]
):
    visitor, place = visitor_in(home, book), leave()

    assert offered_place(visitor, given_with(routine="hip")) == place
    assert offered_place(visitor, given_with(routine=None)) == place
    assert offered_place(visitor, given_with(routine="back")) is None
    assert capsys.readouterr().err == ""


def test_that_another_session_has_changed_is_not_told(
    home: Path, book: Book, leave: Leave, capsys: pytest.CaptureFixture[str]
):
    visitor, _ = visitor_in(home, book), leave(stale=True)

    assert offered_place(visitor, given_with(routine="back")) is None
    assert capsys.readouterr().err == ""
    assert offered_place(visitor, given_with(routine="hip")) is None
    assert capsys.readouterr().err == f"{STALE}\n"


def test_whoever_asks_for_another_hold_is_not_offered_the_place_with_the_old_one(
    home: Path, book: Book, leave: Leave
):
    visitor, _ = visitor_in(home, book), leave()

    assert offered_place(visitor, given_with(written=frozenset({"hold"}))) is None
    assert offered_place(visitor, given_with(written=frozenset({"talk"}))) is not None
