"""Reading `settings.toml`: all faults at once, and whatever is right stays in force."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from fakes import points
from hypothesis import given
from hypothesis import strategies as st

from voiceguide.core.point import Side
from voiceguide.core.preferences import Bed, Concern, Count, Holds, Talk
from voiceguide.store.keys import KEYS, OutputName, Theme
from voiceguide.store.settings import Reading, Safety, Settings, read_content, read_settings


def read(text: str) -> Reading:
    return read_content(text.encode(), points)


def told(text: str) -> list[str]:
    return [str(fault) for fault in read(text).faults]


def test_without_a_file_everything_is_usual(tmp_path: Path):
    settings, faults, origins = read_settings(tmp_path)

    assert settings == Settings()
    assert not faults
    assert set(origins.values()) == {"default"}


def test_every_setting_is_read(tmp_path: Path):
    (tmp_path / "settings.toml").write_text(
        'version = 1\nscale = 0.7\ntalk = "brief"\ncount = "every-10"\nbed = "none"\n'
        'voice = "Ann"\nrate = 0.9\n'
        'volume = -3\nlead = "1m30s"\nlisten = false\nheadphones = true\noutput = "simpleaudio"\n'
        'auto_resume = false\ntheme = "high-contrast"\ncaptions = false\nkeep_awake = false\n'
        'avoid = ["numb-feet:left", "skin"]\n'
        '[holds]\nevery = 40\nGB30 = "20s"\n'
        '[safety]\nanswered = 2025-03-31\nconcerns = ["varicose-veins:both"]\n'
    )
    settings, faults, _ = read_settings(tmp_path, points)

    assert not faults
    assert settings == Settings(
        holds=Holds(40, {"GB30": 20}),
        scale=Fraction(7, 10),
        talk=Talk.BRIEF,
        count=Count.EVERY_10,
        bed=Bed.NONE,
        voice="Ann",
        rate=0.9,
        volume=-3.0,
        lead=90,
        listen=False,
        headphones=True,
        output=OutputName.SIMPLEAUDIO,
        auto_resume=False,
        theme=Theme.HIGH_CONTRAST,
        captions=False,
        keep_awake=False,
        avoid=(Concern("numb-feet", Side.LEFT), Concern("skin")),
        safety=Safety(date(2025, 3, 31), (Concern("varicose-veins"),)),
    )


def test_each_value_names_the_line_that_it_comes_from():
    origins = read(
        '# mine\ntalk = "brief"\navoid = [\n  "skin",\n]\nrate = 1\n[holds]\ngb30 = "20s"\n'
    ).origins

    assert origins["talk"] == "settings.toml:2"
    assert origins["avoid"] == "settings.toml:3"
    assert origins["rate"] == "settings.toml:6"
    assert origins["holds.GB30"] == "settings.toml:8"
    assert origins["bed"] == "default"
    assert set(KEYS) < set(origins)


def test_a_standard_code_names_the_point_as_well():
    given_code = points()["B48"].code

    assert read(f'[holds]\n{given_code} = "20s"').settings.holds.by_point == {"B48": 20}


def test_all_faults_are_told_at_once_with_line_and_column():
    assert told(
        'talk = "breif"\n  rate = 9\n[holds]\nGB30 = "2s"\nGB31 = 30\n[safety]\nanswered = "today"\n'
    ) == [
        'settings.toml:1:1: "breif" is not known, did you mean "brief"?',
        'settings.toml:2:3: "9" is out of range, write a number from 0.5 to 2',
        'settings.toml:4:1: "2s" is out of range, write 5s to 10m',
        'settings.toml:5:1: "GB31" is no point, did you mean "GB30"?',
        'settings.toml:7:1: "today" is no date, write it like 2025-03-31, without quotes',
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("captions = 1", '"1" is neither yes nor no, write true or false'),
        ('listen = "maybe"', '"maybe" is neither yes nor no, write true or false, or "auto"'),
        ("lead = 601", '"601" is out of range, write 0s to 10m, or "auto"'),
        ('lead = "soon"', '"soon" is no time, write it like "45s" or "1m30s", or "auto"'),
        ("lead = true", '"true" is no time, write it like "45s" or "1m30s", or "auto"'),
        ("lead = 45.5", '"45.5" is no time, write it like "45s" or "1m30s", or "auto"'),
        ('scale = "half"', '"half" is no number, write a number from 0.1 to 5'),
        ("scale = 1e999999999", '"1E+999999999" is out of range, write a number from 0.1 to 5'),
        ("scale = 1e-999999999", '"1E-999999999" is out of range, write a number from 0.1 to 5'),
        ('scale = "1/0"', '"1/0" is no number, write a number from 0.1 to 5'),
        ("scale = 1e9999999999999999999", '"NaN" is out of range, write a number from 0.1 to 5'),
        ("rate = nan", '"NaN" is out of range, write a number from 0.5 to 2'),
        (f"volume = {'9' * 400}", f'"{"9" * 27}..." is out of range, write a number from -40 to 6'),
        ("rate = true", '"true" is no number, write a number from 0.5 to 2'),
        ('voice = ""', '"" is not the name of a voice, write one in quotes, or "auto"'),
        ('theme = "drak"', '"drak" is not known, did you mean "dark"?'),
        ('avoid = "skin"', '"skin" is no list, write it like ["numb-feet:left", "skin"]'),
        ('tlak = "full"', '"tlak" is no setting that is known, did you mean "talk"?'),
        ("holds = 30", '"holds" is a section, write [holds] on a line, and its keys below'),
        ("version = 0", '"0" is no version, write 1'),
        ("version = true", '"true" is no version, write 1'),
    ],
)
def test_a_wrong_value_is_told_and_the_default_holds(line: str, message: str):
    settings, faults, _ = read(line)

    assert [fault.message for fault in faults] == [message]
    assert settings == Settings()


def test_a_voice_with_signs_that_drive_a_terminal_is_refused_and_shown_escaped():
    (fault,) = told('voice = "\\u001b[2J"')

    assert "\\x1b[2J" in fault
    assert fault.isprintable()


def test_what_is_right_stays_in_force_beside_what_is_wrong():
    settings = read('talk = "brief"\nrate = "fast"\n[holds]\nGB30 = 20\nB48 = "long"\n').settings

    assert settings == Settings(talk=Talk.BRIEF, holds=Holds(None, {"GB30": 20}))


def test_a_condition_stays_in_force_beside_one_that_is_misspelt():
    settings, faults, _ = read('avoid = ["pregnancy", "skni"]')

    assert settings.avoid == (Concern("pregnancy"),)
    assert [fault.message for fault in faults] == [
        '"skni" is no condition that is known, did you mean "skin"?'
    ]


def test_a_condition_with_a_wrong_side_counts_for_both():
    settings, faults, _ = read('avoid = ["numb-feet:lft", "pregnancy:left"]')

    assert settings.avoid == (Concern("numb-feet"), Concern("pregnancy"))
    assert [fault.message for fault in faults] == [
        '"numb-feet:lft" has a wrong side, did you mean "left"? after the colon',
        '"pregnancy:left" has no sides, write "pregnancy"',
    ]


@pytest.mark.parametrize(
    "text",
    [
        *('avoid = ["skni"]', "avoid = 3", "[safety]\nconcerns = 1", "safety = 1", "talk ="),
        *('aviod = ["skin"]', 'Avoid = ["skin"]', '[saftey]\nconcerns = ["skin"]'),
        *('[safety]\nconcern = ["skin"]', 'concerns = ["skin"]'),
    ],
)
def test_it_shows_when_something_about_health_may_be_missing(text: str):
    assert read(text).health_unread


def test_a_fault_elsewhere_leaves_the_health_answers_trusted():
    assert not read('talk = "loud"\nvoice = 3\navoid = ["skin"]').health_unread


def test_both_what_is_avoided_and_the_safety_answers_are_respected():
    settings = read('avoid = ["skin"]\n[safety]\nconcerns = ["belly", "skin"]').settings

    assert settings.concerns == (Concern("skin"), Concern("belly"))


def test_one_point_by_two_names_is_a_fault():
    assert told('[holds]\nGB30 = "20s"\ngb30 = "30s"') == [
        "settings.toml:3:1: the hold of GB30 is given twice, keep only one of the two"
    ]


def test_a_file_of_a_version_ahead_is_read_as_far_as_it_is_understood():
    settings, faults, _ = read('version = 7\ntalk = "brief"\nperfume = "rose"\n')

    assert settings.talk is Talk.BRIEF
    assert str(faults[0]) == (
        "settings.toml:1:1: this file is of version 7, and this program understands version 1, "
        "what it understands holds, please update the program"
    )
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("talk = full", "1:8: this is no value, put a text in quotes, and write yes or no as true or false"),
        ('talk = "full', "1:13: a text is not closed, put a quote at its end"),
        ("talk full", "1:6: a key stands here without a value, write it as key = value"),
        (
            'rate = 1\ntalk = "full"\nrate = 2\n[holds]',
            "3:9: this is given above already, keep only one of the two",
        ),
        ("[holds]\n[holds]", "2:7: this section is given above already, put its lines there"),
        ("avoid = [1", "1:11: a list is not closed, or lacks a comma, mend it"),
    ],
)
def test_what_is_not_toml_is_told_in_plain_words_and_its_place(text: str, message: str):
    settings, faults, origins = read(text)

    assert [str(fault) for fault in faults] == [f"settings.toml:{message}"]
    assert settings == Settings()
    assert set(origins.values()) == {"default"}


def test_what_is_not_utf_8_is_told_with_its_place():
    (fault,) = read_content(b'rate = 1\nvoice = "J\xf6rg"\n').faults

    assert str(fault) == "settings.toml:2:11: this is not UTF-8, save the file as UTF-8"


def test_a_byte_order_mark_and_windows_lines_are_read():
    settings, faults, origins = read_content(b'\xef\xbb\xbfrate = 0.8\r\ntalk = "brief"\r\n')

    assert (settings.rate, settings.talk, faults) == (0.8, Talk.BRIEF, ())
    assert origins["talk"] == "settings.toml:2"


def test_lists_that_go_too_deep_are_one_fault():
    assert len(read(f"avoid = {'[' * 9000}").faults) == 1


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path):
    (tmp_path / "settings.toml").mkdir()
    (fault,) = read_settings(tmp_path).faults

    assert "not an ordinary file" in str(fault)


def test_a_huge_file_is_not_read(tmp_path: Path):
    (tmp_path / "settings.toml").write_text("#" * 200_000)
    (fault,) = read_settings(tmp_path).faults

    assert "larger than 64 KB" in str(fault)


@given(st.binary(max_size=200))
def test_random_bytes_are_read_or_told(content: bytes):
    reading = read_content(content, points)

    assert reading.settings.holds.every is None or 5 <= reading.settings.holds.every <= 600
    assert all(str(fault).isascii() and str(fault).isprintable() for fault in reading.faults)


_KEYS = st.sampled_from([*KEYS, "holds.GB30", "safety", "holds", "version", "perfume", "safety.when"])
_VALUES = st.one_of(
    st.sampled_from(
        [
            '"full"',
            '"none"',
            '"auto"',
            "true",
            "2025-01-02",
            "[]",
            '["skin"]',
            "{a = 1}",
            "[[1]]",
            '"""a\nb"""',
        ]
    ),
    st.integers(-1000, 1000).map(str),
    st.floats(-10, 10).map(str),
    st.text("ab:\u202e", max_size=5).map('"{}"'.format),
)


@given(st.lists(st.tuples(_KEYS, _VALUES), max_size=6))
def test_random_toml_gives_settings_within_their_limits(lines: list[tuple[str, str]]):
    settings, faults, origins = read("\n".join(f"{key} = {value}" for key, value in lines))

    assert 0.5 <= settings.rate <= 2
    assert -40 <= settings.volume <= 6
    assert Fraction(1, 10) <= settings.scale <= 5
    assert all(str(fault).isascii() and str(fault).isprintable() for fault in faults)
    assert set(KEYS) <= set(origins)
