from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from fakes_voice import FakeVoice

from voiceguide.core.errors import VoiceError
from voiceguide.voice.cache import ClipCache
from voiceguide.voice.protocol import Voice
from voiceguide.voice.silent import SilentVoice
from voiceguide.voice.studio import Studio

TIMELY = 20.0
StudioOf = Callable[..., Studio]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def studio_of(said: list[str]):
    opened: list[Studio] = []

    def make(*voices: Voice, cache: ClipCache | None = None) -> Studio:
        studio = Studio(voices, cache, said.append)
        opened.append(studio)
        return studio

    yield make
    for studio in opened:
        studio.close()


def collected(studio: Studio, number: int) -> list[str]:
    """The next texts, in the order in which they were finished."""
    texts: list[str] = []
    while len(texts) < number:
        assert studio.wait(TIMELY)
        texts += [text for text, _ in studio.collect()]
    return texts


def test_a_text_is_spoken_once_and_then_remembered(studio_of: StudioOf):
    voice = FakeVoice()
    studio = studio_of(voice)
    first, second = studio.clip("Let go."), studio.clip("Let go.")

    assert first is second
    assert voice.spoken == ["Let go."]


def test_a_text_in_the_cache_needs_no_voice(studio_of: StudioOf, tmp_path: Path):
    studio_of(FakeVoice(), cache=ClipCache(tmp_path)).clip("Let go.")
    later = FakeVoice()
    clip = studio_of(later, cache=ClipCache(tmp_path)).clip("Let go.")

    assert clip.frames == 70
    assert later.spoken == []


def test_another_voice_does_not_speak_with_the_first_ones_clips(studio_of: StudioOf, tmp_path: Path):
    studio_of(FakeVoice("one"), cache=ClipCache(tmp_path)).clip("Let go.")
    other = FakeVoice("two")
    studio_of(other, cache=ClipCache(tmp_path)).clip("Let go.")

    assert other.spoken == ["Let go."]


def test_silence_is_not_kept_in_the_cache(studio_of: StudioOf, tmp_path: Path):
    studio_of(SilentVoice(), cache=ClipCache(tmp_path)).clip("Let go.")

    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_used_does_not_keep_the_voice_from_speaking(
    studio_of: StudioOf, tmp_path: Path
):
    (tmp_path / "file").write_text("in the way")
    cache = ClipCache(tmp_path / "file")
    voice = FakeVoice()
    studio = studio_of(voice, cache=cache)
    studio.render(["Let go.", "Rest.", "Let go."])

    assert voice.spoken == ["Let go.", "Rest."]
    assert cache.trouble


def test_a_voice_that_fails_is_followed_by_the_next_for_good_and_that_is_said_once(
    studio_of: StudioOf, said: list[str]
):
    failing = FakeVoice("heart", fault=VoiceError("hibari-tts is not installed."))
    second = FakeVoice("plain")
    studio = studio_of(failing, second)
    studio.render(["Let go.", "Rest."])

    assert failing.spoken == ["Let go."]
    assert failing.closed.is_set()
    assert second.spoken == ["Let go.", "Rest."]
    assert studio.voice is second
    assert said == [
        "The voice heart is not available (hibari-tts is not installed); going on with the voice plain."
    ]


def test_stepping_down_to_silence_says_that_there_is_no_speech(studio_of: StudioOf, said: list[str]):
    failing = FakeVoice("heart", fault=VoiceError("hibari-tts is not installed."))
    studio_of(failing, SilentVoice()).clip("Let go.")

    assert said == [
        "The voice heart is not available (hibari-tts is not installed); going on without speech."
    ]


def test_when_the_last_voice_fails_its_own_words_are_told(studio_of: StudioOf, said: list[str]):
    studio = studio_of(FakeVoice(fault=VoiceError("First.")), FakeVoice(fault=VoiceError("Second.")))

    with pytest.raises(VoiceError, match=r"^Second\.$"):
        studio.clip("Let go.")
    assert len(said) == 1


def test_a_text_that_no_voice_could_say_is_not_the_voices_fault(studio_of: StudioOf, said: list[str]):
    voice = FakeVoice()
    studio = studio_of(voice, SilentVoice())

    with pytest.raises(VoiceError, match="nothing to say"):
        studio.clip("...")
    assert studio.voice is voice
    assert said == []


def test_rendering_goes_in_order_says_each_text_once_and_tells_how_far_it_is(studio_of: StudioOf):
    voice = FakeVoice()
    told: list[tuple[int, int]] = []
    clips = studio_of(voice).render(["Press.", "Three.", "Press.", "Rest."], lambda *far: told.append(far))

    assert voice.spoken == ["Press.", "Three.", "Rest."]
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert {text: clip.frames for text, clip in clips.items()} == {"Press.": 60, "Three.": 60, "Rest.": 50}


