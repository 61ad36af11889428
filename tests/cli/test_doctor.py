"""What works here, and what is said about the rest."""

import sys
import time

import pytest
from fakes import clip
from running import Answer, Run
from session_bus import SessionBus, missing

from voiceguide.cli.hearing_check import NOT_UNDERSTOOD, check_media_keys, check_recogniser
from voiceguide.listen.worker import GIVEN_UP, WorkerRecogniser
from voiceguide.media.keys import NO_BUS, MediaKeys

READY = "print('{\"ready\": true}', flush=True); import sys; sys.stdin.read()"
BROKEN = 'print(\'{"error": "It broke. Use the keys."}\', flush=True)'
DYING = "pass"


@pytest.fixture(scope="module")
def told(run: Run) -> Answer:
    return run(["doctor"])


def scripted(script: str) -> WorkerRecogniser:
    return WorkerRecogniser([sys.executable, "-c", script])


def line(told: Answer, part: str) -> str:
    (found,) = [line for line in told.out.splitlines() if line[4:].startswith(part)]
    return found


@pytest.mark.parametrize(
    "part",
    ["Python", "natural voice", "system voice", "sound output", "microphone", "recogniser", "media keys"],
)
def test_each_part_is_one_line_that_begins_with_how_it_is(told: Answer, part: str):
    assert line(told, part)[:4] in ("ok  ", "--  ")


def test_only_voice_and_output_decide_whether_a_session_can_be_heard(told: Answer):
    voice = any(line(told, f"{kind} voice").startswith("ok") for kind in ("natural", "system"))
    heard = voice and line(told, "sound output").startswith("ok")

    assert told.code == (0 if heard else 1)
    assert told.out.endswith("can be heard.\n" if heard else "cannot be heard yet.\n")


def test_the_recogniser_is_tried_with_a_word(told: Answer):
    if line(told, "natural voice").startswith("--"):
        pytest.skip("the natural voice is needed to speak")

    assert line(told, "recogniser").startswith("ok")
    assert 'understands "pause" in' in line(told, "recogniser")


def test_nothing_is_written_beside_the_lines(told: Answer):
    assert told.err == ""


@pytest.mark.parametrize(
    ("script", "well", "sentence"),
    [
        (BROKEN, False, "It broke. Use the keys."),
        (DYING, False, GIVEN_UP),
        (READY, True, "no voice was there"),
    ],
)
def test_a_recogniser_is_told_as_it_is(script: str, well: bool, sentence: str):
    finding = check_recogniser(lambda: scripted(script), None, time.monotonic)

    assert finding.well is well
    assert sentence in finding.told


def test_a_recogniser_that_understands_no_word_is_told():
    finding = check_recogniser(lambda: scripted(READY), clip("Pause."), time.monotonic)

    assert (finding.well, finding.told) == (False, NOT_UNDERSTOOD)


def test_media_keys_are_heard_where_there_is_a_bus():
    if why := missing():
        pytest.skip(why)
    with SessionBus() as bus:
        finding = check_media_keys(MediaKeys(lambda _: None, environment=bus.environment))

        assert finding.well
        assert finding.told == "are heard, as org.mpris.MediaPlayer2.voiceguide"
        assert bus.names() == []


def test_media_keys_without_a_bus_are_one_sentence():
    finding = check_media_keys(MediaKeys(lambda _: None, environment={}, platform="linux"))

    assert (finding.well, finding.told) == (False, NO_BUS)
