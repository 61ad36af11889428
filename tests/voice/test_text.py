import pytest

from voiceguide.core.errors import VoiceError
from voiceguide.voice.text import quoted, speakable


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Let go slowly.", "Let go slowly."),
        ("  Let\n go\tslowly. ", "Let go slowly."),
        ("[Let](/lEt/) go.", "Let go."),
        ("[Let]() go.", "Let go."),
        ("[[Let](/a/)](/b/) go.", "Let go."),
        ("[Let](/a/)[go](/b/).", "Letgo."),
        ("Let [go", "Let go"),
    ],
)
def test_a_text_is_brought_to_plain_words_on_one_line(written: str, said: str):
    words = speakable(written)

    assert words == said
    assert speakable(words) == said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "nothing to say"),
        ("...", "nothing to say"),
        ("[]()", "nothing to say"),
        ("Let go.\x1b[2J", r"\x1b"),
        ("Let \u202ego.", r"\u202e"),
        ("Let\x00go.", r"\x00"),
        ("Lone \ud800 half.", r"\ud800"),
        ("word " * 121, "600 characters"),
    ],
)
def test_what_cannot_be_said_is_refused_in_one_plain_sentence(text: str, told: str):
    with pytest.raises(VoiceError) as refused:
        speakable(text)

    sentence = str(refused.value)
    assert told in sentence
    assert sentence.isprintable()
    assert sentence.endswith(".")


def test_a_text_of_600_characters_is_said_whole():
    text = "a" * 600

    assert speakable(text) == text


def test_a_long_text_is_quoted_by_its_beginning():
    assert quoted("Near is near enough. " * 9) == '"Near is near enough. Near is near enough…"'