def test_rendering_stopped_by_ctrl_c_can_be_taken_up_again(studio_of: StudioOf):
    voice = FakeVoice()
    studio = studio_of(voice)

    def stop_after_the_first(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        studio.render(["Press.", "Rest."], stop_after_the_first)
    studio.render(["Press.", "Rest."])

    assert voice.spoken == ["Press.", "Rest."]


def test_what_is_requested_is_finished_in_order(studio_of: StudioOf):
    studio = studio_of(FakeVoice())
    studio.request(["Press.", "Three.", "Rest."])

    assert collected(studio, 3) == ["Press.", "Three.", "Rest."]


def test_urgent_texts_overtake_the_others_and_keep_their_own_order(studio_of: StudioOf):
    voice = FakeVoice(held=True)
    studio = studio_of(voice)
    studio.request(["Now.", "Later.", "Last."])
    assert voice.started.wait(TIMELY)
    studio.request(["Urgent.", "Last."], urgent=True)
    voice.release()

    assert collected(studio, 4) == ["Now.", "Urgent.", "Last.", "Later."]


def test_what_is_urgent_now_overtakes_what_was_urgent_before(studio_of: StudioOf):
    voice = FakeVoice(held=True)
    studio = studio_of(voice)
    studio.request(["Now."])
    assert voice.started.wait(TIMELY)
    studio.request(["First.", "Second.", "Third."], urgent=True)
    studio.request(["Answer.", "Third."], urgent=True)
    voice.release()

    assert collected(studio, 5) == ["Now.", "Answer.", "Third.", "First.", "Second."]


def test_a_text_requested_again_while_it_waits_is_given_once(studio_of: StudioOf):
    voice = FakeVoice(held=True)
    studio = studio_of(voice)
    studio.request(["Now.", "Later."])
    assert voice.started.wait(TIMELY)
    studio.request(["Later.", "Now."])
    studio.request(["Later."], urgent=True)
    voice.release()

    assert collected(studio, 2) == ["Now.", "Later."]
    studio.close()
    assert studio.collect() == []


def test_a_text_requested_again_after_it_was_collected_is_given_again_without_speaking(studio_of: StudioOf):
    voice = FakeVoice()
    studio = studio_of(voice)
    studio.request(["Press."])
    collected(studio, 1)
    studio.request(["Press."])

    assert collected(studio, 1) == ["Press."]
    assert voice.spoken == ["Press."]


def test_collecting_returns_at_once_when_nothing_is_finished(studio_of: StudioOf):
    voice = FakeVoice(held=True)
    studio = studio_of(voice)
    studio.request(["Now."])
    assert voice.started.wait(TIMELY)

    assert studio.collect() == []
    assert not studio.wait(0)


def test_a_fault_in_the_background_is_raised_once_and_the_rest_follows(studio_of: StudioOf):
    studio = studio_of(FakeVoice())
    studio.request(["...", "Rest."])
    assert studio.wait(TIMELY)
    with pytest.raises(VoiceError, match="nothing to say"):
        studio.collect()

    assert collected(studio, 1) == ["Rest."]


def test_a_mistake_in_a_voice_is_not_hidden_by_the_background(studio_of: StudioOf):
    studio = studio_of(FakeVoice(fault=ZeroDivisionError("a mistake")))
    studio.request(["Rest."])
    assert studio.wait(TIMELY)

    with pytest.raises(ZeroDivisionError):
        studio.collect()


def test_a_text_wanted_here_while_the_background_renders_it_is_spoken_once(studio_of: StudioOf):
    voice = FakeVoice(held=True)
    studio = studio_of(voice)
    studio.request(["Now."])
    assert voice.started.wait(TIMELY)
    here: list[int] = []
    caller = Thread(target=lambda: here.append(studio.clip("Now.").frames))
    caller.start()
    voice.release()
    caller.join(TIMELY)

    assert here == [40]
    assert voice.spoken == ["Now."]


def test_closing_in_the_middle_of_a_text_is_prompt_and_no_step_down(studio_of: StudioOf, said: list[str]):
    voice = FakeVoice(held=True)
    studio = studio_of(voice, FakeVoice("second"))
    studio.request(["Now.", "Later."])
    assert voice.started.wait(TIMELY)
    studio.close()
    studio.close()

    assert voice.spoken == ["Now."]
    assert said == []
    assert studio.collect() == []


def test_a_closed_studio_says_so(studio_of: StudioOf):
    studio = studio_of(FakeVoice())
    studio.close()

    with pytest.raises(VoiceError, match="closed"):
        studio.request(["Now."])
    with pytest.raises(VoiceError, match="closed"):
        studio.clip("Now.")
