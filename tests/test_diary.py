"""What a session leaves behind: its record and its place, kept as it plays, found at the next start."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from disks import full, small_disk
from fakes import FakeNarrator, HandClock, Run, plan_of, routine_of

from voiceguide.book import STALE, Book
from voiceguide.core.command import Command
from voiceguide.core.errors import ContentError
from voiceguide.core.facts import EventName
from voiceguide.core.going_on import rest_of
from voiceguide.core.plan import Plan
from voiceguide.core.point import Posture, Side
from voiceguide.core.preferences import Preferences, Skip
from voiceguide.core.record import Ending, Record
from voiceguide.core.session import Session
from voiceguide.core.stage import Kind
from voiceguide.diary import Diary
from voiceguide.player import Heard, Player
from voiceguide.sound.silent import SilentOutput
from voiceguide.store.history import History
from voiceguide.store.place import Place, find_place

TWO = "  - breathe: 20s\n  - {point: GB29, sides: right, hold: 30s, repeat: 1}\n"
PLAN = plan_of(routine_of(TWO))
WISHES = Preferences(lead=0)
NOW = 1_743_444_300.0
POINT = 1


class Played:
    """A session and its diary, which hears what the session hands out and moves with it."""

    def __init__(self, diary: Diary, plan: Plan = PLAN) -> None:
        self.run = Run.of(plan, WISHES)
        self.diary = diary
        self._told = 0

    def to(self, name: EventName, after: float = 0.0) -> "Played":
        self.run.play_until(name)
        self._tell()
        for _ in range(round(after * 10)):
            self.run.play(0.1)
            self._tell()
            self.diary.move(self.run.session.moment)
        return self

    def end(self, reason: str) -> "Played":
        self.run.session.end(reason)
        self.run.play(1)
        self._tell()
        return self

    def to_the_end(self) -> "Played":
        self.run.play_to_end()
        self._tell()
        return self

    def ask(self, command: Command) -> "Played":
        self.run.ask(command)
        return self

    def _tell(self) -> None:
        for event in self.run.events[self._told :]:
            self.diary.hear(Heard(0.0, event))
        self._told = len(self.run.events)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def book(tmp_path: Path, told: list[str]) -> Iterator[Book]:
    with closing(Book(tmp_path, HandClock().now, lambda: NOW, told.append)) as opened:
        yield opened


def begun(book: Book) -> Played:
    return Played(book.begin(PLAN, WISHES))


def kept(folder: Path) -> tuple[Record, ...]:
    with closing(History(folder)) as history:
        return history.sessions()


def test_a_session_is_in_the_history_when_the_book_is_closed(book: Book, tmp_path: Path, told: list[str]):
    played = begun(book).to_the_end()
    book.close()
    [record] = kept(tmp_path)

    assert record == played.diary.record
    assert (record.routine, record.title, record.ended) == ("mine", "Mine", Ending.DONE)
    assert record.started == "2025-03-31T18:05:00Z"
    assert [done.held for done in record.stages] == [20.0, 30.0]
    assert told == []


def test_what_was_chosen_is_worth_knowing_later(book: Book):
    skipped = (Skip("GB29", Side.LEFT),)
    diary = book.begin(PLAN, replace(WISHES, scale=Fraction(7, 10), skips=skipped))

    assert diary.record.more == {"scale": "7/10", "skips": "GB29:left"}


def test_as_a_session_goes_its_record_is_kept(book: Book, tmp_path: Path):
    begun(book).to(EventName.HOLD_ENDED)
    book.flush()
    [record] = kept(tmp_path)

    assert record.ended is None
    assert [done.held for done in record.stages] == [20.0]


def test_the_place_is_that_of_the_stage_and_the_seconds_into_it(book: Book, tmp_path: Path):
    played = begun(book).to(EventName.HOLD_ENDED).to(EventName.HOLD_STARTED, after=12)
    book.close()
    place = find_place(tmp_path, NOW).place
    began = played.run.event(EventName.STAGE_STARTED).at

    assert place
    assert place.stage == POINT
    assert place.position == pytest.approx(played.run.position, abs=0.02)
    assert place.seconds == pytest.approx(played.run.position - began, abs=0.02)
    assert place.session == played.diary.record.id
    assert place.preferences == WISHES


def test_while_one_lies_down_there_is_no_place_to_go_on_from(book: Book, tmp_path: Path):
    played = Played(book.begin(PLAN, WISHES))
    played.to(EventName.SESSION_STARTED, after=2)
    book.close()

    assert find_place(tmp_path, NOW).place is None


@pytest.mark.parametrize(("reason", "offered"), [("stopped", False), ("interrupted", True), ("failed", True)])
def test_a_session_is_offered_again_unless_its_end_was_wished(book: Book, reason: str, offered: bool):
    played = begun(book).to(EventName.HOLD_STARTED, after=5).end(reason)
    book.flush()
    place, words = book.offered(lambda _routine, _wishes: PLAN)

    assert (place is not None) is offered
    assert words is None
    assert played.diary.record.ended == reason


def test_a_session_done_to_its_end_is_not_offered(book: Book):
    begun(book).to_the_end()
    book.flush()

    assert book.offered(lambda _routine, _wishes: PLAN) == (None, None)


def test_once_the_close_is_heard_there_is_nothing_to_go_on_with(book: Book):
    played = begun(book).to(EventName.HOLD_ENDED).to(EventName.HOLD_ENDED, after=60)
    played.end("interrupted")
    book.flush()

    assert book.offered(lambda _routine, _wishes: PLAN).place is None


def test_a_routine_that_has_changed_is_noticed(book: Book):
    begun(book).to(EventName.HOLD_STARTED).end("interrupted")
    book.flush()
    longer = plan_of(routine_of(TWO.replace("30s", "35s")))

    assert book.offered(lambda _routine, _wishes: longer) == (None, STALE)


def test_a_routine_that_is_gone_is_told(book: Book):
    def gone(routine: str, _wishes: Preferences) -> Plan:
        raise ContentError(f"There is no session {routine}.")

    begun(book).to(EventName.HOLD_STARTED).end("interrupted")
    book.flush()

    assert book.offered(gone) == (
        None,
        "The last session cannot be gone on with. There is no session mine.",
    )


def test_a_path_is_kept_so_that_the_routine_is_found_again(book: Book):
    Played(book.begin(PLAN, WISHES, routine="/home/me/mine.yaml")).to(EventName.HOLD_STARTED).end("failed")
    book.flush()
    plans = {"/home/me/mine.yaml": PLAN}

    assert book.offered(lambda routine, _wishes: plans[routine]).place


def test_an_offer_that_is_declined_is_made_no_more(book: Book):
    begun(book).to(EventName.HOLD_STARTED).end("interrupted")
    book.flush()
    place = book.offered(lambda _routine, _wishes: PLAN).place
    assert place
    book.decline(place)
    book.flush()

    assert book.offered(lambda _routine, _wishes: PLAN).place is None


def test_a_session_gone_on_with_is_one_session_in_the_history(book: Book, tmp_path: Path):
    begun(book).to(EventName.HOLD_STARTED, after=5).end("interrupted")
    book.flush()
    place = book.offered(lambda _routine, _wishes: PLAN).place
    Played(book.begin(PLAN, WISHES, place=place)).to_the_end()
    book.close()
    [record] = kept(tmp_path)

    assert record.ended is Ending.DONE
    assert [done.held for done in record.stages] == [25.0, 30.0]


def test_cut_off_while_turning_over_again_the_place_is_where_it_was_to_go_on(book: Book):
    hip = plan_of("hip")
    turned = next(stage for stage in hip.stages if stage.kind is Kind.MOVE)
    assert turned.number == 2
    Played(book.begin(hip, WISHES), hip).to(EventName.STAGE_STARTED).end("interrupted")
    book.flush()
    reached = book.offered(lambda _routine, _wishes: hip).place
    assert reached
    place = replace(reached, stage=4, seconds=7.0)
    rest = replace(hip, stages=(turned, *hip.stages[4:]))
    Played(book.begin(hip, WISHES, place=place), rest).to(EventName.STAGE_STARTED, after=3).end("interrupted")
    book.flush()
    again = book.offered(lambda _routine, _wishes: hip).place

    assert again
    assert (again.session, again.stage, again.seconds) == (place.session, 4, 0.0)


@pytest.mark.parametrize(("name", "held"), [(EventName.HOLD_STARTED, False), (EventName.HOLD_ENDED, True)])
def test_it_is_known_whether_the_hold_that_was_reached_was_over(book: Book, name: EventName, held: bool):
    begun(book).to(name, after=1).end("interrupted")
    book.flush()
    place = book.offered(lambda _routine, _wishes: PLAN).place

    assert place
    assert place.held is held


def cut_off_in(book: Book, plan: Plan, played: Played) -> Place:
    played.end("interrupted")
    book.flush()
    place = book.offered(lambda _routine, _wishes: plan).place
    assert place
    return place


def test_whoever_went_back_to_a_point_that_was_held_is_offered_this_point(book: Book):
    played = begun(book).to(EventName.HOLD_ENDED).to(EventName.HOLD_ENDED)
    played.run.play(6)
    played.ask(Command.GO_BACK).to(EventName.STAGE_STARTED, after=2)
    place = cut_off_in(book, PLAN, played)

    assert (place.stage, place.held) == (POINT, False)


def test_a_hold_given_again_after_a_long_pause_was_not_over(book: Book):
    played = begun(book).to(EventName.HOLD_ENDED).to(EventName.HOLD_STARTED, after=25)
    played.ask(Command.PAUSE).to(EventName.PAUSED, after=70)
    played.ask(Command.RESUME).to(EventName.HOLD_STARTED, after=20)
    place = cut_off_in(book, PLAN, played)

    assert (place.stage, place.held) == (POINT, False)


def test_a_hold_that_was_let_go_of_early_is_over(book: Book):
    played = begun(book).to(EventName.HOLD_ENDED).to(EventName.HOLD_STARTED, after=6)
    played.ask(Command.ENOUGH).to(EventName.HOLD_ENDED, after=1)
    place = cut_off_in(book, PLAN, played)

    assert (place.stage, place.held) == (POINT, True)


def test_cut_off_twice_while_turning_over_again_the_hold_stays_over(book: Book):
    hip = plan_of("hip")
    Played(book.begin(hip, WISHES), hip).to(EventName.STAGE_STARTED).end("interrupted")
    book.flush()
    first = book.offered(lambda _routine, _wishes: hip).place
    assert first
    place = replace(first, stage=4, held=True)
    turning = Played(book.begin(hip, WISHES, place=place), rest_of(hip, place.reached))
    again = cut_off_in(book, hip, turning.to(EventName.STAGE_STARTED, after=3))

    assert (again.stage, again.held) == (4, True)


def test_after_no_turning_one_goes_on_where_one_was_and_again_after_that(book: Book):
    hip = plan_of("hip")
    played = Played(book.begin(hip, WISHES), hip).to(EventName.STAGE_STARTED)
    for _ in range(2):
        played.ask(Command.NEXT).to(EventName.STAGE_STARTED)
    played.ask(Command.NO_TURNING).to(EventName.SKIPPED, after=3)
    for _ in range(2):
        played.ask(Command.NEXT).to(EventName.STAGE_STARTED, after=1)
    there = played.run.session.moment.stage
    first = cut_off_in(book, hip, played)
    rest = rest_of(hip, first.reached)
    going_on = Played(book.begin(hip, WISHES, place=first), rest).to(EventName.STAGE_STARTED, after=2)
    second = cut_off_in(book, hip, going_on)

    assert there.posture is Posture.SUPINE
    assert rest.stages[0] == there
    assert second.reached == first.reached


def test_whoever_refuses_to_turn_while_going_on_goes_on_with_what_came_of_it(book: Book):
    hip = plan_of("hip")
    Played(book.begin(hip, WISHES), hip).to(EventName.STAGE_STARTED).end("interrupted")
    book.flush()
    first = book.offered(lambda _routine, _wishes: hip).place
    assert first
    place = replace(first, stage=4)
    played = Played(book.begin(hip, WISHES, place=place), rest_of(hip, place.reached))
    played.ask(Command.NO_TURNING).to(EventName.STAGE_STARTED, after=2)
    again = cut_off_in(book, hip, played)

    assert rest_of(hip, again.reached).stages[0] == played.run.session.moment.stage


def test_a_session_of_which_nothing_was_heard_was_none(book: Book, tmp_path: Path):
    diary = book.begin(PLAN, WISHES)
    diary.note(pain_before=6)
    diary.break_off()
    book.close()

    assert kept(tmp_path) == ()


def test_pain_and_note_are_kept_with_the_session(book: Book, tmp_path: Path):
    diary = book.begin(PLAN, WISHES)
    diary.note(pain_before=6)
    Played(diary).to_the_end()
    diary.note(pain_after=3, note="wärmer")
    book.close()
    [record] = kept(tmp_path)

    assert (record.pain_before, record.pain_after, record.note) == (6, 3, "wärmer")
    assert record.ended is Ending.DONE


def test_a_player_that_broke_leaves_a_failed_session_to_go_on_with(book: Book, tmp_path: Path):
    played = begun(book).to(EventName.HOLD_STARTED, after=5)
    played.diary.break_off()
    book.flush()

    assert kept(tmp_path)[0].ended is Ending.FAILED
    assert book.offered(lambda _routine, _wishes: PLAN).place


def test_an_end_that_was_heard_is_not_broken_off(book: Book, tmp_path: Path):
    begun(book).to_the_end().diary.break_off()
    book.close()

    assert kept(tmp_path)[0].ended is Ending.DONE


def test_one_session_after_the_other_stand_in_the_history(book: Book, tmp_path: Path):
    begun(book).to_the_end()
    begun(book).to(EventName.HOLD_STARTED).end("stopped")
    book.close()

    assert {record.ended for record in kept(tmp_path)} == {Ending.DONE, Ending.STOPPED}


def test_where_nothing_can_be_kept_one_sentence_tells_and_the_session_goes_on(tmp_path: Path):
    told: list[str] = []
    (tmp_path / "state").write_text("in the way")
    with closing(Book(tmp_path / "state", HandClock().now, lambda: NOW, told.append)) as book:
        played = begun(book).to(EventName.HOLD_STARTED, after=5).to_the_end()

    assert played.diary.record.ended is Ending.DONE
    assert len(told) == 1
    assert "so this session will be forgotten" in told[0]


def test_a_disk_that_fills_up_is_told_once(tmp_path: Path):
    told: list[str] = []
    with small_disk(tmp_path / "disk") as disk:
        with closing(Book(disk, HandClock().now, lambda: NOW, told.append)) as book:
            with full(disk):
                for _ in range(30):
                    begun(book).to(EventName.HOLD_STARTED, after=1).end("interrupted")
                    book.flush()
            begun(book).to_the_end()
        endings = {record.ended for record in kept(disk)}

    assert len(told) == 1
    assert "make room" in told[0]
    assert Ending.DONE in endings


class Following:
    """A listener that has nothing but a diary."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary

    def hear(self, heard: Heard) -> None:
        self._diary.hear(heard)

    def draw(self, player: Player) -> None:
        self._diary.move(player.moment)


def test_a_player_fills_the_diary(book: Book, tmp_path: Path):
    clock = HandClock()
    diary = book.begin(PLAN, WISHES)
    player = Player(Session(PLAN, WISHES), FakeNarrator(clock), SilentOutput(clock), Following(diary))
    player.run()
    book.close()

    assert kept(tmp_path) == (diary.record,)
    assert [done.held for done in diary.record.stages] == [20.0, 30.0]
    assert find_place(tmp_path, NOW).place is None
