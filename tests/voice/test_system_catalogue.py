"""What can speak on this machine, told by a process that may break."""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from fakes_system import catalogue, no_catalogue

from voiceguide.core.errors import VoiceError
from voiceguide.voice.catalogue import read, written
from voiceguide.voice.system import system_catalogue
from voiceguide.voice.voices import available_voices

needs_espeak = pytest.mark.skipif(
    sys.platform != "linux" or not (find_spec("pyttsx3") and find_spec("espeakng_loader")),
    reason="pyttsx3 and espeakng-loader are not installed",
)
needs_hibari = pytest.mark.skipif(find_spec("hibari") is None, reason="hibari-tts is not installed")


@needs_espeak
def test_the_voices_of_linux_are_told_with_names_that_can_be_typed():
    told = system_catalogue()
    names = [entry.name for entry in told.entries]

    assert {"gmw/en-us", "roa/fr", "gmw/de"} <= set(names)
    assert len(set(names)) == len(names)
    assert not any(" " in name for name in names)
    assert all(entry.language for entry in told.entries)
    assert told.default == "gmw/en-us"


@needs_espeak
def test_what_a_library_prints_does_not_reach_the_answer():
    told = system_catalogue(("fakes_system", "prints"))

    assert told.default == "gmw/en-us"


@needs_espeak
@pytest.mark.parametrize(
    ("behaviour", "told"), [("has-no-data", "process ended"), ("has-no-library", "pip install pyttsx3")]
)
def test_a_broken_installation_is_told_in_one_sentence(behaviour: str, told: str):
    with pytest.raises(VoiceError) as error:
        system_catalogue(("fakes_system", behaviour))

    assert told in str(error.value)
    assert str(error.value).isprintable()


@pytest.mark.parametrize(
    ("behaviour", "seconds", "told"),
    [
        ("hangs", 0.2, "took too long"),
        ("dies", 20.0, "ended"),
        ("writes-garbage", 20.0, "something else"),
        ("tells-something-else", 20.0, "something else"),
        ("tells-half", 20.0, "something else"),
    ],
)
def test_a_process_that_does_not_tell_is_given_up(behaviour: str, seconds: float, told: str):
    with pytest.raises(VoiceError) as error:
        system_catalogue(("fakes_system", behaviour), seconds)

    assert told in str(error.value)
    assert "choose heart" in str(error.value)


def test_a_catalogue_is_read_as_it_was_written():
    assert read({**written(catalogue()), "entries": list(written(catalogue())["entries"])}) == catalogue()


@needs_hibari
def test_the_best_voices_come_first_and_silence_last():
    offer = available_voices(None, catalogue)
    lines = [(voice.name, voice.engine, voice.language) for voice in offer.voices]

    assert lines == [
        ("heart", "hibari", "en-us"),
        ("system", "pyttsx3", "en-us"),
        ("Anna", "pyttsx3", "de-de"),
        ("Zira", "pyttsx3", "en-us"),
        ("silent", "silent", "en"),
    ]
    assert offer.troubles == ()


def test_without_system_voices_the_others_are_still_there():
    offer = available_voices(None, no_catalogue)

    assert "pyttsx3" not in [voice.engine for voice in offer.voices]
    assert offer.voices[-1].name == "silent"
    assert "There are no system voices." in offer.troubles


@needs_hibari
def test_a_damaged_file_in_the_folder_of_voices_is_told_and_not_offered(tmp_path: Path):
    (tmp_path / "bf_emma.int8.onnx").write_bytes(b"half a model")
    offer = available_voices(tmp_path, catalogue)

    assert "emma" not in [voice.name for voice in offer.voices]
    assert ["emma" in trouble and "damaged" in trouble for trouble in offer.troubles] == [True]


@needs_hibari
def test_a_folder_of_voices_that_cannot_be_looked_into_leaves_the_others(tmp_path: Path):
    offer = available_voices(tmp_path / ("long" * 100), catalogue)

    assert "heart" in [voice.name for voice in offer.voices]
    assert offer.troubles == ()
