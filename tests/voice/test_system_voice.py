"""The voices of the operating system: the real ones, and what is left when they break."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import version
from importlib.util import find_spec

import numpy as np
import pytest
from fakes import plan_of
from fakes_system import catalogue, no_catalogue

from voiceguide.core.errors import VoiceError
from voiceguide.core.preferences import Preferences
from voiceguide.core.session import Session
from voiceguide.pcm.loudness import clip_loudness
from voiceguide.voice.catalogue import Catalogue
from voiceguide.voice.neural import NeuralVoice
from voiceguide.voice.protocol import Voice
from voiceguide.voice.system import SystemVoice, system_catalogue

needs_espeak = pytest.mark.skipif(
    sys.platform != "linux" or not (find_spec("pyttsx3") and find_spec("espeakng_loader")),
    reason="pyttsx3 and espeakng-loader are not installed",
)
needs_hibari = pytest.mark.skipif(find_spec("hibari") is None, reason="hibari-tts is not installed")
SENTENCE = "Keep breathing, and let the weight of your arm do the work."
ROUTINES = ("back", "hip", "back-lying", "hip-supine", "feet-sitting")
EVERY = 40
"""One text of so many is spoken here; a benchmark speaks them all."""


@pytest.fixture(scope="module")
def machine() -> Catalogue:
    return system_catalogue()


@pytest.fixture(scope="module")
def system(machine: Catalogue) -> Iterator[SystemVoice]:
    voice = SystemVoice(ask=lambda: machine)
    yield voice
    voice.close()


@pytest.fixture(scope="module")
def heart() -> Iterator[NeuralVoice]:
    voice = NeuralVoice()
    voice.start()
    yield voice
    voice.close()


@pytest.fixture(
    params=[pytest.param("heart", marks=needs_hibari), pytest.param("system", marks=needs_espeak)]
)
def voice(request: pytest.FixtureRequest) -> Voice:
    spoken: Voice = request.getfixturevalue(request.param)
    return spoken


@pytest.fixture
def troubled(machine: Catalogue) -> Iterator[Callable[..., SystemVoice]]:
    """A system voice in whose process something is wrong."""
    opened: list[SystemVoice] = []

    def make(behaviour: str, answer_seconds: float = 20.0) -> SystemVoice:
        entries = tuple(
            replace(entry, identifier=f"{behaviour}:{entry.identifier}") for entry in machine.entries
        )
        asked = Catalogue(machine.speaks, f"{behaviour}:{machine.default}", entries)
        voice = SystemVoice(ask=lambda: asked, module="fakes_system", answer_seconds=answer_seconds)
        opened.append(voice)
        return voice

    yield make
    for voice in opened:
        voice.close()


def every_text() -> list[str]:
    """All that the bundled routines say, asked or not."""
    sessions = [Session(plan_of(name), Preferences()) for name in ROUTINES]
    return list(
        dict.fromkeys(
            text for session in sessions for text in (*session.vocabulary, *session.spare_vocabulary)
        )
    )


def test_a_sample_of_what_the_bundled_routines_say_can_be_spoken(voice: Voice):
    texts = every_text()[::EVERY]
    lengths = {text: voice.speak(text).frames / 24_000 for text in texts}

    assert len(lengths) >= 5
    assert all(0.1 < seconds < 3 + len(text) / 5 for text, seconds in lengths.items())


@pytest.mark.parametrize(
    "text",
    [
        "No",
        "3",
        "1,234.5 and 7/8 at 50% of 20 °C",
        '"Quoted" and \u2018quoted\u2019 — (aside) … & more; done!',
        "Zúsānlǐ 足三里, Füße, naïve",
        "Press here 🙂 now",
        "<silence msec='9000'/> Rest",
        "{ } | \\ ^ ~ ` $HOME %PATH% a",
        "a" * 600,
    ],
)
@needs_espeak
def test_odd_texts_can_be_spoken(system: SystemVoice, text: str):
    clip = system.speak(text)

    assert clip.frames > 1_000
    assert np.abs(clip.signal).max() > 0.1


@needs_espeak
def test_one_process_says_short_words_in_quick_succession(system: SystemVoice):
    system.speak("Three.")
    first = system.pid
    lengths = [system.speak(word).frames for word in ("Three.", "Two.", "One.") * 5]

    assert system.pid == first
    assert all(2_400 < length < 24_000 for length in lengths)


@needs_espeak
def test_every_text_is_its_own_and_not_the_one_before(system: SystemVoice):
    short, long, again = (system.speak(text).frames for text in ("Rest.", SENTENCE, "Rest."))

    assert long > 4 * short
    assert again == pytest.approx(short, rel=0.02)


@needs_espeak
def test_it_is_as_loud_as_every_voice(system: SystemVoice):
    clip = system.speak(SENTENCE)

    assert clip_loudness(clip.signal) == pytest.approx(-16, abs=0.5)


@needs_espeak
def test_a_rate_holds_for_every_text(machine: Catalogue):
    slow, fast = (SystemVoice(rate=rate, ask=lambda: machine) for rate in (0.7, 1.4))
    text = "Let go slowly."
    lengths = [(slow.speak(text).frames, fast.speak(text).frames) for _ in range(5)]
    slow.close()
    fast.close()

    assert all(1.6 * shorter < longer < 2.2 * shorter for longer, shorter in lengths)
    assert slow.identity != fast.identity


@needs_espeak
def test_another_voice_of_the_system_sounds_different_and_has_another_identity(
    machine: Catalogue, system: SystemVoice
):
    other = SystemVoice("gmw/EN-gb-scotland", ask=lambda: machine)
    length = other.speak(SENTENCE).frames
    other.close()

    assert other.identity != system.identity
    assert length != pytest.approx(system.speak(SENTENCE).frames, rel=0.002)


@needs_espeak
def test_the_default_voice_is_american_and_its_identity_names_all_that_shapes_it(system: SystemVoice):
    words = system.identity.split()

    assert words[:2] == ["pyttsx3", version("pyttsx3")]
    assert {"espeakng-loader", "gmw/en-us", "1.000", "mastering"} <= set(words)


@needs_espeak
def test_it_speaks_on_after_its_process_was_killed(system: SystemVoice):
    system.speak("Rest.")
    first = system.pid
    assert first
    os.kill(first, signal.SIGKILL)

    assert system.speak("Rest.").frames
    assert system.pid != first


@needs_espeak
@pytest.mark.parametrize(("behaviour", "told"), [("die", "ended"), ("write-garbage", "something else")])
def test_a_process_that_fails_in_the_middle_of_a_text_is_given_up_and_the_next_text_is_said(
    troubled: Callable[..., SystemVoice], behaviour: str, told: str
):
    voice = troubled(behaviour)
    with pytest.raises(VoiceError) as given_up:
        voice.speak("Now.")

    assert told in str(given_up.value)
    assert '"Now."' in str(given_up.value)
    assert voice.speak("Rest.").frames


@needs_espeak
def test_a_process_that_hangs_in_the_middle_of_a_text_is_given_up(troubled: Callable[..., SystemVoice]):
    with pytest.raises(VoiceError, match="took too long"):
        troubled("hang", answer_seconds=0.3).speak("Now.")


@needs_espeak
def test_an_engine_without_its_data_ends_its_own_process_only(troubled: Callable[..., SystemVoice]):
    with pytest.raises(VoiceError) as told:
        troubled("has-no-data").speak("Rest.")

    assert "its process ended" in str(told.value)
    assert "\n" not in str(told.value)


@needs_espeak
def test_a_voice_that_went_away_since_it_was_listed_says_so():
    voice = SystemVoice("Anna", ask=catalogue)

    with pytest.raises(VoiceError, match="not there any more"):
        voice.speak("Rest.")
    voice.close()


@needs_espeak
def test_the_program_itself_never_loads_the_engine(system: SystemVoice):
    system.speak("Rest.")

    assert "pyttsx3" not in sys.modules
    assert "ESPEAK_DATA_PATH" not in os.environ


def test_names_are_found_whatever_their_capitals():
    assert "com.system.anna" in SystemVoice("ANNA", ask=catalogue).identity


@pytest.mark.parametrize("name", ["bogus", "\x1b[2J", "", "com.system.anna"])
def test_a_voice_that_does_not_exist_is_refused_in_one_plain_sentence(name: str):
    with pytest.raises(VoiceError) as refused:
        SystemVoice(name, ask=catalogue)

    assert "voiceguide voices" in str(refused.value)
    assert str(refused.value).isprintable()


def test_the_default_voice_asks_nothing_before_it_is_needed():
    voice = SystemVoice(ask=no_catalogue)

    assert [voice.name, voice.engine, voice.pid] == ["system", "pyttsx3", None]
    with pytest.raises(VoiceError, match="no system voices"):
        _ = voice.identity


def test_another_default_of_the_system_is_another_identity():
    first = SystemVoice(ask=lambda: catalogue(default="com.system.anna"))
    second = SystemVoice(ask=lambda: catalogue(default="com.system.zira"))

    assert first.identity != second.identity


def test_another_version_of_the_engine_is_another_identity():
    first = SystemVoice(ask=lambda: catalogue(speaks="Fake 1"))
    second = SystemVoice(ask=lambda: catalogue(speaks="Fake 2"))

    assert first.identity != second.identity


def test_a_closed_voice_says_so_and_may_be_closed_again():
    voice = SystemVoice(ask=catalogue)
    voice.close()
    voice.close()

    with pytest.raises(VoiceError, match="closed"):
        voice.speak("Rest.")
