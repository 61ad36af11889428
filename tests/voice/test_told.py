"""What processes tell, when they have gone mad."""

from collections.abc import Mapping

import pytest

from voiceguide.core.errors import VoiceError
from voiceguide.system.child_process import LostError, parsed
from voiceguide.voice.catalogue import read
from voiceguide.voice.text import speakable
from voiceguide.voice.worker import clip_in

ANNA = {"name": "Anna", "identifier": "a", "language": "de-de"}


@pytest.mark.parametrize(
    "line",
    [b"", b"[" * 100_000, b'{"a":' * 100_000, b"9" * 100_000, b"\xff", b"null", b"[]", b'{"id": 1'],
    ids=len,
)
def test_what_is_no_json_object_ends_the_trust_in_a_process(line: bytes):
    with pytest.raises(LostError):
        parsed(line)


def test_a_refusal_is_shown_without_what_could_drive_a_terminal_and_shortened():
    with pytest.raises(VoiceError) as refused:
        clip_in({"id": 1, "error": "\x1b]0;mine\x07" + "x" * 100_000}, 1)

    assert str(refused.value).startswith(r"\x1b]0;mine\x07x")
    assert len(str(refused.value)) < 1000


@pytest.mark.parametrize(
    "catalogue",
    [
        {"speaks": "Fake 1", "default": "a", "entries": []},
        {"speaks": "Fake 1", "default": "b", "entries": [ANNA]},
        {"speaks": "Fake\x1b[2J", "default": "a", "entries": [ANNA]},
    ],
)
def test_a_catalogue_without_its_own_default_or_with_odd_words_is_none(catalogue: Mapping[str, object]):
    with pytest.raises(ValueError, match="catalogue"):
        read(catalogue)


def test_a_voice_with_an_odd_name_is_listed_so_that_it_can_be_read():
    catalogue = read({"speaks": "Fake 1", "default": "a", "entries": [{**ANNA, "name": "An\u202ena"}]})

    assert [entry.name for entry in catalogue.entries] == [r"An\u202ena"]


def test_markup_counts_in_the_length_of_a_text_and_is_not_even_looked_at_in_a_longer_one():
    with pytest.raises(VoiceError, match="600 characters"):
        speakable("[" * 2_000_000 + "a" + "](x)" * 2_000_000)
