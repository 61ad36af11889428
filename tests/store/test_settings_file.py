"""Changing `settings.toml`: nothing of a person's, nor of another program's, is lost."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from fakes import points
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.core.point import Side
from voiceguide.core.preferences import Bed, Concern, Holds, Talk
from voiceguide.store.files import StoreError
from voiceguide.store.keys import KEYS, OutputName, Theme
from voiceguide.store.lock import locked
from voiceguide.store.settings import Reading, Settings, read_content, read_settings
from voiceguide.store.settings_file import SettingsStore

Killed = Callable[[str, Path], Iterator[int]]
Full = Callable[[Path], AbstractContextManager[None]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path, points)


def test_the_first_save_makes_a_file_that_explains_every_setting(store: SettingsStore, file: Path):
    store.save({"talk": Talk.BRIEF})
    lines = file.read_text().splitlines()
    places = {
        key.path: next(
            i for i, line in enumerate(lines) if line.removeprefix("# ").startswith(f"{key.name} = ")
        )
        for key in KEYS.values()
    }

    assert all(lines[places[path] - 1] == f"# {key.comment}" for path, key in KEYS.items())
    assert [line for line in lines if " = " in line and line[0] != "#"] == ["version = 1", 'talk = "brief"']


def test_the_explaining_file_is_right_when_every_comment_sign_is_taken_away(store: SettingsStore, file: Path):
    store.save({})
    names = tuple(f"# {key.name} = " for key in KEYS.values())
    lines = [line[2:] if line.startswith(names) else line for line in file.read_text().splitlines()]
    settings, faults, _ = read_content("\n".join(lines).encode())

    assert not faults
    assert settings.holds.every == 45
    assert settings.voice is None


def test_a_new_file_is_for_its_owner_only(store: SettingsStore, file: Path):
    store.save({})

    assert sys.platform == "win32" or file.stat().st_mode & 0o777 == 0o600


CHANGES = {
    "scale": Fraction(2, 3),
    "talk": Talk.MINIMAL,
    "bed": Bed.NONE,
    "voice": "Ann",
    "rate": 0.9,
    "volume": -4.5,
    "lead": 0,
    "listen": True,
    "headphones": True,
    "output": OutputName.NONE,
    "theme": Theme.LIGHT,
    "captions": False,
    "avoid": (Concern("numb-feet", Side.LEFT), Concern("skin")),
    "holds.every": 60,
    "holds.GB30": 20,
    "safety.answered": date(2025, 6, 1),
    "safety.concerns": (Concern("hip-replacement", Side.RIGHT),),
}


def test_what_is_saved_is_read_back(store: SettingsStore, tmp_path: Path):
    saved = store.save(CHANGES)
    settings = read_settings(tmp_path, points).settings

    assert saved.settings == settings
    assert not saved.faults
    assert settings.holds == Holds(60, {"GB30": 20})
    assert settings.safety.answered == date(2025, 6, 1)
    assert settings.concerns == (
        Concern("numb-feet", Side.LEFT),
        Concern("skin"),
        Concern("hip-replacement", Side.RIGHT),
    )
    assert all(getattr(settings, name) == value for name, value in CHANGES.items() if "." not in name)


def test_taken_back_one_by_one_everything_is_usual_again(store: SettingsStore, file: Path):
    store.save(CHANGES)
    for path in CHANGES:
        store.save({path: None})

    assert store.read().settings == Settings()
    assert '# GB30 = "20s"' in file.read_text()


def test_changed_to_and_fro_the_file_does_not_grow(store: SettingsStore, file: Path):
    store.save(CHANGES)
    before = file.read_text()
    for _ in range(3):
        store.save(dict.fromkeys(CHANGES))
        store.save(CHANGES)

    assert file.read_text() == before


MINE = """\
# My settings.
talk = "brief"   # my wife likes it so
perfume = "rose"

[holds]
# The right one is sore.
gb30 = "20s"  # until summer

