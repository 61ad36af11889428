"""Where chapters begin, for stages in any order."""

from voiceguide.core.point import Posture, Side
from voiceguide.core.stage import Kind, Stage
from voiceguide.export.chapters import chapters


def stage(kind: Kind, title: str = "", *, first: bool = True) -> Stage:
    return Stage(kind, Posture.SUPINE, point="GB30", side=Side.LEFT, title=title, first=first)


def starts(*begun: tuple[int, Stage], end: int = 1000) -> list[tuple[str, int, int]]:
    return [(chapter.title, chapter.start, chapter.end) for chapter in chapters(begun, end)]


def test_a_move_belongs_to_the_point_it_leads_to():
    begun = [(0, stage(Kind.OPEN, "a")), (10, stage(Kind.MOVE, "m")), (20, stage(Kind.POINT, "b"))]

    assert starts(*begun) == [("a", 0, 10), ("b", 10, 1000)]


def test_two_moves_in_a_row_belong_to_what_follows_them():
    begun = [
        (0, stage(Kind.OPEN, "a")),
        (10, stage(Kind.MOVE)),
        (15, stage(Kind.MOVE)),
        (20, stage(Kind.CLOSE)),
    ]

    assert [start for _, start, _ in starts(*begun)] == [0, 10]


def test_repeats_are_inside_the_chapter_of_their_point():
    begun = [
        (0, stage(Kind.POINT, "a")),
        (10, stage(Kind.POINT, "a", first=False)),
        (20, stage(Kind.POINT, "b")),
        (30, stage(Kind.POINT, "b", first=False)),
    ]

    assert starts(*begun) == [("a", 0, 20), ("b", 20, 1000)]


def test_milliseconds_are_rounded_from_frames():
    [chapter] = chapters([(13, stage(Kind.POINT))], 24_012)

    assert (chapter.starts_at, chapter.ends_at) == (1, 1000)
