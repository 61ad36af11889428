"""Bundled and personal files on one shelf: what is found, what stands in front, what is told."""

import os
import shutil
from pathlib import Path

import pytest

from voiceguide.content.fault import Faults
from voiceguide.content.folders import bundled_folder
from voiceguide.content.library import Shelf
from voiceguide.content.raw import LARGEST
from voiceguide.core.errors import ContentError
from voiceguide.core.routine import Breathe

CALM = "title: {title}\nsummary: Slowly.\nsteps:\n  - breathe: 60s\n  - point: CV6\n"
KNEE = """points:
  {name}:
    code: "-"
    pinyin: "-"
    name: {title}
    sided: true
    place: {{default: knee}}
    locate: {{default: Find it.}}
    press: {{default: Press it.}}
    brief: {{default: Briefly.}}
    hold: 30s
"""
BUNDLED = ("hip", "back", "back-lying", "feet-sitting", "hip-supine")


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


def test_the_bundled_routines_stand_in_order_without_a_fault():
    shelf = Shelf()

    assert shelf.ids() == BUNDLED
    assert tuple(shelf.routines()) == BUNDLED
    assert shelf.faults == ()
    assert shelf.shadowing == {}


def test_a_personal_folder_that_does_not_exist_is_simply_empty(tmp_path: Path):
    shelf = Shelf(tmp_path / "nowhere")

    assert tuple(shelf.routines()) == BUNDLED
    assert "GB30" in shelf.points()


def test_personal_routines_follow_the_bundled_ones_by_name(tmp_path: Path):
    write(tmp_path, "routines/zen.yaml", CALM.format(title="Zen"))
    write(tmp_path, "routines/calm.yml", CALM.format(title="Calm"))
    write(tmp_path, "routines/.hidden.yaml", "not read")
    write(tmp_path, "routines/notes.txt", "not read")

    shelf = Shelf(tmp_path)

    assert shelf.ids() == (*BUNDLED, "calm", "zen")
    assert shelf.routine("ZEN").steps[0] == Breathe(60, shelf.routine("zen").steps[0].posture)
    assert shelf.faults == ()


def test_a_personal_routine_stands_in_front_of_the_bundled_one(tmp_path: Path):
    mine = write(tmp_path, "routines/back.yaml", CALM.format(title="My back"))

    shelf = Shelf(tmp_path)

    assert tuple(shelf.routines()) == BUNDLED
    assert shelf.routine("back").title == shelf.routines()["back"].title == "My back"
    assert shelf.shadowing == {"back": mine}


def test_personal_points_join_the_bundled_ones_and_stand_in_front_of_them(tmp_path: Path):
    write(tmp_path, "points.yaml", KNEE.format(name="KNEE", title="Knee"))
    mine = write(tmp_path, "points/hips.yaml", KNEE.format(name="GB30", title="My GB30"))

    shelf = Shelf(tmp_path)

    assert shelf.points()["KNEE"].name == "Knee"
    assert shelf.points()["GB30"].name == "My GB30"
    assert shelf.shadowing == {"GB30": mine}
    assert shelf.faults == ()


def test_a_personal_routine_may_use_a_personal_point(tmp_path: Path):
    write(tmp_path, "points/knee.yaml", KNEE.format(name="KNEE", title="Knee"))
    write(tmp_path, "routines/knee.yaml", "title: K\nsummary: S\nsteps:\n  - point: knee\n")

    assert Shelf(tmp_path).routine("knee").steps


def test_a_broken_personal_file_takes_nothing_else_down(tmp_path: Path):
    write(tmp_path, "routines/calm.yaml", CALM.format(title="Calm"))
    routine = write(tmp_path, "routines/broken.yaml", "title: Broken\n")
    points = write(tmp_path, "points.yaml", "points: [\n")

    shelf = Shelf(tmp_path)

    assert tuple(shelf.routines()) == (*BUNDLED, "calm")
    assert {fault.file for fault in shelf.faults} == {str(routine), str(points)}


def test_a_broken_personal_routine_is_told_when_it_is_asked_for(tmp_path: Path):
    mine = write(tmp_path, "routines/hip.yaml", "title: My hip\n")

    shelf = Shelf(tmp_path)

    assert shelf.routines()["hip"].title == "Hip session"
    with pytest.raises(Faults) as caught:
        shelf.routine("hip")
    assert str(caught.value).startswith(f"{mine}:1:1: a routine lacks ")


def test_a_personal_file_with_an_unfit_name_is_told(tmp_path: Path):
    odd = write(tmp_path, "routines/My Hip.yaml", CALM.format(title="x"))

    shelf = Shelf(tmp_path)

    assert [fault.file for fault in shelf.faults] == [str(odd)]
    assert tuple(shelf.routines()) == BUNDLED


def test_two_personal_files_for_one_name_are_told(tmp_path: Path):
    write(tmp_path, "routines/calm.yaml", CALM.format(title="First"))
    routine = write(tmp_path, "routines/calm.yml", CALM.format(title="Second"))
    write(tmp_path, "points/a.yaml", KNEE.format(name="KNEE", title="First"))
    points = write(tmp_path, "points/b.yaml", KNEE.format(name="KNEE", title="Second"))

    shelf = Shelf(tmp_path)

    assert [str(fault) for fault in shelf.faults] == [
        f"{points}: KNEE is also in the file 'a.yaml', keep one of them",
        f"{routine}: calm is also in the file 'calm.yaml', keep one of them",
    ]
    assert shelf.routine("calm").title == "First"
    assert shelf.points()["KNEE"].name == "First"