# Not of this program.
[lamp]
colour = "red"
"""


def test_comments_and_unknown_keys_are_kept(store: SettingsStore, file: Path):
    file.write_text(MINE)
    store.save({"talk": Talk.FULL, "holds.GB30": 25, "holds.B48": 30, "rate": 0.9})

    assert file.read_text() == (
        "# My settings.\n"
        'talk = "full"   # my wife likes it so\n'
        'perfume = "rose"\n'
        "# How fast it speaks: 0.5 to 2.\n"
        "rate = 0.9\n"
        "\n[holds]\n"
        "# The right one is sore.\n"
        'gb30 = "25s"  # until summer\n'
        'B48 = "30s"\n'
        "\n# Not of this program.\n[lamp]\n"
        'colour = "red"\n'
    )


def test_a_section_that_is_missing_comes_at_the_end(store: SettingsStore, file: Path):
    file.write_text('talk = "brief"')
    store.save({"holds.GB30": 25})

    assert file.read_text() == (
        'talk = "brief"\n\n# How long you usually hold a point: GB30 = "20s".\n[holds]\nGB30 = "25s"\n'
    )


@pytest.mark.parametrize(
    "text",
    ['holds.GB30 = "20s"\n', 'holds = {GB30 = "20s"}\n', "[holds]\n\"GB30\" = '20s'\n", "[holds]\nGB30 = 20"],
)
def test_however_a_hold_is_written_it_can_be_changed_joined_and_taken_back(
    store: SettingsStore, file: Path, text: str
):
    file.write_text(text)

    assert store.save({"holds.GB30": 30}).settings.holds.by_point == {"GB30": 30}
    assert store.save({"holds.B48": 40}).settings.holds.by_point == {"GB30": 30, "B48": 40}
    assert store.save({"holds.GB30": None}).settings.holds.by_point == {"B48": 40}


def test_windows_lines_stay_windows_lines(store: SettingsStore, file: Path):
    file.write_bytes(b'talk = "full"\r\n\r\n[holds]\r\nGB30 = "20s"\r\n')
    store.save({"talk": Talk.BRIEF, "rate": 0.9, "holds.B48": 30, "safety.concerns": (Concern("skin"),)})
    content = file.read_bytes()

    assert content.count(b"\n") == content.count(b"\r\n") > 6


def test_what_stands_in_a_text_of_several_lines_is_no_key(store: SettingsStore, file: Path):
    file.write_text('note = """\n# rate = 1.0\n[holds]\n"""\n')
    settings = store.save({"rate": 0.9, "holds.GB30": 20}).settings

    assert (settings.rate, settings.holds.by_point) == (0.9, {"GB30": 20})
    assert file.read_text().startswith('note = """\n# rate = 1.0\n[holds]\n"""\n')


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rate": 3.0}, 'rate: "3.0" is out of range, write a number from 0.5 to 2.'),
        ({"holds.GB30": 4}, 'holds.GB30: "4" is out of range, write 5s to 10m.'),
        ({"holds.GB31": 30}, 'holds.GB31: "GB31" is no point, did you mean "GB30"?.'),
        ({"perfume": "rose"}, 'There is no setting called "perfume".'),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_written(
    store: SettingsStore, file: Path, changes: dict[str, object], message: str
):
    with pytest.raises(StoreError) as refused:
        store.save({"talk": Talk.BRIEF, **changes})

    assert str(refused.value) == message
    assert not file.exists()


def test_a_file_that_cannot_be_read_is_kept_aside_and_told_only_when_something_is_saved(
    file: Path, tmp_path: Path
):
    told: list[str] = []
    store = SettingsStore(tmp_path, tell=told.append)
    file.write_bytes(b"talk = \xff")
    store.read()
    untouched = [path.name for path in tmp_path.iterdir()]
    settings = store.save({"talk": Talk.BRIEF}).settings
    file.write_text("talk == 1")
    store.save({"rate": 0.9})

    assert untouched == ["settings.toml"]
    assert settings == Settings(talk=Talk.BRIEF)
    assert (tmp_path / "settings.toml.broken-1").read_bytes() == b"talk = \xff"
    assert (tmp_path / "settings.toml.broken-2").read_text() == "talk == 1"
    assert ["settings.toml.broken-1" in told[0], "settings.toml.broken-2" in told[1]] == [True, True]
    assert len(told) == 2
    assert store.read().settings == Settings(rate=0.9)


def test_a_file_of_a_version_ahead_is_kept_aside_once_before_it_is_changed(
    store: SettingsStore, file: Path, tmp_path: Path
):
    ahead = 'version = 2\nperfume = "rose"\ntalk = "brief"\n'
    file.write_text(ahead)
    store.save({"rate": 0.9})
    store.save({"rate": 0.8})

    assert (tmp_path / "settings.toml.newer-1").read_text() == ahead
    assert not (tmp_path / "settings.toml.newer-2").exists()
    assert 'perfume = "rose"' in file.read_text()
    assert store.read().settings == Settings(talk=Talk.BRIEF, rate=0.8)


def test_what_changes_nothing_is_not_written(store: SettingsStore, file: Path):
    store.save({"rate": 0.9})
    before = file.stat()
    store.save({"rate": 0.9, "talk": None})
    after = file.stat()

    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_a_killed_program_left_unfinished_is_swept_after_an_hour(store: SettingsStore, tmp_path: Path):
    old, new = tmp_path / ".settings.toml.old.part", tmp_path / ".settings.toml.new.part"
    other = tmp_path / ".other.toml.old.part"
    for left in (old, new, other):
        left.touch()
    for left in (old, other):
        os.utime(left, (0, 0))
    store.save({"rate": 0.9})

    assert (old.exists(), new.exists(), other.exists()) == (False, True, True)