def test_a_routine_is_read_from_a_path(tmp_path: Path):
    path = write(tmp_path, "calm.yaml", CALM.format(title="Calm"))

    routine = Shelf().routine(str(path))

    assert (routine.id, routine.title) == ("calm", "Calm")


def test_where_a_routine_is_written_is_told_by_its_id_or_its_path(tmp_path: Path):
    mine = write(tmp_path, "own/routines/hip.yaml", CALM.format(title="Mine"))
    elsewhere = write(tmp_path, "hip.yaml", CALM.format(title="Elsewhere"))

    shelf = Shelf(tmp_path / "own")

    assert shelf.file_of("HIP") == mine
    assert shelf.file_of(str(elsewhere)) == elsewhere
    with pytest.raises(ContentError, match='no routine called "evening"'):
        shelf.file_of("evening")


def test_only_the_file_asked_for_is_read(tmp_path: Path):
    data, routines = tmp_path / "data", tmp_path / "routines"
    shutil.copytree(bundled_folder("data"), data)
    write(routines, "hip.yaml", CALM.format(title="Hip"))
    write(routines, "back.yaml", "[broken")

    shelf = Shelf(data=data, routines=routines)

    assert shelf.routine("hip").title == "Hip"
    assert tuple(shelf.routines()) == ("hip",)
    assert len(shelf.faults) == 1


def test_an_unknown_routine_is_told_with_the_nearest_and_all_others():
    with pytest.raises(ContentError) as caught:
        Shelf().routine("hp")

    assert str(caught.value) == (
        'There is no routine called "hp"; did you mean "hip"? '
        "The routines are: hip, back, back-lying, feet-sitting, hip-supine."
    )


def test_an_unknown_routine_far_from_all_is_told_in_printable_words():
    with pytest.raises(ContentError) as caught:
        Shelf().routine("\x1b[2J\u202e")

    assert str(caught.value).startswith(
        'There is no routine called "\\x1b[2J\\u202e". The routines are: hip, '
    )


@pytest.mark.parametrize("name", ["nowhere.yaml", "no/where", "nul\0.yaml"])
def test_a_path_to_nothing_is_told(name: str):
    with pytest.raises(Faults, match=r"there is no such file|cannot be read"):
        Shelf().routine(name)


@pytest.mark.skipif(os.name == "nt", reason="devices and pipes are files only on Unix")
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/"])
def test_devices_and_folders_are_never_read(path: str):
    faults = Shelf().check(Path(path))

    assert [str(fault) for fault in faults] == [
        f"{path}: this is not an ordinary file, name a file ending in .yaml"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_never_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.yaml")

    assert len(Shelf().check(tmp_path / "pipe.yaml")) == 1


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(LARGEST * 10_000)

    assert [fault.message for fault in Shelf().check(path)] == [
        "the file is larger than 256 KB, this is not a routine or a points file"
    ]


def test_check_tells_routines_and_points_apart_by_their_content(tmp_path: Path):
    routine = write(tmp_path, "one.yaml", CALM.format(title="x"))
    points = write(tmp_path, "Two.yaml", KNEE.format(name="KNEE", title="Knee"))

    assert Shelf().check(routine) == Shelf().check(points) == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("points: {}\n", "points is empty"),
        ("pionts: {}\n", '"pionts" is not a key of a points file'),
        ("title: T\npoint: {}\n", '"point" is not a key of a routine'),
        ("hello\n", "write a routine with fields such as title"),
        ("- a\n", "the file cannot be a list"),
    ],
)
def test_check_tells_what_is_wrong_in_either(tmp_path: Path, content: str, words: str):
    path = write(tmp_path, "x.yaml", content)

    assert any(words in fault.message for fault in Shelf().check(path))


def test_check_knows_personal_points_and_routines(tmp_path: Path):
    write(tmp_path, "points.yaml", KNEE.format(name="KNEE", title="Knee"))
    write(tmp_path, "routines/calm.yaml", CALM.format(title="Calm"))
    path = write(
        tmp_path, "new.yaml", "title: N\nsummary: S\nwithout-turning: calm\nsteps:\n  - point: KNEE\n"
    )

    assert Shelf(tmp_path).check(path) == ()
    assert len(Shelf().check(path)) == 2


def test_a_file_name_that_could_drive_a_terminal_is_escaped():
    fault = Shelf().check(Path("x\x1b[2J\u202e.yaml"))[0]

    assert str(fault) == "x\\x1b[2J\\u202e.yaml: there is no such file, check the name"


BELLY = """
points:
  BELLY:
    code: CV6
    pinyin: "-"
    name: Belly
    sided: false
    place: {default: belly}
    locate: {default: Find it.}
    press: {default: Press it.}
    brief: {default: There.}
    hold: 30s
"""


def test_a_bundled_point_under_another_name_is_refused_since_health_would_not_know_it(tmp_path: Path):
    file = tmp_path / "points.yaml"
    file.write_text(BELLY, "utf-8")
    shelf = Shelf(tmp_path)
    told = 'BELLY has the code CV6 of CV6, write it as CV6, or give it the code "-"'

    assert "BELLY" not in shelf.points()
    assert [fault.message for fault in shelf.faults] == [told]
    assert [fault.message for fault in shelf.check(file)] == [told]