def test_a_link_to_a_file_elsewhere_stays_a_link(store: SettingsStore, file: Path, tmp_path: Path):
    elsewhere = tmp_path / "dotfiles" / "mine.toml"
    elsewhere.parent.mkdir()
    elsewhere.write_text("rate = 0.8\n")
    try:
        file.symlink_to(elsewhere)
    except OSError:
        pytest.skip("links may not be made here")
    store.save({"rate": 0.9})

    assert file.is_symlink()
    assert elsewhere.read_text() == "rate = 0.9\n"


def test_a_program_that_does_not_let_go_is_told(tmp_path: Path):
    store = SettingsStore(tmp_path, patience=0)
    with (
        locked(tmp_path / "settings.toml"),
        pytest.raises(StoreError, match="Another voiceguide is just writing"),
    ):
        store.save({"rate": 0.9})

    assert store.save({"rate": 0.8}).settings.rate == 0.8


SAVER = """
import sys
from pathlib import Path
from voiceguide.store.settings_file import SettingsStore
store = SettingsStore(Path(sys.argv[1]), patience=60)
for number in range(10):
    store.save({sys.argv[2]: 5 + number, f"holds.{sys.argv[3]}{number}": 30})
"""


def test_two_programs_at_once_lose_no_change_of_each_other(tmp_path: Path):
    both = [
        subprocess.Popen([sys.executable, "-c", SAVER, str(tmp_path), *names])
        for names in (("holds.GB30", "A"), ("holds.B48", "B"))
    ]
    codes = [program.wait() for program in both]
    by_point = read_settings(tmp_path).settings.holds.by_point

    assert codes == [0, 0]
    assert (by_point["GB30"], by_point["B48"]) == (14, 14)
    assert {f"{name}{number}" for name in "AB" for number in range(10)} < set(by_point)


def test_killed_at_any_instant_the_settings_are_whole(killed: Killed, tmp_path: Path):
    for finished in killed("settings", tmp_path):
        settings, faults, _ = read_settings(tmp_path)
        found = (settings.scale - 1) * 1000

        assert not faults
        assert found in (finished, finished + 1)
        assert not found or settings.holds.by_point == dict.fromkeys(("GB30", "B48"), 5 + found % 500)


def test_on_a_full_disk_the_old_settings_stay_and_one_sentence_tells(small_disk: Path, full: Full):
    store = SettingsStore(small_disk)
    store.save({"rate": 0.9})
    with full(small_disk), pytest.raises(StoreError) as refused:
        store.save({"rate": 0.8})

    assert store.read().settings.rate == 0.9
    assert str(refused.value) == (
        f"The settings cannot be saved in {small_disk} (no space left on device); nothing was lost, "
        "make room or mend its permissions, then save again."
    )
    assert [path.name for path in small_disk.iterdir() if path.name.endswith(".part")] == []
    assert store.save({"rate": 0.8}).settings.rate == 0.8


def test_where_nothing_may_be_written_one_sentence_tells(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreError, match="cannot be saved"):
        SettingsStore(tmp_path / "file").save({"rate": 0.8})


_LINES = st.lists(
    st.sampled_from(
        [
            "# a comment",
            "",
            "rate = 1",
            "talk = 'brief' # so",
            "# talk = 'full'",
            "holds.GB30 = 20",
            "[holds]",
            "# every = 9",
            "GB30 = '30s'",
            "every = 40",
            "[safety]",
            "concerns = [ # mine\n 'skin',\n]",
            "[lamp]",
            "x = {y = 1, z = [1, 2]}",
            "[[lamps]]",
            'note = """\nrate = 2\n"""',
            "avoid = []",
        ]
    ),
    max_size=8,
)
_CHANGE = st.sampled_from(
    [
        ("rate", 0.9),
        ("talk", Talk.MINIMAL),
        ("holds.GB30", 25),
        ("holds.every", 35),
        ("safety.concerns", (Concern("belly"),)),
    ]
)


@given(_LINES, _CHANGE)
def test_in_any_file_one_change_changes_one_value_and_can_be_taken_back(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], change: tuple[str, object]
):
    folder = tmp_path_factory.mktemp("any")
    text = "\n".join(lines)
    (folder / "settings.toml").write_text(text)
    store = SettingsStore(folder)
    before = store.read()
    path, value = change
    changed = store.save({path: value})

    assert changed.origins[path] != "default"
    if all(fault.key for fault in before.faults):
        assert in_force(changed) == {path, *in_force(before)}
        assert (folder / "settings.toml").read_text().count("# a comment") == text.count("# a comment")
    assert path not in in_force(store.save({path: None}))


def in_force(reading: Reading) -> set[str]:
    return {path for path, origin in reading.origins.items() if origin != "default"}


def test_a_setting_that_does_not_exist_is_named_in_a_short_sentence(tmp_path: Path):
    with pytest.raises(StoreError) as refused:
        SettingsStore(tmp_path).save({"x" * 100_000: 1})

    assert len(str(refused.value)) < 100
